"""Pages on paper without a window: the month and the positioning sheet as PDF files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from shopplanner.foundation import i18n

if TYPE_CHECKING:
    from shopplanner.services.workspace import Workspace


def write_month(workspace: Workspace, year: int, month: int, target: Path) -> None:
    """Write a month's calendar and promotions as one page.

    Raises:
        OSError: if the file cannot be written.
    """
    _make_application()
    from shopplanner.services.promotions.month import month_view
    from shopplanner.ui.promotions.month_paper import write_month_pdf

    write_month_pdf(month_view(workspace, year, month), year, month, target, today=workspace.clock.today())


def write_positioning(workspace: Workspace, target: Path) -> None:
    """Write the positioning sheet as one page.

    Raises:
        OSError: if the file cannot be written.
    """
    _make_application()
    from shopplanner.services.positioning.sheet import positioning_sheet
    from shopplanner.ui.positioning.statement.paper import write_pdf

    write_pdf(target, positioning_sheet(workspace))


def _make_application() -> None:
    """Make the application that Qt's fonts need, off screen, unless there is one."""
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is not None:
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from shopplanner.app import startup
    from shopplanner.foundation.settings import Settings

    language = i18n.language()
    _Kept.application = startup.make_application(Settings())
    i18n.set_language(language)


class _Kept:
    """Holds the application: without a holder it would be gone at once."""

    application: object = None
