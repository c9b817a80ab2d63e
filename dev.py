#!/usr/bin/env python3
"""The one door for a developer: set up, run, test, measure and package ShopPlanner on any system.

    python3 dev.py run        set up what is missing and open the sample shop; without a display do the main job
                              into build/demo
    python3 dev.py test       set up, then every gate and the default test suite
    python3 dev.py test-all   the same with soak, large-data and package tests
    python3 dev.py bench      the measured budgets, as ratios against their peers
    python3 dev.py package    build the installer of this system under dist/
    python3 dev.py setup | lint | translate | lock

Only the standard library is used here, so that any Python 3.11 or newer can start it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock.txt"
BUILD_LOCK = ROOT / "packaging" / "requirements-build.lock.txt"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "lock.sha256"

OFFSCREEN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
CHINESE_FONT_PACKAGE = "fonts-wqy-microhei"
CHINESE_FONT_FILES = (
    "wqy-*",
    "NotoSansCJK*",
    "NotoSansSC*",
    "SourceHanSans*",
    "DroidSansFallback*",
    "uming*",
    "ukai*",
)
COVERAGE_FLOORS = {"domain": 95, "services": 95, "storage": 95, "interchange": 95, "ui": 85}


class StepError(SystemExit):
    """A step that failed; its own output has already said why."""


def say(text: str) -> None:
    """Tell the developer what is going on."""
    print(f"[dev] {text}", flush=True)


def call(*command: str | Path, **changes: str) -> None:
    """Run a command from the project folder and stop at its failure; ``changes`` are added to the environment."""
    result = subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **changes}, check=False)
    if result.returncode:
        raise StepError(f"[dev] failed ({result.returncode}): {' '.join(str(part) for part in command)}")


# --- set-up --------------------------------------------------------------------------------


def digest(lock: Path) -> str:
    """Return what a ready environment is recognised by: the lock and the interpreter."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """Return the Debian packages of shared libraries that cannot be loaded; empty elsewhere than on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Return whether some font with Chinese characters is installed; Windows and macOS bring theirs."""
    if not sys.platform.startswith("linux"):
        return True
    folders = (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path.home() / ".fonts",
        Path.home() / ".local/share/fonts",
        ROOT / "resources" / "fonts",
    )
    return any(next(folder.rglob(name), None) for folder in folders if folder.is_dir() for name in CHINESE_FONT_FILES)


def system_packages() -> None:
    """Install the system libraries and the font that Qt needs, or say which command does."""
    needed = missing_libraries(OFFSCREEN_LIBRARIES)
    wished = missing_libraries(WINDOW_LIBRARIES)
    if not has_chinese_font():
        wished.append(CHINESE_FONT_PACKAGE)
    if not needed and not wished:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *needed, *wished]
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"installing system packages: {' '.join([*needed, *wished])}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call("apt-get", "update", "-qq", **quiet)
        call(*command, "-qq", **quiet)
        return
    say(f"system packages are missing; type:\n\n    sudo {' '.join(command)}\n")
    if needed:
        raise StepError("[dev] Qt cannot start without them.")


def make_environment() -> None:
    """Make ``.venv``; without ``python3-venv`` the system's own pip fills it from outside."""
    say("making .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        call(sys.executable, "-m", "venv", "--without-pip", VENV)


def pip_install(lock: Path) -> None:
    """Install a hash-pinned lock into ``.venv``; it names everything, so nothing is resolved anew."""
    own = subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    pip: list[str | Path] = [PYTHON, "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", PYTHON]
    call(*pip, "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", lock)


def link_project() -> None:
    """Put the project on the environment's path and its command into the environment."""
    scheme = {"base": str(VENV), "platbase": str(VENV)}
    site = Path(sysconfig.get_path("purelib", "nt_venv" if WINDOWS else "posix_venv", scheme))
    (site / "shopplanner-source.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        (BIN / "shopplanner.cmd").write_text('@"%~dp0python.exe" -m shopplanner %*\r\n', encoding="utf-8")
        return
    command = BIN / "shopplanner"
    command.write_text(
        f"#!/bin/sh\nexec '{PYTHON}' -m shopplanner \"$@\"\n",
        encoding="utf-8",
    )
    command.chmod(0o755)


def setup() -> None:
    """Make the environment ready; does nothing, and needs no network, when it already is."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is started by whatever Python the machine has
        raise StepError("[dev] Python 3.11 or newer is needed.")
    system_packages()
    wanted = digest(LOCK)
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted and PYTHON.exists():
        return
    make_environment()
    say("installing the locked packages")
    pip_install(LOCK)
    link_project()
    STAMP.write_text(wanted, encoding="utf-8")
    say("ready")


# --- commands --------------------------------------------------------------------------------


def has_display() -> bool:
    """Return whether a window can be shown."""
    return WINDOWS or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: Sequence[str]) -> None:
    """Open the window on the sample shop; without a display do the same main job into ``build/demo``."""
    setup()
    if arguments:
        call(PYTHON, "-m", "shopplanner", *arguments)
    elif has_display():
        call(PYTHON, "-m", "shopplanner", "--sample")
    else:
        say("no display: doing the main job headless into build/demo")
        call(PYTHON, "-m", "shopplanner.app.demo", ROOT / "build" / "demo", QT_QPA_PLATFORM="offscreen")


def lint(_: Sequence[str] = ()) -> None:
    """Style, types and import contracts."""
    setup()
    say("ruff")
    call(PYTHON, "-m", "ruff", "check", ".")
    call(PYTHON, "-m", "ruff", "format", "--check", ".")
    say("mypy")
    call(PYTHON, "-m", "mypy")
    say("import contracts")
    call(BIN / "lint-imports", "--no-cache", PYTHONPATH=str(ROOT))


def run_pytest(*arguments: str | Path) -> None:
    """Run pytest off screen in the C.UTF-8 locale."""
    call(PYTHON, "-m", "pytest", *arguments, QT_QPA_PLATFORM="offscreen", LANG="C.UTF-8", LC_ALL="C.UTF-8")


def test(arguments: Sequence[str]) -> None:
    """Every gate: lint, the default suite in random order, and the coverage floors; or just the tests named."""
    setup()
    if arguments:
        run_pytest(*arguments)
        return
    lint()
    say("tests")
    run_pytest("-n", "2", "--dist", "worksteal", "--cov", "--cov-report=", "-q")
    coverage_floors()


def coverage_floors() -> None:
    """Fail where a layer's branch coverage is below its floor."""
    for layer, floor in COVERAGE_FLOORS.items():
        say(f"coverage of {layer}, floor {floor} %")
        call(
            PYTHON,
            "-m",
            "coverage",
            "report",
            f"--include=shopplanner/{layer}/*",
            f"--fail-under={floor}",
            "--skip-covered",
            "--sort=cover",
        )


def test_all(_: Sequence[str]) -> None:
    """The default gates, then soak, large-data and package tests."""
    test(())
    say("slow and package tests")
    run_pytest("-m", "slow or package", "-q", "--timeout", "3600")


def bench(arguments: Sequence[str]) -> None:
    """Measure the budgets as ratios in one run against their peers."""
    setup()
    run_pytest("-m", "bench", "-q", "-s", "-p", "no:randomly", "--timeout", "3600", "tests/benchmarks", *arguments)


def package(arguments: Sequence[str]) -> None:
    """Build this system's installer under ``dist/``."""
    setup()
    call(PYTHON, ROOT / "packaging" / "build.py", *arguments)


def translate(_: Sequence[str]) -> None:
    """Check that both languages are complete, agree in placeholders, and that every text is used."""
    setup()
    run_pytest("tests/foundation/test_translations.py", "-q")


def lock(_: Sequence[str]) -> None:
    """Write the hash-pinned locks anew from pyproject.toml; needs ``uv`` on the path and a network."""
    common = (
        "uv",
        "pip",
        "compile",
        "--universal",
        "--generate-hashes",
        "--python-version",
        "3.11",
        "--no-header",
        "-q",
    )
    call(*common, "pyproject.toml", "--group", "dev", "-o", LOCK)
    call(*common, "pyproject.toml", "--group", "build", "-o", BUILD_LOCK)


COMMANDS: dict[str, Callable[[Sequence[str]], None]] = {
    "run": run,
    "test": test,
    "test-all": test_all,
    "bench": bench,
    "package": package,
    "setup": lambda _: setup(),
    "lint": lint,
    "translate": translate,
    "lock": lock,
}


def main() -> None:
    """Run the command named on the command line."""
    name, *arguments = sys.argv[1:] or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        print(__doc__)
        raise SystemExit(0 if name in {"help", "-h", "--help"} else 2)
    command(arguments)


if __name__ == "__main__":
    main()
