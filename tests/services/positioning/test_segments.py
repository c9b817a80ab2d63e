"""The audience worksheet read as ranking and mix."""

from __future__ import annotations

from fractions import Fraction

from shopplanner.domain.positioning.worksheets import Value
from shopplanner.services.positioning import segments, worksheets
from shopplanner.services.positioning.worksheets import Spot
from shopplanner.services.workspace import Workspace


def test_an_empty_audience_has_no_ranking(workspace: Workspace) -> None:
    found = segments.audience(workspace)
    assert (found.ranked, found.turn, found.chosen, found.mix, found.mix_total) == ((), None, "", (), 0)
    assert set(found.weights.values()) == {3}


def test_segments_are_ranked_by_the_weights_of_the_worksheet(workspace: Workspace) -> None:
    spot = Spot("audience", "segments")
    worksheets.add_entries(
        workspace, spot, [{"name": "学生", "size": 5, "margin": 1}, {"name": "通勤", "size": 3, "margin": 4}]
    )
    assert [one.segment.name for one in segments.audience(workspace).ranked] == ["通勤", "学生"]
    worksheets.set_value(workspace, Spot("audience", "weight_size"), 5)
    worksheets.set_value(workspace, Spot("audience", "weight_margin"), 1)
    found = segments.audience(workspace)
    assert [(one.segment.name, one.score) for one in found.ranked] == [
        ("学生", Fraction(26, 6)),
        ("通勤", Fraction(19, 6)),
    ]


def test_the_mix_is_summed_without_taking_gaps_for_zero(workspace: Workspace) -> None:
    mix: list[dict[str, Value]] = [{"crowd": "Z 世代", "share": 6000}, {"crowd": "小镇青年"}]
    worksheets.add_entries(workspace, Spot("audience", "mix"), mix)
    worksheets.set_value(workspace, Spot("audience", "chosen"), "学生")
    found = segments.audience(workspace)
    assert [(one.crowd, one.share) for one in found.mix] == [("Z 世代", 6000), ("小镇青年", None)]
    assert (found.mix_total, found.chosen) == (6000, "学生")
