"""Which fonts the window uses: the system's own, with explicit Chinese families, and the one that is shipped."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from shopplanner.foundation import paths

CHINESE_FAMILIES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
SAMPLE = "留香喆堃珺祎￥"
MINIMUM_POINTS = 9


def load_shipped() -> list[str]:
    """Register the fonts that came with the program and return their families."""
    families: list[str] = []
    for file in sorted((paths.resources() / "fonts").glob("*.[ot]tf")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families


def choose(points: int = 0, family: str = "") -> QFont:
    """Return the application font: the system's size if ``points`` is 0, Chinese families after the system's own."""
    shipped = load_shipped()
    base = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    known = set(QFontDatabase.families())
    chinese = [name for name in (*shipped, *CHINESE_FAMILIES) if name in known]
    font = QFont(base)
    wanted = [family] if family else chinese[:1] or [base.family()]
    font.setFamilies([*wanted, *(name for name in (*chinese, base.family()) if name not in wanted)])
    font.setPointSize(max(MINIMUM_POINTS, points or base.pointSize() or MINIMUM_POINTS))
    return font


def apply(points: int = 0, family: str = "") -> None:
    """Set the application font."""
    QApplication.setFont(choose(points, family))


def draws_chinese() -> bool:
    """Return whether the application font has Chinese characters at all, rather than boxes."""
    metrics = QFontMetricsF(QApplication.font())
    return all(metrics.inFontUcs4(ord(character)) for character in SAMPLE) or bool(
        QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    )
