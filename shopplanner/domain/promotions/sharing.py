"""Sharing a reduction among lines and pieces: largest remainder on whole fen, with caps; ties go to the earlier."""

from __future__ import annotations

from collections.abc import Sequence


def share(total: int, weights: Sequence[int], caps: Sequence[int] | None = None) -> list[int]:
    """Return ``total`` split in proportion to ``weights`` into whole parts, none above its cap.

    What a capped part cannot bear moves to the others in proportion. If all caps together are below the total, every
    part is at its cap.

    Args:
        total: amount to share, at least 0.
        weights: one for each part, at least 0.
        caps: most that each part can bear; none by default.
    """
    limits = list(caps) if caps is not None else [total] * len(weights)
    parts = [0] * len(weights)
    open_parts = [number for number, weight in enumerate(weights) if weight > 0 and limits[number] > 0]
    rest = min(total, sum(limits[number] for number in open_parts))
    while rest > 0 and open_parts:
        given = _by_largest_remainder(rest, [weights[number] for number in open_parts])
        capped = [number for number, part in zip(open_parts, given, strict=True) if part >= limits[number]]
        if not capped or len(capped) == len(open_parts):
            for number, part in zip(open_parts, given, strict=True):
                parts[number] = min(part, limits[number])
            break
        for number in capped:
            parts[number] = limits[number]
        rest -= sum(limits[number] for number in capped)
        open_parts = [number for number in open_parts if number not in capped]
    return parts


def _by_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda number: (-remainders[number], number))
    for number in order[: total - sum(parts)]:
        parts[number] += 1
    return parts


def pieces(total: int, count: int) -> list[int]:
    """Return a line's amount split over its pieces, the larger parts first."""
    return share(total, [1] * count)
