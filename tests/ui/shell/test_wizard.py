"""The start wizard: four questions, a free file, errors beside their fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QFileDialog, QPushButton

from shopplanner.services.shops import current_shop
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.shell import wizard as wizard_module
from shopplanner.ui.shell.wizard import NewShop, StartWizard, free_path, keep_category


@pytest.fixture
def wizard(themed: None, tmp_path: Path) -> Iterator[StartWizard]:
    made = StartWizard(None, tmp_path)
    made.show()
    yield made
    if shiboken6.isValid(made):  # it deletes itself once it is finished
        made.close()


def results(wizard: StartWizard) -> list[NewShop]:
    made: list[NewShop] = []
    wizard.finished_with.connect(made.append)
    return made


def test_the_file_is_named_after_the_shop_until_the_person_chooses_one(wizard: StartWizard, tmp_path: Path) -> None:
    wizard.name.setText("留香/研究所?")
    assert wizard.path.text() == str(tmp_path / "留香研究所.shopplan")
    wizard.path.textEdited.emit("x")
    wizard.name.setText("other")
    assert wizard.path.text() == str(tmp_path / "留香研究所.shopplan")


def test_it_gives_what_was_answered(wizard: StartWizard, tmp_path: Path) -> None:
    made = results(wizard)
    wizard.name.setText(" 留香 ")
    wizard.platform.setCurrentIndex(1)
    wizard.category.setText(" 身体护理 ")
    wizard._finish()
    assert made == [NewShop("留香", "tmall", "身体护理", Path(wizard.path.text()))]
    assert not wizard.isVisible()


def test_a_missing_name_is_said_beside_the_field(wizard: StartWizard) -> None:
    made = results(wizard)
    wizard._finish()
    assert made == []
    assert wizard.form.fields["name"].error


def test_a_file_that_exists_or_cannot_be_made_is_said_beside_the_field(wizard: StartWizard, tmp_path: Path) -> None:
    made = results(wizard)
    wizard.name.setText("a")
    taken = tmp_path / "taken.shopplan"
    taken.touch()
    wizard.path.setText(str(taken))
    wizard._finish()
    assert "taken.shopplan" in wizard.form.fields["path"].error
    wizard.path.setText(str(taken / "below" / "x"))
    wizard._finish()
    assert wizard.form.fields["path"].error
    assert made == []


def test_the_ending_is_added_and_a_file_can_be_browsed_for(
    wizard: StartWizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = results(wizard)
    chosen = [""]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (chosen[0], "")))
    browse = next(one for one in wizard.findChildren(QPushButton) if one.text().startswith("Browse"))
    browse.click()
    chosen[0] = str(tmp_path / "own")
    browse.click()
    wizard.name.setText("a")
    wizard._finish()
    assert made[0].path == tmp_path / "own.shopplan"


def test_a_taken_name_gets_a_number(themed: None, tmp_path: Path) -> None:
    (tmp_path / "a.shopplan").touch()
    assert free_path(tmp_path, "a") == tmp_path / "a 2.shopplan"
    assert free_path(tmp_path, "...").suffix == ".shopplan"
    assert wizard_module.default_folder().name == "workspaces"


def test_what_the_shop_sells_becomes_its_note(app_context: AppContext, tmp_path: Path) -> None:
    keep_category(app_context, NewShop("留香", "tmall", "身体护理", tmp_path))
    assert app_context.jobs.wait_idle()
    assert current_shop(app_context.workspace).note == "身体护理"
