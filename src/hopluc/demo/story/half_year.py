"""The half year: a form of the standing agency's own, the communes' answers, what was put together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from hopluc.demo.province import acting
from hopluc.demo.story.telling import LEADER, STANDING, Row, Step, Tale, body, chapter
from hopluc.office.fillable import write_fillable
from hopluc.reporting import actions
from hopluc.reporting.formbook import actions as forms
from hopluc.reporting.formbook import content
from hopluc.reporting.formbook.answers import field_name
from hopluc.reporting.formbook.content import Check, Column, FormContent, Section, rows_of
from hopluc.reporting.formbook.expressions import parse, parse_check
from hopluc.reporting.formbook.models import Form, FormVersion
from hopluc.reporting.issuing.signers import signer_of
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.returning import book_of
from hopluc.reporting.rules import digest
from hopluc.viet.numbers import format_number


def steps(tale: Tale) -> Iterator[Step]:
    """The form, the round opened with it, each answer, the consolidated report."""
    of = chapter("half_year")
    asked = of["round"]
    title = "Biểu mẫu riêng, báo cáo 6 tháng của các xã"
    yield Step(f"form-{tale.year}", tale.day(of["form"]), make_form, title)
    yield Step(f"half-{tale.year}", tale.day(asked, "opened"), partial(open_round, tale))
    for n, row in enumerate(of["report"]):
        key = f"half-{tale.year}-{n}"
        yield Step(key, tale.day(row), partial(hand_in, tale, row), atomic="by" not in row)
        if "again" in row:
            yield Step(f"{key}-back", tale.day(row["returned"]), partial(send_back, tale, row))
            again = row | row["again"]
            yield Step(f"{key}-again", tale.day(again), partial(hand_in, tale, again))
    yield Step(f"half-{tale.year}-taken", tale.day(asked, "closed"), partial(take, tale))
    day = tale.day(asked, "consolidated")
    yield Step(f"half-{tale.year}-made", day, partial(consolidate, tale), atomic=False)
    yield Step(f"half-{tale.year}-issued", tale.day(asked, "issued"), partial(issue, tale))


# ---------------------------------------------------------------- the form


def make_form() -> None:
    """The form is made and put to use; kept from a year before."""
    who, of = acting(STANDING), chapter("half_year")["form"]
    if Form.objects.filter(owner=who.body, name=of["name"]).exists():
        return
    made = FormContent(tuple(_section(row) for row in of["section"]))
    forms.publish(forms.make_form(of["name"], made, by=who), by=who)


def _section(row: Row) -> Section:
    keys = [column["key"] for column in row.get("columns", [])]
    return Section(
        row["key"], row["kind"], row["title"], row.get("guidance", ""), row.get("longest", 0),
        required=row.get("required", False),
        columns=tuple(_column(column, keys) for column in row.get("columns", [])),
        rows=tuple(content.Row(key, title) for key, title in row.get("rows", [])),
        most_rows=row.get("most_rows", 50),
        checks=tuple(Check(*parse_check(text, keys), words) for text, words in row.get("checks", [])),
    )  # fmt: skip


def _column(row: Row, keys: list[str]) -> Column:
    values: dict[str, Any] = dict(row)
    if "least" in row:
        values["least"] = Decimal(row["least"])
    if "formula" in row:
        values["formula"] = parse(row["formula"], keys)
    return Column(**values)


def _version() -> FormVersion:
    of = chapter("half_year")["form"]
    return FormVersion.objects.get(form__owner=acting(STANDING).body, form__name=of["name"], number=1)


# ---------------------------------------------------------------- the round


def open_round(tale: Tale) -> None:
    """The communes are asked."""
    of = chapter("half_year")
    asked = of["round"]
    bodies = [acting(row["who"]).body for row in of["report"]] + [body(key) for key in asked["silent"]]
    actions.open_round(
        tale.plan(), None, by=acting(STANDING),
        title=asked["title"].format(year=tale.year),
        period_start=tale.day(asked, "from"), period_end=tale.day(asked, "to"),
        cutoff=tale.day(asked, "cutoff"), due_on=tale.day(asked, "due"),
        addressee=tale.plan().owner.name, bodies=bodies, form=_version(),
    )  # fmt: skip


def _round(tale: Tale) -> Round:
    return Round.objects.get(plan=tale.plan(), form=_version())


def _submission(tale: Tale, username: str) -> Submission:
    return Submission.objects.get(round=_round(tale), body=acting(username).body)


def hand_in(tale: Tale, row: Row) -> None:
    """A commune fills in the form, in the web or as a workbook, and hands it in."""
    who, submission = acting(row["who"]), _submission(tale, row["who"])
    if submission.state == Submission.State.SUBMITTED:  # a workbook came before this step was broken off
        return
    actions.prefill(submission, by=who)
    submission.refresh_from_db()
    typed = _typed(tale, row)
    if row.get("by") == "workbook":
        data = write_fillable(book_of(submission, typed))
        saved, _kept = actions.take_back(submission, by=who, data=data, name=f"bieu-{row['who']}.xlsx")
    else:
        stands = actions.fields_of(submission)
        base = {name: digest(stands[name]) for name in typed}
        saved = actions.save_draft(submission, by=who, typed=typed, base=base)
    actions.submit(saved.submission, by=who, revision=saved.submission.revision)


def _typed(tale: Tale, row: Row) -> dict[str, str]:
    """The row's texts and cells by the names of their fields."""
    found = {field_name((key, "", "")): text for key, text in row["words"].items()}
    for section in forms.content_of(_version()).sections:
        columns = [column.key for column in section.columns if column.formula is None]
        for of, cells in zip(rows_of(section), row.get(section.key, []), strict=False):
            for column, cell in zip(columns, cells, strict=True):
                text = format_number(cell) if isinstance(cell, int) else cell.format(year=tale.year)
                found[field_name((section.key, of.key, column))] = text
    return found


def send_back(tale: Tale, row: Row) -> None:
    """The collector sends an answer back."""
    handed = _submission(tale, row["who"])
    actions.return_submission(handed, by=acting(STANDING), reason=row["returned"]["reason"])


def take(tale: Tale) -> None:
    """The collector takes what was handed in, and closes the round."""
    round_, who = _round(tale), acting(STANDING)
    for one in round_.submissions.filter(state=Submission.State.SUBMITTED).order_by("pk"):
        actions.accept(one, by=who)
    actions.close_round(round_, by=who)


def consolidate(tale: Tale) -> None:
    """The consolidated report is made."""
    actions.consolidate(actions.ask_consolidation(_round(tale), by=acting(STANDING)).pk)


def issue(tale: Tale) -> None:
    """It is signed and issued."""
    asked = chapter("half_year")["round"]
    made = _round(tale).reports.latest("edition")
    who = acting(LEADER)
    actions.issue(
        made, by=who, number=asked["number"], issued_on=tale.day(asked, "issued"),
        signer=signer_of(who.user, who.body),
    )  # fmt: skip
