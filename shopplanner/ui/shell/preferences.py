"""Settings put in force: language, look and font."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from shopplanner.foundation import i18n
from shopplanner.foundation.settings import Settings
from shopplanner.ui.theme import theme

LOOK: Final = frozenset({"theme", "font_points", "swap_state_colours"})
"""Settings that change how everything looks."""
QT_CATALOGUES: Final = {"zh_CN": "qtbase_zh_CN", "en": "qtbase_en"}


class _Installed:
    translator: QTranslator | None = None
    look: tuple[str, float, bool] | None = None


def apply(settings: Settings) -> bool:
    """Put language and look in force; return whether the look changed and everybody was told to redraw."""
    apply_language(settings)
    apply_locale()
    return apply_look(settings)


def apply_first(settings: Settings) -> None:
    """Put in force what the first picture shows; ``apply_locale`` is due before a field shows a number or a date."""
    apply_language(settings)
    apply_look(settings)


def chosen_language(settings: Settings) -> str:
    """Return the language in question: the chosen one, or the system's."""
    chosen: str = settings.get("language")
    return i18n.system_language() if chosen == "system" else chosen


def apply_language(settings: Settings) -> None:
    """Put the chosen language in force for our texts and Qt's own."""
    language = chosen_language(settings)
    i18n.set_language(language)
    chinese = language == "zh_CN"
    application = QCoreApplication.instance()
    if application is None:
        return
    if _Installed.translator is not None:
        application.removeTranslator(_Installed.translator)
        _Installed.translator = None
    if chinese:
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QT_CATALOGUES["zh_CN"], folder):
            application.installTranslator(translator)
            _Installed.translator = translator


def apply_locale() -> None:
    """Put the forms of numbers and dates in force that go with the language."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale("zh_CN" if i18n.language() == "zh_CN" else "en_GB"))


def apply_look(settings: Settings) -> bool:
    """Put theme, font size and state colours in force; return whether a look that was in force changed."""
    points = float(settings.get("font_points") or theme.DEFAULT_POINTS)
    wanted = (settings.get("theme"), points, bool(settings.get("swap_state_colours")))
    if _Installed.look == wanted:
        return False
    first, _Installed.look = _Installed.look is None, wanted
    if first:
        theme.install(theme.Theme(wanted[0], points, red_is_good=wanted[2]))
        return False
    theme.current().configure(mode=wanted[0], points=points, red_is_good=wanted[2])
    return True


def forget() -> None:
    """Take nothing for granted about what is in force; for tests."""
    _Installed.look = None
    theme.install(None)
