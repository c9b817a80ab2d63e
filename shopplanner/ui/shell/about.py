"""What this program is, which versions it runs on, and where it keeps things."""

from __future__ import annotations

import platform

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from shopplanner import __version__
from shopplanner.foundation import paths, versions
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.widgets import label
from shopplanner.ui.theme import theme


class AboutDialog(Dialog):
    """Versions and folders, to be copied into a report."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(text("shell.action.about"), parent, width=34)
        look = theme.current()
        picture = QLabel()
        picture.setPixmap(QIcon(str(paths.resources() / "icons" / "app.svg")).pixmap(look.unit(3.5), look.unit(3.5)))
        self.body.addWidget(picture)
        self.body.addWidget(label(f"{text('shell.app_name')} {__version__}", "title"))
        self.body.addWidget(label(text("shell.about.promise"), "muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space(16))
        grid.setVerticalSpacing(look.space(4))
        grid.setColumnStretch(1, 1)
        self._lines = facts()
        for row, (name, value) in enumerate(self._lines):
            grid.addWidget(label(name, "muted"), row, 0)
            grid.addWidget(label(value, wrap=True), row, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.add_button(text("shell.copy_details"), self.copy)
        self.add_close()

    def copy(self) -> None:
        """Put versions and folders on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in self._lines))


def facts() -> list[tuple[str, str]]:
    """Return names and values of versions and folders."""
    from PySide6 import __version__ as binding
    from PySide6.QtCore import qVersion

    return [
        *versions.libraries(),
        ("Qt / PySide6", f"{qVersion()} / {binding}"),
        (text("shell.about.system"), platform.platform(terse=True)),
        (text("shell.about.screen"), QGuiApplication.platformName()),
        (text("shell.about.config"), str(paths.config_folder())),
        (text("shell.about.data"), str(paths.data_folder())),
        (text("shell.about.log"), str(paths.log_folder())),
        (text("shell.about.licence"), "Apache-2.0 · Qt, PySide6: LGPL-3.0"),
    ]
