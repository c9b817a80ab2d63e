"""A copy of stacking rules to be edited is made under the next free name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shopplanner.domain.errors import NotFoundError
from shopplanner.services import packs
from shopplanner.services.stacking_copies import copy_for_editing


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No test sees what another one kept in memory."""
    yield
    packs.forget()


def test_copies_are_numbered_and_say_of_what_they_are() -> None:
    assert [copy_for_editing("generic-parallel"), copy_for_editing("own-1")] == ["own-1", "own-2"]
    assert packs.pack_info("profiles", "own-1").title.en == "Any shop, all reductions from the tag price (copy)"
    assert packs.pack_info("profiles", "own-2").own


def test_there_must_be_something_to_copy() -> None:
    with pytest.raises(NotFoundError):
        copy_for_editing("none")
