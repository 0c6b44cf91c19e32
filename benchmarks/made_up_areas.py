"""Real outlines with made-up smooth indicators, for the benchmarks of demand pressure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MEASURES = 8

Work = Callable[[], dict[str, Any]]


def mapped(size: int) -> tuple[Any, Any]:
    """Indicators and neighbours of the areas nearest to the middle of England."""
    import numpy as np
    import pandas as pd

    from lib.geography import neighbours

    kept = outlines_of(size)
    places = kept.geometry.representative_point().get_coordinates().to_numpy()
    rng = np.random.default_rng(0)
    places = (places - places.mean(axis=0)) / places.std(axis=0)
    waves = [np.sin(places @ rng.normal(size=2) * rng.uniform(1, 4) + rng.uniform(0, 6)) for _ in range(MEASURES)]
    values = np.column_stack(waves) + rng.normal(size=(len(kept), MEASURES)) * 0.7
    index = pd.Index(kept["area_code"], name="area_code")
    return pd.DataFrame(values, index=index, columns=[f"i{j}" for j in range(MEASURES)]), neighbours(kept)


def outlines_of(size: int) -> Any:
    """Outlines of so many areas."""
    import geopandas as gpd
    import numpy as np

    from lib.geography import areas

    outlines = areas(None)
    middle = outlines.geometry.representative_point().get_coordinates().to_numpy()
    distance = ((middle - np.array([-1.5, 53.0])) ** 2).sum(axis=1)
    return gpd.GeoDataFrame(outlines.iloc[np.sort(np.argsort(distance, kind="stable")[:size])]).reset_index(drop=True)


def standardised(size: int) -> tuple[Any, Any]:
    """The same as an array, for the libraries alone."""
    frame, graph = mapped(size)
    return ((frame - frame.mean()) / frame.std(ddof=0)).to_numpy(), graph
