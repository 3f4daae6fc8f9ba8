"""Corrections laid over a compiled plan."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.format import from_json
from hopluc.intake import rules
from hopluc.intake.rules import Step
from tests.intake.samples import plan


@st.composite
def step_lists(draw: st.DrawFn) -> list[Step]:
    """Steps of two reviewers, on items that are there, that are made by steps, or that never were."""
    steps: list[Step] = []
    for n in range(1, draw(st.integers(0, 14)) + 1):
        made = [rules.made_by(s) for s in steps if rules.made_by(s)]
        tasks = st.sampled_from([f"tasks/I/{k}" for k in range(1, 6)] + [m for m in made if m])
        verb = draw(
            st.sampled_from(["edit", "add", "split", "merge", "drop", "restore", "decide", "mend", "undo"])
        )
        target, value = draw(tasks), {}
        if verb == "edit":
            value = {
                "fields": {
                    "text": draw(st.text(max_size=20)),
                    "parent": draw(st.sampled_from([None, "I/1", "I/2"])),
                }
            }
        elif verb == "add":
            target = draw(st.sampled_from(["tasks", "indicators", "duties", "citations"]))
            value = {
                "item": {"group": "I", "text": "Mới", "span": [draw(st.integers(-5, 500)), 9]},
                "after": None,
            }
        elif verb == "split":
            value = {"at": draw(st.integers(0, 40)), "where": draw(st.none() | st.integers(0, 200))}
        elif verb == "merge":
            value = {"with": draw(tasks)}
        elif verb == "decide":
            target, value = "findings/0", {"decision": "accepted", "note": ""}
        elif verb == "mend":
            target, value = "findings/0", {"span": [3, 11], "old": "Nhiệm vụ", "text": "Công việc"}
        elif verb == "undo":
            if not steps:
                continue
            target, value = "", {"of": draw(st.sampled_from([s.id for s in steps]))}
        steps.append(Step(n, verb, target, value, draw(st.sampled_from([1, 2]))))
    return steps


def keys(reviewed: dict[str, Any]) -> list[str]:
    return [item["key"] for section in rules.SECTIONS for item in reviewed[section]] + [
        item["key"] for item in reviewed["dropped"]
    ]


@given(step_lists())
def test_any_steps_give_a_plan_whose_ids_are_unique_and_spans_in_range(steps: list[Step]) -> None:
    compiled = plan(5)
    reviewed = rules.apply(compiled, steps)
    assert len(keys(reviewed)) == len(set(keys(reviewed)))
    ids = [t["id"] for t in reviewed["tasks"]]
    assert len(ids) == len(set(ids))
    for section in rules.SECTIONS:
        for item in reviewed[section]:
            for start, end in rules.spans_of(item):
                assert 0 <= start <= end <= compiled["text"]["characters"]
    from_json(reviewed)


@given(step_lists())
def test_no_task_stands_under_itself_or_under_one_that_is_gone(steps: list[Step]) -> None:
    tasks = {t["id"]: t["parent"] for t in rules.apply(plan(5), steps)["tasks"]}
    for task in tasks:
        at, seen = task, set()
        while at is not None:
            assert at in tasks
            assert at not in seen
            seen.add(at)
            at = tasks[at]  # its parent


@given(step_lists())
def test_taking_everything_back_gives_the_compiled_plan(steps: list[Step]) -> None:
    compiled = plan(5)
    after = list(steps)
    for step in reversed(rules.active(steps)):
        after.append(Step(len(after) + 100, "undo", "", {"of": step.id}, step.by))
    assert rules.apply(compiled, after) == rules.apply(compiled, [])


@given(step_lists())
def test_the_compiled_plan_is_never_edited(steps: list[Step]) -> None:
    compiled = plan(5)
    before = copy.deepcopy(compiled)
    first = rules.apply(compiled, steps)
    assert compiled == before
    assert rules.apply(compiled, list(reversed(steps))) == first


@given(step_lists(), st.sampled_from([1, 2]))
def test_doing_again_what_was_taken_back_changes_nothing(steps: list[Step], by: int) -> None:
    step = rules.to_undo(steps, by)
    if step is None:
        return
    undone = [*steps, Step(500, "undo", "", {"of": step.id}, by)]
    again = rules.to_redo(undone, by)
    assert again is not None
    redone = [*undone, Step(501, "undo", "", {"of": again.id}, by)]
    assert rules.apply(plan(5), redone) == rules.apply(plan(5), steps)


def test_each_undo_goes_one_step_further_back_and_redo_comes_forward() -> None:
    steps = [Step(n, "drop", f"tasks/I/{n}", {}, 1) for n in (1, 2)]
    steps.append(Step(3, "undo", "", {"of": 2}, 1))
    assert rules.to_undo(steps, 1) == steps[0]
    steps.append(Step(4, "undo", "", {"of": 1}, 1))
    assert rules.to_undo(steps, 1) is None
    assert rules.to_redo(steps, 1) == steps[3]
    steps.append(Step(5, "undo", "", {"of": 4}, 1))
    assert rules.to_redo(steps, 1) == steps[2]
    steps.append(Step(6, "drop", "tasks/I/3", {}, 1))
    assert rules.to_redo(steps, 1) is None


def test_a_person_takes_back_only_their_own_steps() -> None:
    steps = [Step(1, "drop", "tasks/I/1", {}, 1), Step(2, "drop", "tasks/I/2", {}, 2)]
    assert rules.to_undo(steps, 1) == steps[0]
    assert rules.to_undo(steps, 3) is None


def test_splitting_cuts_the_words_and_the_place_in_the_document() -> None:
    compiled = plan(2)
    task = compiled["tasks"][0]
    at = task["text"].index("gồm")
    reviewed = rules.apply(compiled, [Step(7, "split", "tasks/I/1", {"at": at, "where": 17}, 1)])
    first, second = reviewed["tasks"][:2]
    assert (first["text"], second["text"]) == ("Nhiệm vụ số 1", "gồm mười chữ để thử việc tách")
    assert (first["span"], second["span"]) == ([0, 17], [17, task["span"][1]])
    assert second["id"] == "I/1+7"
    assert second["leads"] == first["leads"]


def test_merging_joins_words_and_parties_and_covers_both_places() -> None:
    reviewed = rules.apply(plan(3), [Step(1, "merge", "tasks/I/1", {"with": "tasks/I/2"}, 1)])
    first = reviewed["tasks"][0]
    assert first["text"].count("Nhiệm vụ số") == 2
    assert [p["name"] for p in first["leads"]] == ["Sở 1", "Sở 2"]
    assert first["span"] == [plan(3)["tasks"][0]["span"][0], plan(3)["tasks"][1]["span"][1]]
    assert [t["id"] for t in reviewed["tasks"]] == ["I/1", "I/3"]


def test_mending_a_finding_replaces_the_words_where_they_stand() -> None:
    step = Step(1, "mend", "findings/0", {"span": [3, 11], "old": "Nhiệm vụ", "text": "Công việc"}, 1)
    reviewed = rules.apply(plan(2), [step])
    assert reviewed["tasks"][0]["text"].startswith("Công việc số 1")
    assert reviewed["tasks"][1]["text"].startswith("Nhiệm vụ số 2")
    assert reviewed["findings"][0]["decision"] == "mended"


def test_a_dropped_task_stands_apart_until_it_is_restored() -> None:
    drop = Step(1, "drop", "tasks/I/1", {}, 1)
    reviewed = rules.apply(plan(2), [drop])
    assert [t["id"] for t in reviewed["tasks"]] == ["I/2"]
    assert [d["key"] for d in reviewed["dropped"]] == ["tasks/I/1"]
    back = rules.apply(plan(2), [drop, Step(2, "restore", "tasks/I/1", {}, 2)])
    assert [t["id"] for t in back["tasks"]] == ["I/1", "I/2"]


def test_only_a_change_of_the_same_item_stands_in_the_way() -> None:
    theirs = [Step(8, "edit", "tasks/I/1", {"fields": {"text": "Khác"}}, 2)]
    mine = Step(0, "edit", "tasks/I/1", {"fields": {"note": "x"}}, 1)
    assert rules.in_the_way(theirs, 7, mine) == theirs
    assert rules.in_the_way(theirs, 8, mine) == []
    assert rules.in_the_way(theirs, 7, Step(0, "drop", "tasks/I/2", {}, 1)) == []
    taken_back = [*theirs, Step(9, "undo", "", {"of": 8}, 2)]
    assert rules.in_the_way(taken_back, 8, mine) == taken_back[1:]


def test_what_is_left_is_counted_until_it_is_settled() -> None:
    compiled = plan(3)
    compiled["tasks"][2]["leads"] = []
    left = rules.left(rules.apply(compiled, []), settled=["so-1"])
    assert left.parties == ("so-2",)
    assert left.unled == ("tasks/I/3",)
    assert left.errors == ("findings/0",)
    assert left.count == 3
    steps = [
        Step(1, "drop", "tasks/I/3", {}, 1),
        Step(2, "decide", "findings/0", {"decision": "rejected", "note": ""}, 1),
    ]
    assert rules.left(rules.apply(compiled, steps), settled=["so-1", "so-2"]).count == 0


def test_a_plan_without_title_and_work_lacks_both() -> None:
    compiled = plan(1) | {"tasks": [], "indicators": []}
    compiled["document"]["title"] = None
    assert rules.left(rules.apply(compiled, []), settled=[]).missing == ("title", "tasks")


@pytest.mark.parametrize(
    ("raw", "words", "at", "place"),
    [
        ("1. Mở lớp; làm phim", "Mở lớp; làm phim", 8, 10),
        ("1.\tMở **lớp**;\n\nlàm phim", "Mở lớp; làm phim", 8, 14),
        ("chữ khác", "Mở lớp", 2, None),
    ],
)
def test_the_place_of_a_break_is_found_again_in_the_document(
    raw: str, words: str, at: int, place: int | None
) -> None:
    assert rules.place_of(raw, (0, len(raw)), words, at) == place
