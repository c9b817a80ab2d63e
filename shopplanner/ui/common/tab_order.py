"""The way of the Tab key: as one reads, whatever the order in which the controls were made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def focus_next(window: QWidget, current: QWidget | None, *, forward: bool) -> bool:
    """Give the focus to the control after or before the current one, around at the ends; False without any."""
    stops = list(reading_order(window))
    if not stops:
        return False
    place = stops.index(current) if current in stops else _place_near(stops, current, forward=forward)
    found = stops[(place + (1 if forward else -1)) % len(stops)]
    found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_view(found)
    return True


def reading_order(root: QWidget) -> Iterator[QWidget]:
    """Yield the controls inside a widget line by line; a group is left only when all in it were named.

    An area that scrolls is a stop only if nothing in it is, because moving inside it scrolls it anyway.
    """
    for child in _by_lines([each for each in root.children() if isinstance(each, QWidget) and _is_seen(each)]):
        inner = list(reading_order(child))
        if not isinstance(child, QScrollArea):
            if _takes_tab(child):
                yield child
        elif not inner and _takes_tab(child) and child.verticalScrollBar().maximum() > 0:
            yield child
        yield from inner


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.isWindow()


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(policy) and widget.focusProxy() is None


def _by_lines(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Return widgets of one parent line by line, each from left to right."""
    lines: list[list[QWidget]] = []
    middle = -1
    for each in sorted(widgets, key=lambda one: (one.y(), one.x())):
        if not lines or each.y() >= middle:
            lines.append([])
            middle = each.y() + max(1, each.height() // 2)
        lines[-1].append(each)
    return [each for line in lines for each in sorted(line, key=lambda one: (one.x(), one.y()))]


def _place_near(stops: Sequence[QWidget], current: QWidget | None, *, forward: bool) -> int:
    """Return where a widget that is no stop itself stands among them, such as one around some of them."""
    inside = [place for place, each in enumerate(stops) if current is not None and current.isAncestorOf(each)]
    around = [place for place, each in enumerate(stops) if current is not None and each.isAncestorOf(current)]
    if around:
        return around[-1]
    if inside:
        return inside[0] - 1 if forward else inside[-1] + 1
    return -1 if forward else 0


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
