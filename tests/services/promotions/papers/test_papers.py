"""Papers hold what the workspace knows and what people wrote; versions are recorded and signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import insert, select

from shopplanner.domain.errors import CannotWriteError, NotFoundError
from shopplanner.domain.messages import Money
from shopplanner.domain.papers import Checklist, Facts, Grid, Paper, Script, Words
from shopplanner.domain.promotions.plan import Phase, Promotion
from shopplanner.foundation import i18n
from shopplanner.services import history
from shopplanner.services.positioning import worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.services.promotions import tasks
from shopplanner.services.promotions.papers import building, fields, month_plan, output
from shopplanner.services.promotions.papers.listing import choices
from shopplanner.services.shops import edit_shop
from shopplanner.services.workspace import Workspace
from shopplanner.storage.tables.products import ProductRow, SkuRow
from shopplanner.storage.tables.promotions import PromotionTargetRow
from shopplanner.storage.tables.team import ReadinessItemRow
from tests.services.promotions import shop


@pytest.fixture
def tenth(workspace: Workspace) -> int:
    """10 % off soap of 100.00, a gift from 150.00 on beside it."""
    i18n.set_language("zh_CN")
    shop.put_products(workspace)
    shop.put(
        workspace,
        Promotion(
            "满150送浴球", "gift", shop.at("11-19"), shop.till("11-29"), status="scheduled", whole_shop=True,
            parameters={"gift": "浴球", "threshold": 15_000, "gift_cost": 300, "quantity": 200},
        ),
    )  # fmt: skip
    phases = (Phase("warm_up", shop.at("11-20"), shop.till("11-22")),)
    return shop.put(workspace, shop.tenth_off(phases=phases, budget=300_000, purpose="hero"))


def add(workspace: Workspace, table: type, **values: object) -> None:
    with workspace.database.write() as connection:
        connection.execute(insert(table).values(shop_id=workspace.shop_id, **values))


def said(paper: Paper) -> str:
    return "\n".join(words for _place, words in paper.texts())


def grid(paper: Paper, title: str) -> Grid:
    return next(block for block in paper.blocks if isinstance(block, Grid) and block.title == title)


def test_a_service_script_works_the_prices_out(workspace: Workspace, tenth: int) -> None:
    view = building.paper(workspace, tenth, "service_script")
    prices = grid(view.paper, "买家实付")
    assert prices.rows == (("沐浴露", Money(9000), Money(9000), Money(18000), Money(27000)),)
    assert grid(view.paper, "买两件退一件").rows == (("沐浴露", Money(18000), Money(9000)),)
    [script] = [block for block in view.paper.blocks if isinstance(block, Script)]
    assert "¥180.00" in script.words
    assert "另赠：满150送浴球" in script.words
    assert "送浴球" in said(view.paper)


def test_service_promises_no_offer_that_cannot_be_had_beside_another(workspace: Workspace, tenth: int) -> None:
    """On Tmall the official reduction shuts the shop's amount off out of the whole order."""
    edit_shop(workspace, name="s", platform="tmall", currency="CNY", note="")
    for name, mechanic, values in (
        ("双12", "platform_event", {"rate": 1200}),
        (
            "店铺满减",
            "threshold_reduction",
            {"kind": "amount", "threshold": 15_000, "reduction": 2000, "repeat": "once"},
        ),
    ):
        shop.put(
            workspace,
            Promotion(
                name, mechanic, shop.at("11-19"), shop.till("11-29"), status="scheduled", whole_shop=True,
                parameters=values,
            ),
        )  # fmt: skip
    view = building.paper(workspace, tenth, "service_script")
    assert "“店铺满减”未使用" in said(view.paper)
    greeting = next(state for state in view.states if "欢迎" in state.value)
    assert "官方立减" in greeting.value
    assert "满 ¥150.00 减" not in said(view.paper)


def test_fields_hold_proposals_until_someone_writes(workspace: Workspace, tenth: int) -> None:
    worksheets.set_value(workspace, Spot("statement", "benefit"), "留香 8 小时")
    state = {each.field.id: each for each in building.paper(workspace, tenth, "design_brief").states}
    assert (state["primary"].value, state["primary"].suggested) == ("留香 8 小时", True)
    assert state["headline"].value == ""
    assert "赠品：浴球" in state["elements"].value
    assert "价格标：沐浴露 ¥90.00" in state["elements"].value
    fields.write(workspace, tenth, "design_brief", "primary", " 香到下班 ")
    view = building.paper(workspace, tenth, "design_brief")
    state = {each.field.id: each for each in view.states}
    assert (state["primary"].value, state["primary"].suggested) == ("香到下班", False)
    assert "香到下班" in said(view.paper)
    history.undo(workspace)
    assert building.paper(workspace, tenth, "design_brief").states[2].value == "留香 8 小时"


def test_an_emptied_field_shows_its_proposal_again(workspace: Workspace, tenth: int) -> None:
    for value in ("一", ""):
        fields.write(workspace, tenth, "design_brief", "size", value)
    state = building.paper(workspace, tenth, "design_brief").states[1]
    assert state.suggested
    assert "800×800" in state.value


def test_doubtful_words_are_listed_with_what_to_write_instead(workspace: Workspace, tenth: int) -> None:
    fields.write(workspace, tenth, "design_brief", "headline", "全网首发 顶级留香")
    view = building.paper(workspace, tenth, "design_brief")
    assert {each.hit.word for each in view.hits} == {"全网首发", "顶级"}
    assert any(block.tone == "bad" and "顶级" in block.words for block in view.paper.blocks if isinstance(block, Words))
    clean = building.paper(workspace, tenth, "pack_list")
    assert not clean.hits
    assert any("未发现" in block.words for block in clean.paper.blocks if isinstance(block, Words))


def test_a_brief_names_the_designers_deadline(workspace: Workspace, tenth: int) -> None:
    tasks.add_task(workspace, "主图定稿", shop.at("11-18").date(), "designer", tenth)
    add(workspace, ReadinessItemRow, promotion_id=tenth, role="designer", title="尺寸已核对", done_at="x", version=1)
    paper = building.paper(workspace, tenth, "design_brief").paper
    facts = [row for block in paper.blocks if isinstance(block, Facts) for row in block.rows]
    assert ("交稿", shop.at("11-18").date()) in facts
    assert Checklist((("尺寸已核对", True),)) in paper.blocks


def test_an_ads_brief_says_what_a_click_may_cost_and_when_to_stop(workspace: Workspace, tenth: int) -> None:
    view = building.paper(workspace, tenth, "ads_brief")
    # Soap for 90.00 costs 40.00: 50.00 are left, and 90 / 50 = 1.80 is the break-even of sales by ad spend.
    assert grid(view.paper, "商品毛利与保本线").rows == (
        ("沐浴露", "–", Money(9000), Money(9000), Money(5000), "1.80"),
    )
    states = {each.field.id: each.value for each in view.states}
    assert "¥50.00 × 转化率" in states["bid"]
    assert "低于 1.80" in states["stop"]
    assert len(grid(view.paper, "渠道卡").rows) == 6


def test_without_costs_no_break_even_is_claimed(workspace: Workspace, tenth: int) -> None:
    with workspace.database.write() as connection:
        connection.execute(ProductRow.__table__.update().values(cost=None))  # type: ignore[attr-defined]
    view = building.paper(workspace, tenth, "ads_brief")
    assert grid(view.paper, "商品毛利与保本线").rows[0][-2:] == (None, None)
    assert [each.value for each in view.states if each.field.id in {"bid", "stop"}] == ["", ""]


def test_a_pack_list_names_every_sku_and_what_goes_into_which_parcel(workspace: Workspace, tenth: int) -> None:
    sku = {"product_id": shop.SOAP, "merchant_code": "", "has_image": True, "version": 1}
    add(workspace, SkuRow, code="s1", name="500ml", stock=70, **sku)
    add(workspace, SkuRow, code="s2", name="750ml", stock=None, **sku)
    paper = building.paper(workspace, tenth, "pack_list").paper
    assert grid(paper, "备货").rows == (
        ("沐浴露", "500ml", "s1", 70, ""),
        ("沐浴露", "750ml", "s2", None, ""),
    )
    assert grid(paper, "赠品与套装").rows == (("满 ¥150.00 送 浴球", "浴球", 200, ""),)


def test_a_product_without_variants_stands_for_itself(workspace: Workspace, tenth: int) -> None:
    assert grid(building.paper(workspace, tenth, "pack_list").paper, "备货").rows == (("沐浴露", "", "", None, ""),)


def test_a_plan_shows_phases_goals_prices_goods_and_tasks(workspace: Workspace, tenth: int) -> None:
    add(workspace, PromotionTargetRow, promotion_id=tenth, phase="", metric="paid_amount", value=5_000_000, version=1)
    add(workspace, PromotionTargetRow, promotion_id=tenth, phase="warm_up", metric="own", value=7, version=1)
    add(workspace, ReadinessItemRow, promotion_id=tenth, role="warehouse", title="赠品已点数", version=1)
    tasks.add_task(workspace, "报名", shop.at("11-10").date(), "operator", tenth)
    paper = building.paper(workspace, tenth, "promotion_plan").paper
    assert grid(paper, "阶段").rows == (("预热", shop.at("11-20"), shop.till("11-22")),)
    assert grid(paper, "目标").rows[0][2] == "¥50,000.00"
    assert grid(paper, "目标").rows[1] == ("预热", "own", 7)
    prices = tuple(Money(each) for each in (9000, 9000, 10_000, 4000))  # the 20th alone covers no whole check cycle
    assert grid(paper, "开售时价格").rows[0][:5] == ("沐浴露", *prices)
    assert grid(paper, "货品分层").rows == (("–", "沐浴露", Money(10_000), None, None),)
    assert grid(paper, "任务").rows == ((shop.at("11-10").date(), "运营", "报名", "☐"),)
    assert Checklist((("仓库: 赠品已点数", False),)) in paper.blocks


def test_a_promotion_on_the_whole_shop_names_only_so_many_products(workspace: Workspace, tenth: int) -> None:
    for number in range(70):
        code = f"x{number}"
        with workspace.database.write() as connection:
            row = {"code": code, "title": code, "tag_price": 1000, "cost": 500}
            connection.execute(insert(ProductRow).values(shop_id=workspace.shop_id, **row))
    whole = shop.put(workspace, shop.tenth_off(whole_shop=True, products=()))
    for kind in ("promotion_plan", "service_script", "pack_list"):
        assert "另有 13 个商品" in said(building.paper(workspace, whole, kind).paper)


def test_versions_are_numbered_and_signed(workspace: Workspace, tenth: int) -> None:
    view = building.paper(workspace, tenth, "design_brief")
    assert view.changed
    assert "草稿" in view.paper.subtitle
    with pytest.raises(NotFoundError):
        fields.sign(workspace, tenth, "design_brief", "小美")
    assert fields.hand_out(workspace, tenth, "design_brief", view.digest).value == 1
    assert fields.hand_out(workspace, tenth, "design_brief", view.digest).value == 1
    fields.sign(workspace, tenth, "design_brief", " 小美 ")
    view = building.paper(workspace, tenth, "design_brief")
    assert not view.changed
    assert "第 1 版 · 小美 已签收" in view.paper.subtitle
    fields.write(workspace, tenth, "design_brief", "headline", "新")
    view = building.paper(workspace, tenth, "design_brief")
    assert view.changed
    assert fields.hand_out(workspace, tenth, "design_brief", view.digest).value == 2
    fields.sign(workspace, tenth, "design_brief", "")
    assert building.paper(workspace, tenth, "design_brief").issues[-1].signed_at is None


def test_a_version_stays_current_in_another_language_and_while_work_goes_on(workspace: Workspace, tenth: int) -> None:
    fields.hand_out(workspace, tenth, "service_script", building.paper(workspace, tenth, "service_script").digest)
    i18n.set_language("en")
    task = tasks.add_task(workspace, "Check", shop.at("11-18").date(), "operator", tenth).value
    tasks.set_done(workspace, [task], done=True)
    assert not building.paper(workspace, tenth, "service_script").changed
    with workspace.database.write() as connection:
        connection.execute(ProductRow.__table__.update().values(tag_price=12_000))  # type: ignore[attr-defined]
    assert building.paper(workspace, tenth, "service_script").changed


def test_papers_of_a_deleted_promotion_are_refused(workspace: Workspace, tenth: int) -> None:
    with pytest.raises(NotFoundError):
        building.paper(workspace, tenth + 9, "design_brief")
    with pytest.raises(NotFoundError):
        fields.write(workspace, tenth + 9, "design_brief", "size", "1")
    with pytest.raises(NotFoundError):
        fields.hand_out(workspace, tenth + 9, "design_brief", "x")


@pytest.mark.parametrize("kind", fields.KINDS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_paper_of_the_sample_shop_becomes_files(
    sample_workspace: Workspace, tmp_path: Path, kind: str, language: str
) -> None:
    i18n.set_language(language)
    first = choices(sample_workspace)[0]
    paper = building.paper(sample_workspace, first.id, kind).paper
    word, book = (output.write(paper, ending, tmp_path / f"a.{ending}") for ending in ("docx", "xlsx"))
    assert docx.Document(str(word)).paragraphs[0].text == paper.title
    assert openpyxl.load_workbook(book).worksheets[0]["A1"].value == paper.title


def test_a_file_that_cannot_be_written_is_said(workspace: Workspace, tenth: int, tmp_path: Path) -> None:
    paper = building.paper(workspace, tenth, "pack_list").paper
    with pytest.raises(CannotWriteError):
        output.write(paper, "docx", tmp_path / "none" / "a.docx")


def test_a_month_is_put_together_from_the_calendar(workspace: Workspace, tenth: int) -> None:
    tasks.add_task(workspace, "报名", shop.at("11-10").date(), "operator", tenth)
    paper = month_plan.month_paper(workspace, 2026, 11)
    assert [row[2] for row in grid(paper, "活动").rows] == ["满150送浴球", "沐浴露 9 折"]
    assert grid(paper, "本月最低可能价").rows == (
        ("沐浴露", Money(10_000), Money(9000), shop.at("11-20"), Money(5000)),
    )
    assert any("双" in str(row[1]) for row in grid(paper, "特殊日子").rows)
    assert grid(paper, "任务").rows[0][2:] == ("报名", "沐浴露 9 折", "☐")


def test_an_empty_month_says_so(workspace: Workspace) -> None:
    i18n.set_language("zh_CN")
    paper = month_plan.month_paper(workspace, 2026, 6)
    assert "本月没有活动" in said(paper)


def test_the_next_promotion_comes_first_and_old_ones_are_left_out(workspace: Workspace, tenth: int) -> None:
    shop.put(workspace, shop.tenth_off(name="old", starts=shop.at("03-01"), ends=shop.till("03-02")))
    shop.put(workspace, shop.tenth_off(name="ended", starts=shop.at("11-01"), ends=shop.till("11-02")))
    shop.put(workspace, shop.tenth_off(name="later", starts=shop.at("12-01"), ends=shop.till("12-02")))
    names = [each.name for each in choices(workspace)]
    assert names == ["满150送浴球", "沐浴露 9 折", "later", "ended"]
    assert choices(workspace)[0].starts == datetime(2026, 11, 19)


def test_promotions_without_prices_say_so(workspace: Workspace, tenth: int) -> None:
    with workspace.database.write() as connection:
        connection.execute(ProductRow.__table__.update().values(tag_price=None))  # type: ignore[attr-defined]
    assert "活动商品还没有价格" in said(building.paper(workspace, tenth, "service_script").paper)
    with workspace.read() as session:
        assert session.scalar(select(ProductRow.tag_price)) is None
