"""One of everything that has an address, and people of every role in every place towards it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from PIL import Image

from hopluc.archive.actions import keep
from hopluc.archive.models import Deed, File
from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import committees, conclusions, meetings, problems, visits
from hopluc.engagement.models import (
    Advice,
    AdviceFile,
    Committee,
    CommitteeMember,
    Conclusion,
    Meeting,
    MeetingFile,
    MinutesFile,
    Problem,
    ProblemFile,
    Visit,
    WorkItem,
)
from hopluc.intake import actions as intake
from hopluc.intake.models import Paper
from hopluc.office.fillable import write_fillable
from hopluc.organizations.acting import Acting, acting_for
from hopluc.organizations.models import BodyGroup, Organisation, ReportingLine, SavedFilter, User
from hopluc.organizations.saved_filters import save_filter
from hopluc.plans import actions as plans
from hopluc.plans.amendments import actions as amending
from hopluc.plans.budget import actions as budgeting
from hopluc.plans.budget import resolving, spending
from hopluc.plans.mandates import duties, linking, sharing
from hopluc.plans.models import (
    Amendment,
    Assignment,
    BudgetLine,
    BudgetResolution,
    BudgetYear,
    DeadlinePart,
    Delivery,
    Duty,
    Estimate,
    Evidence,
    Extension,
    Indicator,
    Opening,
    Plan,
    PlanLink,
    Progress,
    Proposal,
    Spending,
    Task,
    TypedActual,
)
from hopluc.plans.signing.extensions import ask_extension
from hopluc.reporting import actions as reporting
from hopluc.reporting.actions.rounds import Days
from hopluc.reporting.editions import actions as editions
from hopluc.reporting.editions.models import Book, BookTable, Edition, EditionTable
from hopluc.reporting.formbook import actions as forms
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.formbook.starting import standard
from hopluc.reporting.issuing.models import Issued, Signed
from hopluc.reporting.marking.actions import mark_place
from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.models import ConsolidatedReport, ReturnedFile, Round, Submission
from hopluc.reporting.returning import book_of
from hopluc.reporting.reviews import actions as reviews
from hopluc.reporting.reviews.models import Finding, Review, ReviewPart
from hopluc.reporting.reviews.tables.actions import make_table
from hopluc.reporting.reviews.tables.models import IndicatorTable
from hopluc.reporting.routes.actions import legs
from hopluc.reporting.routes.actions.answering import ask_units
from hopluc.reporting.routes.models import Leg, LegRemark
from hopluc.reporting.urging.actions import letters
from hopluc.reporting.urging.models import AnswerFile, Letter, LetterBatch
from hopluc.reporting.yearly import actions as yearly
from hopluc.reporting.yearly.models import Draft, DraftLine, DraftTarget
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
    extension: Extension
    delivery: Delivery
    indicator: Indicator
    typed: TypedActual
    proposal: Proposal
    amendment: Amendment
    amended: Amendment
    draft_round: Round
    draft: Submission
    sent_round: Round
    sent: Submission
    report: ConsolidatedReport
    returned: ReturnedFile
    marked: ReturnMark
    signed: Signed
    form_draft: FormVersion
    form_used: FormVersion
    unread: Paper
    paper: Paper
    amending: Paper
    file: File
    problem: Problem
    asked_back: Problem
    answered: Problem
    problem_file: ProblemFile
    link: PlanLink
    lower_task: Task
    lower_target: Indicator
    own_duty: Duty
    own_plan_deed: Deed
    planned_visit: Visit
    held_visit: Visit
    minutes_file: MinutesFile
    advice: Advice
    reported_advice: Advice
    advice_file: AdviceFile
    steering: Organisation
    group: BodyGroup
    committee: Committee
    seat: CommitteeMember
    work_item: WorkItem
    planned_meeting: Meeting
    held_meeting: Meeting
    meeting_file: MeetingFile
    conclusion: Conclusion
    batch: LetterBatch
    draft_letter: Letter
    sent_letter: Letter
    answer_file: AnswerFile
    budget_year: BudgetYear
    resolution: BudgetResolution
    estimate: Estimate
    budget_line: BudgetLine
    sent_estimate: Estimate
    sent_line: BudgetLine
    approved_line: BudgetLine
    spending: Spending
    next_draft: Draft
    draft_line: DraftLine
    draft_target: DraftTarget
    ended: Plan
    review: Review
    review_part: ReviewPart
    finding: Finding
    indicator_table: IndicatorTable
    book: Book
    book_table: BookTable
    edition: Edition
    edition_table: EditionTable
    asked_above: Submission
    planned_leg: Leg
    sent_leg: Leg
    leg_remark: LegRemark
    today: dt.date = field(default_factory=timezone.localdate)

    def acting(self, place: str, role: str) -> Acting:
        """Somebody with that role in that place, as an action takes them."""
        found = acting_for(self.people[place, role], self.bodies[place], self.today)
        assert found
        return found


def _places() -> dict[str, Organisation]:
    owner = factories.province()
    ministry = factories.body("Bộ Tài chính", kind="ministry", level="centre")
    ReportingLine.objects.create(body=owner, superior=ministry, matter="kinh tế tập thể")
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
    sharing.allocate(indicator, {bodies["lead"].pk: Decimal(5)}, by=who("standing"), on=plan.period_start)
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
    problem, asked_back, answered = (_problem(task, who("lead"), file) for _ in range(3))
    problems.ask_back(asked_back, by=who("standing"), on=today, text="Thiếu số liệu.")
    problems.answer(answered, by=who("standing", "approver"), on=today, text="Đồng ý.")
    unread, _made = intake.receive([samples.upload(samples.TEXT + "\nBản nháp.")], by=who("standing"))
    group = factories.group(bodies["owner"], "các sở, ban, ngành", ["department"])
    return World(
        group=group,
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
        extension=_extension(asked, who("lead")),
        delivery=plans.deliver(
            task, by=who("lead"), what="Báo cáo", on=plan.period_start, file=file, file_name="bao-cao.pdf"
        ),
        indicator=indicator,
        typed=typed,
        draft_round=draft_round,
        draft=draft,
        sent_round=sent_round,
        sent=sent,
        report=ConsolidatedReport.objects.get(pk=report.pk),
        signed=_signed(ConsolidatedReport.objects.get(pk=report.pk), draft_round),
        marked=mark_place(sent, by=who("standing"), place="proposals", remark="Nêu rõ cơ quan giải quyết."),
        returned=reporting.take_back(
            draft, by=who("lead"), data=write_fillable(book_of(draft)), name="bieu.xlsx"
        )[1],
        form_draft=forms.make_form("Biểu đang soạn", standard(), by=who("standing")),
        form_used=forms.publish(
            forms.make_form("Biểu đang dùng", standard(), by=who("standing")), by=who("standing")
        ),
        unread=unread,
        paper=_with_picture(samples.in_review(who("standing"))),
        amending=samples.in_review(who("standing"), _amending_text(plan, task)),
        file=file,
        problem=problem,
        asked_back=asked_back,
        answered=answered,
        problem_file=ProblemFile.objects.get(step__problem=problem),
        **_visits(plan, task, bodies["lead"], who("standing"), who("lead"), file),
        **_amendments(plan, task, who("lead"), who("standing"), file),
        **_letters(plan, bodies["lead"], who("standing"), who("lead"), file),
        **_mandates(plan, who("lead"), file),
        **_budget(plan, task, who("lead"), who("lead", "approver"), who("standing")),
        **_committee(bodies, who("standing"), file),
        **_next_year(plan, bodies, who("standing"), who("standing", "approver")),
        **_routes(plan, bodies, who("standing"), who("lead"), ConsolidatedReport.objects.get(pk=report.pk)),
        **_statistics(plan, who("standing"), today),
    )


def _amending_text(plan: Plan, task: Task) -> str:
    """A decision that gives a task of the plan another deadline."""
    cited = f"Kế hoạch số {plan.number}"
    return (
        "ỦY BAN NHÂN DÂN TỈNH SƠN HẢI\n\nSố: 99/QĐ-UBND\n\nQUYẾT ĐỊNH\n\n"
        f"Về việc sửa đổi, bổ sung một số nội dung của {cited}\n\n"
        f"Điều 1. Sửa đổi, bổ sung một số nội dung của {cited} như sau:\n\n"
        f"1. Sửa đổi thời hạn nhiệm vụ “{task.text}” như sau: “Trước ngày 25/12/2026”.\n"
    )


def _mandates(plan: Plan, by: Acting, file: File) -> dict[str, Any]:
    """The lead body's own plan that carries out the province's, with a task and a target of its own; the
    duty to make one, and one more recorded with its file."""
    party = {"text": by.body.name, "name": by.body.name}
    duty = Duty.objects.create(plan=plan, order=1, kind="own_plan", of=[party], text="Ban hành kế hoạch.")
    duties.record_own_plan(duty, by.body, by=by, number="7/KH-SNN", on=plan.period_start, file=file)
    own = factories.plan(by.body)
    target = Indicator.objects.create(
        plan=own, code="1", order=1, name="Hợp tác xã mới", op="=", value=Decimal(3)
    )
    link = linking.link_plans(own, plan, by=by, kind=PlanLink.Kind.CARRIES_OUT)
    Plan.objects.filter(pk=own.pk).update(state=Plan.State.CLOSED)  # so that the body follows none in force
    return {
        "link": link,
        "lower_task": factories.task(own, by.body),
        "lower_target": target,
        "own_duty": duty,
        "own_plan_deed": duties.records([duty.pk])[0],
    }


def _budget(plan: Plan, task: Task, lead: Acting, approver: Acting, by: Acting) -> dict[str, Any]:
    """The lead body's estimate of four years: drafted, handed in, approved with money spent, approved."""
    today = timezone.localdate()
    values = {"content": "Mở lớp", "fund": "recurrent", "source": "province", "amount": 9_000_000}
    years = [budgeting.open_year(plan, by=by, year=year, due_on=today) for year in range(2027, 2031)]
    lines = [budgeting.add_line(year, task, by=lead, **values) for year in years]
    drafted, sent, approved, unspent = lines
    for line in (sent, approved, unspent):
        budgeting.submit(line.estimate, by=approver)
    resolutions = [
        resolving.approve(year, by=by, number="5/NQ-HĐND", on=today, amounts={line.pk: (line.amount, 0)})
        for year, line in zip(years[2:], (approved, unspent), strict=True)
    ]
    return {
        "budget_year": years[0],
        "estimate": drafted.estimate,
        "budget_line": drafted,
        "sent_estimate": sent.estimate,
        "sent_line": sent,
        "approved_line": approved,
        "resolution": resolutions[1],
        "spending": spending.spend(approved, by=lead, on=today, amount=1_000_000, document="Phiếu chi 1"),
    }


def _next_year(plan: Plan, bodies: dict[str, Organisation], by: Acting, closer: Acting) -> dict[str, Any]:
    """The draft of the plan's next year, and a plan that was closed with its final report."""
    draft = yearly.make_draft(plan, by=by)
    ended = factories.plan(bodies["owner"], standing=bodies["standing"])
    task = factories.task(ended, bodies["lead"], coordinators=(bodies["coordinating"],))
    yearly.close_with_report(ended, by=closer, reason="Hết kỳ.", reasons={task.pk: "Thôi."})
    return {
        "next_draft": draft,
        "draft_line": draft.lines.order_by("order").first(),
        "draft_target": draft.targets.get(),
        "ended": ended,
    }


def _statistics(plan: Plan, by: Acting, today: dt.date) -> dict[str, Any]:
    """A review of the plan with something that was said, a five-year table, a book with an edition that is
    not frozen."""
    facts = reviews.Facts(
        kind=Review.Kind.FINAL,
        title="Tổng kết",
        subject_kind=plan.kind,
        subject_title=plan.title,
        period_start=plan.period_start or today,
        period_end=plan.period_end or today,
        as_of=plan.period_end or today,
        answers_due=today,
        report_due=today,
    )
    review = reviews.open_review(facts, [plan], by=by)
    book = editions.make_book("Sách trắng", by=by)
    edition = editions.make_edition(book, today.year - 1, by=by, as_of=today)
    return {
        "review": review,
        "review_part": review.parts.first(),
        "finding": reviews.add_finding(review, by=by, sort="lesson", text="Làm sớm."),
        "indicator_table": make_table("Biểu 5 năm", today.year, "done", by=by),
        "book": book,
        "book_table": book.tables.first(),
        "edition": edition,
        "edition_table": edition.tables.first(),
    }


def _committee(bodies: dict[str, Organisation], by: Acting, file: File) -> dict[str, Any]:
    """A steering committee of the province with a member of the lead body, a meeting that nobody was invited
    to yet, and one held with a conclusion; and a committee without a file."""
    today = timezone.localdate()
    body, steering = (
        factories.body(f"Ban Chỉ đạo {name}", kind="steering", parent=bodies["owner"])
        for name in ("kinh tế tập thể", "hội nhập")
    )
    founding = committees.Founding(bodies["standing"], "Quyết định số 1", today)
    committee = committees.set_up(body, founding, by=by)
    seat = committees.Seat("Đỗ Văn Tám", "member", today, "Quyết định số 1", body=bodies["lead"])
    programme = meetings.Programme("Phiên họp quý", today, [meetings.Topic("Báo cáo quý")])
    planned, held = (meetings.plan_meeting(committee, programme, by=by) for _ in range(2))
    minutes = meetings.record_meeting_minutes(
        held,
        by=by,
        held_on=today,
        chaired_by="Lê Văn Bình",
        summary="Nhất trí.",
        attendance={},
        files=[(file, "bien-ban.pdf")],
    )
    said = conclusions.Said("Mở thêm lớp.", bodies["lead"], today)
    return {
        "steering": steering,
        "committee": committee,
        "seat": committees.seat(committee, seat, by=by),
        "work_item": committees.add_work(committee, committees.Work(today, "Họp quý"), by=by),
        "planned_meeting": planned,
        "held_meeting": held,
        "meeting_file": minutes.files.get(),
        "conclusion": conclusions.conclude(held, said, by=by),
    }


def _visits(
    plan: Plan, task: Task, body: Organisation, by: Acting, visited: Acting, file: File
) -> dict[str, Any]:
    """A visit of the standing agency that nobody was told of yet, and one held that left two recommendations,
    one of them reported done."""
    today = timezone.localdate()
    programme = visits.Programme(
        on=today, purpose="Tiến độ tập huấn.", team=[visits.Member("Trần Thị Hà")], tasks=[task]
    )
    planned, held = (visits.plan_visit(plan, body, programme, by=by) for _ in range(2))
    visits.issue_notice(held, by=by, on=today, number="1/TB-STC")
    minutes = visits.record_minutes(
        held, by=by, held_on=today, summary="Cơ bản đạt.", files=[(file, "bien-ban.pdf")]
    )
    advice, reported = (
        advising.advise(held, by=by, body=body, text="Mở thêm lớp.", due_on=today) for _ in range(2)
    )
    step = advising.report_done(reported, by=visited, on=today, text="Đã mở.", files=[(file, "anh.pdf")])
    return {
        "planned_visit": planned,
        "held_visit": held,
        "minutes_file": minutes.files.get(),
        "advice": advice,
        "reported_advice": reported,
        "advice_file": step.files.get(),
    }


def _letters(plan: Plan, body: Organisation, by: Acting, urged: Acting, file: File) -> dict[str, Any]:
    """Urging letters to the lead body, which is late in another task: a draft, one sent, one answered."""
    today = timezone.localdate()
    factories.task(plan, body, due=today - dt.timedelta(days=9))
    made = [letters.ask_letters(plan, by=by, on=today) for _ in range(3)]
    for batch in made:
        letters.write_some(batch.pk)
    draft, sent, answered = (batch.letters.get(body=body) for batch in made)
    for letter in (sent, answered):
        letters.mark_sent(letter, by=by, number="7/STC", sent_on=today)
    letters.answer(answered, by=urged, on=today, text="Đã xong.", files=[(file, "tra-loi.pdf")])
    sent.refresh_from_db()
    return {
        "batch": made[0],
        "draft_letter": draft,
        "sent_letter": sent,
        "answer_file": AnswerFile.objects.get(letter=answered),
    }


def _amendments(plan: Plan, task: Task, lead: Acting, by: Acting, file: File) -> dict[str, Any]:
    """A proposal that waits, an amendment that was submitted, and one in force with its signed file."""
    today = timezone.localdate()

    def propose(kind: str, **values: Any) -> Proposal:
        return amending.propose(plan, by=lead, kind=kind, values=values, reason="Chưa có vốn.", task=task)

    submitted = amending.submit(amending.gather(plan, [propose("dropped")], by=by), by=by)
    recorded = amending.record_decision(
        amending.gather(plan, [propose("words", note="Lồng ghép.")], by=by),
        by=by,
        number="9/QĐ-UBND",
        issued_on=today,
        on=today,
        file=file,
        file_name="quyet-dinh.pdf",
    )
    waiting = propose("words", text="Mở sáu lớp tập huấn")
    return {"proposal": waiting, "amendment": submitted, "amended": recorded}


def _problem(task: Task, by: Acting, file: File) -> Problem:
    """A problem of the lead body that waits at the standing agency."""
    return problems.raise_problem(
        task.plan,
        task,
        by=by,
        on=timezone.localdate(),
        text="Chưa có kinh phí.",
        asked="Cấp kinh phí.",
        files=[(file, "cong-van.pdf")],
    )


def _signed(like: ConsolidatedReport, round_: Round) -> Signed:
    """A signed file of a report that went out from another round."""
    rest = {"content": like.content, "docx": like.docx, "xlsx": like.xlsx}
    report = ConsolidatedReport.objects.create(
        round=round_, edition=1, state="draft", made_by=like.made_by, **rest
    )
    issued = Issued.objects.create(
        report=report,
        code="0" * 12,
        issuer="Sở",
        kind="Báo cáo",
        number="1/BC",
        issued_on=round_.due_on,
        by_name="Người ghi",
        **rest,
    )
    return Signed.objects.create(
        issued=issued, way="outside", file=like.docx, name="ban-ky.pdf", by_name="Người ghi"
    )


def _with_picture(paper: Paper) -> Paper:
    """The paper with a second file that has a page to look at."""
    out = io.BytesIO()
    Image.new("L", (8, 8), 255).save(out, "PNG")
    paper.files.create(file=keep([out.getvalue()], "image/png"), name="trang.png", order=1)
    return paper


def _extension(task: Task, by: Acting) -> Extension:
    """A later day asked for a task that is due soon."""
    soon = timezone.localdate() + dt.timedelta(days=20)
    DeadlinePart.objects.create(task=task, kind=DeadlinePart.Kind.BY, date=soon)
    until = soon + dt.timedelta(days=30)
    return ask_extension(task.assignments.get(), by=by, day=soon, until=until, reason="Chờ hướng dẫn.")


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


def _routes(
    plan: Plan, bodies: dict[str, Organisation], by: Acting, lead: Acting, like: ConsolidatedReport
) -> dict[str, Any]:
    """A report that the lead body answers by a round among its rooms; an issued report with a leg that is
    planned and one that was sent to the coordinating body, with a file and a remark."""
    room = factories.body("Phòng Kế hoạch", kind="room", parent=bodies["lead"])
    above, gone = (_round(plan, bodies, by, title) for title in ("Kỳ hỏi đơn vị", "Kỳ đã gửi đi"))
    upper = above.submissions.get(body=bodies["lead"])
    days = Days(plan.period_start, plan.period_end, plan.period_end, plan.period_end)
    below = ask_units(upper, by=lead, plan=plan, title="Kỳ của đơn vị", days=days, bodies=[room])
    own = reporting.save_draft(
        below.submissions.get(), by=lead, typed={"overview": "Cơ bản đạt."}, base={}
    ).submission
    reporting.submit(own, by=lead, revision=own.revision)
    today = timezone.localdate()
    ConsolidatedReport.objects.create(
        round=gone,
        edition=1,
        state=ConsolidatedReport.State.ISSUED,
        content=like.content,
        docx=like.docx,
        xlsx=like.xlsx,
        made_by=by.user,
        number="2/BC",
        issued_on=plan.period_start,
    )
    kept = legs.Kept(keep([b"%PDF-1.7 to trinh"], "application/pdf"), "to-trinh.pdf")
    names = ("Nơi nhận khác", bodies["coordinating"].name)
    planned, sent = legs.add_legs(gone, [legs.LegWords(name, "other") for name in names], by=by)
    legs.send_leg(sent, by=by, on=today, kept=kept)
    return {
        "asked_above": upper,
        "planned_leg": planned,
        "sent_leg": sent,
        "leg_remark": legs.remark(sent, by=by, text="Gửi kèm phụ lục.", kept=kept),
    }


def _unheld(body: Organisation) -> User:
    """Somebody with an account and no role any more."""
    user = factories.person(body)
    user.memberships.all().delete()
    return user


def saved_filter(world: World, place: str, role: str) -> SavedFilter:
    """A filter of the late list that somebody saved."""
    by = world.acting(place, role)
    return save_filter(by=by, page="/ke-hoach/tre-han/", name="Vốn", query="q=von", shared=False, opens=False)
