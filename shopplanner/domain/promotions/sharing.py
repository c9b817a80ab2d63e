"""Sharing a reduction among lines and pieces into whole fen, with caps; ties go to the earlier."""

from __future__ import annotations

from collections.abc import Sequence

from shopplanner.domain.promotions.tools import Allocation, Overflow


def share(
    total: int,
    weights: Sequence[int],
    caps: Sequence[int] | None = None,
    allocation: Allocation = Allocation.LARGEST_REMAINDER,
    overflow: Overflow = Overflow.TO_OTHERS,
) -> list[int]:
    """Return ``total`` split in proportion to ``weights`` into whole parts, none above its cap.

    What a part above its cap cannot bear moves to the others in proportion, or is lost. If all caps together are below
    the total, every part is at its cap. A part without weight gets nothing, so with no weight at all nothing is shared.

    Args:
        total: amount to share, at least 0.
        weights: one for each part, at least 0.
        caps: most that each part can bear; none by default.
        allocation: who gets the odd fen.
        overflow: what becomes of what a part cannot bear.
    """
    limits = list(caps) if caps is not None else [total] * len(weights)
    if overflow is Overflow.LOST:
        given = _split(total, weights, allocation) if sum(weights) else [0] * len(weights)
        return [min(part, limit) for part, limit in zip(given, limits, strict=True)]
    parts = [0] * len(weights)
    open_parts = [number for number, weight in enumerate(weights) if weight > 0 and limits[number] > 0]
    rest = min(total, sum(limits[number] for number in open_parts))
    while rest > 0 and open_parts:
        given = _split(rest, [weights[number] for number in open_parts], allocation)
        capped = [number for number, part in zip(open_parts, given, strict=True) if part > limits[number]]
        if not capped:
            for number, part in zip(open_parts, given, strict=True):
                parts[number] = part
            break
        for number in capped:
            parts[number] = limits[number]
        rest -= sum(limits[number] for number in capped)
        open_parts = [number for number in open_parts if number not in capped]
    return parts


def _split(total: int, weights: Sequence[int], allocation: Allocation) -> list[int]:
    match allocation:
        case Allocation.LARGEST_REMAINDER:
            return _by_largest_remainder(total, weights)
        case Allocation.HALF_DOWN_FIRST:
            return _half_down_first(total, weights)
        case _:
            return _floor_last(total, weights)


def _by_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    odd = total - sum(parts)
    if odd:
        remainders = [total * weight % whole for weight in weights]
        for number in sorted(range(len(weights)), key=lambda number: (-remainders[number], number))[:odd]:
            parts[number] += 1
    return parts


def _half_down_first(total: int, weights: Sequence[int]) -> list[int]:
    """Round each part half down; the difference goes to the parts from the first on, a fen each."""
    whole = sum(weights)
    parts = [(2 * total * weight + whole - 1) // (2 * whole) for weight in weights]
    odd = total - sum(parts)
    step = 1 if odd > 0 else -1
    open_parts = [number for number, weight in enumerate(weights) if weight and parts[number] + step >= 0]
    for number in open_parts[: abs(odd)]:
        parts[number] += step
    return parts


def _floor_last(total: int, weights: Sequence[int]) -> list[int]:
    """Cut each part; the last one takes the rest."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    last = max(number for number, weight in enumerate(weights) if weight)
    parts[last] += total - sum(parts)
    return parts


def pieces(total: int, count: int) -> list[int]:
    """Return a line's amount split over its pieces, the larger parts first."""
    each, odd = divmod(total, count)
    return [each + 1] * odd + [each] * (count - odd)
