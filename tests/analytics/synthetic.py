"""Made-up shops whose truth is known: the same days with and without the promotion, accidents included."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopplanner.analytics.uplift import Span

DAYS = 260
FIRST = 20_000


@dataclass(frozen=True)
class Shop:
    """A shop's lines by day and what the promotion truly brought."""

    span: Span
    own: dict[int, float]
    siblings: dict[int, float]
    own_truth: float
    sibling_truth: float
    base: float

    @property
    def truth(self) -> float:
        """Net effect on goods and siblings."""
        return self.own_truth + self.sibling_truth


def make_shop(seed: int) -> Shop:
    """Return a shop with weekday, season, trend, festivals, echoing noise, earlier promotions, a dip, cannibalisation.

    About one promotion in six is a bad one: it sells little more and pulls much forward.
    """
    luck = np.random.default_rng(seed)
    length = int(luck.integers(4, 15))
    first = int(luck.integers(120, 170))
    bad = luck.random() < 1 / 6
    lift = luck.uniform(1.02, 1.08) if bad else luck.uniform(1.5, 2.6)
    depth = luck.uniform(0.45, 0.65) if bad else luck.uniform(0.08, 0.25)
    cut = luck.uniform(0.03, 0.10)
    others = _other_promotions(luck, first, length)
    festivals = {"a": frozenset(range(first - 40, first - 37)), "b": _weekly(luck, first)}
    shape = _shape(luck, festivals)
    shock = _echoing(luck, 0.05)
    lines = []
    for level, sway in ((luck.uniform(60, 300), luck.uniform(0.05, 0.10)), (luck.uniform(80, 400), 0.07)):
        mean = level * shape * np.exp(shock + _echoing(luck, sway))
        lines.append((mean, luck.random(DAYS)))
    promoted, sibling = np.ones(DAYS), np.ones(DAYS)
    promoted[first : first + length] *= lift * luck.uniform(0.85, 1.15, length)
    promoted[first + length : first + length + 14] *= 1 - depth * np.exp(-np.arange(14) / 5)
    sibling[first : first + length] *= 1 - cut
    past = np.ones(DAYS)
    for start, days in others:
        past[start : start + days] *= luck.uniform(1.3, 2.0)
        past[start + days : start + days + 10] *= 1 - luck.uniform(0.05, 0.12)
    own, without = _counts(lines[0], past * promoted), _counts(lines[0], past)
    near, near_without = _counts(lines[1], sibling), _counts(lines[1], np.ones(DAYS))
    odd = int(luck.integers(60, 110))  # a day that nobody has written down
    own[odd] *= 2.2
    without[odd] = own[odd]
    end = first + length + 14
    return Shop(
        Span(
            FIRST + first,
            FIRST + first + length - 1,
            frozenset(FIRST + start + step for start, days in others for step in range(days)),
            festivals={name: frozenset(FIRST + day for day in days) for name, days in festivals.items()},
        ),
        _by_day(own),
        _by_day(near),
        float((own - without)[first:end].sum()),
        float((near - near_without)[first : first + length].sum()),
        float(without[first:end].mean()),
    )


def _other_promotions(luck: np.random.Generator, first: int, length: int) -> list[tuple[int, int]]:
    """Return start and length of promotions before and, at times, after the one to be measured."""
    before = [(first - int(luck.integers(28, 45)), int(luck.integers(2, 6))), (first - 75, 3)]
    later = [(first + length + int(luck.integers(24, 40)), 4)] if luck.random() < 0.5 else []
    return before + later


def _weekly(luck: np.random.Generator, first: int) -> frozenset[int]:
    """Return a festival's days, one of which may fall into the promotion."""
    return frozenset({first - 60, first - 20, first + int(luck.integers(-6, 20))})


def _shape(luck: np.random.Generator, festivals: dict[str, frozenset[int]]) -> np.ndarray:
    """Return what the days have in common: weekday, season, trend and festivals."""
    day = np.arange(DAYS)
    weekday = np.exp(luck.normal(0, 0.15, 7))[day % 7]
    season = 1 + luck.uniform(0, 0.2) * np.sin(2 * np.pi * (day / 365 + luck.random()))
    trend = np.exp(luck.uniform(-0.15, 0.15) * (day - DAYS / 2) / 90)
    bumps = np.ones(DAYS)
    for marked in festivals.values():
        bumps[list(marked)] *= luck.uniform(1.2, 1.6)
    return np.asarray(weekday * season * trend * bumps)


def _echoing(luck: np.random.Generator, sway: float) -> np.ndarray:
    """Return deviations that carry over to the next day."""
    echo, now = luck.uniform(0, 0.4), 0.0
    found = np.empty(DAYS)
    for day in range(DAYS):
        now = echo * now + luck.normal(0, sway) * np.sqrt(1 - echo**2)
        found[day] = now
    return found


def _counts(line: tuple[np.ndarray, np.ndarray], factor: np.ndarray) -> np.ndarray:
    """Return whole sales of a line; the same accidents with and without the promotion."""
    mean, chance = line
    wanted = mean * factor
    return np.asarray(np.maximum(0, np.round(wanted + np.sqrt(wanted) * _normal(chance))))


def _normal(chance: np.ndarray) -> np.ndarray:
    from statistics import NormalDist

    return np.asarray([NormalDist().inv_cdf(min(max(one, 1e-6), 1 - 1e-6)) for one in chance])


def _by_day(values: np.ndarray) -> dict[int, float]:
    return {FIRST + day: float(value) for day, value in enumerate(values)}
