"""What the samples are made to match, council by council: published totals, and assumptions that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lib.datasets import published

#: The seed of every sample; changing it changes every made-up row.
SEED = 20261121

#: Care home beds per 100 people aged 75 and over, England (Liverpool's commissioning intentions).
BEDS_PER_100_AGED_75 = 10.1

#: Hours a week in a home care package: Liverpool's published 30,000 hours over just under 2,500 people.
HOURS_PER_PACKAGE = 12.05


@dataclass(frozen=True)
class People:
    """Residents by age; ``by_district`` gives those aged 65 and over where they are published."""

    all_ages: int
    aged_18: int
    aged_65: int
    aged_75: int
    aged_85: int
    by_district: Mapping[str, int] = field(default_factory=dict)
    #: How much older the north is than the south, in standard deviations from end to end.
    older_north: float = 0.0
    basis: str = ""


@dataclass(frozen=True)
class Homes:
    """Care homes: how many, how large and how many with nursing."""

    homes: int
    with_nursing: int
    beds: int
    small: int
    medium: int
    large: int
    for_older_people: int
    in_the_north: int | None = None
    basis: str = ""

    @property
    def beds_not_stated(self) -> int:
        """Homes outside every published size band."""
        return self.homes - self.small - self.medium - self.large


@dataclass(frozen=True)
class Care:
    """Home care: hours a week a year before the end, growth over that year, and people waiting on the way.

    ``waiting`` gives people waiting so many months in; the months between lie on straight lines. ``season_pct`` gives
    what is added to the hours of each month, January first. ``waits_grow_pct`` says how many more wait for each
    minute that a locality lies further from a hospital.
    """

    first_month: str
    hours: int
    growth_pct: float
    waiting: tuple[tuple[int, int], ...]
    months: int = 12
    season_pct: tuple[float, ...] = (0.0,) * 12
    waits_grow_pct: float = 0.0
    basis: str = ""


@dataclass(frozen=True)
class Council:
    """One council with samples."""

    la_code: str
    name: str
    short: str
    people: People
    homes: Homes
    care: Care | None
    #: What the localities rest on; they are districts where it is empty.
    localities_basis: str = ""


def _figure(table: str, metric: str) -> float:
    """One figure of a published table by its metric."""
    rows, _ = published.table(table)
    return float(rows.loc[rows["metric"] == metric, "value"].iloc[0])


def _share(count: float, per_cent: float) -> int:
    return round(count * per_cent / 100)


def _sefton() -> Council:
    residents = round(_figure("sefton_population_finance", "resident population"))
    homes = lambda metric: round(_figure("sefton_care_homes_profile", metric))  # noqa: E731
    growth = _figure("sefton_domiciliary_care", "anticipated growth in home care")
    extra = _figure("sefton_domiciliary_care", "additional weekly hours from growth")
    peak = round(_figure("sefton_domiciliary_care", "peak waiting list for packages of care"))
    return Council(
        "E08000014",
        "Sefton",
        "SEF",
        People(
            residents,
            aged_18=_share(residents, 81.0),
            aged_65=_share(residents, _figure("sefton_population_finance", "population aged 65+")),
            aged_75=_share(residents, _figure("sefton_village_of_100", "over 75 years old")),
            aged_85=_share(residents, 3.4),
            older_north=1.6,
            basis="Residents, 65 and over (23.4%) and 75 and over (12 in 100) match the published figures; "
            "18 and over (81%) and 85 and over (3.4%) are assumed",
        ),
        Homes(
            homes("CQC registered care homes"),
            homes("homes with nursing"),
            homes("bedspaces"),
            homes("small homes (<10 beds)"),
            homes("medium homes (10-60 beds)"),
            homes("large homes (>60 beds)"),
            homes("homes typically supporting older people"),
            homes("homes in the North of the Borough"),
            basis="Number of homes, nursing, beds, size bands and the share in the north match March 2024; the "
            "published size bands leave 11 homes out, so 11 sample homes have no number of beds",
        ),
        Care(
            "2020-04",
            hours=round(100 * extra / growth),
            growth_pct=growth,
            waiting=((0, 130), (9, peak), (20, 165), (32, 112), (48, 66), (59, 41)),
            months=60,
            season_pct=(2.2, 1.6, 0.0, 0.0, -0.5, -1.0, -1.6, -1.6, -0.9, 0.3, 0.9, 1.5),
            basis="From April 2024 hours grow from the 17,333 a week implied by the published growth (1,040 hours is "
            "6%) and by it; the four years before, and more hours in winter, are assumed. People waiting are assumed "
            "but for the published peak of 240, put in January 2021",
        ),
        "An example built from wards, not the council's boundaries: the document names only Formby and Hightown "
        "(locality 2), Maghull and Lydiate (locality 3) and Southport hospital (locality 1)",
    )


def _knowsley() -> Council:
    people = People(
        155_000,
        aged_18=121_000,
        aged_65=26_000,
        aged_75=11_200,
        aged_85=2_900,
        older_north=-0.3,
        basis="All totals are assumed: no population is published in the documents",
    )
    return Council(
        "E08000011",
        "Knowsley",
        "KNO",
        people,
        Homes(
            28,
            8,
            round(people.aged_75 * BEDS_PER_100_AGED_75 / 100),
            small=4,
            medium=20,
            large=4,
            for_older_people=22,
            basis="Beds follow the published average of 10.1 for 100 people aged 75 and over; the number of homes "
            "is assumed, and ratings share Worcestershire's published mix",
        ),
        Care(
            "2023-04",
            hours=round(_figure("knowsley_commissioning_budgets_volumes", "domiciliary care hours to commission")),
            growth_pct=2.0,
            waiting=((0, 24), (11, 19)),
            basis="Hours start at the published 14,500 a week; growth and people waiting are assumed",
        ),
        "An example built from wards: the council's home care zones are not named in the documents",
    )


def _liverpool() -> Council:
    people = People(
        490_000,
        aged_18=396_000,
        aged_65=73_500,
        aged_75=31_500,
        aged_85=8_600,
        older_north=-0.6,
        basis="All totals are assumed: no population is published in the documents",
    )
    return Council(
        "E08000012",
        "Liverpool",
        "LIV",
        people,
        Homes(
            80,
            30,
            round(people.aged_75 * BEDS_PER_100_AGED_75 / 100),
            small=12,
            medium=54,
            large=14,
            for_older_people=60,
            basis="Beds follow the published average of 10.1 for 100 people aged 75 and over; the number of homes "
            "is assumed, and ratings share Worcestershire's published mix",
        ),
        Care(
            "2020-04",
            hours=round(_figure("liverpool_commissioning_volumes", "home care hours per week")),
            growth_pct=2.0,
            waiting=((0, 380), (11, 340)),
            waits_grow_pct=8.0,
            basis="Hours start at the published 30,000 a week for just under 2,500 people; growth and people waiting "
            "are assumed, and 8% more are made to wait for each minute further from a hospital",
        ),
        "An example built from neighbouring wards, two or three at a time: the documents name no home care localities",
    )


def _worcestershire() -> Council:
    table, _ = published.table("worcestershire_table01_population_65plus")
    in_2020 = table[table["year"] == "2020"]
    older = {str(d): int(n) for d, n in zip(in_2020["district"], in_2020["population_65_plus"], strict=True)}
    # The document gives 592,100 residents in 2018 and 638,800 in 2030: two of the twelve years on.
    residents = round(592_100 + (638_800 - 592_100) * 2 / 12)
    # 26,100 more people aged 75 and over is printed as 44%: 59,318 in 2018, and two years' growth on.
    aged_75 = round(26_100 / 0.44 + 26_100 * 2 / 12)
    ratings, _ = published.table("worcestershire_table15_cqc_ratings")
    every = ratings[ratings["rating"] == "All ratings"].set_index("home_kind")["homes"]
    return Council(
        "E10000034",
        "Worcestershire",
        "WOR",
        People(
            residents,
            aged_18=_share(residents, 80.5),
            aged_65=sum(older.values()),
            aged_75=aged_75,
            aged_85=_share(residents, 3.0),
            by_district=older,
            basis="People aged 65 and over match the published 2020 figure of every district; residents lie on the "
            "published line from 2018 to 2030; 18, 75 and 85 and over are assumed",
        ),
        Homes(
            int(every["all homes"]),
            int(every["nursing"]),
            round(aged_75 * BEDS_PER_100_AGED_75 / 100),
            small=24,
            medium=134,
            large=21,
            for_older_people=128,
            basis="Number of homes, nursing and ratings match the published 179, 64 and Table 15; districts follow "
            "the published bed nights; beds follow the average of 10.1 for 100 people aged 75 and over",
        ),
        None,
    )


def councils() -> tuple[Council, ...]:
    """The four councils with samples, the default first."""
    return (_sefton(), _knowsley(), _liverpool(), _worcestershire())
