#!/usr/bin/env python3
"""Build the installer of this system under ``dist/``: a Debian package, a Windows setup or a macOS disk image.

The frozen program is made by PyInstaller (onedir) in an environment of its own from the hash-pinned build lock, with a
GBK subset of Noto Sans SC, so that Chinese is drawn where the system has no Chinese font.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
FROZEN = BUILD / "frozen" / "shopplanner"
WINDOWS = os.name == "nt"
PYTHON = BUILD / "venv" / ("Scripts/python.exe" if WINDOWS else "bin/python")
FONT = BUILD / "fonts" / "NotoSansSC-Regular-GBK.otf"

DEPENDS = (
    "libc6 (>= 2.36)",
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libfreetype6",
    "libdbus-1-3",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
)


def call(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command; its failure ends the build."""
    subprocess.run([str(part) for part in command], cwd=cwd, check=True)


def version() -> str:
    """Return the program's version."""
    line = next(
        line for line in (ROOT / "shopplanner/__init__.py").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    return line.split('"')[1]


def make_environment() -> None:
    """Make the build environment from its lock, once per lock."""
    lock = PACKAGING / "requirements-build.lock.txt"
    stamp, wanted = BUILD / "venv" / "lock.sha256", hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(BUILD / "venv", ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(BUILD / "venv")], capture_output=True, check=False)
    pip: list[str | Path] = [PYTHON, "-m", "pip"]
    if made.returncode:
        call(sys.executable, "-m", "venv", "--without-pip", BUILD / "venv")
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    call(*pip, "install", "-q", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", lock)
    stamp.write_text(wanted, encoding="utf-8")


def gbk_characters() -> str:
    """Return every character of GBK, and the Latin ones and signs that the program itself writes."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF) if low != 0x7F)
    chinese = "".join(pair.decode("gbk", errors="ignore") for pair in pairs)
    return "".join(sorted(set(chinese) | {chr(code) for code in range(0x20, 0x180)} | set("–—−×÷·…¥€£→←↑↓▲▼★☆✓✗●○■□")))


def make_font() -> None:
    """Cut Noto Sans SC down to GBK; the full font has what nobody types into a shop planner."""
    if FONT.is_file():
        return
    FONT.parent.mkdir(parents=True, exist_ok=True)
    characters = BUILD / "gbk.txt"
    characters.write_text(gbk_characters(), encoding="utf-8")
    found = subprocess.run(
        [str(PYTHON), "-c", "import pylopdf_fonts_zh_cn as f; print(next(iter(f.__path__)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    folder = Path(found.stdout.strip())
    source = next(file for file in folder.rglob("*Sans*") if file.suffix in {".otf", ".ttf"})
    call(PYTHON, "-m", "fontTools.subset", source, f"--text-file={characters}", f"--output-file={FONT}",
         "--layout-features=*", "--name-IDs=*")  # fmt: skip
    licence = next(folder.parent.glob("pylopdf_fonts_zh_cn-*.dist-info/licenses/LICENSE"))
    shutil.copy(licence, FONT.parent / "NotoSansSC-OFL.txt")


def freeze() -> None:
    """Freeze the program into a folder and strip what can be stripped without breaking numpy."""
    call(PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", BUILD / "frozen",
         "--workpath", BUILD / "pyinstaller", PACKAGING / "pyinstaller" / "shopplanner.spec")  # fmt: skip
    if sys.platform.startswith("linux") and shutil.which("strip"):
        inside = FROZEN / "_internal"
        safe = [
            *inside.glob("libpython*"),
            *inside.glob("python3*/lib-dynload/*.so"),
            *inside.glob("sqlalchemy/**/*.so"),
        ]
        call("strip", "--strip-unneeded", *safe)


def debian_package() -> Path:
    """Lay out and pack the Debian package; return its path."""
    stage = BUILD / "deb"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(FROZEN, stage / "usr/lib/shopplanner", symlinks=True)
    (stage / "usr/bin").mkdir(parents=True)
    (stage / "usr/bin/shopplanner").symlink_to("../lib/shopplanner/shopplanner")
    linux, icons = PACKAGING / "linux", stage / "usr/share/icons/hicolor"
    for source, target in (
        (linux / "shopplanner.desktop", "usr/share/applications/shopplanner.desktop"),
        (
            linux / "org.shopplanner.ShopPlanner.metainfo.xml",
            "usr/share/metainfo/org.shopplanner.ShopPlanner.metainfo.xml",
        ),
        (linux / "shopplanner-mime.xml", "usr/share/mime/packages/shopplanner.xml"),
        (ROOT / "LICENSE", "usr/share/doc/shopplanner/copyright"),
    ):
        (stage / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, stage / target)
    (icons / "scalable/apps").mkdir(parents=True)
    shutil.copy(ROOT / "resources/icons/app.svg", icons / "scalable/apps/shopplanner.svg")
    write_control(stage)
    for path in stage.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    DIST.mkdir(exist_ok=True)
    package = DIST / f"shopplanner_{version()}_{architecture()}.deb"
    call("dpkg-deb", "--root-owner-group", "-Zxz", "--build", stage, package)
    return package


def architecture() -> str:
    """Return Debian's name of this machine's architecture."""
    answer = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return answer.stdout.strip()


def write_control(stage: Path) -> None:
    """Write the package's control file."""
    size = sum(path.lstat().st_size for path in stage.rglob("*") if path.is_file()) // 1024
    (stage / "DEBIAN").mkdir()
    (stage / "DEBIAN/control").write_text(
        f"Package: shopplanner\nVersion: {version()}\nArchitecture: {architecture()}\nSection: office\n"
        f"Priority: optional\nInstalled-Size: {size}\nDepends: {', '.join(DEPENDS)}\n"
        "Recommends: libwayland-cursor0, libwayland-egl1\n"
        "Maintainer: The ShopPlanner developers <shopplanner@localhost>\n"
        "Description: offline planner for online shops\n"
        " Positioning worksheets, product layout, a promotion calendar and a local\n"
        " metrics database with charts in one window, without an account.\n",
        encoding="utf-8",
    )


def windows_setup() -> Path:
    """Pack the frozen folder into a per-user NSIS setup; needs ``makensis``."""
    DIST.mkdir(exist_ok=True)
    target = DIST / f"ShopPlanner-{version()}-setup.exe"
    call("makensis", "-V2", "-INPUTCHARSET", "UTF8", f"-DVERSION={version()}", f"-DSOURCE={FROZEN}",
         f"-DTARGET={target}", PACKAGING / "windows" / "installer.nsi")  # fmt: skip
    return target


def macos_image() -> Path:
    """Pack the app bundle into a disk image; needs ``hdiutil``."""
    DIST.mkdir(exist_ok=True)
    target = DIST / f"ShopPlanner-{version()}.dmg"
    call("bash", PACKAGING / "macos" / "image.sh", BUILD / "frozen" / "ShopPlanner.app", target)
    return target


def main() -> None:
    """Build for the system that this runs on."""
    BUILD.mkdir(exist_ok=True)
    make_environment()
    make_font()
    freeze()
    makers = {"linux": debian_package, "win32": windows_setup, "darwin": macos_image}
    made = makers[sys.platform]()
    print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
