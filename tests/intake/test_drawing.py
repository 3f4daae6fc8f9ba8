"""The document drawn with its marks."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler import read
from hopluc.compiler.pipeline import compile_document
from hopluc.intake import rules
from hopluc.intake.blocks import blocks_of
from hopluc.intake.drawing import Mark, Marks, Page, draw, segments
from tests.intake.samples import TEXT

marks_of = st.lists(
    st.builds(
        Mark,
        st.integers(0, 60),
        st.integers(0, 60),
        st.sampled_from(["task", "party", "finding"]),
        st.sampled_from(["tasks/I/1", "parties/so-y-te", "findings/0"]),
    ),
    max_size=12,
)


@given(st.integers(0, 60), st.integers(0, 60), marks_of)
def test_segments_cover_the_range_once_and_each_says_exactly_what_covers_it(
    a: int, b: int, marks: list[Mark]
) -> None:
    start, end = sorted((a, b))
    cut = segments(start, end, marks)
    assert "".join(f"{n}," for s in cut for n in range(s.start, s.end)) == "".join(
        f"{n}," for n in range(start, end)
    )
    for segment in cut:
        for place in range(segment.start, segment.end):
            over = {m for m in marks if m.start <= place < m.end}
            assert set(segment.marks) == over


@given(marks_of, st.integers(0, 60), st.integers(0, 60))
def test_asking_for_a_range_finds_every_mark_over_it(marks: list[Mark], a: int, b: int) -> None:
    start, end = sorted((a, b))
    found = set(Marks(marks).over(start, end))
    assert {m for m in marks if max(m.start, start) < min(m.end, end)} <= found


@given(
    st.text(alphabet="ab <&\"'|đ\n", min_size=60, max_size=60),
    marks_of,
    st.lists(st.tuples(st.integers(0, 58), st.integers(1, 3)), max_size=4),
)
def test_marking_leaves_the_words_as_they_are(
    text: str, marks: list[Mark], markup: list[tuple[int, int]]
) -> None:
    apart, last = [], 0
    for start, length in sorted(markup):
        if start >= last:
            apart.append([start, min(start + length, 60)])
            last = start + length
    page = Page(text, Marks(marks), apart)
    drawn = page.html(0, len(text))
    gone = {n for a, b in apart for n in range(a, b)}
    assert html.unescape(re.sub(r"<[^>]*>", "", drawn)) == "".join(
        c for n, c in enumerate(text) if n not in gone
    )


def _drawn(text: str) -> tuple[str, rules.Json]:
    document = read.read_text(text, "thu.txt")
    plan = rules.apply(_json(document), [])
    marks = [Mark(*row) for row in rules.iter_marks(plan)]
    return "".join(piece.html for piece in draw(blocks_of(document), document.text, marks)), plan


def _json(document: object) -> rules.Json:
    from hopluc.compiler.format import to_json

    return to_json(compile_document(document))  # type: ignore[arg-type,no-any-return]


def test_headings_are_headings_and_tables_are_tables() -> None:
    drawn, _plan = _drawn(TEXT)
    assert re.search(r"<h2[^>]*>.*MỤC TIÊU", drawn)
    assert drawn.count("<table") == 1
    assert drawn.count("<th") >= 6
    assert '<tr class="d-group"' in drawn


def test_stray_markup_is_not_shown_and_no_markup_of_the_document_is_obeyed() -> None:
    text = TEXT.replace("Mở ba lớp", "<b>Mở</b> ba **lớp** <script>x</script>")
    drawn, _plan = _drawn(text)
    assert "<script" not in drawn
    assert "&lt;b&gt;" not in drawn
    assert "**" not in drawn


def test_every_place_in_the_drawing_is_a_place_in_the_text() -> None:
    drawn, _plan = _drawn(TEXT)
    for place, words in re.findall(r'data-o="(\d+)"[^>]*>([^<]*)<', drawn):
        plain = html.unescape(words)
        assert TEXT[int(place) : int(place) + len(plain)] == plain


def test_each_task_can_be_found_in_the_document() -> None:
    drawn, plan = _drawn(TEXT)
    keys = {key for keys in re.findall(r'data-k="([^"]*)"', drawn) for key in html.unescape(keys).split("|")}
    assert {task["key"] for task in plan["tasks"]} <= keys
