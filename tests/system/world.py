"""One of everything that has an address, and people of every role in every place towards it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from PIL import Image

from hopluc.archive.actions import keep
from hopluc.archive.models import File
from hopluc.intake import actions as intake
from hopluc.intake.models import Paper
from hopluc.organizations.acting import Acting, acting_for
from hopluc.organizations.models import Organisation, User
from hopluc.plans import actions as plans
from hopluc.plans.models import (
    Assignment,
    DeadlinePart,
    Evidence,
    Indicator,
    Opening,
    Plan,
    Progress,
    Task,
    TypedActual,
)
from hopluc.reporting import actions as reporting
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from tests import factories
from tests.intake import samples

ROLES = ("viewer", "officer", "approver", "administrator")


@dataclass
class World:
    """A plan of the province, followed by the finance department, led by the farming one.

    `bodies` by place: `owner` issued the plan, `standing` follows it and received its papers and
    collects its reports, `lead` has the task, `coordinating` helps, `stranger` has nothing to do with it.
    """

    bodies: dict[str, Organisation]
    people: dict[tuple[str, str], User]
    unheld: User
    plan: Plan
    task: Task
    part: Assignment
    waiting: DeadlinePart
    opening: Opening
    progress: Progress
    evidence: Evidence
    indicator: Indicator
    typed: TypedActual
    draft_round: Round
    draft: Submission
    sent_round: Round
    sent: Submission
    report: ConsolidatedReport
    unread: Paper
    paper: Paper
    file: File
    today: dt.date = field(default_factory=timezone.localdate)

    def acting(self, place: str, role: str) -> Acting:
        """Somebody with that role in that place, as an action takes them."""
        found = acting_for(self.people[place, role], self.bodies[place], self.today)
        assert found
        return found


def _places() -> dict[str, Organisation]:
    owner = factories.province()
    return {
        "owner": owner,
        "standing": factories.body("Sở Tài chính", parent=owner),
        "lead": factories.body("Sở Nông nghiệp", parent=owner),
        "coordinating": factories.body(
            "Ủy ban nhân dân xã Đồng Lau", kind="committee", level="commune", parent=owner
        ),
        "stranger": factories.body("Sở Nội vụ", parent=owner),
    }


def build() -> World:
    """The world, made by the rooms' own actions."""
    bodies = _places()
    people = {(place, role): factories.person(body, role) for place, body in bodies.items() for role in ROLES}
    today = timezone.localdate()

    def who(place: str, role: str = "officer") -> Acting:
        found = acting_for(people[place, role], bodies[place], today)
        assert found
        return found

    file = keep([b"%PDF-1.7 minh chung"], "application/pdf")
    plan = factories.plan(bodies["owner"], standing=bodies["standing"])
    task = factories.task(plan, bodies["lead"], due=plan.period_end, coordinators=(bodies["coordinating"],))
    part = task.assignments.get(role="lead")
    asked = factories.task(plan, bodies["lead"])
    waiting = DeadlinePart.objects.create(task=asked, kind=DeadlinePart.Kind.ON_REQUEST)
    opening = plans.open_part(
        waiting, by=who("standing"), on=plan.period_start, file=file, file_name="de-nghi.pdf"
    )
    progress = plans.report_progress(
        part,
        by=who("lead"),
        on=plan.period_start,
        state="under_way",
        percent=20,
        narrative="Đã mở một lớp.",
        evidence=[(file, "anh.pdf")],
    )
    indicator = Indicator.objects.create(
        plan=plan, code="1", order=1, name="Hợp tác xã thành lập mới", unit="HTX", op="=", value=Decimal(12)
    )
    typed = plans.type_actual(
        indicator,
        by=who("standing"),
        on=plan.period_start,
        value=Decimal(3),
        file=file,
        file_name="so-lieu.pdf",
    )
    draft_round, sent_round = (_round(plan, bodies, who("standing"), title) for title in ("Kỳ một", "Kỳ hai"))
    draft = draft_round.submissions.get(body=bodies["lead"])
    sent = sent_round.submissions.get(body=bodies["lead"])
    reporting.save_draft(sent, by=who("lead"), typed={"overview": "Cơ bản đúng tiến độ."}, base={})
    sent.refresh_from_db()
    reporting.submit(sent, by=who("lead", "approver"), revision=sent.revision)
    report = reporting.ask_consolidation(sent_round, by=who("standing"))
    reporting.consolidate(report.pk)
    unread, _made = intake.receive([samples.upload(samples.TEXT + "\nBản nháp.")], by=who("standing"))
    return World(
        bodies=bodies,
        people=people,
        unheld=_unheld(bodies["stranger"]),
        plan=plan,
        task=task,
        part=part,
        waiting=waiting,
        opening=opening,
        progress=progress,
        evidence=progress.evidence.get(),
        indicator=indicator,
        typed=typed,
        draft_round=draft_round,
        draft=draft,
        sent_round=sent_round,
        sent=sent,
        report=ConsolidatedReport.objects.get(pk=report.pk),
        unread=unread,
        paper=_with_picture(samples.in_review(who("standing"))),
        file=file,
    )


def _with_picture(paper: Paper) -> Paper:
    """The paper with a second file that has a page to look at."""
    out = io.BytesIO()
    Image.new("L", (8, 8), 255).save(out, "PNG")
    paper.files.create(file=keep([out.getvalue()], "image/png"), name="trang.png", order=1)
    return paper


def _round(plan: Plan, bodies: dict[str, Organisation], by: Acting, title: str) -> Round:
    return reporting.open_round(
        plan,
        None,
        by=by,
        title=title,
        period_start=plan.period_start,
        period_end=plan.period_end,
        cutoff=plan.period_end,
        due_on=plan.period_end,
        bodies=[bodies["lead"], bodies["coordinating"]],
    )


def _unheld(body: Organisation) -> User:
    """Somebody with an account and no role any more."""
    user = factories.person(body)
    user.memberships.all().delete()
    return user
