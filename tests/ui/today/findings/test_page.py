"""Open problems are listed worst first, filtered, explained with their rule, and lead to where they are."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from shopplanner.domain.changes import Place
from shopplanner.domain.findings import Severity
from shopplanner.services.checks import all_checks
from shopplanner.services.workspace import Workspace
from shopplanner.ui.common.context import AppContext
from shopplanner.ui.today.findings.page import FindingsPage
from shopplanner.ui.today.findings.view import FindingsView
from tests.fixtures.pages import Show, settle


def explained(view: FindingsView) -> str:
    QApplication.processEvents()
    holder = view.detail.parentWidget()
    assert holder is not None
    return "\n".join(label.text() for label in holder.findChildren(QLabel) if not label.isHidden())


def ids(view: FindingsView) -> list[str]:
    return [one.finding.check_id for one in view.model.rows]


def test_problems_are_listed_and_the_first_one_is_explained(shop: Workspace, show: Show[FindingsPage]) -> None:
    page = show(FindingsPage)
    assert ids(page.view)[0] == "products.price_below_cost"
    said = explained(page.view)
    assert "Everyday price ¥10.00, cost ¥20.00." in said
    assert "Grade M" in said
    assert "Price less cost" in said
    assert page.header._subtitle.text() == f"{len(all_checks())} checks"


def test_a_rule_s_parameters_are_told(shop: Workspace, show: Show[FindingsPage]) -> None:
    page = show(FindingsPage)
    page.show_record("promotions.task_overdue")
    assert "Days until an error · 3 days" in explained(page.view)


def test_show_me_and_change_the_rule_lead_there(shop: Workspace, show: Show[FindingsPage], went: list[Place]) -> None:
    page = show(FindingsPage)
    holder = page.view.detail.parentWidget()
    assert holder is not None
    for content in ("Show me", "Change this rule"):
        next(one for one in holder.findChildren(QPushButton) if one.text() == content and not one.isHidden()).click()
    page.view.table.row_activated.emit(page.view.table.current_row())
    page.rules.run()
    assert went == [
        Place("products", "catalogue", "1"),
        Place("today", "packs", "checks/products"),
        Place("products", "catalogue", "1"),
        Place("today", "packs", "checks/promotions"),
    ]


def test_filters_by_severity_room_and_words(shop: Workspace, show: Show[FindingsPage]) -> None:
    view = show(FindingsPage).view
    everything = ids(view)
    view.severity.setCurrentIndex(view.severity.findData(Severity.ERROR.name))
    assert ids(view) == ["products.price_below_cost"]
    view.severity.setCurrentIndex(0)
    view.room.setCurrentIndex(view.room.findData("promotions"))
    assert "promotions.task_overdue" in ids(view)
    assert all(one.startswith("promotions.") for one in ids(view))
    view.room.setCurrentIndex(0)
    view.words.setText("no such words")
    assert ids(view) == []
    assert "Choose a problem" in explained(view)
    view.words.setText("picture overdue")
    assert ids(view) == ["promotions.task_overdue"]
    view.words.clear()
    assert ids(view) == everything


def test_a_shop_without_faults_says_so(
    workspace: Workspace, show: Show[FindingsPage], app_context: AppContext, qapp: QApplication
) -> None:
    from shopplanner.services.positioning.worksheets import set_values

    set_values(workspace, "price_tier", {"floor": 1})
    page = show(FindingsPage)
    page.view.show_entries([])
    assert page.view.currentIndex() == 1
    page.again.run()
    settle(app_context, qapp)
    assert len(page.actions_list()) == 2


def test_an_edit_elsewhere_runs_the_checks_again(
    shop: Workspace, show: Show[FindingsPage], app_context: AppContext, qapp: QApplication
) -> None:
    from shopplanner.services.promotions.tasks import set_done

    page = show(FindingsPage)
    app_context.perform(lambda workspace: set_done(workspace, [1], done=True))
    settle(app_context, qapp)
    assert "promotions.task_overdue" not in ids(page.view)
