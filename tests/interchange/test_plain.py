"""Pasted texts lose what files of other programs may not hold, and nothing else."""

from __future__ import annotations

import pytest

from shopplanner.interchange.plain import plain


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("满200减20\t“赠”😀", "满200减20\t“赠”😀"),
        ("a\r\nb\rc\vd", "a\nb\nc\nd"),
        ("\x00a\x1b\x7f\ufffe\uffff", "a"),
    ],
)
def test_only_what_must_not_be_written_is_left_out(words: str, kept: str) -> None:
    assert plain(words) == kept
