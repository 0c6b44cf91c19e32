"""Home care from files as councils keep them: months by their last day, a few who wait, hospitals by other names."""

import pytest

pytestmark = pytest.mark.app

_MONTHS = [f"{day}/{month:02d}/{year}" for year, month, day in (
    (2024, 1, 31), (2024, 2, 29), (2024, 3, 31), (2024, 4, 30), (2024, 5, 31), (2024, 6, 30), (2024, 7, 31),
    (2024, 8, 31), (2024, 9, 30), (2024, 10, 31), (2024, 11, 30), (2024, 12, 31), (2025, 1, 31), (2025, 2, 28),
)]  # fmt: skip


def activity():
    """Fourteen months: many wait in one locality and ever fewer, three in another, one in none."""
    lines = ["Month Ending,Home Care Locality,Planned Hours,Packages,No. Awaiting Package"]
    for n, month in enumerate(_MONTHS):
        lines += [f'{month},Locality 1,"8,{100 + n}",690,{150 - 9 * n - n % 2}', f"{month},LOCALITY 2,3600,305,12",
                  f"{month},Locality 3,6100,520,3", f"{month},NULL,180,15,1"]  # fmt: skip
    return "\r\n".join(lines).encode("cp1252")


def discharges():
    rows = [f"Q1 2024/25,{place},{hospital},{n}" for place in ("Locality 1", "Locality 2")
            for hospital, n in (("Southport Hospital", 40), ("Aintree Hospital", 25))]  # fmt: skip
    return "\r\n".join(["Quarter,Locality,Hospital site,Discharged with home care", *rows]).encode()


def used(load, name, content):
    return load(content, name).press("Use this data")


def test_a_few_who_wait_hide_neither_hours_nor_what_happened(load):
    page = used(load, "home care.csv", activity()).go_to("home_care")
    now = page.figures("Home care by locality, February 2025").set_index("Locality")
    assert now["Hours of home care"].tolist() == ["8,113", "3,600", "6,100", "180"]
    assert now.loc["Locality 3", "People waiting"] == "[c]"
    page.at.session_state["part"], page.at.session_state["measure"] = "Over time", "People waiting"
    page = page.again()
    assert page.faults == []
    assert any("people waiting fell from 165 in January 2024 to 45 in February 2025" in said for said in page.findings)
    assert "each counts as 2.5 people waiting" in page.words


def test_a_hospital_by_another_name_is_found_when_the_reader_says_which(load):
    page = used(load, "discharges.csv", discharges()).go_to("home_care")
    page.at.session_state["part"] = "Hospitals and older people"
    page = page.again()
    assert "No travel time is built in for Aintree Hospital and Southport Hospital" in page.words
    (box,) = [one for one in page.at.selectbox if one.label == "Which hospital is Southport Hospital?"]
    box.set_value("Southport and Formby District General")
    page = page.again()
    assert page.faults == []
    table = page.figures("People leaving hospital for home care, 2024-25 Q1").set_index(["Locality", "Hospital"])
    assert table.loc[("Locality 1", "Southport and Formby District General"), "Minutes by road"] == "12.7"


def test_a_count_below_0_and_counts_that_the_file_hides_take_no_page_down(load):
    lines = ["locality_name,period,hours,packages,people_waiting", "Locality 1,2025-04,8000,600,25",
             "Locality 2,2025-04,38,<5,<5", "Locality 3,2025-04,6350,520,-6"]  # fmt: skip
    page = used(load, "home care.csv", "\n".join(lines).encode()).go_to("home_care")
    now = page.figures("Home care by locality, April 2025").set_index("Locality")
    assert now["Hours of home care"].tolist() == ["8,000", "[c]", "6,350"]
    assert now["People waiting"].tolist() == ["25", "[c]", "[x]"]
    assert page.faults == []
    for name in ("home_care_market", "overview"):
        page = page.go_to(name)
        assert page.faults == []
