"""Menus that open beside a button or a place, and delete themselves when they close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget


def new_menu(parent: QWidget) -> QMenu:
    """Return an empty menu that is deleted when it closes."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def open_choices(
    parent: QWidget, below: QPushButton, choices: Sequence[tuple[str, bool, str]], chosen: Callable[[str], None]
) -> None:
    """Open a menu below a button: words, whether they are ticked, and the value that ``chosen`` gets."""
    menu = new_menu(parent)
    for words, on, value in choices:
        entry = menu.addAction(words, partial(chosen, value))
        entry.setCheckable(True)
        entry.setChecked(on)
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
