"""What next year may need: last year carried forward, the population, or a seasonal model, each put to the test.

Series are one value per period, oldest first, periods all alike (months). Nothing here draws a fan without
having been tried on the past.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.exponential_smoothing.ets import ETSModel, ETSResults

LEAST_FOR_MODEL = 24  # two of every month
NAIVE, SEASONAL_NAIVE, MODEL = "the last figure", "the same month last year", "the seasonal model"
_FAN = (0.5, 0.8, 0.95)
_LEAST_ORIGINS = 3
_MOST_ORIGINS = 12
Method = Callable[[pd.Series, int], np.ndarray]


@dataclass(frozen=True)
class BackTest:
    """Errors on the past.

    Attributes
    ----------
    errors
        One row per method, the best first: ``method``, ``mean_absolute_error``, ``mean_absolute_pct``,
        ``origins_count``.
    forecasts
        ``method``, ``origin`` (position of the last value known), ``ahead``, ``forecast``, ``actual``.
    """

    errors: pd.DataFrame
    forecasts: pd.DataFrame

    @property
    def best(self) -> str:
        """The method with the smallest mean absolute error; ``''`` when nothing could be tried."""
        return "" if self.errors.empty else str(self.errors["method"].iloc[0])


def naive(series: pd.Series, ahead: int) -> np.ndarray:
    """The last figure, over and over."""
    return np.full(ahead, float(series.iloc[-1]))


def seasonal_naive(series: pd.Series, ahead: int, season: int = 12) -> np.ndarray:
    """The figure of the same season a year before; missing with less than a year."""
    if len(series) < season:
        return np.full(ahead, np.nan)
    last_year = series.iloc[-season:].to_numpy(dtype="float64")
    return np.resize(last_year, ahead)


def seasonal_model(series: pd.Series, ahead: int, season: int = 12) -> np.ndarray:
    """Level, damped trend and season, each smoothed (Holt-Winters, additive; statsmodels).

    Missing with fewer than two of every season.
    """
    if len(series) < 2 * season:
        return np.full(ahead, np.nan)
    return np.asarray(_fitted(series, season).forecast(ahead), dtype="float64")


def back_test(series: pd.Series, ahead: int = 3, season: int = 12) -> BackTest:
    """Forecast the past from rolling origins, knowing each time only what was known then.

    Parameters
    ----------
    series
        One value per period, oldest first; none missing.
    ahead
        Periods forecast from each origin.

    Returns
    -------
    BackTest
        Every method is judged on the same origins, at most the last 12; the model joins in where each origin has
        two of every season before it. Empty with fewer than three origins.
    """
    values = _whole(series)
    methods: dict[str, Method] = {
        NAIVE: naive,
        SEASONAL_NAIVE: lambda known, n: seasonal_naive(known, n, season),
        MODEL: lambda known, n: seasonal_model(known, n, season),
    }
    least = 2 * season if len(values) - ahead - 2 * season + 1 >= _LEAST_ORIGINS else season
    origins = range(least, len(values) - ahead + 1)[-_MOST_ORIGINS:]
    if len(origins) < _LEAST_ORIGINS:
        return BackTest(_no_errors(), pd.DataFrame(columns=["method", "origin", "ahead", "forecast", "actual"]))
    tried = methods if least == 2 * season else {name: methods[name] for name in (NAIVE, SEASONAL_NAIVE)}
    forecasts = pd.concat([_tried(values, tried, origin, ahead) for origin in origins], ignore_index=True)
    return BackTest(_errors(forecasts), forecasts)


def fan(series: pd.Series, ahead: int = 12, method: str = MODEL, season: int = 12) -> pd.DataFrame:
    """A forecast with its fan: ``ahead``, ``forecast`` and ``low_50``, ``high_50`` … ``low_95``, ``high_95``.

    The model's intervals are its own; those of the simple methods grow with the root of the steps ahead (of the
    years ahead, for the same month last year), from the spread of their errors one step ahead.
    """
    values = _whole(series)
    if method == MODEL:
        return _fan_of_model(values, ahead, season)
    step = 1 if method == NAIVE else season
    centre = naive(values, ahead) if method == NAIVE else seasonal_naive(values, ahead, season)
    misses = values.diff(step).dropna()
    spread = float(np.sqrt((misses**2).mean())) if len(misses) > 1 else np.nan
    steps = np.arange(ahead) // step + 1
    return _fan(centre, spread * np.sqrt(steps))


def carried_forward(before: float, after: float, years_between: float = 1.0, years_ahead: float = 1.0) -> float:
    """Last year's growth carried forward: ``after`` x (after / before) to the power of the years.

    Missing where ``before`` is not above 0.
    """
    if not before > 0 or not after >= 0:
        return float("nan")
    return float(after * (after / before) ** (years_ahead / years_between))


def with_population(now: float, people_now: float, people_then: float) -> float:
    """The same hours for each person, for as many people as there will be; missing without people now."""
    return float(now * people_then / people_now) if people_now > 0 else float("nan")


def population_at(people_by_year: Mapping[int, float], year: float) -> float:
    """People in a year between two published ones, on the straight line between them; missing outside."""
    years = sorted(people_by_year)
    if not years or not years[0] <= year <= years[-1]:
        return float("nan")
    return float(np.interp(year, years, [people_by_year[y] for y in years]))


def _whole(series: pd.Series) -> pd.Series:
    """The values, checked: a gap in a series is for the caller to say."""
    values = pd.to_numeric(series).astype("float64")
    if values.isna().any():
        raise ValueError("a forecast needs a value in every period")
    return values.reset_index(drop=True)


def _fitted(values: pd.Series, season: int) -> ETSResults:
    """Starting levels are worked out first (Hyndman 2008), not fitted: a hundred times quicker, and steadier."""
    model = ETSModel(
        values.reset_index(drop=True),
        error="add",
        trend="add",
        damped_trend=True,
        seasonal="add",
        seasonal_periods=season,
        initialization_method="heuristic",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(disp=False)


def _tried(values: pd.Series, methods: Mapping[str, Method], origin: int, ahead: int) -> pd.DataFrame:
    known, actual = values.iloc[:origin], values.iloc[origin : origin + ahead].to_numpy()
    steps = np.arange(1, ahead + 1)
    parts = [
        pd.DataFrame(
            {"method": name, "origin": origin - 1, "ahead": steps, "forecast": np.asarray(method(known, ahead)),
             "actual": actual}
        )
        for name, method in methods.items()
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _errors(forecasts: pd.DataFrame) -> pd.DataFrame:
    miss = (forecasts["forecast"] - forecasts["actual"]).abs()
    share = 100 * miss / forecasts["actual"].where(forecasts["actual"] > 0)
    table = forecasts.assign(miss=miss, share=share).groupby("method", sort=False)
    errors = pd.DataFrame(
        {
            "mean_absolute_error": table["miss"].mean(),
            "mean_absolute_pct": table["share"].mean(),
            "origins_count": table["origin"].nunique(),
        }
    )
    return errors.sort_values("mean_absolute_error", kind="stable").rename_axis("method").reset_index()


def _no_errors() -> pd.DataFrame:
    return pd.DataFrame(columns=["method", "mean_absolute_error", "mean_absolute_pct", "origins_count"])


def _fan_of_model(values: pd.Series, ahead: int, season: int) -> pd.DataFrame:
    if len(values) < 2 * season:
        raise ValueError(f"the model needs {2 * season} values")
    start, stop = len(values), len(values) + ahead - 1
    predicted = _fitted(values, season).get_prediction(start=start, end=stop)
    inner = predicted.summary_frame(alpha=0.5)
    reach = (inner["pi_upper"] - inner["mean"]).to_numpy() / stats.norm.ppf(0.75)
    return _fan(inner["mean"].to_numpy(), reach)


def _fan(centre: np.ndarray, spread: np.ndarray) -> pd.DataFrame:
    """Bands of a normal error round a forecast; hours and people are never below 0."""
    bands = {"ahead": np.arange(1, len(centre) + 1), "forecast": centre}
    for level in _FAN:
        reach = stats.norm.ppf(0.5 + level / 2) * spread
        name = f"{100 * level:.0f}"
        bands |= {f"low_{name}": np.maximum(centre - reach, 0), f"high_{name}": centre + reach}
    return pd.DataFrame(bands)
