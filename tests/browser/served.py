"""A server of the app's own for tests: started on a free port of this machine, stopped by its own process."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import tasks

ROOT = Path(__file__).resolve().parents[2]
LOCAL = "127.0.0.1"
_READY = "URL:"  # the last line Streamlit prints once it answers


@dataclass
class Server:
    """A running server and all it has printed."""

    address: str
    process_id: int
    printed: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        return "".join(self.printed)


@contextmanager
def serving(
    environment: dict[str, str] | None = None, script: Path = ROOT / "app.py", **settings: object
) -> Iterator[Server]:
    """Start the app (or a page of a test's own), wait until it says that it is ready, stop it at the end.

    ``settings`` are more of the server's own, ``environment`` more of the variables it is started with.
    """
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *_settings(port, settings)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=tasks.environment() | (environment or {}),
    )
    server = Server(f"http://{LOCAL}:{port}", process.pid)
    reader, is_ready = _follow(process, server)
    try:
        assert is_ready.wait(60), f"the app did not start:\n{server.log}"
        with urlopen(f"{server.address}/_stcore/health", timeout=10) as answer:  # noqa: S310 - this machine
            assert answer.read() == b"ok"
        yield server
    finally:
        process.terminate()
        process.wait(20)
        reader.join(20)
        process.stdout.close()


def _settings(port: int, more: dict[str, object]) -> list[str]:
    given = {"port": port, "address": LOCAL, "headless": "true", "fileWatcherType": "none"} | more
    return [f"--server.{name}={value}" for name, value in given.items()]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((LOCAL, 0))
        return found.getsockname()[1]


def _follow(process: subprocess.Popen[str], server: Server) -> tuple[threading.Thread, threading.Event]:
    """Keep what the server prints, and say when it is ready or gone."""
    is_ready = threading.Event()

    def read() -> None:
        for line in process.stdout:
            server.printed.append(line)
            if _READY in line:
                is_ready.set()
        is_ready.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    return reader, is_ready
