"""Start my shop: four questions, a workspace, and the place where the first export is dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from shopplanner.foundation import paths
from shopplanner.foundation.i18n import text
from shopplanner.ui.common.dialogs import Dialog
from shopplanner.ui.common.form import Form, choice
from shopplanner.ui.common.widgets import label

if TYPE_CHECKING:
    from shopplanner.domain.changes import Outcome
    from shopplanner.services.workspace import Workspace
    from shopplanner.ui.common.context import AppContext

PLATFORMS = ("taobao", "tmall", "jd", "pinduoduo", "douyin", "shopify")
SUFFIX = ".shopplan"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class NewShop:
    """What the wizard asked for."""

    name: str
    platform: str
    category: str
    path: Path


class StartWizard(Dialog):
    """Asks for name, platform, category and place; emits ``finished_with`` once all is well."""

    finished_with = Signal(object)

    def __init__(self, parent: QWidget | None, folder: Path | None = None) -> None:
        super().__init__(text("shell.wizard.title"), parent, width=28)
        self._folder = folder or default_folder()
        self._own_path = False
        self.body.addWidget(label(text("shell.wizard.intro"), "muted", wrap=True))
        self.form = Form()
        self.body.addWidget(self.form, 1)
        self.name = QLineEdit()
        self.name.setPlaceholderText(text("shell.wizard.name_example"))
        self.platform = choice([(one, text(f"shell.platform.{one}")) for one in PLATFORMS], "taobao")
        self.category = QLineEdit()
        self.category.setPlaceholderText(text("shell.wizard.category_example"))
        self.path = QLineEdit(str(self._folder))
        self.form.add("name", "shell.wizard.name", self.name, required=True)
        self.form.add("platform", "shell.wizard.platform", self.platform)
        self.form.add("category", "shell.wizard.category", self.category, "shell.wizard.category_help")
        self.form.add("path", "shell.wizard.path", self._path_line(), "shell.wizard.path_help", required=True)
        self.name.textChanged.connect(self._suggest_path)
        self.path.textEdited.connect(self._take_own_path)
        self._suggest_path("")
        self.add_close("common.cancel")
        self.add_button(text("shell.wizard.create"), self._finish, primary=True)
        self.name.setFocus()

    def _path_line(self) -> QWidget:
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.path, 1)
        browse = QPushButton(text("shell.wizard.browse"))
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda _checked=False: self._browse())
        line.addWidget(browse)
        both.setFocusProxy(self.path)
        return both

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, text("shell.wizard.path"), self.path.text(), f"{text('shell.file.kind')} (*{SUFFIX})"
        )
        if chosen:
            self._take_own_path(chosen)
            self.path.setText(chosen)

    def _take_own_path(self, _typed: str) -> None:
        self._own_path = True

    def _suggest_path(self, name: str) -> None:
        if not self._own_path:
            self.path.setText(str(free_path(self._folder, name)))

    def _finish(self) -> None:
        self.form.clear_errors()
        name = self.name.text().strip()
        path = Path(self.path.text().strip()).expanduser()
        if not name:
            self.form.fields["name"].show_error(text("errors.name_missing"))
            self.name.setFocus()
            return
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        problem = _path_problem(path)
        if problem:
            self.form.fields["path"].show_error(problem)
            self.path.setFocus()
            return
        self.finished_with.emit(NewShop(name, self.platform.currentData(), self.category.text().strip(), path))
        self.accept()


def keep_category(context: AppContext, shop: NewShop) -> None:
    """Keep what the shop sells as its note, where the positioning worksheets and the owner find it."""

    def operation(workspace: Workspace) -> Outcome[None]:
        from shopplanner.services.shops import current_shop, edit_shop

        present = current_shop(workspace)
        return edit_shop(
            workspace, name=present.name, platform=present.platform, currency=present.currency, note=shop.category
        )

    context.perform(operation)


def default_folder() -> Path:
    """Return the folder in which workspaces are kept unless the person chooses another."""
    return paths.data_folder() / "workspaces"


def free_path(folder: Path, name: str) -> Path:
    """Return a file in ``folder`` that does not exist yet, named after the shop."""
    stem = _FORBIDDEN.sub("", name).strip(" .") or text("shell.wizard.file_name")
    candidates = (folder / f"{stem}{f' {number}' if number > 1 else ''}{SUFFIX}" for number in range(1, 1000))
    return next(path for path in candidates if not path.exists())


def _path_problem(path: Path) -> str:
    """Return why a workspace cannot be made there, in words; empty if it can. The folder is made on the way."""
    if path.exists():
        return text("errors.exists", path=path.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return text("errors.cannot_write", path=str(path.parent))
    return ""
