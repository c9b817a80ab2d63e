"""Promotions on the clipboard: ids for pasting here, a table of text for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from shopplanner.domain.promotions.plan import Promotion
from shopplanner.services.promotions.offer_words import offer_words

FORMAT: Final = "application/x-shopplanner-promotions"


def clip(promotions: Sequence[Promotion]) -> None:
    """Keep promotions for pasting."""
    made = QMimeData()
    made.setData(FORMAT, ",".join(str(each.id) for each in promotions).encode())
    made.setText("\n".join("\t".join(_cells(each)) for each in promotions))
    QGuiApplication.clipboard().setMimeData(made)


def _cells(promotion: Promotion) -> tuple[str, ...]:
    moments = (f"{moment:%Y-%m-%d %H:%M:%S}" for moment in (promotion.starts, promotion.ends))
    return (promotion.name, *moments, offer_words(promotion))


def clipped() -> tuple[int, ...]:
    """Return the ids kept for pasting; none if anything else was copied since."""
    data = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())  # an empty clipboard has none
    if data is None or not data.hasFormat(FORMAT):
        return ()
    words = bytes(data.data(FORMAT).data()).decode()
    return tuple(int(each) for each in words.split(",") if each.isdigit())
