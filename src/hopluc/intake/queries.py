"""Reads of the room: a paper's review as it stands, its parties, the bodies around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from hopluc.intake import rules
from hopluc.intake.models import Compilation, Correction, Match, Paper
from hopluc.intake.rules import Json, Left, Step, Wording
from hopluc.organizations.acting import Acting
from hopluc.organizations.matching import Directory
from hopluc.organizations.models import BodyGroup, Level, Organisation
from hopluc.viet.text import fold

MOST_TARGETS = 10  # of each kind, in the search for another body


def folded(words: str) -> str:
    """Words as `Paper.folded` keeps them."""
    return " ".join(fold(words).split())


def steps_of(paper: Paper) -> list[Step]:
    """The corrections of a paper as the rules take them, oldest first."""
    rows = Correction.objects.filter(paper=paper).order_by("pk")
    return [Step(*row) for row in rows.values_list("pk", "verb", "target", "value", "by_id")]


def last_step(paper: Paper) -> int:
    """The id of the last correction, 0 for none: all that a page needs to know whether it is fresh."""
    return Correction.objects.filter(paper=paper).order_by("-pk").values_list("pk", flat=True).first() or 0


def matches(paper: Paper) -> dict[str, Match]:
    """What the paper's parties stand for, by their keys."""
    rows = Match.objects.filter(paper=paper).select_related("organisation", "group").order_by("pk")
    return {row.folded: row for row in rows}


@dataclass
class Review:
    """A paper's review as it stands now."""

    paper: Paper
    compiled: Json
    steps: list[Step]
    matches: dict[str, Match]

    @cached_property
    def plan(self) -> Json:
        """The reviewed plan (intake.rules)."""
        return rules.apply(self.compiled, self.steps)

    @property
    def seen(self) -> int:
        """The id of the last correction."""
        return self.steps[-1].id if self.steps else 0

    @cached_property
    def parties(self) -> dict[str, Wording]:
        """The distinct parties of the plan."""
        return rules.parties_of(self.plan)

    @cached_property
    def left(self) -> Left:
        """What is left before the plan can be followed."""
        return rules.left(self.plan, self.matches)

    def find(self, key: str) -> Json | None:
        """The item of a key."""
        if key == "document":
            found: Json = self.plan["document"]
            return found
        section = key.split("/", 1)[0]
        rows = self.plan.get(section) if section in rules.SECTIONS else ()
        return next((item for item in rows or () if item["key"] == key), None)


def review(paper: Paper) -> Review:
    """The review of a paper that was compiled."""
    compiled = Compilation.objects.filter(paper=paper).values_list("plan", flat=True).get()
    return Review(paper, compiled, steps_of(paper), matches(paper))


def issuing_body(paper: Paper, document: Json, directory: Directory | None = None) -> Organisation:
    """Who issued the document: the body that it names, if it lies above the receiving one or is it;
    else the body at the head of the receiver's province; else the receiver."""
    above = list(Organisation.objects.above(paper.body))
    found = (directory or Directory(paper.body, timezone.localdate())).find(document.get("issuer") or "")
    if found.organisation and found.organisation.pk in {one.pk for one in above}:
        return found.organisation
    return next((one for one in above if one.level != Level.CENTRE), paper.body)


def directory_of(paper: Paper) -> Directory:
    """Whom the paper's words may mean today, seen from the receiving body's province.

    Today and not the day of the document: work is given to bodies that exist; a body that has
    ended since gives its successors to choose from.
    """
    return Directory(naming_body(paper), timezone.localdate())


def naming_body(paper: Paper) -> Organisation:
    """In whose name wordings are remembered: the body at the head of the receiver's province."""
    above = Organisation.objects.above(paper.body).exclude(level=Level.CENTRE)
    return above.first() or paper.body


def groups_around(paper: Paper) -> QuerySet[BodyGroup]:
    """The collectives that the paper may mean: those of its own province and of the centre."""
    return BodyGroup.objects.filter(owner__in=Organisation.objects.around(paper.body))


def targets(paper: Paper, words: str) -> list[Organisation | BodyGroup]:
    """Groups and bodies whose name holds the words, for a reviewer who looks for another one."""
    like = folded(words)
    groups = groups_around(paper).filter(folded__contains=like)
    bodies = (
        Organisation.objects.around(paper.body)
        .existing_on(timezone.localdate())
        .exclude(kind=Organisation.Kind.COOPERATIVE)
        .filter(folded__contains=like)
        .order_by("sort_key", "pk")
    )
    return [*groups.order_by("name", "pk")[:MOST_TARGETS], *bodies[:MOST_TARGETS]]


def adoption_choices(
    review: Review, acting: Acting
) -> tuple[list[Organisation], list[Organisation], Organisation]:
    """Who may own the plan (the likeliest first), who may follow it, and who probably does.

    The standing agency is whom the plan gives the duty to supervise, else whom its reports go to
    (plan-format, "What is a reporting duty"); where that one is not followed here, the person's own body.
    """
    plan, paper = review.plan, review.paper
    owner = issuing_body(paper, plan["document"])
    above = list(Organisation.objects.above(paper.body).exclude(level=Level.CENTRE))
    owners = list(dict.fromkeys([owner, *above]))
    named = [p for d in plan["duties"] if d["kind"] == "supervise" for p in d["of"]] or [
        p for r in plan["reporting"][:1] for p in r["to"]
    ]
    likely = [
        match.organisation
        for party in named
        if (match := review.matches.get(rules.party_key(party["name"]))) and match.organisation
    ]
    others = Organisation.objects.filter(
        kind__in=(Organisation.Kind.DEPARTMENT, Organisation.Kind.ALLIANCE, Organisation.Kind.COMMITTEE),
        level=owner.level,
        path__startswith=owner.path,
    ).existing_on(timezone.localdate())
    agencies = list(dict.fromkeys([*likely, acting.body, *others.order_by("sort_key", "pk")]))
    return owners, agencies, agencies[0]


def counts(review: Review) -> dict[str, int]:
    """The numbers of the last look before a plan is put into force."""
    plan = review.plan
    settled = [review.matches[key] for key in review.parties if key in review.matches]
    return {
        "tasks": len(plan["tasks"]),
        "groups": len(plan["groups"]),
        "indicators": len(plan["indicators"]),
        "reporting": len(plan["reporting"]),
        "duties": len(plan["duties"]),
        "bodies": len({m.organisation_id for m in settled if m.organisation_id}),
        "body_groups": len({m.group_id for m in settled if m.group_id}),
        "nobody": sum(m.nobody for m in settled),
        "corrections": len(rules.active(review.steps)),
        "dropped": len(plan["dropped"]),
        "warnings": len(review.left.warnings),
        "unparsed": len(review.left.unparsed),
        "unfollowed": sum(_unfollowed(task, review.matches) for task in plan["tasks"]),
    }


def _unfollowed(task: Json, matched: dict[str, Match]) -> bool:
    """Whether a task has leads, and none of them is a body or a group to follow."""
    rows = [matched.get(rules.party_key(party["name"])) for party in task["leads"]]
    return bool(rows) and all(row is None or row.nobody for row in rows)


# ---------------------------------------------------------------- other editions of a plan

ALIKE = 0.6  # share of the words of two titles that are the same, for an edition of another year
MOST_OTHERS = 20
_YEARS = re.compile(r"\d+")


def comparable(paper: Paper, papers: QuerySet[Paper]) -> list[Paper]:
    """Papers among `papers` that were compiled and may be set beside this one, the likest first."""
    rows = papers.filter(state__in=(Paper.State.REVIEW, Paper.State.ADOPTED)).exclude(pk=paper.pk)
    return sorted(rows.select_related("body"), key=lambda other: -_likeness(paper, other))[:MOST_OTHERS]


def earlier_edition(paper: Paper, papers: QuerySet[Paper]) -> Paper | None:
    """The paper of which this one is probably next year's: nearly the same title, an earlier period."""
    ends = dict(
        Compilation.objects.filter(paper__in=papers).values_list("paper_id", "plan__document__period__end")
    )
    mine = ends.get(paper.pk)
    if not mine:
        return None
    alike = [
        other
        for other in comparable(paper, papers)
        if _likeness(paper, other) >= ALIKE and (ends.get(other.pk) or mine) < mine
    ]
    return max(alike, key=lambda other: ends[other.pk], default=None)


def in_order(one: Paper, other: Paper) -> tuple[Paper, Paper]:
    """Two papers, the one of the earlier period (else the one received first) first."""
    rows = Compilation.objects.filter(paper__in=(one, other))
    ends = dict(rows.values_list("paper_id", "plan__document__period__end"))
    first, second = sorted((one, other), key=lambda paper: (ends[paper.pk] or "", paper.received_at))
    return first, second


def _likeness(one: Paper, other: Paper) -> float:
    """The share of words that two titles have in common, years and numbers apart."""
    a, b = (set(_YEARS.sub(" ", folded(paper.title or paper.name)).split()) for paper in (one, other))
    return len(a & b) / len(a | b) if a | b else 0.0
