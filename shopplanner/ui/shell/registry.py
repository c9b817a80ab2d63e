"""Every tab and view, as data: the window, the palette, the pictures and the manual all go by this list."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from shopplanner.domain.changes import Place

if TYPE_CHECKING:
    from shopplanner.ui.common.context import AppContext
    from shopplanner.ui.common.page import Page


@dataclass(frozen=True)
class ViewSpec:
    """A view of a tab; ``factory`` names its page class and is imported on the first visit only."""

    id: str
    section: str
    factory: str


@dataclass(frozen=True)
class TabSpec:
    """A tab and its views."""

    id: str
    icon: str
    views: tuple[ViewSpec, ...]


def _view(tab: str, view: str, section: str, page: str) -> ViewSpec:
    return ViewSpec(view, section, f"shopplanner.ui.{tab}.{view}.page:{page}")


TABS: tuple[TabSpec, ...] = (
    TabSpec(
        "today",
        "today",
        (
            _view("today", "overview", "", "OverviewPage"),
            _view("today", "findings", "", "FindingsPage"),
            _view("today", "history", "records", "HistoryPage"),
            _view("today", "packs", "records", "PacksPage"),
        ),
    ),
    TabSpec(
        "positioning",
        "positioning",
        (
            _view("positioning", "start", "beginning", "StartPage"),
            _view("positioning", "shop_type", "beginning", "ShopTypePage"),
            _view("positioning", "audience", "audience", "AudiencePage"),
            _view("positioning", "price_tier", "audience", "PriceTierPage"),
            _view("positioning", "statement", "expression", "StatementPage"),
        ),
    ),
    TabSpec(
        "products",
        "products",
        (
            _view("products", "catalogue", "range", "CataloguePage"),
            _view("products", "layout", "range", "LayoutPage"),
            _view("products", "matrix", "range", "MatrixPage"),
        ),
    ),
    TabSpec(
        "promotions",
        "promotions",
        (
            _view("promotions", "calendar", "plan", "CalendarPage"),
            _view("promotions", "prices", "price", "PricesPage"),
            _view("promotions", "radar", "price", "RadarPage"),
            _view("promotions", "solving", "price", "SolvingPage"),
            _view("promotions", "ledger", "price", "LedgerPage"),
            _view("promotions", "reconcile", "price", "ReconcilePage"),
            _view("promotions", "tasks", "team", "TasksPage"),
            _view("promotions", "team", "team", "TeamPage"),
            _view("promotions", "papers", "team", "PapersPage"),
            _view("promotions", "review", "review", "ReviewPage"),
        ),
    ),
    TabSpec(
        "metrics",
        "metrics",
        (
            _view("metrics", "dashboard", "look", "DashboardPage"),
            _view("metrics", "importing", "data", "ImportingPage"),
            _view("metrics", "health", "data", "HealthPage"),
            _view("metrics", "dictionary", "data", "DictionaryPage"),
        ),
    ),
)


def tab(tab_id: str) -> TabSpec:
    """Return a tab by its id."""
    return next(spec for spec in TABS if spec.id == tab_id)


def view(tab_id: str, view_id: str) -> ViewSpec:
    """Return a view by its tab and id."""
    return next(spec for spec in tab(tab_id).views if spec.id == view_id)


def known(place: Place) -> Place:
    """Return a place that exists: the place itself, else the first view of its tab or of the first tab."""
    spec = next((spec for spec in TABS if spec.id == place.tab), TABS[0])
    if spec.id == place.tab and any(one.id == place.view for one in spec.views):
        return place
    return Place(spec.id, spec.views[0].id)


def build(spec: ViewSpec, context: AppContext) -> Page:
    """Import and make a view's page."""
    module, _, name = spec.factory.partition(":")
    return cast("Page", getattr(importlib.import_module(module), name)(context))
