"""``screenshot``: draw a page off screen into a picture."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from shopplanner.app.commands.answer import Answer, UsageError, workspace_path, written
from shopplanner.domain.changes import Place
from shopplanner.domain.messages import message
from shopplanner.foundation import i18n
from shopplanner.foundation.i18n import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--tab", required=True, help=text("cli.screenshot.tab"))
    parser.add_argument("--view", default="", help=text("cli.screenshot.view"))
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help=text("cli.screenshot.theme"))
    parser.add_argument("--size", type=size, default=(1440, 900), metavar="WxH", help=text("cli.screenshot.size"))
    parser.add_argument("--scale", type=scale, default=1.0, metavar="F", help=text("cli.screenshot.scale"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="X.png", help=text("cli.help.output"))


def size(words: str) -> tuple[int, int]:
    """Return a size written as ``1440x900``; for the parser, which reports what does not fit."""
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", words)
    if found is None:
        raise argparse.ArgumentTypeError(text("cli.usage.size", value=words))
    return int(found[1]), int(found[2])


def scale(words: str) -> float:
    """Return a scale from 1 to 4; for the parser, which reports what does not fit."""
    if not re.fullmatch(r"[1-4](\.\d+)?", words) or float(words) > 4:
        raise argparse.ArgumentTypeError(text("cli.usage.scale", value=words))
    return float(words)


def run(given: argparse.Namespace) -> Answer:
    """Draw the page."""
    path = workspace_path(given)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if given.scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(given.scale)
    from shopplanner.app.pictures import Studio

    place = _place(given.tab, given.view)
    studio = Studio(path, language=i18n.language(), theme=given.theme, size=given.size, first=place)
    with studio, written(given.output):
        studio.save(place, given.output)
    return Answer({"file": str(given.output)}, (text("cli.done.file", path=given.output),))


def _place(tab_id: str, view_id: str) -> Place:
    """Return the page asked for.

    Raises:
        UsageError: if there is none; names those that there are.
    """
    from shopplanner.ui.shell import registry

    tab = next((each for each in registry.TABS if each.id == tab_id), None)
    if tab is None:
        raise UsageError(
            message("cli.screenshot.no_tab", tab=tab_id, known=", ".join(each.id for each in registry.TABS))
        )
    views = [view.id for view in tab.views]
    if view_id and view_id not in views:
        raise UsageError(message("cli.screenshot.no_view", view=view_id, known=", ".join(views)))
    return Place(tab_id, view_id or views[0])
