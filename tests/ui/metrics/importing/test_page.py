"""Importing: a look first, a mapping where none is known, a result for every row, and a way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from shopplanner.domain.messages import message
from shopplanner.services.metrics.batches import batches
from shopplanner.services.metrics.previews import preview
from shopplanner.services.metrics.query import series
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.common.watchdog import Watchdog
from shopplanner.ui.metrics.importing import model
from shopplanner.ui.metrics.importing.page import ImportingPage
from tests.fixtures.order_lines import write_order_lines
from tests.fixtures.pages import Show, settle
from tests.services.metrics.figures import november

OWN = "日期,访客数,营业额,备注\n2026-11-01,100,20.5,a\n2026-11-02,–,10,b\n坏日期,1,2,c\n"
Settle = Callable[[], None]


@pytest.fixture
def wait(app_context: AppContext, qapp: QApplication) -> Settle:
    """Wait for reads and jobs."""
    return lambda: settle(app_context, qapp)


@pytest.fixture
def page(show: Show[ImportingPage]) -> ImportingPage:
    """The page of an empty workspace."""
    return show(ImportingPage)


@pytest.fixture
def own_table(tmp_path: Path) -> Path:
    """A table of unknown columns with one row that is no day."""
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def shown(page: ImportingPage, words: str) -> bool:
    """Whether a label of the page shows these words."""
    return any(found.text() == words for found in page.findChildren(QLabel))


def test_an_empty_history_says_what_is_recognised(page: ImportingPage) -> None:
    assert page.view.nothing.isVisibleTo(page)
    assert not page.run_action.can_run()
    assert not page.clear_action.can_run()


def test_an_own_table_is_mapped_imported_and_taken_back(
    page: ImportingPage, own_table: Path, wait: Settle, workspace: Workspace, app_context: AppContext
) -> None:
    page.import_paths([own_table])
    wait()
    (item,) = page.items
    assert (item.fact, item.ready) == ("shop_day", True)
    columns = page.view.preview.columns_table
    assert columns is not None
    index = columns.rows_model.index(2, 2)
    columns.rows_model.setData(index, "paid_amount", Qt.ItemDataRole.EditRole)
    assert page.items[0].mapping["营业额"] == ("paid_amount", "money")
    page.run()
    wait()
    assert series(workspace, "paid_amount", november(1), november(2)) == [2050, 1000]
    (batch,) = batches(workspace)
    assert (batch.rows_read, batch.rows_stored, batch.rows_rejected) == (3, 2, 1)
    assert page.items == []
    page.undo()
    wait()
    page.show_record(str(batch.id))
    page.undo()
    wait()
    assert series(workspace, "paid_amount", november(1), november(1)) == [None]
    assert batches(workspace)[0].state == "undone"
    assert app_context.notices[-1].said == message("metrics.importing.taken_back", file="own.csv", n=1)
    assert app_context.notices[-1].hint is not None


def test_a_table_without_what_it_needs_waits_for_its_mapping(
    page: ImportingPage, own_table: Path, wait: Settle
) -> None:
    page.import_paths([own_table])
    wait()
    choice = page.view.preview.fact
    assert choice is not None
    choice.activated.emit(choice.findData("product_day"))
    assert page.items[0].fact == "product_day"
    assert page.items[0].missing == ("Product ID",)
    assert not page.run_action.can_run()
    assert model.state(page.items[0])[1] == "warn"
    page._map("备注", "product_code")
    assert page.items[0].ready
    page._map("备注", "")
    assert not page.items[0].ready


def test_rejected_rows_are_listed_with_their_reason(
    page: ImportingPage, own_table: Path, wait: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.import_paths([own_table])
    wait()
    page.run()
    wait()
    assert page.view.rejects_body.count() == 2
    assert page.view.batches_table is not None
    page.clear()
    page.view.batches_table.selectRow(0)
    page.view.batches_table.doubleClicked.emit(page.view.batches_table.currentIndex())
    wait()
    assert page.view.rejects_body.count() == 2
    assert shown(page, "1 set aside")
    links = [found for found in page.view.work.findChildren(QPushButton) if found.text() == "Open folder"]
    links[-1].click()
    assert len(opened) == 1


def test_a_pasted_table_can_be_imported(page: ImportingPage, wait: Settle, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("日期\t访客数\n2026-11-03\t77\n")
    page.paste()
    wait()
    page.run()
    wait()
    assert series(workspace, "visitors", november(3), november(3)) == [77]
    assert batches(workspace)[0].file == "Pasted table"


def test_a_file_that_brings_nothing_new_says_so(
    page: ImportingPage, own_table: Path, wait: Settle, app_context: AppContext
) -> None:
    for _ in range(2):
        page.import_paths([own_table])
        wait()
        page.run()
        wait()
    assert app_context.notices[-1].said.id == "metrics.importing.nothing_new"


def test_the_same_file_again_replaces_the_one_that_waits(page: ImportingPage, own_table: Path, wait: Settle) -> None:
    for _ in range(2):
        page.import_paths([own_table])
        wait()
    assert len(page.items) == 1
    page.clear()
    assert page.items == []


def test_what_cannot_be_read_says_why_and_does_not_keep_others_out(
    page: ImportingPage, own_table: Path, tmp_path: Path, wait: Settle, workspace: Workspace
) -> None:
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    page.import_paths([tmp_path])
    wait()
    assert {item.preview.file: item.ready for item in page.items} == {"empty.xlsx": False, "own.csv": True}
    page.view.items_table.selectRow(0)
    assert model.kind_text(page.items[0])
    page.run()
    wait()
    assert len(batches(workspace)) == 1
    assert shown(page, "1 file failed")
    assert page.items == []
    assert page.clear_action.can_run()
    page.clear_action.run()
    assert not page.view.work.isVisibleTo(page)
    assert not page.clear_action.can_run()


def test_tables_that_need_their_columns_wait_behind_the_results(
    page: ImportingPage, own_table: Path, tmp_path: Path, wait: Settle
) -> None:
    (tmp_path / "odd.csv").write_text("日期,颜色\n2026-11-01,红\n", encoding="utf-8")
    page.import_paths([tmp_path])
    wait()
    page.run()
    wait()
    assert [item.preview.file for item in page.items] == ["odd.csv"]
    (back,) = [found for found in page.view.work.findChildren(QPushButton) if "still waits" in found.text()]
    back.click()
    assert page.view.work.currentIndex() == 0
    assert page.items[0].missing == ("at least one figure",)


def test_a_known_export_is_recognised_and_its_personal_columns_dropped(
    page: ImportingPage, tmp_path: Path, wait: Settle, workspace: Workspace
) -> None:
    path = tmp_path / "ExportOrderList202611.csv"
    path.write_text(
        "订单编号,买家实际支付金额,总金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额,收货人姓名\n"
        "1,20.00,20.00,浙江省,2026-11-01 10:00:00,2026-11-01 10:01:00,0,某人\n",
        encoding="gb18030",
    )
    page.import_paths([path])
    wait()
    (item,) = page.items
    assert item.preview.fact == "orders"
    assert item.preview.personal == ("收货人姓名",)
    page.run()
    wait()
    assert series(workspace, "paid_amount", november(1), november(1)) == [2000]


def test_files_are_chosen_in_a_dialog(
    page: ImportingPage, own_table: Path, wait: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(own_table)], ""))
    page.choose_action.run()
    wait()
    assert len(page.items) == 1


def test_files_are_dropped_on_the_zone(page: ImportingPage, own_table: Path, wait: Settle) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(own_table))])
    zone = page.view.zone
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    zone.dragEnterEvent(QDragEnterEvent(QPointF(1, 1).toPoint(), copy, mime, buttons, keys))
    zone.dragLeaveEvent(QDragLeaveEvent())
    zone.dropEvent(QDropEvent(QPointF(1, 1), copy, mime, buttons, keys))
    wait()
    assert len(page.items) == 1


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A file of fifty thousand order lines, written before anybody watches the window."""
    return write_order_lines(tmp_path / "ExportOrderDetailList.csv", 50_000)


def test_the_window_answers_while_a_long_file_comes_in(
    page: ImportingPage, long_file: Path, wait: Settle, workspace: Workspace, no_stalls: Watchdog
) -> None:
    page.import_paths([long_file])
    wait()
    page.run()
    wait()
    (batch,) = batches(workspace)
    assert batch.rows_stored == 50_000


def test_an_earlier_import_is_taken_back_though_another_came_after(
    page: ImportingPage, tmp_path: Path, wait: Settle, workspace: Workspace
) -> None:
    for day, name in ((1, "a.csv"), (2, "b.csv")):
        (tmp_path / name).write_text(f"统计日期,访客数,支付金额,支付买家数\n2026-11-0{day},1,1,1\n", encoding="utf-8")
        page.import_paths([tmp_path / name])
        wait()
        page.run()
        wait()
    page.show_record(str(batches(workspace)[1].id))
    page.undo()
    wait()
    assert series(workspace, "visitors", november(1), november(2)) == [None, 1]


def test_a_table_of_ones_own_waits_in_the_clipboard_until_it_is_mapped(
    page: ImportingPage, wait: Settle, workspace: Workspace
) -> None:
    QGuiApplication.clipboard().setText("日期\t营业额\n2026-11-03\t77\n")
    page.paste()
    wait()
    page._map("营业额", "paid_amount")
    page.run()
    wait()
    assert series(workspace, "paid_amount", november(3), november(3)) == [7700]


def test_a_file_that_is_dropped_during_an_import_keeps_waiting(
    page: ImportingPage, own_table: Path, tmp_path: Path, wait: Settle, workspace: Workspace
) -> None:
    page.import_paths([own_table])
    wait()
    other = tmp_path / "other.csv"
    other.write_text("日期,访客数\n2026-11-09,9\n", encoding="utf-8")
    page.run()
    page._add([model.item(found) for found in preview(workspace, [other])])
    wait()
    assert [item.preview.file for item in page.items] == ["other.csv"]
    assert page.run_action.can_run()
    page.run()
    wait()
    assert series(workspace, "visitors", november(9), november(9)) == [9]


def test_an_empty_clipboard_is_told(page: ImportingPage, wait: Settle, app_context: AppContext) -> None:
    QGuiApplication.clipboard().setText(" ")
    page.paste()
    wait()
    assert page.items == []
    assert [notice.said.id for notice in app_context.notices] == ["imports.error.empty_paste"]


def test_an_import_that_fails_as_a_whole_leaves_the_files_waiting(
    page: ImportingPage, own_table: Path, wait: Settle, app_context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shopplanner.domain.errors import StorageFullError
    from shopplanner.domain.messages import message
    from shopplanner.services.metrics import importing

    def full(*_args: object, **_kwargs: object) -> object:
        raise StorageFullError(message("errors.disk_full", path="x"), message("errors.disk_full_hint"))

    monkeypatch.setattr(importing, "import_files", full)
    page.import_paths([own_table])
    wait()
    page.run()
    wait()
    assert len(page.items) == 1
    assert page.run_action.can_run()
    assert app_context.notices[-1].said.id == "errors.disk_full"


def test_a_file_that_fails_when_it_is_read_is_named_among_the_results(
    page: ImportingPage, own_table: Path, wait: Settle, workspace: Workspace
) -> None:
    page.import_paths([own_table])
    wait()
    own_table.unlink()
    page.run()
    wait()
    assert batches(workspace) == []
    assert page.view.work.currentIndex() == 1


def test_figures_of_the_sample_shop_are_named_in_words(sample_workspace: Workspace) -> None:
    files = {model.batch_file(batch) for batch in batches(sample_workspace)}
    assert "Sample · reviews" in files
    assert not any("/" in file for file in files)


def test_names_of_files_keep_room_in_a_narrow_window(
    page: ImportingPage, own_table: Path, wait: Settle, qapp: QApplication
) -> None:
    page.import_paths([own_table])
    wait()
    page.run()
    wait()
    page.resize(800, 560)
    qapp.processEvents()
    table = page.view.batches_table
    assert table is not None
    keys = [column.key for column in table.rows_model.columns]
    assert table.columnWidth(keys.index("file")) >= table.sizeHintForColumn(keys.index("file"))
