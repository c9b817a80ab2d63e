"""``self-check``: whether everything that the program stands on is there and works on this computer."""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shopplanner.app.commands.answer import Answer
from shopplanner.foundation import packs, paths
from shopplanner.foundation.i18n import LANGUAGES, text

LEAST_SQLITE: Final = (3, 37, 0)
"""STRICT tables and RETURNING, which storage uses, came by then."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at; ``said`` is what was found, or what is wrong."""

    id: str
    ok: bool
    said: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none of its own."""
    del parser


def run(given: argparse.Namespace) -> Answer:
    """Look at everything."""
    del given
    items = [_item(name, look) for name, look in LOOKS.items()]
    ok = all(item.ok for item in items)
    data = {"items": [{"id": item.id, "ok": item.ok, "said": item.said} for item in items], "ok": ok}
    lines = [f"{'✓' if item.ok else '✗'} {text(f'cli.self_check.{item.id}')}: {item.said}" for item in items]
    return Answer(data, tuple(lines), ok)


def _item(name: str, look: Callable[[], tuple[bool, str]]) -> Item:
    """Look at one thing; what goes wrong in looking is the finding."""
    try:
        ok, said = look()
    except (OSError, RuntimeError, ValueError, ImportError, sqlite3.Error) as error:
        ok, said = False, str(error)
    return Item(name, ok, said)


def _versions() -> tuple[bool, str]:
    from shopplanner.app.crash import versions

    return True, " · ".join(versions())


def _sqlite() -> tuple[bool, str]:
    """Write a small file the way workspaces are written."""
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "check.sqlite")) as connection:
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) WITHOUT ROWID")
        connection.execute("INSERT INTO t VALUES (1, 'x')")
        connection.commit()
        good = mode == "wal" and connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    return good and sqlite3.sqlite_version_info >= LEAST_SQLITE, f"{sqlite3.sqlite_version} {mode}"


def _platforms() -> tuple[bool, str]:
    """Return which window systems Qt brings plug-ins for."""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    names = sorted(file.stem.removeprefix("lib").removeprefix("q") for file in folder.iterdir())
    return any("offscreen" in name for name in names), ", ".join(names)


def _fonts() -> tuple[bool, str]:
    """Return a font that has Chinese characters."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QGuiApplication
    from PySide6.QtWidgets import QApplication

    application = QGuiApplication.instance() or QApplication(["shopplanner"])
    from shopplanner.ui.theme import theme

    theme.load_bundled_fonts()
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    del application
    return bool(families), ", ".join(families[:3]) or text("cli.self_check.no_font")


def _packs() -> tuple[bool, str]:
    """Read every pack, the person's own included."""
    broken = []
    number = 0
    for kind in packs.kinds():
        for name in packs.names(kind):
            number += 1
            try:
                header = packs.read(packs.pack_file(kind, name)).get("pack")
            except packs.PackError as error:
                broken.append(str(error))
            else:
                broken += [] if header else [f"{kind}/{name}.toml"]
    return not broken, "; ".join(broken) or text("cli.self_check.packs_read", n=number)


def _languages() -> tuple[bool, str]:
    folder = paths.resources() / "translations"
    counts = {language: len(list((folder / language).glob("*.json"))) for language in LANGUAGES}
    return min(counts.values()) > 0 and len(set(counts.values())) == 1, ", ".join(counts)


def _folders() -> tuple[bool, str]:
    """Write into each folder of the user's own."""
    folders = (paths.config_folder(), paths.data_folder(), paths.log_folder())
    for folder in folders:
        with tempfile.TemporaryFile(dir=folder):
            pass
    return True, ", ".join(str(folder) for folder in folders)


def _papers() -> tuple[bool, str]:
    """Write a small paper as each kind of file, which needs templates that packaging must bring along."""
    from shopplanner.domain.papers import Facts, Paper
    from shopplanner.services.promotions.papers import output

    paper = Paper("check", "ShopPlanner", "", (Facts((("ok", 1),)),))
    with tempfile.TemporaryDirectory() as folder:
        files = [output.write(paper, kind, Path(folder) / f"check.{kind}") for kind in output.WRITERS]
        return all(file.stat().st_size > 0 for file in files), ", ".join(output.WRITERS)


LOOKS: Final[dict[str, Callable[[], tuple[bool, str]]]] = {
    "versions": _versions,
    "sqlite": _sqlite,
    "platforms": _platforms,
    "fonts": _fonts,
    "packs": _packs,
    "languages": _languages,
    "folders": _folders,
    "papers": _papers,
}
