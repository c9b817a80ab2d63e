"""The manual: every page in both languages, and no link that leads nowhere."""

from __future__ import annotations

import re

from shopplanner.foundation import paths
from shopplanner.ui.shell.registry import TABS

LINK = re.compile(r"\]\(([^)#:]+)\)")
FOLDER = paths.resources() / "manual"


def pages(language: str) -> set[str]:
    return {file.name for file in (FOLDER / language).glob("*.md")}


def test_both_languages_have_the_same_pages() -> None:
    assert pages("en") == pages("zh_CN")


def test_every_view_of_the_window_has_a_page() -> None:
    views = {f"{tab.id}-{view.id}.md" for tab in TABS for view in tab.views}
    assert views - pages("en") == set()


def test_every_page_begins_with_its_title_and_no_link_leads_nowhere() -> None:
    for language in ("en", "zh_CN"):
        for file in (FOLDER / language).glob("*.md"):
            content = file.read_text(encoding="utf-8")
            assert content.startswith("# "), file
            dead = [target for target in LINK.findall(content) if not (file.parent / target).is_file()]
            assert dead == [], file


def test_the_contents_name_every_page() -> None:
    for language in ("en", "zh_CN"):
        named = set(LINK.findall((FOLDER / language / "index.md").read_text(encoding="utf-8")))
        assert pages(language) - named - {"index.md"} == set(), language
