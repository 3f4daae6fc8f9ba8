"""The first half of the year reviewed: the outline, what was said sorted, the report as a draft."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hopluc.demo.province import acting
from hopluc.demo.story.telling import STANDING, Row, Step, Tale, chapter
from hopluc.reporting.reviews import actions
from hopluc.reporting.reviews.models import Review


def steps(tale: Tale) -> Iterator[Step]:
    """The review opened, its findings gathered and sorted, its sections written; it is not issued."""
    of = chapter("reviews")["review"]
    opened = partial(open_review, tale, of)
    yield Step(f"review-{tale.year}", tale.day(of, "opened"), opened, "Sơ kết 6 tháng, tổng kết giai đoạn")
    yield Step(f"review-{tale.year}-findings", tale.day(of, "sorted"), partial(sort_findings, tale, of))
    yield Step(f"review-{tale.year}-report", tale.day(of, "written"), partial(write, tale, of))


def open_review(tale: Tale, of: Row) -> None:
    """The standing agency opens the review of the yearly plan."""
    plan = tale.plan()
    facts = actions.Facts(
        kind=Review.Kind.MID_TERM,
        title=of["title"].format(number=plan.number, year=tale.year),
        subject_kind="ke_hoach",
        subject_number=plan.number,
        subject_on=plan.issued_on,
        subject_issuer=plan.owner.name,
        subject_title=plan.title,
        period_start=tale.day(of, "from"),
        period_end=tale.day(of, "to"),
        as_of=tale.day(of, "to"),
        answers_due=tale.day(of, "answers_due"),
        report_due=tale.day(of, "due"),
        addressee=plan.owner.name,
    )
    actions.open_review(facts, [plan], by=acting(STANDING))


def _review(tale: Tale) -> Review:
    return Review.objects.get(plans=tale.plan(), body=acting(STANDING).body)


def sort_findings(tale: Tale, of: Row) -> None:
    """What bodies raised is gathered and sorted; the officer adds what nobody said."""
    review, who = _review(tale), acting(STANDING)
    actions.gather_findings(review, by=who)
    for finding in review.findings.order_by("pk"):
        for row in of["sort"]:
            if row["says"] in finding.said:
                actions.sort_finding(finding, by=who, sort=row["as"], text=row.get("text"))
    for row in of["add"]:
        actions.add_finding(review, by=who, sort=row["as"], text=row["text"])


def write(tale: Tale, of: Row) -> None:
    """The officer writes sections of the report."""
    review = _review(tale)
    for title, text in of["text"].items():
        part = review.parts.get(title=title)
        actions.change_part(
            part, by=acting(STANDING), title=part.title, level=part.level,
            guidance=part.guidance, fills=part.fills, text=text.format(year=tale.year),
        )  # fmt: skip
