"""Vietnamese syllables, and words that are none."""

from __future__ import annotations

import unicodedata

import pytest

from hopluc.viet.syllables import is_syllable


@pytest.mark.parametrize(
    "words",
    [
        "nghiêng ngả quýt quốc khuya thuở giếng gìn gì yêu uống ươn đường xoong huỳnh quỳnh khuếch",
        "Ủy ban nhân dân tỉnh hợp tác xã liên hiệp giám sát kỷ niệm kỹ thuật thuỷ hoà",
    ],
)
def test_native_words_are_syllables(words: str) -> None:
    assert [word for word in words.split() if not is_syllable(word)] == []


@pytest.mark.parametrize("word", ["Céng", "hoµ", "nghiẹpp", "internet", "OCOP", "trưòưng", "gg", "qá"])
def test_spoilt_and_foreign_words_are_none(word: str) -> None:
    assert not is_syllable(word)


def test_decomposed_words_are_the_same() -> None:
    assert is_syllable(unicodedata.normalize("NFD", "nghiệp"))
