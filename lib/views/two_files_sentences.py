"""Whether two files give the same hours for the same time, in words."""

from __future__ import annotations

from lib.core.words import say_count, say_list, say_number, say_percent, say_period
from lib.measures.two_files import TwoFiles

_FEW = 3  # localities named for their difference


def say_two_files(found: TwoFiles) -> list[str]:
    """Which file has how many hours, of which period, and how far apart they are, over what both show."""
    said = [_of_times(found), *_of_amounts(found)]
    hidden = len(found.table) - len(found.compared)
    if hidden:
        left = say_count(hidden, "locality is", "localities are")
        said.append(f"{left} left out: not given, or not shown, in one of the two.")
    return [one for one in said if one]


def _of_times(found: TwoFiles) -> str:
    care, providers = say_period(found.care_period), say_period(found.provider_period)
    if found.times == "same":
        return ""
    if not care or not providers:
        return _of_no_time(care, providers)
    if found.times == "same end":
        return (
            f"Two files, two lengths of time: the providers' figures are of {providers}, the home care loaded is of "
            f"{care}. Both end in the same month, and are read beside each other only if both are hours a week."
        )
    return (
        f"Two files of different dates: the providers' figures are of {providers}, and the home care loaded has "
        f"no such period. Beside them stands {care}; what differs may be the time between."
    )


def _of_no_time(care: str, providers: str) -> str:
    """One of the two files gives no period."""
    said = f"are of {providers}" if providers else "do not say which period they are of"
    beside = f"is of {care}" if care else "does not say which period it is of"
    return (
        f"The providers' figures {said}, and the home care loaded {beside}: what differs may be the time between them."
    )


def _of_amounts(found: TwoFiles) -> list[str]:
    if found.compared.empty:
        return ["No locality is shown in both files, so that their hours cannot be held against each other."]
    care, providers = found.care_total, found.provider_total
    where = say_count(len(found.compared), "locality", "localities")
    care_said, when = say_number(care), _for(found.care_period)
    if found.is_rounding:
        same = f"the home care loaded and the providers' figures give the same {care_said} hours in {where}."
        return [_begun(f"{when} {same}")]
    if abs(providers - care) <= len(found.compared):
        alike = f"{when} both files give about {care_said} hours in {where} together, but not in each of them."
        return [_begun(alike), _most(found)]
    more = f"{say_number(abs(providers - care))} {'more' if providers > care else 'fewer'}"
    share = f" ({say_percent(100 * abs(providers - care) / care)})" if care else ""
    first = (
        f"The home care loaded has {care_said} hours{when}, the providers' figures "
        f"{say_number(providers)}{_for(found.provider_period)}: {more}{share}, in {where} that both show."
    )
    return [first, _most(found)]


def _for(period: str) -> str:
    """`` for March 2025``; nothing without a period."""
    return f" for {say_period(period)}" if period.strip() else ""


def _begun(sentence: str) -> str:
    said = sentence.strip()
    return said[0].upper() + said[1:]


def _most(found: TwoFiles) -> str:
    apart = found.compared.assign(size=found.compared["difference"].abs()).sort_values("size", ascending=False)
    named = [
        f"{row['locality_name']} ({row['difference']:+,.0f})" for _, row in apart.head(_FEW).iterrows() if row["size"]
    ]
    return f"They differ most in {say_list(named)}." if len(apart) > 1 else ""
