"""Law as dated data: every family, every day."""

from __future__ import annotations

import datetime as dt
from importlib import resources

import pytest

from hopluc.law.packs import NoLawError, law_on, overlaid, packs_of

FAMILIES = sorted(f.name for f in resources.files("hopluc.law").joinpath("packs").iterdir() if f.is_dir())
FIRST_DAY, LAST_DAY = dt.date(2012, 1, 1), dt.date(2036, 1, 1)


def days() -> list[dt.date]:
    return [FIRST_DAY + dt.timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days)]


@pytest.mark.parametrize("family", FAMILIES)
def test_packs_of_a_family_neither_overlap_nor_leave_gaps(family: str) -> None:
    packs = packs_of(family)
    for day in days():
        holding = [p.name for p in packs if p.holds_on(day)]
        assert len(holding) == (1 if day >= packs[0].start else 0), day


@pytest.mark.parametrize("family", FAMILIES)
def test_every_pack_says_where_it_comes_from(family: str) -> None:
    assert all("Điều" in p.cite for p in packs_of(family))


def test_before_the_first_pack_there_is_no_law() -> None:
    with pytest.raises(NoLawError, match="Nghị định 09/2019"):
        law_on("cutoffs", dt.date(2015, 1, 1))


def test_an_unknown_family_is_an_error_of_the_programme() -> None:
    with pytest.raises(KeyError, match="thuế"):
        packs_of("thuế")


def test_a_province_lays_its_values_over_a_pack() -> None:
    pack = law_on("cutoffs", dt.date(2026, 1, 1), {"year": {"last": "12-10"}})
    assert pack.values["year"]["last"] == "12-10"
    assert pack.values["year"]["first"] == "12-15"
    assert law_on("cutoffs", dt.date(2026, 1, 1)).values["year"]["last"] == "12-14"


def test_overlaying_does_not_touch_what_lies_below() -> None:
    base = {"a": {"b": 1, "c": 2}}
    assert overlaid(base, {"a": {"b": 3}}) == {"a": {"b": 3, "c": 2}}
    assert base == {"a": {"b": 1, "c": 2}}
