"""Every check is described, worded in both languages, and follows a person's own pack."""

from __future__ import annotations

import time

import pytest

from shopplanner.domain.findings import Severity
from shopplanner.foundation import i18n, packs
from shopplanner.services import wording
from shopplanner.services.checks import KIND, all_checks, check_of, run_checks
from shopplanner.services.packs import make_copy, pack_text, save_copy
from shopplanner.services.workspace import Workspace
from tests import texts
from tests.plugins.leaks import Warnings

OWN_WORDS = {"metrics.stale", "metrics.gap", "metrics.contradiction", "metrics.unit_jump", "metrics.disagreement"}
OWN_WORDS |= {"metrics.untied"}
"""Checks that pass on the sentences of the data health page."""


def test_there_are_checks_in_every_room_and_their_ids_bear_its_name() -> None:
    found = all_checks()
    assert len(found) >= 30
    assert {one.room for one in found} == {"promotions", "products", "metrics", "positioning"}
    assert all(one.check.id.startswith(f"{one.room}.") for one in found)
    assert len({one.check.id for one in found}) == len(found)


def test_every_described_check_exists_and_every_check_is_worded() -> None:
    ids = {one.check.id for one in all_checks()}
    for room in packs.names(KIND):
        assert {line.split('"')[1] for line in pack_text(KIND, room).splitlines() if line.startswith("id = ")} <= {
            *ids,
            room,
        }
    worded = {texts.base_id(text_id) for text_id in texts.catalogue("en") if text_id.startswith("checks.")}
    assert worded == {f"checks.{one}.{part}" for one in ids - OWN_WORDS for part in ("text", "why")}


def test_an_unknown_check_has_no_description() -> None:
    assert check_of("products.nothing") is None
    found = check_of("products.margin_low")
    assert found is not None
    assert found.description.settings == {"least": 20}


def test_the_sample_shop_has_the_faults_that_were_put_into_it(sample_workspace: Workspace) -> None:
    found = run_checks(sample_workspace)
    ids = {finding.check_id for finding in found}
    assert {
        "products.price_below_cost",
        "products.cost_missing",
        "products.stock_low",
        "products.role_missing",
        "products.picture_missing",
        "promotions.no_tasks",
        "metrics.gap",
    } <= ids
    assert [finding.severity for finding in found] == sorted((one.severity for one in found), reverse=True)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_finding_can_be_worded(sample_workspace: Workspace, language: str) -> None:
    i18n.set_language(language)
    for finding in run_checks(sample_workspace):
        assert "{" not in wording.render(finding.text) + wording.render(finding.explanation)


def test_all_checks_of_the_sample_shop_are_quick(sample_workspace: Workspace) -> None:
    run_checks(sample_workspace)
    began = time.process_time()
    run_checks(sample_workspace)
    assert time.process_time() - began < 1.0


def test_an_empty_shop_is_only_told_where_to_begin(workspace: Workspace) -> None:
    assert {finding.check_id for finding in run_checks(workspace)} <= {"positioning.not_started"}


def test_a_person_may_change_parameters_and_severity_and_switch_a_check_off(sample_workspace: Workspace) -> None:
    make_copy(KIND, "products")
    changed = pack_text(KIND, "products")
    changed = changed.replace('unit = "percent", value = 20', 'unit = "percent", value = 99')
    changed = changed.replace('id = "products.role_missing"', 'id = "products.role_missing"\nenabled = false')
    head, _, tail = changed.partition('id = "products.cost_missing"')
    changed = f'{head}id = "products.cost_missing"{tail.replace("warning", "error", 1)}'
    save_copy(KIND, "products", changed)
    found = run_checks(sample_workspace)
    ids = [finding.check_id for finding in found]
    assert ids.count("products.margin_low") > 40
    assert "products.role_missing" not in ids
    assert next(one for one in found if one.check_id == "products.cost_missing").severity is Severity.ERROR


def test_what_an_own_pack_leaves_out_is_taken_from_the_shipped_one(sample_workspace: Workspace) -> None:
    text = pack_text(KIND, "products")
    start = text.index('[[entries]]\nid = "products.margin_low"')
    end = text.index("[[entries]]", start + 5)
    one = text[start:end].replace("parameters", "# parameters")
    save_copy(KIND, "products", text[: text.index("[[entries]]")] + one)
    low, missing = check_of("products.margin_low"), check_of("products.cost_missing")
    assert low is not None
    assert missing is not None
    assert low.description.settings == {"least": 20}
    assert "products.cost_missing" in {finding.check_id for finding in run_checks(sample_workspace)}


def test_an_own_pack_that_does_not_fit_is_passed_over(sample_workspace: Workspace, warnings_seen: Warnings) -> None:
    warnings_seen.expect("own pack not used")
    folder = packs.user_folder() / KIND
    folder.mkdir(parents=True)
    (folder / "products.toml").write_text("[pack\n", encoding="utf-8")
    assert "products.cost_missing" in {finding.check_id for finding in run_checks(sample_workspace)}
