"""The ways to begin, and the recent files that are still there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from shopplanner.ui.shell.welcome import OpeningPage, WelcomePage


def test_each_way_is_told_by_its_name(themed: None) -> None:
    page = WelcomePage([])
    page.show()
    chosen: list[str] = []
    page.chosen.connect(chosen.append)
    for made in page.ways.values():
        made.click()
    assert chosen == ["sample", "start", "open"]
    page.close()
    page.deleteLater()


def test_recent_files_that_are_gone_are_not_offered(themed: None, tmp_path: Path) -> None:
    there = tmp_path / "留香.shopplan"
    there.touch()
    page = WelcomePage([str(there), str(tmp_path / "gone.shopplan")])
    page.show()
    chosen: list[Path] = []
    page.recent_chosen.connect(chosen.append)
    offered = [made for made in page.findChildren(QPushButton) if made.toolTip()]
    assert [made.toolTip() for made in offered] == [str(there)]
    offered[0].click()
    assert chosen == [there]
    page.close()
    page.deleteLater()


def test_while_a_file_is_opened_a_quiet_line_says_so(themed: None) -> None:
    page = OpeningPage("Opening 留香")
    assert page.words.text() == "Opening 留香"
    page.deleteLater()
