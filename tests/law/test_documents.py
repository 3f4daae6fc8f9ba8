"""Kinds of documents of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from hopluc.law.documents import kind_of_slug, kinds


def test_there_are_29_kinds_with_slugs_of_their_own() -> None:
    assert len(kinds()) == 29
    assert len({k.slug for k in kinds()}) == 29


def test_codes_are_those_of_the_annex() -> None:
    plan, dispatch = kind_of_slug("ke_hoach"), kind_of_slug("cong_van")
    assert plan is not None
    assert (plan.name, plan.code) == ("Kế hoạch", "KH")
    assert dispatch is not None
    assert dispatch.code is None


def test_a_law_is_no_administrative_document() -> None:
    assert kind_of_slug("luat") is None
