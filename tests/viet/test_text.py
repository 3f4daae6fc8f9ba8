"""Vietnamese text: forms, folding, sorting."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hopluc.viet.text import fold, mend, modern_tones, nfc, sort_key

VIETNAMESE = st.text(
    alphabet=st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầắằẹềễóòỏõọốồớờúùủụứừýỳỷỵ 0123456789-")
)


def test_decomposed_letters_become_one_code_point() -> None:
    assert nfc(unicodedata.normalize("NFD", "Đồng Nai")) == "Đồng Nai"
    assert len(nfc(unicodedata.normalize("NFD", "ễ"))) == 1


def test_old_tone_placing_gives_way_to_the_modern_one() -> None:
    assert modern_tones("Uỷ ban, hoá đơn, khoẻ mạnh") == "Ủy ban, hóa đơn, khỏe mạnh"


def test_tone_of_closed_syllables_and_of_qu_stays() -> None:
    assert modern_tones("hoàng, huỳnh, quý, quỹ") == "hoàng, huỳnh, quý, quỹ"


def test_folding_drops_marks_and_capitals() -> None:
    assert fold("Đặng Thị Hòa") == "dang thi hoa"


def test_words_sort_by_letters_then_by_tones() -> None:
    names = ["Ấn", "Anh", "Ân", "Đà", "An", "Ăn", "Da", "Quận 10", "Quận 2", "Án"]
    assert sorted(names, key=sort_key) == [
        "An",
        "Án",
        "Anh",
        "Ăn",
        "Ân",
        "Ấn",
        "Da",
        "Đà",
        "Quận 2",
        "Quận 10",
    ]


def test_a_first_name_decides_before_the_tone_of_a_later_word() -> None:
    assert sort_key("Hòa Bình") > sort_key("Hoa Lư")


@given(st.text(max_size=80))
def test_mending_keeps_every_position(text: str) -> None:
    assert len(mend(nfc(text))) == len(nfc(text))


@given(VIETNAMESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_sort_keys_hold_only_what_every_collation_orders_alike(text: str) -> None:
    assert sort_key(text) == "" or sort_key(text).isdecimal()


@given(VIETNAMESE)
def test_the_tone_school_does_not_change_the_order(text: str) -> None:
    assert sort_key(modern_tones(text)) == sort_key(text)
