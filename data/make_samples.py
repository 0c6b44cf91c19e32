"""Make the built-in samples: ``python -m data.make_samples``; with ``--check``, say whether they are up to date.

Every file is made from published totals, stated assumptions (``data/making/councils.py``) and one seed, so
that the same code gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from data.making import care, homes, market, pathways, people, places, providers
from data.making.councils import Council, councils
from lib.datasets import published

SAMPLES = Path(__file__).resolve().parent / "samples"
MADE_BY = "Made up by script (data/make_samples.py)"
NO_REAL_HOME = "Made up: no row is a real home or provider."
ASSUMED_OF_HOMES = "Brands, days and ratings of the key questions are assumed."
NO_REAL_FIGURE = "Made up: the areas are real, the figures are not."
INDEX_COLUMNS = ["la_code", "council", "kind", "file", "title", "origin", "source", "licence", "as_at", "caveat"]


def made() -> dict[str, bytes]:
    """Every file of ``data/samples`` by name."""
    files, index = {}, []
    for council in councils():
        for frame, entry in _samples_of(council):
            files[entry["file"]] = _csv(frame)
            index.append({"la_code": council.la_code, "council": council.name, **entry})
    return {**files, "INDEX.csv": _csv(pd.DataFrame(index)[INDEX_COLUMNS])}


def _samples_of(council: Council) -> list[tuple[pd.DataFrame, dict[str, str]]]:
    """The tables of one council with what the index says of each."""
    areas = places.areas_of(council.la_code)
    residents = people.population(council, areas)
    members = care.localities(council, areas)
    postcodes = places.postcodes_of(areas)
    homes_made = homes.homes(council, areas, postcodes, residents)
    return [
        (
            homes_made,
            _synthetic(
                council, "homes", "Sample care homes", f"{NO_REAL_HOME} {council.homes.basis}. {ASSUMED_OF_HOMES}"
            ),
        ),
        (members, _localities_entry(council)),
        *_home_care(council, members, residents, postcodes),
        (
            people.indicators(council, areas, residents),
            _synthetic(council, "indicators", "Sample area indicators", NO_REAL_FIGURE),
        ),
        (
            residents,
            _synthetic(council, "population", "Sample population by age", f"{NO_REAL_FIGURE} {council.people.basis}."),
        ),
        *_characteristics(council),
        *_market(council, homes_made),
        *_pathways(council),
    ]


def _home_care(
    council: Council, members: pd.DataFrame, residents: pd.DataFrame, postcodes: pd.DataFrame
) -> list[tuple[pd.DataFrame, dict[str, str]]]:
    """Activity by locality, and the made-up providers and hospital discharges that go with its hours."""
    minutes = places.hospital_minutes_of(council.la_code, members, residents, providers.NEAREST)
    activity, entry = _activity(council, members, residents, minutes)
    basis = f"{NO_REAL_FIGURE} Hours add up to those of the last month; providers and all that they do are invented."
    left = f"{NO_REAL_FIGURE} The hospitals are real and nearest by road; people leaving them are invented."
    where = postcodes.merge(members[["area_code", "locality_name"]], on="area_code", validate="many_to_one")
    return [
        (activity, entry),
        (
            providers.providers(council, activity, where),
            _synthetic(council, "provider_activity", "Sample home care by provider", basis),
        ),
        (
            providers.discharges(council, activity, minutes),
            _synthetic(council, "discharges", "Sample hospital discharges", left),
        ),
    ]


def _activity(
    council: Council, members: pd.DataFrame, residents: pd.DataFrame, minutes: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Home care: printed hours where there are any by place, made up otherwise."""
    if council.care is None:
        entry = _published(council, "locality_activity", "worcestershire_table06_domiciliary_hours")
        return care.published_activity(), entry
    basis = f"{NO_REAL_FIGURE} Hours are hours a week. {council.care.basis}."
    entry = _synthetic(council, "locality_activity", "Sample home care activity", basis)
    months = care.months_of(council.care)
    made_up = providers.waits(council, care.activity(council, members, residents, minutes))
    return made_up, {**entry, "as_at": f"{months[0]} to {months[-1]}"}


def _characteristics(council: Council) -> list[tuple[pd.DataFrame, dict[str, str]]]:
    """Sefton's printed shares, the only ones that set people using care beside residents."""
    if council.name != "Sefton":
        return []
    table, _ = published.table("sefton_characteristics")
    columns = ["characteristic", "characteristic_group", "users_pct", "population_pct"]
    return [(table[columns], _published(council, "characteristics", "sefton_characteristics"))]


def _market(council: Council, homes_made: pd.DataFrame) -> list[tuple[pd.DataFrame, dict[str, str]]]:
    """Sefton prints how many placements it pays for in its own homes and outside: no other council does."""
    if council.name != "Sefton":
        return []
    bought = (
        f"{NO_REAL_HOME} Beds bought add up to the published 1,432 placements in Sefton's homes; vacancies (9 in "
        "every 100 beds), fee bands, people waiting and embargoes are assumed."
    )
    placed = (
        f"{NO_REAL_FIGURE} Placements outside Sefton in 2023-24 add up to the published 160; other years, councils, "
        "kinds, reasons, costs and placements into Sefton are assumed."
    )
    entry = _synthetic(council, "placements", "Sample care home placements", placed)
    return [
        (
            market.council_homes(homes_made),
            _synthetic(council, "council_homes", "Sample list of the council's own", bought),
        ),
        (market.placements(), {**entry, "as_at": "2021-22 to 2023-24"}),
    ]


def _pathways(council: Council) -> list[tuple[pd.DataFrame, dict[str, str]]]:
    """Sefton prints where people are expected to go: the months are made up round it."""
    if council.name != "Sefton":
        return []
    basis = (
        f"{NO_REAL_FIGURE} The shares expected are the published ones, which add up to 90; people, capacity and "
        "referrals sent elsewhere are invented, and on one pathway capacity is set to match demand."
    )
    entry = _synthetic(council, "pathways", "Sample demand and capacity by pathway", basis)
    return [(pathways.pathways(), {**entry, "as_at": "April 2024 to March 2025"})]


def _localities_entry(council: Council) -> dict[str, str]:
    """Example localities are an assumption; districts are not."""
    if council.localities_basis:
        return _synthetic(council, "localities", "Example home care localities", f"{council.localities_basis}.")
    return {
        **_entry(council, "localities", "Districts as home care localities", "Districts, not the ten home care zones."),
        "origin": "published",
        "source": "Office for National Statistics, small areas of 2011 and their districts",
        "licence": "Open Government Licence v3.0",
        "as_at": "2011 areas, 2025 districts",
    }


def _synthetic(council: Council, kind: str, title: str, caveat: str) -> dict[str, str]:
    """What the index says of a made-up file."""
    entry = _entry(council, kind, f"{title}, {council.name}", caveat)
    return {**entry, "origin": "synthetic", "source": MADE_BY, "licence": "MIT", "as_at": ""}


def _published(council: Council, kind: str, table: str) -> dict[str, str]:
    """What the index says of a file made from a published table."""
    _, whence = published.table(table)
    return {
        **_entry(council, kind, whence.title, whence.caveat),
        "origin": "published",
        "source": whence.source,
        "licence": whence.licence,
        "as_at": whence.as_at,
    }


def _entry(council: Council, kind: str, title: str, caveat: str) -> dict[str, str]:
    return {"kind": kind, "file": f"{council.name.lower()}_{kind}.csv", "title": title, "caveat": caveat}


def _csv(frame: pd.DataFrame) -> bytes:
    """The same bytes on every machine."""
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _differences(files: dict[str, bytes]) -> list[str]:
    """Files that are missing, left over or not as the script makes them."""
    found = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
    return sorted(name for name in files.keys() | found.keys() if files.get(name) != found.get(name))


def main(arguments: list[str]) -> int:
    """Write the samples, or check them."""
    files = made()
    if "--check" in arguments:
        wrong = _differences(files)
        print("\n".join(f"not up to date: {name}" for name in wrong) or "samples are up to date")
        return 1 if wrong else 0
    SAMPLES.mkdir(exist_ok=True)
    for name, content in files.items():
        (SAMPLES / name).write_bytes(content)
    print(f"{len(files)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
