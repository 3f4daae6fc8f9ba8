"""The readings of the variants agree with their documents and with themselves; no program reads them here."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from .variants import NotInTextError, Variant, everywhere, load, placed, span, variants

LISTS = ("citations", "groups", "tasks", "indicators", "reporting", "duties", "findings")
PARTS = {
    "by": {"date"},
    "within": {"start", "end"},
    "ongoing": set(),
    "recurring": {"rrule"},
    "on_request": {"from"},
    "after": {"event"},
    "unparsed": set(),
}
REPORTS = {"report", "budget", "amendment", "problem"}
DUTIES = {"own_plan", "work_programme", "supervise", "staff", "other"}

each_variant = pytest.mark.parametrize("variant", variants(), ids=lambda variant: variant.slug)


def words(variant: Variant) -> str:
    """The document's words in their order, of a Word file each merged cell once."""
    return _words(variant.slug)


@cache
def _words(slug: str) -> str:
    variant = load(slug)
    if variant.name.endswith(".txt"):
        return unicodedata.normalize("NFC", variant.data.decode("utf8"))
    return unicodedata.normalize("NFC", "\n".join(_word(Document(io.BytesIO(variant.data)))))


def _word(whole: Any) -> Iterator[str]:
    for block in whole.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            seen: set[Any] = set()
            for row in block.rows:
                cells = {cell._tc: cell.text for cell in row.cells}
                yield "\t".join(words for cell, words in cells.items() if cell not in seen)
                seen |= set(cells)


def _parts(reading: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for task in reading["tasks"]:
        yield from (task["deadline"] or {}).get("parts", [])
    for duty in reading["reporting"] + reading["duties"]:
        yield from duty["due"]


def _bearers(reading: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for key in ("tasks", "reporting", "duties", "indicators") for item in reading[key]]


def _parties_of(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field in ("leads", "coordinators", "from", "to", "of", "for"):
        yield from item.get(field, [])


def _loosely(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _spans(value: Any) -> Iterator[list[int]]:
    if isinstance(value, list):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "span":
                yield item
            else:
                yield from _spans(item)


def test_there_are_more_than_a_dozen_and_two_are_faultless() -> None:
    assert len(variants()) > 12
    faultless = [variant for variant in variants() if variant.reading.get("faultless")]
    assert len(faultless) == 2
    assert all(variant.reading["findings"] == [] for variant in faultless)


@each_variant
def test_every_quote_stands_in_its_document(variant: Variant) -> None:
    text = words(variant)
    whole = placed(variant.reading, text)
    assert all(0 <= start < end <= len(text) for start, end in _spans(whole))
    assert all("span" in item for key in LISTS[1:] for item in whole[key])
    assert all(citation["spans"] for citation in whole["citations"])


@each_variant
def test_every_reading_is_whole(variant: Variant) -> None:
    reading = variant.reading
    assert reading["format"] == "hopluc.plan/1"
    assert set(LISTS) | {"document"} <= set(reading)
    fields = {"kind", "number", "issued_on", "place", "issuer", "title", "signer", "recipients", "period"}
    assert fields <= set(reading["document"])
    found = {field for field in fields - {"period"} if reading["document"][field] is not None}
    assert found <= set(reading["document"]["quotes"])
    assert reading["tasks"]
    assert len(words(variant)) >= 2_500


@each_variant
def test_ids_are_unique_and_lead_somewhere(variant: Variant) -> None:
    for key in ("groups", "tasks", "indicators"):
        ids = [item["id"] for item in variant.reading[key]]
        assert len(ids) == len(set(ids))
    groups = {group["id"] for group in variant.reading["groups"]}
    tasks = {task["id"] for task in variant.reading["tasks"]}
    for task in variant.reading["tasks"]:
        assert task["group"] is None or task["group"] in groups
        assert task["parent"] is None or task["parent"] in tasks
        assert task["group"] is None or task["id"].startswith(task["group"] + "/")


@each_variant
def test_parts_of_deadlines_are_of_known_kinds_with_days_that_are(variant: Variant) -> None:
    for part in _parts(variant.reading):
        assert PARTS[part["kind"]] <= set(part)
        for day in ("date", "start", "end"):
            if part.get(day):
                date.fromisoformat(part[day])
        if part["kind"] == "within":
            assert not (part["start"] and part["end"]) or part["start"] <= part["end"]
        if part["kind"] == "recurring":
            assert part["rrule"].startswith("FREQ=")
    for item in [variant.reading["document"], *variant.reading["indicators"]]:
        for day in (item["period"] or {}).values():
            assert day is None or date.fromisoformat(day)


@each_variant
def test_duties_are_of_known_kinds_and_parties_have_names(variant: Variant) -> None:
    assert {item["kind"] for item in variant.reading["reporting"]} <= REPORTS
    assert {item["kind"] for item in variant.reading["duties"]} <= DUTIES
    for item in _bearers(variant.reading):
        for party in _parties_of(item):
            assert party["text"]
            assert party["name"]
            assert isinstance(party["collective"], bool)


@each_variant
def test_words_of_tasks_parties_and_deadlines_are_the_documents(variant: Variant) -> None:
    text = words(variant)
    for item in _bearers(placed(variant.reading, text)):
        for party in _parties_of(item):
            if not re.search(_loosely(party["text"]), text):  # the end of a page within the name
                span(party["text"].split(), text[slice(*item["span"])])
    for task in variant.reading["tasks"]:
        if task["deadline"]:
            # Of two cells (beginning, end), or of a row that a page tore, the words stand apart.
            span(task["deadline"]["text"].replace(" - ", " ").split(), text)
        for product in task["products"]:
            span(product.split(), text)


@each_variant
def test_operators_of_targets_are_known(variant: Variant) -> None:
    for indicator in variant.reading["indicators"]:
        target = indicator["target"]
        assert target["op"] in {"=", ">=", "<=", ">", "<", "range"}
        figures = [target["low"], target["high"]] if target["op"] == "range" else [target["value"]]
        assert all(isinstance(figure, int | float) for figure in figures)


def test_a_list_means_the_smallest_range_and_a_blank_any_white_space() -> None:
    text = "a b\na x b\nc"
    assert span(["a", "b"], text) == (0, 3)
    assert span(["a", "b", "c"], text, occurrence=2) == (4, 11)
    assert span("b c", text) == (8, 11)
    assert everywhere(["x b", "b"], text) == [(2, 3), (6, 9)]
    with pytest.raises(NotInTextError):
        span(["c", "a"], text)
