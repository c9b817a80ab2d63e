"""Facts that come from no file are an import like any other."""

from __future__ import annotations

from shopplanner.services import history
from shopplanner.services.metrics.batches import batches
from shopplanner.services.metrics.facts import BatchSource, store_facts
from shopplanner.services.workspace import Workspace
from tests.fixtures.exports import facts_of


def test_stored_facts_are_a_batch_that_undo_takes_back(workspace: Workspace) -> None:
    columns = ("day", "source", "visitors")
    rows = [(20_000, "sycm", 5), (20_001, "sycm", 6), (20_001, "sycm", 7)]
    outcome = store_facts(workspace, "shop_day", columns, rows, source=BatchSource("made", "sycm_shop"))
    assert (outcome.value.stored, outcome.value.repeated) == (2, 1)
    (batch,) = batches(workspace)
    assert (batch.file, batch.rows_read, batch.rows_stored, batch.rows_unchanged) == ("made", 3, 2, 1)
    assert [fact["visitors"] for fact in facts_of(workspace, "shop_day")] == [5, 7]
    history.undo(workspace)
    assert facts_of(workspace, "shop_day") == []
