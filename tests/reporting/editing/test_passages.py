"""Edits laid over passages, and carried to the next edition."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting import told
from hopluc.reporting.consolidation import consolidate
from hopluc.reporting.content import Handed
from hopluc.reporting.editing.carrying import carried
from hopluc.reporting.editing.differing import differing
from hopluc.reporting.editing.figures import found_in, missing
from hopluc.reporting.editing.passages import Edit, Edits, Laid, Passage, lay
from tests.reporting.worlds import asked, submissions

TEXTS = st.sampled_from(["", "Thiếu vốn.", "Thiếu cán bộ.", "Thiếu đất làm trụ sở.", "Chậm giải ngân."])


def passages(handed: list[Handed], edits: Edits | None = None) -> list[Laid]:
    items = told.items(consolidate(asked(), handed))
    return [one for one in lay(items, edits or Edits()) if isinstance(one, Laid)]


def edited(laid: Laid, text: str) -> Edit:
    passage = laid.passage
    return Edit(
        passage.key, passage.place, 1, text, made=passage.text, source=passage.source, ids=passage.ids
    )


def saying(texts: list[str]) -> list[Handed]:
    return [replace(one, difficulties=text) for one, text in zip(submissions(), texts, strict=True)]


@given(st.lists(TEXTS, min_size=3, max_size=3), st.lists(TEXTS, min_size=3, max_size=3))
def test_no_edit_is_lost_and_none_stands_on_other_words(before: list[str], after: list[str]) -> None:
    first = passages(saying(before))
    edits = Edits({one.passage.key: edited(one, f"Sửa {n}") for n, one in enumerate(first) if one.text})
    items = list(told.items(consolidate(asked(), saying(after))))
    second = carried(edits, items)
    assert sorted(str(edit.text) for edit in second.by_key.values()) == sorted(
        str(edit.text) for edit in edits.by_key.values()
    )
    laid = [one for one in lay(items, second) if isinstance(one, Laid)]
    assert {one.edit.text for one in laid if one.edit} == {edit.text for edit in edits.by_key.values()}
    for one in laid:
        if one.edit and one.holds and not one.gone:
            assert one.edit.source == one.passage.source
    words = {one.passage.text for one in laid if one.passage.place == "difficulties" and not one.gone}
    assert {text for text in after if text} <= words


@given(st.permutations(range(3)), st.lists(TEXTS.filter(bool), min_size=3, max_size=3, unique=True))
def test_any_order_holds_all_passages_of_its_place_once(order: list[int], texts: list[str]) -> None:
    keys = [one.passage.key for one in passages(saying(texts)) if one.passage.place == "difficulties"]
    asked_for = [keys[n] for n in order]
    laid = passages(saying(texts), Edits(orders={"difficulties": asked_for[:2]}))
    found = [one.passage.key for one in laid if one.passage.place == "difficulties"]
    assert sorted(found) == sorted(keys)
    assert [key for key in found if key in asked_for[:2]] == asked_for[:2]


def test_a_body_that_joins_a_voice_changes_no_source() -> None:
    alone, joined = saying(["Thiếu vốn.", "", ""]), saying(["Thiếu vốn.", "Thiếu vốn.", ""])
    (voice,) = [one for one in passages(alone) if one.passage.place == "difficulties"]
    items = list(told.items(consolidate(asked(), joined)))
    edits = carried(Edits({voice.passage.key: edited(voice, "Vốn còn thiếu")}), items)
    (now,) = [
        one for one in lay(items, edits) if isinstance(one, Laid) and one.passage.place == "difficulties"
    ]
    assert (now.text, now.changed) == ("Vốn còn thiếu", False)
    assert now.passage.lead == "- Sở Tài chính; Sở Nông nghiệp và Môi trường: "


def test_an_edit_whose_words_are_gone_waits_to_be_settled() -> None:
    (voice,) = [one for one in passages(saying(["", "Thiếu vốn.", ""])) if "Thiếu vốn" in one.text]
    edits = Edits({voice.passage.key: edited(voice, "Vốn còn thiếu")})
    items = list(told.items(consolidate(asked(), saying(["", "", "Chậm giải ngân."]))))
    laid = [one for one in lay(items, carried(edits, items)) if isinstance(one, Laid) and one.edit]
    assert [(one.gone, one.left_out) for one in laid] == [(True, True)]


def test_an_order_of_keys_that_are_gone_is_harmless() -> None:
    laid = passages(submissions(), Edits(orders={"difficulties": ["difficulties:gone", "x"]}))
    assert [one.passage.key for one in laid] == [one.passage.key for one in passages(submissions())]


FIGURES = (("05", "a"), ("5", "b"), ("8%", "c"))


def test_figures_are_found_whole() -> None:
    text = "Có 05 việc, 105 lớp, 1,05 tỷ, ngày 05/12; còn 5 việc (8%), đạt 18%"
    assert [text[start:end] for start, end, _ in found_in(text, FIGURES)] == ["05", "5", "8%"]
    assert missing("Có 05 việc (8%)", FIGURES) == ["5"]


@given(st.text(alphabet="ab c", max_size=30), st.text(alphabet="ab c", max_size=30))
def test_a_difference_makes_both_texts(before: str, after: str) -> None:
    found = differing(before, after)
    assert "".join(one.text for one in found if one.kind != "come") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


def test_passages_have_keys_of_their_own() -> None:
    keys = [one.passage.key for one in passages(submissions())]
    assert len(keys) == len(set(keys))
    assert isinstance(passages(submissions())[0].passage, Passage)
