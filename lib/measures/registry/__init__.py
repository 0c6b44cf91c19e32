"""Every measure the pages show, as records: what About prints and what stands under each figure."""

from __future__ import annotations

from lib.core import Measure
from lib.measures.registry.care_homes import CARE_HOMES
from lib.measures.registry.home_care import HOME_CARE
from lib.measures.registry.people import PEOPLE
from lib.measures.registry.pressure import PRESSURE
from lib.measures.registry.providers import PROVIDERS

#: Every measure by its key.
MEASURES: dict[str, Measure] = {
    measure.key: measure for measure in (*CARE_HOMES, *HOME_CARE, *PROVIDERS, *PEOPLE, *PRESSURE)
}

__all__ = ["MEASURES"]
