"""What brings people to home care, in words made by rule from what may be shown."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_list, say_number
from lib.disclosure import ProtectedTable, require_protected


def say_discharges(table: ProtectedTable) -> list[str]:
    """Where most people come out of hospital to, from which hospital, and which hospitals are not known to us."""
    frame = require_protected(table).frame
    if frame["discharges"].isna().all():
        return ["No discharges to these localities can be given."]
    known = frame[frame["discharges"].notna() & frame["population_65_plus"].notna()]
    if known.empty:
        return ["Of no locality are discharges known together with the number of all its older people."]
    totals = known.groupby("locality_name").agg(
        discharges=("discharges", "sum"), people=("population_65_plus", "first")
    )
    rate = (1000 * totals["discharges"] / totals["people"]).astype("float64")
    most = str(rate.idxmax())
    top = known[known["locality_name"].eq(most)].sort_values("discharges", ascending=False).iloc[0]
    far = "" if pd.isna(top["minutes"]) else f", {top['minutes']:.0f} minutes away by road"
    said = [
        f"For their number of older people, most leave hospital for {most}: {rate.max():,.0f} for each 1,000 people "
        f"aged 65 and over. Most of them come from {top['hospital_name']} ({say_number(top['discharges'])}){far}."
    ]
    unknown = sorted(set(frame.loc[frame["minutes"].isna() & frame["population_65_plus"].notna(), "hospital_name"]))
    if unknown:
        said.append(f"No travel time is built in for {say_list(unknown)}.")
    return said


def say_most_discharged(table: ProtectedTable) -> str:
    """From which hospital to which place most people go, in numbers as they are shown."""
    frame = require_protected(table).frame
    known = frame[frame["discharges"].notna()]
    if known.empty:
        return "No number of people leaving hospital can be shown."
    top = known.sort_values("discharges", ascending=False, kind="stable").iloc[0]
    return (
        f"Most people who leave hospital for home care go to {top['locality_name']} from {top['hospital_name']} "
        f"({say_number(top['discharges'])})."
    )


def say_older(table: ProtectedTable) -> str:
    """Where the oldest share lives, and where growth is largest when it is published."""
    frame = require_protected(table).frame
    known = frame[frame["share_75_plus_pct"].notna()].sort_values("share_75_plus_pct", kind="stable")
    if known.empty:
        return "How many people aged 75 and over live in each locality is not known."
    last, first = known.iloc[-1], known.iloc[0]
    said = (
        f"{last['locality_name']} has the largest share of people aged 75 and over ({last['share_75_plus_pct']:.1f}%), "
        f"{first['locality_name']} the smallest ({first['share_75_plus_pct']:.1f}%)."
    )
    if "growth_pct" in frame and frame["growth_pct"].notna().any():
        grows = frame.sort_values("growth_pct", ascending=False, kind="stable").iloc[0]
        said += (
            f" People aged 65 and over grow most in {grows['locality_name']}: {grows['growth_pct']:.0f}% in 10 years."
        )
    return said
