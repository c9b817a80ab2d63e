"""The main job at the real window: from export files to a plan, back by undo, and forward again after a restart."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopplanner.app import demo_files
from shopplanner.domain.positioning.worksheets import text_of
from shopplanner.foundation.clock import FixedClock
from shopplanner.foundation.settings import Settings
from shopplanner.services.metrics.query import series
from shopplanner.services.positioning import worksheets
from shopplanner.services.products.catalogue import catalogue
from shopplanner.services.promotions.plans import promotions_between
from shopplanner.services.workspace import Workspace
from shopplanner.ui.metrics.dashboard.page import DashboardPage
from shopplanner.ui.metrics.importing.page import ImportingPage
from shopplanner.ui.positioning.forms.editors import LineEditor
from shopplanner.ui.positioning.start.page import StartPage
from shopplanner.ui.products.catalogue.page import CataloguePage
from shopplanner.ui.promotions.calendar import output
from shopplanner.ui.promotions.calendar.page import CalendarPage
from shopplanner.ui.promotions.papers.page import PapersPage
from shopplanner.ui.shell.main_window import MainWindow
from tests.journeys.person import Person

YESTERDAY = date(2026, 11, 21)
ADVERTISED = "Body wash with a scent that lasts"


@pytest.fixture
def person(open_window: MainWindow) -> Person:
    """A person at the window with an empty shop."""
    someone = Person(open_window)
    someone.wait()
    return someone


def import_files(person: Person, folder: Path, clock: FixedClock) -> demo_files.Exports:
    """Drop the exports anywhere on the window, look at them, and import them."""
    exports = demo_files.write_exports(folder, clock.today())
    person.drop(exports.taobao)
    page = person.page(ImportingPage)
    assert [item.ready for item in page.items] == [True] * 4
    page.run_action.run()
    person.wait()
    return exports


def fill_worksheet(person: Person) -> None:
    """Type into the first worksheet; nothing has to be saved."""
    page = person.visit("positioning", "start", StartPage)
    editor = page.by_section["questions"].cells["product"].editor
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, ADVERTISED)
    page.flush()
    person.wait()


def price_product(person: Person) -> None:
    """Give the first product of the catalogue a price."""
    page = person.visit("products", "catalogue", CataloguePage)
    model = page.view.model
    assert len(model.rows) == demo_files.SHOWN_PRODUCTS + len(demo_files.NEW_PRODUCTS)
    model.setData(model.index(0, page.view.table.column_of("tag_price")), "49.90")
    person.wait()


def plan_promotion(person: Person, clock: FixedClock) -> None:
    """Put a coupon on the calendar."""
    page = person.visit("promotions", "calendar", CalendarPage)
    first = datetime.combine(clock.today() + timedelta(days=3), time())
    page.edits.create("coupon", first, first + timedelta(days=3, seconds=-1))
    person.wait()
    assert page.editor.promotion is not None


def state(workspace: Workspace) -> tuple[int, int | None, int, str, int | None]:
    """Return what the journey made: products, a price, promotions, a worksheet's line, a day's paid amount."""
    products = catalogue(workspace).products
    return (
        len(products),
        products[0].tag_price if products else None,
        len(promotions_between(workspace, date(2026, 1, 1), date(2027, 1, 1))),
        text_of(worksheets.sheet(workspace, "start").values, "product"),
        series(workspace, "paid_amount", YESTERDAY, YESTERDAY)[0],
    )


def test_from_files_to_a_plan_and_back_and_forward_after_a_restart(
    person: Person, settings: Settings, clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = state(person.workspace)
    import_files(person, tmp_path / "exports", clock)
    fill_worksheet(person)
    price_product(person)
    plan_promotion(person, clock)
    done = state(person.workspace)
    assert done[:4] == (14, 4990, 1, ADVERTISED)
    assert done[4] is not None

    dashboard = person.visit("metrics", "dashboard", DashboardPage)
    assert dashboard.shown is not None
    assert dashboard.shown.table is not None
    dashboard.export_to(tmp_path / "figures.xlsx")
    calendar = person.visit("promotions", "calendar", CalendarPage)
    for kind in output.KINDS:
        output.export(calendar.context, kind, YESTERDAY.year, YESTERDAY.month, tmp_path / f"plan.{kind}")
        person.wait()
    assert len([file for file in tmp_path.iterdir() if file.stem in {"plan", "figures"}]) == len(output.KINDS) + 1
    papers = person.visit("promotions", "papers", PapersPage)
    for kind in ("docx", "xlsx", "pdf"):
        papers.save(kind, tmp_path / f"brief.{kind}")
        person.wait()
        assert (tmp_path / f"brief.{kind}").stat().st_size > 1000

    places = []
    while person.window.can_undo():
        person.undo()
        places.append(person.place)
    assert state(person.workspace) == empty
    assert places == [
        ("promotions", "calendar"),
        ("products", "catalogue"),
        ("positioning", "start"),
        ("metrics", "importing"),
    ]

    path = person.workspace.path
    person.window.close()
    again = Person(MainWindow(settings, clock))
    again.window.show_first(path)
    again.window.show()
    again.window.open_path(path)
    again.wait()
    assert not again.window.can_undo()
    while again.window.can_redo():
        again.redo()
    assert state(again.workspace) == done
    assert again.place == ("promotions", "calendar")
    again.window.close()
    again.window.deleteLater()


def test_the_same_files_dropped_again_change_nothing(person: Person, clock: FixedClock, tmp_path: Path) -> None:
    exports = import_files(person, tmp_path / "exports", clock)
    before = state(person.workspace)
    person.drop(exports.taobao)
    person.page(ImportingPage).run_action.run()
    person.wait()
    assert state(person.workspace) == before
    person.undo()
    assert state(person.workspace)[0] == 0
    assert not person.window.can_undo()
