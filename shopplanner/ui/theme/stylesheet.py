"""The style sheet: only widgets that it draws completely; everything else is Fusion with the theme's palette."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from shopplanner.foundation import paths

if TYPE_CHECKING:
    from shopplanner.ui.theme.theme import Theme

_PLACEHOLDER = re.compile(r"@(?:(\d+)px|icon\(([\w-]+)\)|font\((\w+)\)|(\w+))")


@cache
def _template() -> str:
    return (paths.resources() / "themes" / "style.qss").read_text(encoding="utf-8")


def compose(theme: Theme) -> str:
    """Return the style sheet with ``@role``, ``@12px`` (grid step), ``@font(small)`` and ``@icon(name)`` filled in."""

    def fill(match: re.Match[str]) -> str:
        step, icon, size, role = match.groups()
        if step:
            return f"{theme.space(int(step))}px"
        if icon:
            file = paths.resources() / "icons" / f"{icon}-{theme.name}.svg"
            return f'url("{file.as_posix()}")'
        if size:
            font = theme.font("title" if size == "title" else "figure" if size == "figure" else "small")
            return f"{font.pointSizeF():g}pt"
        return theme.css(role)

    return _PLACEHOLDER.sub(fill, _template())
