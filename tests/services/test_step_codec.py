"""What a step was called comes back from the journal with the types of its values."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopplanner.domain.changes import Area, Place
from shopplanner.domain.messages import Message, Money, Percent, message
from shopplanner.services.step_codec import (
    decode_areas,
    decode_message,
    decode_place,
    encode_areas,
    encode_message,
    encode_place,
)

PLAIN = st.one_of(
    st.text(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.builds(Money, st.integers(), st.sampled_from(["CNY", "USD"])),
    st.builds(Percent, st.integers()),
)
MESSAGES = st.recursive(
    st.builds(lambda params: message("a.b", **params), st.dictionaries(st.sampled_from("xyz"), PLAIN)),
    lambda inner: st.builds(lambda one, two: message("c.d", one=one, two=two), inner, PLAIN),
    max_leaves=4,
)


@given(MESSAGES)
def test_a_message_comes_back_as_it_was(said: Message) -> None:
    back = decode_message(encode_message(said))
    assert back.id == said.id
    assert dict(back.params) == dict(said.params)


def test_days_and_moments_stay_apart() -> None:
    said = message("a", day=date(2026, 6, 18), moment=datetime(2026, 6, 18, tzinfo=UTC))
    back = decode_message(encode_message(said))
    assert [type(value) for value in back.params.values()] == [date, datetime]


@pytest.mark.parametrize("written", ["3", '{"text": "a", "with": {"x": [1]}}', '"words"'])
def test_what_is_no_message_is_refused(written: str) -> None:
    with pytest.raises(TypeError):
        decode_message(written)


@given(st.sets(st.sampled_from(list(Area))))
def test_areas_come_back(areas: set[Area]) -> None:
    assert decode_areas(encode_areas(areas)) == areas


@pytest.mark.parametrize("place", [None, Place("today", "overview"), Place("promotions", "calendar", "12#a/b")])
def test_places_come_back(place: Place | None) -> None:
    assert decode_place(encode_place(place)) == place
