"""Which tasks and targets of a superior plan the lower plans carry out, by whom, and how surely.

A lower task carries out a superior one because its "mandate" column quotes it, or because its words say
the same work. A lower task is often a part of the superior one, and several may share it, so nothing
is assigned: each lower task looks for what it carries out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hopluc.compiler.compare import indicators
from hopluc.compiler.compare.bodies import body, charge
from hopluc.compiler.compare.citations import like_title, number_key
from hopluc.compiler.compare.likeness import Weights, features, weights
from hopluc.compiler.compare.model import (
    Against,
    Carrying,
    Charge,
    Coverage,
    Covered,
    Sureness,
    TargetCover,
    head,
)
from hopluc.compiler.compare.pairing import NEAR
from hopluc.compiler.compare.tasks import side
from hopluc.compiler.format import Citation, Indicator, Plan, Target, Task

# So much of a quotation in the mandate column must stand in the superior task, or of that in it.
QUOTED = 0.6
# A superior task that the quotation holds nearly whole is quoted too, beside the best one.
WHOLLY = 0.8
# Words alone, where the superior plan charges the lower body, and where it does not; from DOUBT below
# either, the match is disputed.
WORDS, WORDS_UNCHARGED, DOUBT = 0.42, 0.52, 0.1

_Features = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Case:
    """The superior tasks that are work, their words, and the weights of all words."""

    tasks: tuple[Task, ...]
    words: tuple[_Features, ...]
    weigh: Weights


def coverage(superior: Plan, lowers: Sequence[Plan]) -> Coverage:
    """What of `superior` the plans of `lowers` carry out, each of them told apart by its place."""
    case = _case(superior, lowers)
    carried: list[list[Carrying]] = [[] for _ in case.tasks]
    alone = []
    for place, plan in enumerate(lowers):
        idle = []
        needed = _needed(plan, case)
        work = {task.id for task in _work(plan)}
        for task in plan.tasks:
            served = _serves(task, needed, case)
            for i, how, score in served:
                carried[i].append(Carrying(place, side(task), how, round(score, 3)))
            if not served and task.id in work:
                idle.append(side(task))
        alone.append(tuple(idle))
    return Coverage(
        superior=head(superior),
        lowers=tuple(map(head, lowers)),
        cited=tuple(cites(plan, superior) for plan in lowers),
        tasks=tuple(
            Covered(side(task), tuple(by), _charges(task, lowers))
            for task, by in zip(case.tasks, carried, strict=True)
        ),
        targets=tuple(
            target for place, plan in enumerate(lowers) for target in _targets(superior, plan, place)
        ),
        alone=tuple(alone),
    )


def cites(plan: Plan, superior: Plan) -> bool | None:
    """Whether a plan names the superior document, by number and day or by title; None where that has
    neither. Numbers repeat in each year and at each body, so the day and the issuer must not disagree."""
    document = superior.document
    if document.number:
        key = number_key(document.number)
        same = (one for one in plan.citations if number_key(one.number) == key)
        return any(_may_be(one, superior) for one in same)
    if not document.title:
        return None
    named = Citation(None, document.kind, title=document.title)
    return any(like_title(named, one) for one in plan.citations)


def _may_be(one: Citation, superior: Plan) -> bool:
    document = superior.document
    if one.issued_on and document.issued_on and one.issued_on != document.issued_on:
        return False
    if not one.issuer or not document.issuer:
        return True
    issuers = body(one.issuer), body(document.issuer)
    return issuers[0] in issuers[1] or issuers[1] in issuers[0]  # "Ủy ban nhân dân tỉnh" is short for its own


def _work(plan: Plan) -> tuple[Task, ...]:
    """The tasks that are work: a row without leads that only introduces its sub-rows is none."""
    parents = {task.parent for task in plan.tasks}
    return tuple(task for task in plan.tasks if task.leads or task.id not in parents)


def _case(superior: Plan, lowers: Sequence[Plan]) -> _Case:
    tasks = _work(superior)
    words = tuple(features(task.text) for task in tasks)
    below = [features(task.text) for plan in lowers for task in _work(plan)]
    return _Case(tasks, words, weights(words, below))


def _charges(task: Task, lowers: Sequence[Plan]) -> tuple[Charge | None, ...]:
    return tuple(charge(task, plan.document.issuer) for plan in lowers)


def _serves(task: Task, needed: Sequence[float], case: _Case) -> list[tuple[int, Sureness, float]]:
    """The superior tasks that a lower one carries out: by its mandate, else by its words. Where the words
    plainly say another superior task than the mandate quotes, both are disputed."""
    quoted, said = _by_mandate(task, case), _by_words(task, needed, case)
    if not quoted:
        return said
    places = {i for i, _, _ in quoted}
    if not said or places & {i for i, _, _ in said} or any(how != "words" for _, how, _ in said):
        return quoted
    return [(i, "disputed", score) for i, _, score in (*quoted, *said)]


def _by_mandate(task: Task, case: _Case) -> list[tuple[int, Sureness, float]]:
    """The superior tasks that the mandate column quotes, whole or in part."""
    if not task.mandate:
        return []
    quoted = features(task.mandate)
    scores = [
        max(case.weigh.held(quoted, words), case.weigh.held(words, quoted)) * 0.5
        + case.weigh.likeness(quoted, words) * 0.5
        for words in case.words
    ]
    best = max(scores, default=0.0)
    near = [
        i
        for i, score in enumerate(scores)
        if score >= QUOTED and (score > best - NEAR or case.weigh.held(case.words[i], quoted) >= WHOLLY)
    ]
    how: Sureness = "mandate" if _agree(near, quoted, case) else "disputed"
    return [(i, how, scores[i]) for i in near]


def _agree(near: Sequence[int], said: _Features, case: _Case) -> bool:
    """Whether several finds do not contend: they say the same, or the lower one holds each whole."""
    found = {case.words[i] for i in near}
    return len(found) == 1 or all(case.weigh.held(words, said) >= WHOLLY for words in found)


def _by_words(task: Task, needed: Sequence[float], case: _Case) -> list[tuple[int, Sureness, float]]:
    """The superior tasks whose work a lower task's words say; `needed` says how much must agree."""
    said = features(task.text)
    scores = [case.weigh.likeness(said, words) for words in case.words]
    # How far each stands above what it needs.
    found = {i: score - needed[i] for i, score in enumerate(scores) if score >= needed[i] - DOUBT}
    if not found:
        return []
    first = max(found, key=lambda i: found[i])
    near = {i for i, above in found.items() if above > found[first] - NEAR}
    # What the lower task says beyond the best one may be another superior task, whole.
    rest = said - case.words[first]
    near |= {i for i, above in found.items() if above >= 0 and case.weigh.held(case.words[i], rest) >= QUOTED}
    sure = found[first] >= 0 and _agree(sorted(near), said, case)
    return [(i, "words" if sure else "disputed", scores[i]) for i in sorted(near)]


def _needed(plan: Plan, case: _Case) -> list[float]:
    """How much the words of a plan's tasks must agree with each superior task: more where that one is
    given to others."""
    return [WORDS if _may_concern(task, plan) else WORDS_UNCHARGED for task in case.tasks]


def _may_concern(task: Task, plan: Plan) -> bool:
    """Whether the superior task may be the lower issuer's: it is charged, or nobody is named."""
    issuer = plan.document.issuer
    return issuer is None or not task.leads or charge(task, issuer) is not None


def _targets(superior: Plan, plan: Plan, place: int) -> list[TargetCover]:
    """Each superior target beside the lower plan's."""
    pairs = {pair.old: pair for pair in indicators.matched(superior, plan, moves=False)}
    found = []
    for i, target in enumerate(superior.indicators):
        own, figure = indicators.side(target), indicators.figure(target)
        pair = pairs.get(i)
        if pair is None:
            found.append(TargetCover(own, figure, place, None, None, "missing"))
            continue
        lower = plan.indicators[pair.new]
        found.append(
            TargetCover(
                own,
                figure,
                place,
                indicators.side(lower),
                indicators.figure(lower),
                against(target, lower),
                target.period == lower.period,
                pair.doubts,
            )
        )
    return found


def against(superior: Indicator, lower: Indicator) -> Against:
    """How the lower figure stands to the superior one. Other units and overlapping ranges do not compare."""
    if indicators.unit(superior) != indicators.unit(lower):
        return "other"
    one, other = _ends(superior.target), _ends(lower.target)
    if one is None or other is None:
        return "other"
    if one == other:
        return "equal"
    if other[1] <= one[0]:
        return "less"
    return "more" if other[0] >= one[1] else "other"


def _ends(target: Target) -> tuple[float, float] | None:
    low, high = (target.low, target.high) if target.op == "range" else (target.value, target.value)
    return (low, high) if low is not None and high is not None else None
