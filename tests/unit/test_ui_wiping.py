"""What was freed is written over, whoever keeps the memory; what is in use stays as it is."""

import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from lib.ui.wiping import give_memory_back, overwrite, wipe_what_is_freed

pytestmark = pytest.mark.unit

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process can be read on Linux only")
WORD = "Qxzvw"


def still_there(places: list[int], word: bytes) -> int:
    """At how many places of this process's memory the word can still be read."""
    found = 0
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        for place in places:
            try:
                memory.seek(place)
                found += word in memory.read(64 + len(word))
            except OSError:
                continue  # given back to the machine
    return found


@on_linux
def test_short_words_that_were_let_go_of_cannot_be_read_again():
    draw = random.Random(7)
    words = [f"{WORD}{n:06}" + "a" * draw.randrange(400) for n in range(20_000)]
    neighbours = ["b" * draw.randrange(1, 400) for _ in range(2_000)]
    draw.shuffle(words)
    places = [id(word) for word in words]
    assert still_there(places, WORD.encode()) == len(places)
    words.clear()
    assert still_there(places, WORD.encode()) > len(places) / 2
    give_memory_back()
    assert still_there(places, WORD.encode()) <= len(places) / 1_000
    assert all(set(word) == {"b"} for word in neighbours)


@on_linux
def test_long_texts_are_written_over_as_they_are_let_go_of():
    assert wipe_what_is_freed()
    texts = [f"{WORD}{n:06}" * 200 for n in range(200)]
    places = [id(text) for text in texts]
    texts.clear()
    give_memory_back()
    assert still_there(places, WORD.encode()) == 0


def test_arrow_takes_its_memory_where_it_is_written_over():
    """Asked of a new process: Arrow looks once, when it first needs memory."""
    asked = (
        "from lib.ui.wiping import wipe_what_is_freed; wipe_what_is_freed();"
        "import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    )
    said = subprocess.run([sys.executable, "-c", asked], cwd=Path(__file__).parents[2], capture_output=True, check=True)
    assert said.stdout.split()[-1] == b"system"


def test_what_is_in_use_is_left_alone():
    kept, figures = [f"word {n}" for n in range(5_000)], np.arange(100.0)
    give_memory_back()
    assert kept == [f"word {n}" for n in range(5_000)]
    assert (figures == np.arange(100.0)).all()


def test_bytes_that_are_let_go_of_are_zeros_wherever_they_are_held():
    content = b"".join([b"Zebedee Quixote,"] * 50)
    held_elsewhere = BytesIO(content)
    overwrite(content)
    assert set(content) == {0}
    assert set(held_elsewhere.getvalue()) == {0}


def test_bytes_so_short_that_others_may_share_them_stay():
    content = b"".join([b"Zebedee", b" Quixote"])
    overwrite(content)
    assert content == b"Zebedee Quixote"
