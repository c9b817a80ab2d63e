"""``demo``: write the sample shop into a new workspace."""

from __future__ import annotations

import argparse

from shopplanner.app.commands.answer import Answer, day, progress, whole, workspace_path
from shopplanner.foundation.i18n import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--seed", type=int, default=7, metavar="N", help=text("cli.demo.seed"))
    parser.add_argument("--today", type=day, default=None, metavar="DATE", help=text("cli.demo.today"))
    parser.add_argument("--scale", type=whole, default=1, metavar="N", help=text("cli.demo.scale"))


def run(given: argparse.Namespace) -> Answer:
    """Make the sample shop."""
    path = workspace_path(given)
    from shopplanner.services import sample_shop

    made = sample_shop.create(
        path, seed=given.seed, today=given.today, scale=given.scale, progress=progress(text("cli.demo.title"))
    )
    data = {
        "workspace": str(made.workspace),
        "shops": made.shops,
        "products": made.products,
        "days": made.days,
        "rows": made.rows,
    }
    said = text("cli.demo.done", path=path, products=f"{made.products:,}", days=made.days, rows=f"{made.rows:,}")
    return Answer(data, (said,))
