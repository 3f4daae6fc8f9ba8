"""Facts that hold for any day, any place in the tree, any words."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.organizations.matching import collective_of, plain
from hopluc.organizations.models import Organisation, holds, paths_above, subtree
from tests.factories import body

DAYS = [None, *(dt.date(2025, 3, n) for n in range(1, 5))]
PATHS = st.lists(st.integers(1, 12), min_size=1, max_size=4).map(lambda ns: "".join(f"{n:06d}" for n in ns))
WORDS = st.text(alphabet="sởbangàhxãphường cáUBNDHTXđkiê,;.-()&0123\n", max_size=60)


@pytest.mark.django_db
def test_a_period_is_half_open_in_python_as_in_the_database() -> None:
    for since, until in product(DAYS, DAYS):
        if since and until and until <= since:
            continue
        one = body(since=since)
        Organisation.objects.filter(pk=one.pk).update(until=until)
        one.refresh_from_db()
        for day in filter(None, DAYS):
            assert holds(one, day) == Organisation.objects.existing_on(day).filter(pk=one.pk).exists()


@given(PATHS, PATHS)
def test_a_range_of_paths_is_the_subtree(top: str, other: str) -> None:
    (_, low), (_, high) = subtree(top).children
    assert (low <= other < high) == other.startswith(top)
    assert (top in paths_above(other)) == other.startswith(top)


@given(WORDS)
def test_any_words_have_a_key_that_is_its_own_key(text: str) -> None:
    key = plain(text)
    assert plain(key) == key
    meant = collective_of(key)
    assert meant is None or meant.classes or meant.vague
