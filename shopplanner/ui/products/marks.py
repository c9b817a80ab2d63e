"""How roles, states, periods and amounts look and read on the pages of this tab."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem

from shopplanner.domain.metrics.periods import Period
from shopplanner.domain.products.roles import ROLES, STAGES, STATUSES
from shopplanner.foundation.i18n import text
from shopplanner.services import wording
from shopplanner.ui.common.delegates import ChoiceDelegate
from shopplanner.ui.common.widgets import label
from shopplanner.ui.theme import theme

ROLE_COLORS: Final = {
    "traffic_product": "chart5",
    "hero_product": "chart2",
    "activity_product": "chart4",
    "profit_product": "chart1",
    "image_product": "lane_hero",
    "regular_product": "chart3",
    "trial_product": "lane_platform",
    "clearance_product": "bad_fill",
    "": "border_strong",
}
STATUS_CHIPS: Final = {"on_sale": "good", "planned": "info", "off_shelf": "warn", "ended": "neutral"}
GRADE_CHIPS: Final = {"A": "good", "B": "info", "C": "neutral"}
DOT: Final = 0.55
"""Diameter of a role's dot in font heights."""


def role_words(role: str) -> str:
    """Return a role's name; a product without one says so."""
    return text(f"products.role.{role}") if role in ROLES else text("products.no_role")


def role_choices() -> list[tuple[str, str]]:
    """Return the roles with their names, none first."""
    return [("", text("products.no_role")), *((role, role_words(role)) for role in ROLES)]


def status_words(status: str) -> str:
    """Return the name of a product's state; an unknown one as it stands."""
    return text(f"products.status.{status}") if status in STATUSES else status


def status_choices() -> list[tuple[str, str]]:
    """Return the states with their names."""
    return [(status, status_words(status)) for status in STATUSES]


def stage_words(stage: str) -> str:
    """Return the name of a life stage; nothing for none."""
    return text(f"products.stage.{stage}") if stage in STAGES else ""


def stage_choices() -> list[tuple[str, str]]:
    """Return the life stages with their names, none first."""
    return [("", text("products.no_stage")), *((stage, stage_words(stage)) for stage in STAGES)]


def role_color(role: str) -> str:
    """Return the colour role that stands for a product role."""
    return ROLE_COLORS.get(role, ROLE_COLORS[""])


def period_words(period: Period | None) -> str:
    """Return the days that figures speak of."""
    return "" if period is None else text("products.period", first=f"{period.first}", last=f"{period.last:%m-%d}")


def short_period(period: Period | None) -> str:
    """Return first and last day of a period without the year."""
    return "" if period is None else f"{period.first:%m-%d} – {period.last:%m-%d}"


def plain_money(minor: int | None) -> str:
    """Return an amount as an editor begins with it."""
    return wording.MISSING if minor is None else f"{minor // 100}.{minor % 100:02d}"


def dot(role: str) -> QPixmap:
    """Return a role's dot as a picture."""
    look = theme.current()
    size = look.unit(DOT)
    picture = QPixmap(QSize(2 * size, 2 * size))
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(role_color(role)))
    painter.drawEllipse(QRectF(0, 0, size, size))
    painter.end()
    return picture


def dot_label(role: str) -> QLabel:
    """Return a role's dot as a widget."""
    made = label("")
    made.setPixmap(dot(role))
    made.setAccessibleName(role_words(role))
    return made


class RoleDelegate(ChoiceDelegate):
    """Chooses a role, and draws its dot before its name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(role_choices(), parent)
        self._icons: dict[str, QIcon] = {}
        theme.current().changed.connect(self._icons.clear)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put the dot before the words."""
        super().initStyleOption(option, index)
        role = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if role not in self._icons:
            self._icons[role] = _icon(role)
        size = theme.current().unit(DOT)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = self._icons[role]
        option.decorationSize = QSize(size, size)


def _icon(role: str) -> QIcon:
    """Return a role's dot as an icon that keeps its colour in a selected row."""
    icon, picture = QIcon(), dot(role)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
        icon.addPixmap(picture, mode)
    return icon
