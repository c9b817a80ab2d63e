"""Packs are listed with their entries; a copy is made, edited, refused, stored, and taken back."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLabel

from shopplanner.foundation import packs as files
from shopplanner.services import packs
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.today.packs.page import PacksPage
from shopplanner.ui.today.packs.view import SOURCE
from tests.fixtures.pages import Show, settle


def said(page: PacksPage) -> str:
    return "\n".join(label.text() for label in page.view.findChildren(QLabel) if not label.isHidden())


def test_every_pack_is_listed_and_the_wanted_one_is_shown(show: Show[PacksPage]) -> None:
    page = show(PacksPage)
    assert len(page.view.packs.rows) == len(packs.all_packs())
    page.show_record("checks/products")
    assert page.pack is not None
    assert page.pack.key == "checks/products"
    assert "price_missing" in page.view.entries.rows[0].id
    assert ("价格" in page.view.fields.rows[1].zh) == (page.view.fields.rows[1].path == "title")
    assert page.view.editor.isReadOnly()


def test_a_copy_is_edited_checked_stored_and_taken_back(
    show: Show[PacksPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(PacksPage)
    page.show_record("checks/products")
    settle(app_context, qapp)
    page.copy_action.run()
    settle(app_context, qapp)
    assert page.view.stack.currentIndex() == 1
    assert not page.view.editor.isReadOnly()
    assert not page.copy_action.can_run()
    good = page.view.editor.toPlainText()
    page.view.editor.setPlainText(good.replace("value = 20", 'value = "much"'))
    assert page.view.save.isEnabled()
    page._later.stop()
    page._check()
    settle(app_context, qapp)
    assert "Expected `int`" in page.view.problem.text()
    page.view.save.click()
    settle(app_context, qapp)
    assert "Expected `int`" in page.view.problem.text()
    page.view.editor.setPlainText(good.replace("value = 20", "value = 33"))
    page.view.editor.moveCursor(QTextCursor.MoveOperation.End)
    page.view.save.click()
    settle(app_context, qapp)
    assert page.view.editor.textCursor().atEnd()
    assert "value = 33" in packs.pack_text("checks", "products")
    assert page.view.problem.isHidden()
    notice = app_context.notices[-1]
    assert notice.action is not None
    notice.action.run()
    settle(app_context, qapp)
    assert packs.pack_text("checks", "products") == good
    page.revert_action.run()
    settle(app_context, qapp)
    assert not packs.pack_info("checks", "products").own
    assert page.view.editor.isReadOnly()
    back = app_context.notices[-1].action
    assert back is not None
    back.run()
    settle(app_context, qapp)
    assert packs.pack_info("checks", "products").own


def test_what_was_typed_stays_while_the_page_is_read_again(
    show: Show[PacksPage], app_context: AppContext, qapp: QApplication
) -> None:
    page = show(PacksPage)
    page.show_record("checks/metrics")
    page.copy_action.run()
    settle(app_context, qapp)
    page.view.editor.setPlainText("half typed")
    page.refresh()
    settle(app_context, qapp)
    assert page.view.editor.toPlainText() == "half typed"
    page.flush()
    assert packs.pack_text("checks", "metrics") != "half typed"


def test_a_broken_own_pack_is_shown_with_its_error(
    show: Show[PacksPage], app_context: AppContext, qapp: QApplication
) -> None:
    folder = files.user_folder() / "own_kind"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('[pack]\nid = "mine"\nnote = {en = "Mind", zh_CN = "注意"}\n', encoding="utf-8")
    page = show(PacksPage)
    page.show_record("own_kind/mine")
    settle(app_context, qapp)
    assert "This copy is not used" in said(page)
    assert "Mind" in said(page)
    assert "own_kind" in said(page)
    assert not page.revert_action.can_run()
    page.view.show_mode(SOURCE)
    assert "Mind" in page.view.editor.toPlainText()
    (folder / "mine.toml").unlink()
    page._store(page.view.packs.rows[0], "[pack", "")
    settle(app_context, qapp)
    assert "Cannot be saved" in page.view.problem.text()


def test_filtering_the_list_shows_fewer_packs(show: Show[PacksPage]) -> None:
    page = show(PacksPage)
    page.view.filter.setText("stacking")
    assert {pack.kind for pack in page.view.packs.rows} == {"profiles"}
    page.view.filter.setText("nothing at all")
    assert page.view.entries.rows == []
    assert len(page.actions_list()) == 2
