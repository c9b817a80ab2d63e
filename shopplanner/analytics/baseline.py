"""What a line of daily sales would have been: level, weekday, trend and festivals, fitted robustly to clean days.

The line's mean is a product of factors, so it is fitted on a logarithmic scale, but to the sales themselves (a
quasi-Poisson model), which keeps sums over days unbiased and bears days without a sale. Single odd days are weighted
down (Huber). Weekdays, trend and festivals are drawn towards "no effect" as far as the data do not speak for them, so
that few days give a modest baseline with a wide interval rather than a wild one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

MONTH: Final = 28.0
"""Days in the unit of time that trends are measured in."""
PRIOR: Final = {"weekday": 0.5, "trend": 0.15, "bend": 0.04, "festival": 0.35}
"""How far a factor is expected to lie from one, as a standard deviation of its logarithm."""
ROUNDS: Final = 14
PLAIN_ROUNDS: Final = 5
"""Rounds before odd days are weighted down, so that festivals find their factors first."""
HUBER: Final = 2.5
"""Residuals beyond as many robust standard deviations are weighted down."""
MAD_TO_SIGMA: Final = 1.4826
REACH: Final = 6.0
"""How far the logarithm of a day's mean may lie from the level: a factor of 400 is no season, but a failed fit."""
MOST_ECHO: Final = 0.8


@dataclass(frozen=True)
class Baseline:
    """A fitted baseline.

    Attributes:
        origin: the day on which trends are zero.
        level: logarithm of the clean days' mean, from which no day strays farther than ``REACH``.
        festivals: names of the festivals that have a factor.
        weights: logarithms of the factors, in the order of the columns.
        spread: their covariance.
        scale: variance of a day's sales over their mean.
        echo: how much a day's deviation carries over to the next, 0 to 0.8.
        degrees: degrees of freedom that the fit left.
    """

    origin: int
    level: float
    festivals: tuple[str, ...]
    weights: Vector
    spread: Vector
    scale: float
    echo: float
    degrees: float

    def expected(self, days: Sequence[int], festivals: Mapping[str, frozenset[int]]) -> Vector:
        """Return the mean of each day."""
        return _means(self._columns(days, festivals) @ self.weights, self.level)

    def deviation(self, days: Sequence[int], festivals: Mapping[str, frozenset[int]]) -> float:
        """Return the standard deviation of the days' sum about its prediction: of the sales and of the fit."""
        import numpy as np

        mean = self.expected(days, festivals)
        slope = mean @ self._columns(days, festivals)
        own = self.scale * float(mean.sum()) * self._echoes(days)
        return float(np.sqrt(own + slope @ self.spread @ slope))

    def _columns(self, days: Sequence[int], festivals: Mapping[str, frozenset[int]]) -> Vector:
        return columns(days, self.origin, {name: festivals.get(name, frozenset()) for name in self.festivals})

    def _echoes(self, days: Sequence[int]) -> float:
        """Return by how much deviations that carry over widen a sum of as many days."""
        count, echo = len(days), self.echo
        together = sum((1 - step / count) * echo**step for step in range(1, min(count, 30)))
        return 1 + 2 * together


def columns(days: Sequence[int], origin: int, festivals: Mapping[str, frozenset[int]]) -> Vector:
    """Return the model's columns for days: level, six weekdays against their mean, trend, bend, festivals."""
    import numpy as np

    numbers = np.asarray(days, dtype=float)
    weekday = (np.asarray(days) + 3) % 7  # day 0, 1970-01-01, was a Thursday
    time = (numbers - origin) / MONTH
    parts = [np.ones(len(days))]
    parts += [(weekday == one).astype(float) - (weekday == 6) for one in range(6)]
    parts += [time, time**2]
    parts += [np.isin(days, list(marked)).astype(float) for marked in festivals.values()]
    return np.column_stack(parts)


def fit(values: Mapping[int, float], origin: int, festivals: Mapping[str, frozenset[int]]) -> Baseline:
    """Return the baseline through clean days' values; some of them must be above zero.

    Args:
        values: sales by clean day.
        origin: the day about which trends turn; best the middle of what is to be predicted.
        festivals: days of each festival that has clean days.
    """
    import numpy as np

    days = sorted(values)
    sales = np.asarray([values[day] for day in days], dtype=float)
    matrix = columns(days, origin, festivals)
    penalty = _penalty(len(festivals))
    level = float(np.log(sales.mean()))
    weights: Vector = np.zeros(matrix.shape[1])
    weights[0] = level
    trust = np.ones(len(days))
    scale = max(float(sales.var() / sales.mean()), 1e-9 * float(sales.mean()))
    for number in range(ROUNDS):
        mean = _means(matrix @ weights, level)
        inner = trust * mean / scale
        target = np.log(mean) + (sales - mean) / mean
        curvature = matrix.T @ (inner[:, None] * matrix)
        weights = np.asarray(np.linalg.solve(curvature + penalty, matrix.T @ (inner * target)))
        mean = _means(matrix @ weights, level)
        spread = np.asarray(np.linalg.inv(curvature + penalty))
        degrees = max(3.0, len(days) - float(np.trace(spread @ curvature)))
        residual = (sales - mean) / np.sqrt(mean)
        trust = _trust(residual) if number >= PLAIN_ROUNDS else trust
        scale = _scale(residual, trust, degrees, float(mean.mean()))
    echo = _echo(days, residual)
    return Baseline(origin, level, tuple(festivals), weights, spread * (1 + echo) / (1 - echo), scale, echo, degrees)


def _means(logarithms: Vector, level: float) -> Vector:
    """Return the means that belong to logarithms, kept near the level."""
    import numpy as np

    return np.asarray(np.exp(np.clip(logarithms, level - REACH, level + REACH)))


def _penalty(festivals: int) -> Vector:
    """Return the precisions that draw factors towards one; the level is free."""
    import numpy as np

    kinds = ["weekday"] * 6 + ["trend", "bend"] + ["festival"] * festivals
    return np.diag([0.0, *(PRIOR[kind] ** -2 for kind in kinds)])


def _trust(residual: Vector) -> Vector:
    """Return Huber's weights."""
    import numpy as np

    sigma = MAD_TO_SIGMA * float(np.median(np.abs(residual)))
    return np.asarray(np.minimum(1.0, (HUBER * sigma + 1e-9) / np.maximum(np.abs(residual), 1e-9)))


def _scale(residual: Vector, trust: Vector, degrees: float, mean: float) -> float:
    """Return the variance over the mean; a hair above zero where the days follow the model without any scatter."""
    squares: Any = (trust * residual**2).sum()
    return max(float(squares) / degrees, 1e-6 * mean)


def _echo(days: Sequence[int], residual: Vector) -> float:
    """Return the correlation of deviations on days that follow each other, as far as it is above zero.

    A short line looks less correlated than it is, since the fit has taken its part: that is put right after Kendall,
    "Note on bias in the estimation of autocorrelation" (Biometrika, 1954).
    """
    import numpy as np

    pairs = [place for place in range(1, len(days)) if days[place] - days[place - 1] == 1]
    whole = float((residual**2).mean())
    if len(pairs) < 14 or whole <= 0:
        return 0.0
    here = np.asarray(pairs)
    found = float((residual[here] * residual[here - 1]).mean()) / whole
    return float(np.clip(found + (1 + 4 * found) / len(pairs), 0.0, MOST_ECHO))
