"""The manual's page on a view, from ``resources/manual``."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

from shopplanner.domain.changes import Place
from shopplanner.foundation import i18n, paths
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.theme import theme

FIRST_PAGE = "index"


class HelpDialog(Dialog):
    """Shows a page of the manual; its links lead to other pages of it and nowhere else."""

    def __init__(self, place: Place | None, parent: QWidget | None) -> None:
        super().__init__(text("shell.help.title"), parent, width=40, height=40)
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        self.browser.setAccessibleName(text("shell.help.title"))
        self.browser.document().setDocumentMargin(theme.current().space(12))
        self.body.addWidget(self.browser, 1)
        self.add_button(text("shell.help.contents"), lambda: self.show_page(FIRST_PAGE))
        self.add_close()
        self.show_page(f"{place.tab}-{place.view}" if place is not None else FIRST_PAGE)

    def show_page(self, name: str) -> None:
        """Show a page by its name; the contents where there is no such page."""
        file = manual_page(name) or manual_page(FIRST_PAGE)
        words = file.read_text(encoding="utf-8") if file is not None else text("shell.help.missing")
        self.browser.setMarkdown(words)

    def _follow(self, target: QUrl) -> None:
        self.show_page(Path(target.path()).stem)


def manual_page(name: str) -> Path | None:
    """Return the file of a manual page in the language in force, else in the other one, else None."""
    folder = paths.resources() / "manual"
    own = "zh_CN" if i18n.language() == "zh_CN" else "en"
    candidates = [
        folder / language / f"{name}.md" for language in (own, *(one for one in ("en", "zh_CN") if one != own))
    ]
    return next((file for file in candidates if file.is_file()), None)
