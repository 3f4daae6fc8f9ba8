"""Abbreviations spelled out."""

from __future__ import annotations

import pytest

from hopluc.viet.abbreviations import expand


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("UBND các huyện", "Ủy ban nhân dân các huyện"),
        ("Liên minh HTX tỉnh", "Liên minh Hợp tác xã tỉnh"),
        ("Quỹ hỗ trợ HTX", "Quỹ hỗ trợ hợp tác xã"),
        ("LH HTX", "Liên hiệp hợp tác xã"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("HĐND TP. Sơn Hải", "Hội đồng nhân dân thành phố Sơn Hải"),
        ("Uỷ  ban", "Ủy ban"),
    ],
)
def test_administrative_abbreviations(written: str, words: str) -> None:
    assert expand(written) == words


def test_a_document_s_own_meaning_goes_first() -> None:
    assert expand("các THT", {"THT": "tổ hòa giải"}) == "các tổ hòa giải"


def test_letters_inside_a_longer_word_are_left_alone() -> None:
    assert expand("UBNDX, HTXNN") == "UBNDX, hợp tác xã nông nghiệp"
