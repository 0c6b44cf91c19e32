"""Lookups of wards of several years: one version of each pair of years is in use, with a way back of its own."""

import pytest
from ingest_tables import csv, load
from sqlalchemy import text

from lib.geography import lookup, together
from lib.store import NotKept, Status, open_store
from lib.store.place import connect_to, with_driver

pytestmark = pytest.mark.unit

SMALL = lookup("Sefton")["lsoa11_code"].tolist()
WARDS = sorted(lookup("Sefton")["ward_code"].unique())
OF_2015, OF_2018 = ("Wards of 2015 beside small areas of 2011", "Wards of 2018 beside small areas of 2011")


def saved(store, year, number, la_code="E08000014"):
    content = csv(f"LSOA11CD,WD{year}CD", *(f"{small},E05{number:06}" for small in SMALL))
    return store.save(load(content), content, "lookup.csv", "Ann", la_code)


def in_use(store, la_code="E08000014"):
    return [one.id for one in store.in_use("ward_lookup", la_code)]


def test_a_lookup_stands_beside_those_of_other_years_and_in_the_place_of_its_own(store):
    first, other, newer = saved(store, 15, 1), saved(store, 18, 2), saved(store, 15, 3)
    assert [first.series, other.series, newer.series] == [OF_2015, OF_2018, OF_2015]
    for version in (first, other):
        store.publish(version.id, "Ann")
    assert in_use(store) == [first.id, other.id]
    store.publish(newer.id, "Ann")
    assert in_use(store) == [other.id, newer.id]
    assert store.current("ward_lookup", "E08000014", OF_2015).id == newer.id
    assert store.current("ward_lookup", "E08000014", OF_2018).id == other.id


def test_going_back_withdrawing_and_history_are_of_one_pair_of_years(store):
    first, other, newer = saved(store, 15, 1), saved(store, 18, 2), saved(store, 15, 3)
    for version in (first, newer, other):
        store.publish(version.id, "Ann")
    with pytest.raises(NotKept):
        store.roll_back("ward_lookup", "E08000014", "Bob", seen=other.id, series=OF_2015)
    assert store.roll_back("ward_lookup", "E08000014", "Bob", seen=newer.id, series=OF_2015).id == first.id
    assert in_use(store) == [first.id, other.id]
    assert list(store.history("ward_lookup", "E08000014", OF_2015)["version_id"]) == [newer.id, first.id]
    assert list(store.history("ward_lookup", "E08000014", OF_2018)["version_id"]) == [other.id]
    assert store.withdraw(other.id, "Bob").status == Status.WITHDRAWN
    assert in_use(store) == [first.id]
    store.purge(first.id)
    assert in_use(store) == []
    assert store.version(newer.id).series == OF_2015


def test_those_in_use_answer_together(store):
    for version in (saved(store, 15, 1), saved(store, 18, 2)):
        store.publish(version.id, "Ann")
    both = together(*(store.load(one) for one in in_use(store)))
    assert set(both.frame["ward_code"]) == {"E05000001", "E05000002"}


def test_lookups_between_wards_are_told_apart_by_both_years(store):
    def between(old, new):
        rows = dict.fromkeys(f"E05{old}0{n:03},E05{new}0{n:03}" for n, _ in enumerate(WARDS))
        content = csv(f"WD{old}CD,WD{new}CD", *rows)
        return store.save(load(content), content, "lookup.csv", "Ann").series

    assert between("15", "18") == "Wards of 2015 beside those of 2018"
    assert between("15", "19") == "Wards of 2015 beside those of 2019"
    rows = (f"E05150{n:03},{ward}" for n, ward in enumerate(WARDS))
    content = csv("old ward code,new ward code", *rows)
    assert (
        store.save(load(content), content, "l.csv", "Ann").series == "Wards of a year not stated beside those of 2025"
    )


def test_what_was_kept_before_there_were_series_is_in_use_still(place):
    store = open_store(place)
    kept = saved(store, 15, 1)
    store.publish(kept.id, "Ann")
    store.close()
    engine = connect_to(with_driver(place))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE versions DROP COLUMN series"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    again = open_store(place)
    assert in_use(again) == [kept.id]
    assert again.current("ward_lookup", "E08000014").id == kept.id
    newer = saved(again, 18, 2)
    again.publish(newer.id, "Ann")
    assert in_use(again) == [kept.id, newer.id]
    again.close()
