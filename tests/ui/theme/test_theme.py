"""The look: contrast of text, swapped state colours, sizes that follow the font, icons that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from shopplanner.foundation import paths
from shopplanner.ui.theme import icons, stylesheet, theme
from shopplanner.ui.theme.roles import load_roles

SURFACES = ("background", "surface", "raised")
PAIRS = [
    *((ink, ground) for ink in ("text", "muted", "good", "warn", "bad", "info", "accent_ink") for ground in SURFACES),
    *((f"chart{number}_text", "surface") for number in (2, 3, 4, 5)),
    ("good", "good_soft"),
    ("warn", "warn_soft"),
    ("bad", "bad_soft"),
    ("info", "info_soft"),
    ("muted", "neutral_soft"),
    ("accent_ink", "accent_soft"),
    ("text", "accent_soft"),
    ("on_accent", "accent"),
    ("accent_text", "accent"),
    ("axis", "surface"),
]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    made = theme.Theme("light")
    theme.install(made)
    yield made
    theme.install(None)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_what_it_is_written_on(name: str, ink: str, ground: str) -> None:
    colors = load_roles(name).colors
    assert contrast(colors[ink], colors[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_white_names_stand_out_on_the_bars_of_every_lane(name: str) -> None:
    lanes = {role: color for role, color in load_roles(name).colors.items() if role.startswith("lane_")}
    assert {role for role, color in lanes.items() if contrast("#FFFFFF", color) < 4.5} == set()


def test_both_themes_have_the_same_roles() -> None:
    assert set(load_roles("light").colors) == set(load_roles("dark").colors)


def test_where_red_means_rise_state_colours_change_places() -> None:
    plain, swapped = load_roles("light").colors, load_roles("light", red_is_good=True).colors
    assert swapped["good"] == plain["bad"]
    assert swapped["bad_soft"] == plain["good_soft"]
    assert swapped["warn"] == plain["warn"]


def test_style_sheet_has_no_unfilled_place(look: theme.Theme) -> None:
    assert "@" not in stylesheet.compose(look)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_style_sheet_names_only_files_that_exist(look: theme.Theme, name: str) -> None:
    look.configure(mode=name, points=10, red_is_good=False)
    files = re.findall(r'url\("([^"]+)"\)', stylesheet.compose(look))
    assert files
    assert all(Path(file).is_file() for file in files)


def test_sizes_grow_with_the_font(look: theme.Theme) -> None:
    before = look.unit(10)
    look.configure(mode="light", points=20, red_is_good=False)
    assert look.unit(10) > before * 1.7
    assert look.space(8) > 8


def test_font_never_gets_smaller_than_nine_points(look: theme.Theme) -> None:
    look.configure(mode="light", points=2, red_is_good=False)
    assert look.font().pointSizeF() == theme.MINIMUM_POINTS


def test_figures_are_tabular_and_chinese_families_are_named(look: theme.Theme) -> None:
    font = look.font("figure", bold=True)
    assert font.isFeatureSet(font.Tag("tnum"))
    assert "Noto Sans CJK SC" in font.families()


def test_choosing_another_theme_repaints_the_application(look: theme.Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    look.changed.connect(lambda: told.append(True))
    look.configure(mode="dark", points=10, red_is_good=False)
    assert (look.name, look.dark, look.mode) == ("dark", True, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == look.color("background")
    assert told == [True]


def test_system_theme_is_followed_only_when_asked_for(look: theme.Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "_system_theme", lambda: "dark")
    look._system_changed()
    assert look.name == "light"
    look.configure(mode="system", points=10, red_is_good=False)
    assert look.name == "dark"
    monkeypatch.setattr(theme, "_system_theme", lambda: "light")
    look._system_changed()
    assert look.name == "light"


def test_every_line_icon_draws_something_in_the_asked_colour(look: theme.Theme) -> None:
    for name in icons.names():
        picture = icons.render(name, "#FF0000", 32).toImage()
        drawn = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
        assert any(color.red() > 200 and color.alpha() > 100 for color in drawn), name


def test_there_are_enough_icons_and_all_tabs_have_theirs() -> None:
    assert len(icons.names()) >= 30
    assert {"today", "positioning", "products", "promotions", "metrics"} <= set(icons.names())


def test_a_colour_can_be_made_transparent_without_touching_the_role(look: theme.Theme) -> None:
    assert look.color("accent", 50).alpha() == 50
    assert look.color("accent").alpha() == 255
    assert theme.color("accent") == QColor(look.css("accent"))


def test_an_unknown_role_is_a_mistake(look: theme.Theme) -> None:
    with pytest.raises(KeyError):
        look.color("sparkle")


def test_a_theme_is_there_even_before_one_was_chosen(qapp: QApplication) -> None:
    theme.install(None)
    assert theme.current() is theme.current()
    theme.install(None)


def test_icon_of_a_disabled_button_is_muted(look: theme.Theme) -> None:
    icon = look.icon("undo")
    assert not icon.isNull()
    assert icon.availableSizes()
    assert look.pixmap("undo", 24).devicePixelRatio() >= 1


def test_shipped_fonts_are_found_where_they_lie() -> None:
    assert (paths.resources() / "fonts").is_dir()
    assert isinstance(theme.load_bundled_fonts(), list)


def test_dark_system_is_read_from_qt(look: theme.Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark

    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.styleHints", staticmethod(Hints))
    assert theme._system_theme() == "dark"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
