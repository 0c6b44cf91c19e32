"""What was freed is written over, whoever keeps the memory; what is in use stays as it is."""

import os
import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

import tasks
from lib.ui.wiping import give_memory_back, overwrite, wipe_what_is_freed

pytestmark = pytest.mark.unit

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process can be read on Linux only")
WORD = "Qxzvw"
ROOT = Path(__file__).resolve().parents[2]


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
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True)
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


@on_linux
def test_in_a_server_started_as_the_readme_says_a_word_is_gone_as_soon_as_it_is_let_go_of():
    """Also where something else took its place at once and has not filled it: a list with room for more."""
    said = subprocess.run(
        [sys.executable, "-c", _LET_GO], cwd=ROOT, env=tasks.environment(), capture_output=True, check=True
    )
    assert said.stdout.split() == [b"2000", b"0", b"0"]


_LET_GO = f"""
from pathlib import Path
from lib.ui.wiping import wipe_what_is_freed

assert wipe_what_is_freed()

def found(places):
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        return sum(memory.seek(place) and b"{WORD}" in memory.read(64) for place in places)

words = [b"%d {WORD} house %d" % (n, n) for n in range(2_000)]
places = [id(word) for word in words]
print(found(places))
words.clear()
print(found(places))
lists = [[] for n in range(4_000)]
for one in lists:
    one.extend((None, None))
print(found(places))
"""


@pytest.mark.parametrize("setting", ["", "malloc", "pymalloc_debug"])
def test_memory_is_given_back_however_python_keeps_it(setting):
    given = "from lib.ui.wiping import give_memory_back; give_memory_back(); print('done')"
    environment = os.environ | {"PYTHONMALLOC": setting}
    said = subprocess.run([sys.executable, "-c", given], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert said.stdout.split() == [b"done"]


def test_without_the_c_library_of_linux_things_are_let_go_of_and_nothing_fails(monkeypatch):
    monkeypatch.setattr("lib.ui.wiping._library", lambda: None)
    assert not wipe_what_is_freed()
    give_memory_back()
