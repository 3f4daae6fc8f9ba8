"""Patterns that are compiled when first tried."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hopluc.compiler
from hopluc.viet.patterns import LazyPattern, one_of, regex


def test_a_pattern_answers_like_one_of_re() -> None:
    pattern = regex(r"(?P<day>\d+)/(\d+)", re.IGNORECASE)
    found = pattern.search("ngày 5/11")
    assert found is not None
    assert found["day"] == "5"
    assert pattern.sub("…", "từ 5/11 đến 6/12") == "từ … đến …"
    assert pattern.findall("5/11 6/12") == [("5", "11"), ("6", "12")]
    assert (pattern.groups, pattern.pattern) == (2, r"(?P<day>\d+)/(\d+)")


def test_a_wrong_pattern_is_an_error_when_it_is_tried() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.match("")


def test_every_pattern_of_the_compiler_is_right() -> None:
    for module in pkgutil.walk_packages(hopluc.compiler.__path__, "hopluc.compiler."):
        import_module(module.name)
    gc.unfreeze()  # a site that ran in this process has hidden what was there from the collector
    known = [thing for thing in gc.get_objects() if type(thing) is LazyPattern and thing.pattern != "("]
    assert len(known) > 500
    for pattern in known:
        re.compile(pattern.pattern, pattern._flags)


def test_of_several_phrases_the_longest_that_stands_there_is_taken() -> None:
    pattern = re.compile(one_of(["hội", "hội đồng", "hộ", "T.P", "ban"]) + r"(?!\w)")
    found = [pattern.match(words) for words in ("hội  đồng", "hội", "hộ", "T.P", "hội đồngs", "hộis", "TxP")]
    assert [match and match.group() for match in found] == [
        "hội  đồng",
        "hội",
        "hộ",
        "T.P",
        "hội",
        None,
        None,
    ]


@given(st.lists(st.text("aAb .", min_size=1).filter(str.strip), min_size=1), st.text("aAb .\n"))
def test_one_of_many_phrases_takes_what_a_list_of_all_takes(phrases: list[str], words: str) -> None:
    ordered = sorted({" ".join(phrase.split()) for phrase in phrases}, key=len, reverse=True)
    listed = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)
    plain, shared = re.match(f"(?:{listed})(?!b)", words), re.match(f"{one_of(phrases)}(?!b)", words)
    assert (plain and plain.group()) == (shared and shared.group())
