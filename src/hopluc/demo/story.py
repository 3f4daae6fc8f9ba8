"""What the fictional province did with its plans, from `work.toml`: by the people's own actions."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from django.utils import timezone

from hopluc.demo import documents
from hopluc.demo.documents import Paper
from hopluc.demo.province import Province, acting
from hopluc.intake import actions as intake
from hopluc.intake import queries as reviews
from hopluc.intake.models import Paper as Received
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans import actions as plans
from hopluc.plans.models import Assignment, DeadlinePart, Plan
from hopluc.reporting import actions as reporting
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.rules import digest

REQUESTED = (3, 10)  # month and day of the ministry's letter
STANDING, LEADER = "taichinh", "taichinh.ld"
# Words of the plans that name nobody whom the province follows, or a room by its bare name.
ROOMS = {"Phòng Đăng ký kinh doanh": "dkkd", "Chi cục Phát triển nông thôn": "ptnt"}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened on a day; `title` is said when it is done, if it is not blank.

    atomic: done in one transaction with its mark. Steps that keep files or compile are not.
    """

    key: str
    day: dt.date
    do: Callable[[], object]
    title: str = ""
    atomic: bool = True


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """`work.toml`."""
    return tomllib.loads(resources.files("hopluc.demo").joinpath("work.toml").read_text("utf-8"))


def steps(today: dt.date) -> Iterator[Step]:
    """What happened with the plans of the year that the demo shows, and of the year before."""
    year = documents.plan_year(today)
    yield from _last_year(year - 1)
    yield from _this_year(year, today)


def _last_year(year: int) -> Iterator[Step]:
    paper = documents.last_plan(year)
    adopted = paper.issued_on + dt.timedelta(days=6)
    title = f"Kế hoạch năm {year}: đưa vào theo dõi, báo cáo, tổng hợp"
    yield Step(f"plan-{year}", adopted, partial(adopt, paper, STANDING), title, atomic=False)
    yield from _reported(f"progress-{year}", year, paper, data()["last"])
    opened = dt.date(year, 11, 3)
    yield Step(f"round-{year}", opened, partial(open_round, paper, opened))
    for n, row in enumerate(row for row in data()["reports"] if row.get("only") != "now"):
        sent = dt.date(year, 11, 20) + dt.timedelta(days=n + (9 if n == 4 else 0))
        yield Step(f"report-{year}-{n}", sent, partial(hand_in, paper, row))
        yield Step(f"accept-{year}-{n}", sent + dt.timedelta(days=2), partial(accept, paper, row))
    yield Step(f"close-{year}", dt.date(year, 12, 10), partial(close, paper))
    yield Step(f"issue-{year}", dt.date(year, 12, 15), partial(issue, paper), atomic=False)
    yield Step(f"over-{year}", dt.date(year + 1, 1, 25), partial(end_plan, paper))


def _this_year(year: int, today: dt.date) -> Iterator[Step]:
    paper = documents.table_plan(year)
    adopted = paper.issued_on + dt.timedelta(days=4)
    title = f"Kế hoạch năm {year}: đưa vào theo dõi, cập nhật tiến độ, mở kỳ báo cáo"
    yield Step(f"plan-{year}-now", adopted, partial(adopt, paper, STANDING), title, atomic=False)
    yield Step(f"request-{year}", dt.date(year, *REQUESTED), partial(open_request, paper, "II/9"))
    yield from _reported(f"progress-{year}-now", year, paper, data()["now"])
    for n, row in enumerate(data()["figures"]):
        yield Step(f"figure-{year}-{n}", _day(year, row["on"]), partial(type_figure, paper, row))
    prose = documents.prose_plan(year)
    received = prose.issued_on + dt.timedelta(days=3)
    title = "Kế hoạch bằng lời văn: đang rà soát"
    yield Step(f"prose-{year}", received, partial(receive, prose, "nongnghiep"), title, atomic=False)
    opened = min(dt.date(year, 11, 2), today - dt.timedelta(days=15))
    yield Step(f"round-{year}-now", opened, partial(open_round, paper, opened))
    for n, (row, then) in enumerate(zip(data()["reports"], _STATES, strict=False)):
        day = opened + dt.timedelta(days=4 + n)
        yield Step(f"report-{year}-now-{n}", day, partial(then, paper, row))
        if then is _accepted:
            yield Step(f"accept-{year}-now-{n}", day + dt.timedelta(days=2), partial(accept, paper, row))


def _reported(key: str, year: int, paper: Paper, rows: list[dict[str, Any]]) -> Iterator[Step]:
    """What bodies say of their parts; several may say the same."""
    for n, row in enumerate(rows):
        for who in [row["who"]] if isinstance(row["who"], str) else row["who"]:
            yield Step(f"{key}-{n}-{who}", _day(year, row["on"]), partial(report, paper, row | {"who": who}))


def _day(year: int, month_day: str) -> dt.date:
    return dt.date.fromisoformat(f"{year}-{month_day}")


# ---------------------------------------------------------------- the document


def receive(paper: Paper, username: str) -> Received:
    """The document comes in and is compiled."""
    who = acting(username)
    received = intake.receive([intake.Upload(paper.name, paper.content)], by=who).paper
    intake.compile_paper(received.pk, lambda _stage, _share: None)
    received.refresh_from_db()
    return received


def adopt(paper: Paper, username: str) -> Plan:
    """The document is reviewed and put into force."""
    received = receive(paper, username)
    if received.plan:
        return received.plan
    who = acting(username)
    _settle_parties(received, who)
    _give_leads(received, who)
    for key in reviews.review(received).left.errors:
        intake.decide_finding(
            received, by=who, seen=_seen(received), target=key, decision="accepted",
            note="Đã hỏi lại cơ quan soạn thảo.",
        )  # fmt: skip
    owner = Province().body("committee")
    return intake.adopt(received, by=who, owner=owner, standing=who.body)


def _seen(paper: Received) -> int:
    return reviews.last_step(paper)


def _settle_parties(paper: Received, who: Any) -> None:
    """Rooms by the table above, doubtful names by the first candidate, unknown ones are not followed."""
    directory = reviews.directory_of(paper)
    review = reviews.review(paper)
    for key in review.left.parties:
        name = review.parties[key].name
        candidates = directory.find(name).candidates
        target: Organisation | BodyGroup | None = candidates[0] if candidates else None
        if name in ROOMS:
            target = Province().body(ROOMS[name])
        intake.match_party(paper, by=who, seen=_seen(paper), key=key, target=target)


def _give_leads(paper: Received, who: Any) -> None:
    """The row that names nobody goes to the Alliance, as the drafting body says when asked."""
    alliance = {"text": "Liên minh HTX tỉnh", "name": "Liên minh Hợp tác xã tỉnh", "collective": False}
    for key in reviews.review(paper).left.unled:
        intake.edit_item(
            paper, by=who, seen=_seen(paper), target=key, fields={"leads": [alliance | {"span": None}]}
        )


# ---------------------------------------------------------------- the work


def _plan(paper: Paper) -> Plan:
    return Plan.objects.get(paper__files__name=paper.name)


def report(paper: Paper, row: Mapping[str, Any]) -> None:
    """A body says how far its part is."""
    year = paper.issued_on.year
    who, day = acting(row["who"]), _day(year, row["on"])
    parts = Assignment.objects.filter(task__plan=_plan(paper), task__code=row["task"], body=who.body)
    part = parts.held_on(day).order_by("-role").first()
    assert part, f"{row['who']} has no part in {row['task']}"
    plans.report_progress(
        part,
        by=who,
        on=day,
        state=row["state"],
        finished_on=_day(year, row["finished"]) if "finished" in row else None,
        percent=row.get("percent", 0),
        narrative=row["text"],
        products=[{"name": name} for name in row.get("products", [])],
        occurrence=_day(year, row["due"]) if "due" in row else None,
    )


def open_request(paper: Paper, task: str) -> None:
    """The request for which a deadline waits comes in."""
    part = DeadlinePart.objects.get(task__plan=_plan(paper), task__code=task)
    day = dt.date(paper.issued_on.year, *REQUESTED)
    plans.open_part(
        part, by=acting(STANDING), on=day, due_on=day + dt.timedelta(days=15),
        note="Công văn của Bộ Tài chính lấy ý kiến dự thảo thông tư.",
    )  # fmt: skip


def type_figure(paper: Paper, row: Mapping[str, Any]) -> None:
    """The standing agency types a figure that no records prove yet."""
    indicator = _plan(paper).indicators.get(code=row["indicator"])
    plans.type_actual(
        indicator, by=acting(STANDING), on=_day(paper.issued_on.year, row["on"]), value=Decimal(row["value"]),
        note=row.get("note", ""),
    )  # fmt: skip


def end_plan(paper: Paper) -> None:
    """The year is over and reported: the plan is followed no more."""
    plans.close_plan(_plan(paper), by=acting(LEADER), reason="Đã tổng kết, báo cáo UBND tỉnh.")


# ---------------------------------------------------------------- reports


def _round(paper: Paper) -> Round:
    return Round.objects.get(plan=_plan(paper))


def _submission(paper: Paper, username: str) -> Submission:
    return Submission.objects.get(round=_round(paper), body=acting(username).body)


def open_round(paper: Paper, day: dt.date) -> None:
    """The standing agency asks for the year's reports."""
    plan, year = _plan(paper), paper.issued_on.year
    duty = plan.reporting.filter(kind="report").order_by("order").first()
    reporting.open_round(
        plan,
        duty,
        by=acting(STANDING),
        title=f"Báo cáo năm {year}",
        period_start=dt.date(year, 1, 1),
        period_end=dt.date(year, 12, 31),
        cutoff=dt.date(year, 11, 30),
        due_on=dt.date(year, 11, 30),
        addressee="Ủy ban nhân dân tỉnh Sơn Hải",
    )


def draft(paper: Paper, row: Mapping[str, Any]) -> Submission:
    """The officer writes the report and saves it."""
    who, submission = acting(row["who"]), _submission(paper, row["who"])
    reporting.prefill(submission, by=who)
    submission.refresh_from_db()
    typed = {name: row[name] for name in reporting.TEXTS if name in row}
    stands = reporting.fields_of(submission)
    base = {name: digest(stands[name]) for name in typed}
    return reporting.save_draft(submission, by=who, typed=typed, base=base).submission


def hand_in(paper: Paper, row: Mapping[str, Any]) -> Submission:
    """The report is written and handed in by whoever may."""
    written = draft(paper, row)
    return reporting.submit(written, by=acting(row.get("sent_by", row["who"])), revision=written.revision)


def accept(paper: Paper, row: Mapping[str, Any]) -> None:
    """The collector takes the report."""
    reporting.accept(_submission(paper, row["who"]), by=acting(STANDING))


def send_back(paper: Paper, row: Mapping[str, Any]) -> None:
    """The report is handed in, and comes back with a reason."""
    handed = hand_in(paper, row)
    reporting.return_submission(
        handed, by=acting(STANDING), reason="Chưa nêu số hợp tác xã được hỗ trợ đăng ký nhãn hiệu."
    )


def _accepted(paper: Paper, row: Mapping[str, Any]) -> None:
    hand_in(paper, row)


# What becomes of this year's reports, in the order of `reports`: two taken, three handed in, one sent
# back, two being written, the others not begun.
_STATES = (_accepted, _accepted, hand_in, hand_in, send_back, hand_in, draft, draft)


def close(paper: Paper) -> None:
    """No more reports are taken."""
    reporting.close_round(_round(paper), by=acting(STANDING))


def issue(paper: Paper) -> None:
    """The consolidated report is made, signed and issued."""
    round_ = _round(paper)
    if round_.state == Round.State.ISSUED:
        return
    asked = reporting.ask_consolidation(round_, by=acting(STANDING))
    made = reporting.consolidate(asked.pk)
    reporting.issue(made, by=acting(LEADER), number="318/BC-STC", issued_on=timezone.localdate())
