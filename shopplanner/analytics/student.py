"""Quantiles of Student's t, for intervals from few samples."""

from __future__ import annotations

from statistics import NormalDist


def quantile(probability: float, degrees: float) -> float:
    """Return the quantile of Student's t with ``degrees`` of freedom, three at least.

    Source: the expansion about the normal quantile of Abramowitz and Stegun, 26.7.5.
    """
    x, n = NormalDist().inv_cdf(probability), max(3.0, degrees)
    first = (x**3 + x) / 4
    second = (5 * x**5 + 16 * x**3 + 3 * x) / 96
    third = (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384
    fourth = (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160
    return x + first / n + second / n**2 + third / n**3 + fourth / n**4
