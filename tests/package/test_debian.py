"""The Debian package installs with apt, brings a Chinese font, and starts from its desktop entry on a bare X server."""

from __future__ import annotations

import configparser
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DESKTOP_ENTRY = Path("/usr/share/applications/shopplanner.desktop")
TOOLS = ("xvfb", "xdotool", "x11-apps", "desktop-file-utils", "appstream")

pytestmark = [
    pytest.mark.package,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not shutil.which("apt-get") or os.geteuid() != 0, reason="needs apt and root"),
]


def run(*command: str | Path, **environment: str) -> str:
    """Run a command and return what it prints."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed() -> Iterator[None]:
    """The package, built and installed; removed again afterwards."""
    run(sys.executable, ROOT / "packaging" / "build.py")
    package = max((ROOT / "dist").glob("shopplanner_*.deb"), key=lambda file: file.stat().st_mtime)
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *TOOLS, DEBIAN_FRONTEND="noninteractive")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, DEBIAN_FRONTEND="noninteractive")
    yield
    run("apt-get", "remove", "-y", "-qq", "shopplanner", DEBIAN_FRONTEND="noninteractive")


def bare(home: Path, **more: str) -> dict[str, str]:
    """An environment as a desktop gives it, without this project's Python."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "SHOPPLANNER_HOME": str(home / "own"),
        **more,
    }


def test_its_desktop_entry_and_metainfo_are_valid(installed: None) -> None:
    run("desktop-file-validate", DESKTOP_ENTRY)
    run("appstreamcli", "validate", "--no-net", "/usr/share/metainfo/org.shopplanner.ShopPlanner.metainfo.xml")


def test_the_installed_program_finds_itself_healthy(installed: None, tmp_path: Path) -> None:
    answer = subprocess.run(
        ["/usr/bin/shopplanner", "self-check", "--json"],
        capture_output=True, text=True, check=False, env=bare(tmp_path, QT_QPA_PLATFORM="offscreen"),
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["ok"] is True


def test_it_brings_a_chinese_font_of_its_own(installed: None, tmp_path: Path) -> None:
    """With every font of the system hidden, the one that is left has Chinese characters."""
    nothing = tmp_path / "fonts.conf"
    nothing.write_text(f"<fontconfig><dir>{tmp_path / 'none'}</dir></fontconfig>", encoding="utf-8")
    answer = subprocess.run(
        ["/usr/bin/shopplanner", "self-check", "--json"],
        capture_output=True, text=True, check=False,
        env=bare(tmp_path, QT_QPA_PLATFORM="offscreen", FONTCONFIG_FILE=str(nothing)),
    )  # fmt: skip
    fonts = next(item for item in json.loads(answer.stdout)["items"] if item["id"] == "fonts")
    assert fonts == {"id": "fonts", "ok": True, "said": "Noto Sans SC"}


def test_it_starts_from_its_desktop_entry_and_shows_the_shop(installed: None, tmp_path: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(DESKTOP_ENTRY, encoding="utf-8")
    command = entry["Desktop Entry"]["Exec"].split()[0]
    workspace = tmp_path / "示例 店铺.shopplan"
    subprocess.run(
        ["/usr/bin/shopplanner", "demo", "-w", str(workspace)],
        check=True, capture_output=True, env=bare(tmp_path, QT_QPA_PLATFORM="offscreen"),
    )  # fmt: skip
    server = subprocess.Popen(["Xvfb", ":97", "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
    program = None
    try:
        time.sleep(1)
        screen = bare(tmp_path, DISPLAY=":97", LC_ALL="zh_CN.UTF-8")
        program = subprocess.Popen([command, str(workspace)], env=screen)
        title = window_title(screen)
        assert "留香研究所" in title
        time.sleep(4)
        picture = tmp_path / "screen.xwd"
        subprocess.run(["xwd", "-root", "-silent", "-out", str(picture)], check=True, env=screen)
        assert distinct_bytes(picture.read_bytes()) > 60, "the window is blank"
        assert program.poll() is None
    finally:
        for process in (program, server):
            if process is not None:
                process.terminate()
                process.wait(20)


def window_title(screen: dict[str, str]) -> str:
    """Wait for the program's window and return its title."""
    for _ in range(60):
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "ShopPlanner|店铺策划"],
            capture_output=True, text=True, check=False, env=screen,
        )  # fmt: skip
        titles = [
            subprocess.run(
                ["xdotool", "getwindowname", window], capture_output=True, text=True, check=False, env=screen
            )
            for window in found.stdout.split()
        ]
        named = next((title.stdout.strip() for title in titles if "留香研究所" in title.stdout), "")
        if named:
            return named
        time.sleep(0.5)
    return ""


def distinct_bytes(picture: bytes) -> int:
    """How many different byte values a raw picture holds: a blank screen has a handful."""
    return len(set(picture[4096:]))
