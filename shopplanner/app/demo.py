"""The main job without a display: ``python -m shopplanner.app.demo FOLDER``.

The sample shop is made, exports in the platforms' own layouts are imported, a worksheet is filled in, new products get
their prices, the month is planned step by step, the plan is exported, and every page is drawn in both languages. It
uses the same services as the window and stops at the first thing that is not as it should be.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from shopplanner.app import demo_files
from shopplanner.app.commands.answer import explain, say
from shopplanner.domain.changes import Place
from shopplanner.domain.errors import ShopPlannerError
from shopplanner.domain.promotions.plan import Promotion
from shopplanner.foundation import i18n
from shopplanner.foundation.clock import Clock, SystemClock
from shopplanner.foundation.i18n import text

if TYPE_CHECKING:
    from shopplanner.app.pictures import Studio
    from shopplanner.services.metrics.importing import FileReport
    from shopplanner.services.workspace import Workspace

SIZE: Final = (1366, 768)
DARK_PAGES: Final = (
    Place("today", "overview"),
    Place("positioning", "price_tier"),
    Place("products", "catalogue"),
    Place("promotions", "calendar"),
    Place("metrics", "dashboard"),
)
"""Pages that are drawn in the dark theme, too: one a tab."""

LEAD: Final = timedelta(days=20)
WORKSHEET: Final[dict[str, dict[str, str]]] = {
    "zh_CN": {
        "product": "香味能留到第二天的沐浴露和身体乳",
        "buyer": "住校和刚工作的女生，想要香但怕腻",
        "advantage": "三段式留香配方，自有调香师，敢做 24 小时留香测试",
    },
    "en": {
        "product": "Body wash and lotion whose scent lasts into the next day",
        "buyer": "Students and young professionals who like scent, but not too sweet",
        "advantage": "A scent in three phases by our own perfumer, tested over 24 hours",
    },
}


class DemoError(Exception):
    """Something is not as it should be; says what."""


@dataclass
class Demo:
    """The main job in a folder; ``made`` collects what was written."""

    folder: Path
    clock: Clock = field(default_factory=SystemClock)
    made: list[Path] = field(default_factory=list)

    @property
    def workspace_file(self) -> Path:
        """The workspace that everything happens in."""
        return self.folder / "demo.shopplan"

    @property
    def _launch_day(self) -> date:
        """When the new products are to be launched: late enough for every task to be in time."""
        return self.clock.today() + LEAD

    def work(self) -> None:
        """Do everything but the pictures."""
        from shopplanner.services.workspace import open_workspace

        self._clear()
        self._make_sample()
        workspace = open_workspace(self.workspace_file, clock=self.clock)
        try:
            self._import(workspace)
            self._position(workspace)
            self._price_new_products(workspace)
            self._plan_month(workspace)
            self._export(workspace)
            self._keep_safe(workspace)
        finally:
            workspace.close()

    def draw(self, languages: Sequence[str] = i18n.LANGUAGES, *, only: Sequence[Place] = ()) -> None:
        """Draw every page, or ``only`` some, in each language, and a few in the dark theme.

        Raises:
            DemoError: if a page cannot be built.
        """
        from shopplanner.app.pictures import Studio
        from shopplanner.ui.shell.registry import TABS

        everything = only or [Place(tab.id, view.id) for tab in TABS for view in tab.views]
        studio = Studio(self.workspace_file, language=languages[0], theme="light", size=SIZE, clock=self.clock)
        with studio:
            for language in languages:
                studio.dress(language=language, theme="light")
                self._draw(studio, everything, f"{language}-light")
            studio.dress(language=languages[0], theme="dark")
            self._draw(studio, [place for place in DARK_PAGES if place in everything], f"{languages[0]}-dark")

    def _draw(self, studio: Studio, places: Sequence[Place], kind: str) -> None:
        target = self.folder / "pages" / kind
        target.mkdir(parents=True, exist_ok=True)
        for place in places:
            file = target / f"{place.tab}-{place.view}.png"
            studio.save(place, file)
            area = studio.window.area
            _require(area is not None and area.page is not None, f"{place.tab}/{place.view}")
            self.made.append(file)
        _tell("pages", n=len(places), folder=target)

    def _clear(self) -> None:
        """Take away what an earlier run left, so that nothing old is taken for new."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("exports", "pages", "plan", "backups", "demo.rejects"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for file in self.folder.glob("demo.shopplan*"):
            with suppress(FileNotFoundError):
                file.unlink()

    def _make_sample(self) -> None:
        """Make the sample shop, its last days still to be imported."""
        from shopplanner.services import sample_shop

        today = self.clock.today() - timedelta(days=demo_files.DAYS)
        done = sample_shop.create(self.workspace_file, today=today, clock=self.clock)
        self.made.append(self.workspace_file)
        _tell("sample", products=done.products, days=done.days, rows=f"{done.rows:,}", path=self.workspace_file)

    def _import(self, workspace: Workspace) -> None:
        """Import the exports, account for every row, and import them once more to see that nothing changes."""
        from shopplanner.services import shops
        from shopplanner.services.metrics.importing import import_files

        exports = demo_files.write_exports(self.folder / "exports", self.clock.today())
        self.made += [*exports.taobao, exports.jd]
        first = workspace.shop_id
        for report in import_files(workspace, exports.taobao).value:
            _account_for(report)
        again = import_files(workspace, exports.taobao).value
        _require(not any(report.rows_stored for report in again), text("cli.job.not_twice"))
        workspace.select_shop(shops.add_shop(workspace, text("cli.job.jd_shop"), platform="jd").value)
        for report in import_files(workspace, [exports.jd]).value:
            _account_for(report)
        workspace.select_shop(first)

    def _position(self, workspace: Workspace) -> None:
        """Fill in the first worksheet."""
        from shopplanner.services.positioning import worksheets

        worksheets.set_values(workspace, "start", WORKSHEET[i18n.language()])
        done = worksheets.sheet(workspace, "start")
        _require(done.completeness > 0, "start")
        _tell("worksheet", title=done.definition.title, done=f"{done.completeness / 100:.0f}%")

    def _price_new_products(self, workspace: Workspace) -> None:
        """Give the products that came with the import their role, price and cost."""
        from shopplanner.services.products import editing
        from shopplanner.services.products.catalogue import catalogue

        known = {product.code: product for product in catalogue(workspace).products}
        for code, title in demo_files.NEW_PRODUCTS:
            _require(code in known, title)
            for name, typed in (("tag_price", "49.90"), ("list_price", "59.00"), ("cost", "14.60")):
                editing.set_field(workspace, known[code].id, name, typed)
            editing.set_for(workspace, [known[code].id], "role", "profit_product")
        _tell("products", n=len(demo_files.NEW_PRODUCTS), total=len(known))

    def _plan_month(self, workspace: Workspace) -> None:
        """Plan a launch of the new products with a coupon and a member day, move it, and see to its tasks."""
        from shopplanner.services import history
        from shopplanner.services.products.catalogue import catalogue
        from shopplanner.services.promotions import plans, tasks

        codes = {code for code, _ in demo_files.NEW_PRODUCTS}
        new = tuple(product.id for product in catalogue(workspace).products if product.code in codes)
        opens = datetime.combine(self._launch_day, time(20))
        closes = opens + timedelta(days=4)
        launch = Promotion(
            text("cli.job.launch"), "item_discount", opens, closes, status="scheduled", purpose="new_arrival",
            products=new, parameters={"kind": "percent", "rate": 1000},
        )  # fmt: skip
        coupon = Promotion(
            text("cli.job.coupon"), "coupon", opens, closes, status="scheduled", purpose="new_arrival",
            products=new, parameters={"threshold": 9900, "face": 1000, "quantity": 500, "per_person": 1},
            budget=500_000,
        )  # fmt: skip
        ids = [plans.create(workspace, each).value for each in (launch, coupon)]
        planned = sum(tasks.plan_tasks(workspace, each).value for each in ids)
        for each in ids:
            plans.move(workspace, each, timedelta(days=2))
        plans.resize(workspace, ids[0], opens + timedelta(days=2), closes + timedelta(days=4))
        due = tasks.tasks(workspace, promotion_id=ids[0])
        tasks.set_done(workspace, [due[0].id], done=True)
        history.undo(workspace)
        _require(not tasks.tasks(workspace, promotion_id=ids[0])[0].done, "undo")
        history.redo(workspace)
        _tell("planned", n=len(ids), tasks=planned, day=plans.promotion(workspace, ids[0]).starts.date())

    def _export(self, workspace: Workspace) -> None:
        """Write what people hold in their hands."""
        from shopplanner.app import paper
        from shopplanner.services.positioning import sheet
        from shopplanner.services.promotions import calendar_export, export

        target = self.folder / "plan"
        target.mkdir(exist_ok=True)
        day = self._launch_day
        month = f"{day:%Y-%m}"
        files = [
            target / f"{month}.xlsx",
            target / f"{month}.ics",
            target / f"{month}.pdf",
            target / "positioning-sheet.xlsx",
            target / "positioning-sheet.pdf",
        ]
        export.export_workbook(workspace, day.year, day.month, files[0])
        calendar_export.export_calendar(workspace, day.year, day.month, files[1])
        paper.write_month(workspace, day.year, day.month, files[2])
        sheet.export_workbook(workspace, files[3])
        paper.write_positioning(workspace, files[4])
        for file in files:
            _require(file.is_file() and file.stat().st_size > 0, file.name)
        self.made += files
        _tell("exported", names=", ".join(file.name for file in files), folder=target)

    def _keep_safe(self, workspace: Workspace) -> None:
        """Back up, and look whether workspace and backup are sound."""
        from shopplanner.services import safety

        kept = safety.back_up(workspace, self.folder / "backups")
        for path in (workspace.path, kept.path):
            _require(safety.verify(path).sound, path.name)
        self.made.append(kept.path)
        _tell("kept", path=kept.path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do the main job in a folder and say what was made; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m shopplanner.app.demo", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    i18n.set_language(i18n.system_language())
    begun = monotonic()
    demo = Demo(given.folder.absolute())
    try:
        demo.work()
        demo.draw()
    except ShopPlannerError as error:
        say(" ".join(filter(None, explain(error).values())))
        return 1
    except DemoError as error:
        say(text("cli.job.failed", what=error))
        return 1
    sys.stdout.write(text("cli.job.done", n=len(demo.made), seconds=round(monotonic() - begun)) + "\n")
    return 0


def _account_for(report: FileReport) -> None:
    """Require that every row that was read is stored, unchanged or set aside.

    Raises:
        DemoError: if one is missing.
    """
    if report.error is not None:
        raise report.error
    accounted = report.rows_stored + report.rows_rejected + report.rows_unchanged
    _require(accounted == report.rows_read > 0, report.file)
    _tell(
        "imported", file=report.file, format=report.format, read=report.rows_read, stored=report.rows_stored,
        rejected=report.rows_rejected,
    )  # fmt: skip


def _require(fact: bool, what: str) -> None:
    """Stop where something is not as it should be.

    Raises:
        DemoError: naming it.
    """
    if not fact:
        raise DemoError(what)


def _tell(step: str, **values: object) -> None:
    sys.stdout.write(text(f"cli.job.{step}", **values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
