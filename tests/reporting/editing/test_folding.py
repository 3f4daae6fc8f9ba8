"""Near texts are folded into one voice; nothing that was written is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting.content import Voice
from hopluc.reporting.editing.folding import near, shape, unfolded, voices
from hopluc.reporting.editing.passages import spoken
from hopluc.reporting.rules import tidy

LONG = (
    "Cán bộ theo dõi kinh tế tập thể ở cấp xã còn kiêm nhiệm nhiều việc, chuyên môn về hợp tác xã hạn chế, "
    "kinh phí bố trí cho công tác tuyên truyền, bồi dưỡng mới đáp ứng một phần so với nhu cầu thực tế"
)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (LONG.upper(), True),
        (LONG.replace(",", ";") + ".", True),
        (LONG.replace("thực tế", "của địa phương"), True),
        (LONG.replace("còn kiêm nhiệm", "không kiêm nhiệm"), False),
        (LONG.replace("nhiều việc", "02 việc"), False),
        (LONG.replace("cấp xã", "cấp xã Bình Sơn"), False),
        (LONG.replace("hạn chế", "tăng"), False),
        (LONG[: len(LONG) // 2], False),
    ],
)
def test_the_rule_of_near_texts(other: str, same: bool) -> None:
    assert near(shape(LONG), shape(other)) is same
    assert len(voices([(1, "A", LONG), (2, "B", other)])) == (1 if same else 2)


def test_short_texts_that_differ_in_a_word_stand_apart() -> None:
    assert len(voices([(1, "A", "Đã hoàn thành tập huấn"), (2, "B", "Đã hoàn thành kiểm tra")])) == 2


def test_the_wording_of_most_bodies_is_shown_and_the_others_stay_reachable() -> None:
    variant = LONG.replace("thực tế", "của địa phương")
    (voice,) = voices([(1, "A", variant), (2, "B", LONG), (3, "C", LONG)])
    assert (voice.text, voice.bodies, voice.ids) == (LONG, ("A", "B", "C"), (1, 2, 3))
    assert voice.near == (Voice(("A",), variant, (1,)),)
    assert unfolded(voice) == (Voice(("B", "C"), LONG, (2, 3)), voice.near[0])


WORDS = st.sampled_from(
    "đã mở lớp tập huấn cho cán bộ hợp tác xã tại chỗ không chưa 02 03 Bình Sơn kinh phí còn hạn chế".split()  # noqa: SIM905
)
SAID = st.lists(
    st.tuples(st.integers(1, 40), st.lists(WORDS, min_size=0, max_size=30).map(" ".join)),
    max_size=25,
    unique_by=lambda one: one[0],
)


@given(SAID)
def test_nothing_is_lost_and_nothing_is_said_twice(said: list[tuple[int, str]]) -> None:
    found = voices((pk, f"Cơ quan {pk}", text) for pk, text in said)
    told = [(pk, one.text) for voice in found for one in unfolded(voice) for pk in one.ids]
    assert sorted(told) == sorted((pk, tidy(text)) for pk, text in said if tidy(text))
    for voice in found:
        assert sorted(voice.ids) == sorted(pk for one in unfolded(voice) for pk in one.ids)
        assert voice.bodies == tuple(f"Cơ quan {pk}" for pk in voice.ids)


@given(SAID)
def test_those_folded_are_near_and_those_apart_are_not(said: list[tuple[int, str]]) -> None:
    found = voices((pk, f"Cơ quan {pk}", text) for pk, text in said)
    for voice in found:
        assert all(near(shape(voice.text), shape(one.text)) for one in voice.near)
    shown = [shape(voice.text) for voice in found]
    assert not any(near(one, other) for n, one in enumerate(shown) for other in shown[n + 1 :])


def test_thousands_of_texts_do_not_cost_their_square() -> None:
    said = [
        (n, f"Xã {n}", LONG if n % 3 else f"{LONG}; riêng việc thứ {n} cần thêm thời gian")
        for n in range(3321)
    ]
    begun = time.process_time()
    found = voices(said)
    assert time.process_time() - begun < 10
    assert len(found) == 1 + 1107


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Sở A"], "Sở A"),
        (["Sở A", "Sở B", "Sở C"], "Sở A, Sở B và Sở C"),
        (["Sở Nông nghiệp và Môi trường", "Sở B"], "Sở Nông nghiệp và Môi trường; Sở B"),
        (
            ["Sở A", "Sở B", *(f"Ủy ban nhân dân xã {n}" for n in range(5)), "UBND phường X"],
            "Sở A, Sở B, 5 xã và 1 phường",
        ),
        ([f"Sở {n}" for n in range(9)], "Sở 0, Sở 1, Sở 2, Sở 3, Sở 4 và 4 cơ quan khác"),
    ],
)
def test_names_before_what_they_say(names: list[str], words: str) -> None:
    assert spoken(names) == words
