"""What tests have a running server's database hold, made inside the product by the rooms' own actions.

A test says `server.make("tests.system.served", "writers", count=8)`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.db import transaction
from django.utils import timezone

from hopluc.intake import actions as intake
from hopluc.intake.actions import Upload
from hopluc.organizations.models import Organisation, User
from hopluc.plans.models import Assignment
from hopluc.plans.standings import refresh
from hopluc.reporting import actions as reporting
from hopluc.reporting.models import Round
from tests import factories
from tests.factories import Role

LEADS = ("Sở Nông nghiệp và Môi trường", "Sở Công Thương", "Sở Nội vụ", "Sở Khoa học và Công nghệ")
HEAD = """ỦY BAN NHÂN DÂN TỈNH SƠN HẢI

Số: 21/KH-UBND

Sơn Hải, ngày 12 tháng 01 năm 2026

KẾ HOẠCH

Phát triển kinh tế tập thể tỉnh Sơn Hải năm 2026

I. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp, báo cáo UBND tỉnh trước ngày 20/12/2026.

PHỤ LỤC

Phân công nhiệm vụ

TT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\tSản phẩm
"""
# What a row of the table asks for: words enough that no two rows read alike.
DEEDS = (
    "Mở lớp tập huấn",
    "Rà soát sổ góp vốn",
    "Tổ chức phiên chợ",
    "Kiểm tra kho lạnh",
    "Lập hồ sơ vay vốn",
)
GROUPS = ("I", "II", "III", "IV", "V")
PLACES = ("ven biển", "miền núi", "vùng nuôi tôm", "vùng chè", "đồng muối", "bãi ngang", "cửa sông")


def long_plan(rows: int) -> str:
    """A plan of so many tasks, as a text with its table, in groups of three hundred."""
    lines = []
    for n in range(rows):
        if n % 300 == 0:
            lines.append(f"{GROUPS[n // 300]}\tCông việc phần {n // 300 + 1}\t\t\t\t")
        lines.append(
            f"{n % 300 + 1}\t{DEEDS[n % 5]} cho hợp tác xã {PLACES[n % 7]}, đợt {n}\t{LEADS[n % 4]}\t"
            f"Sở Tài chính\tTrước ngày {1 + n % 28:02}/{2 + n % 11:02}/2026\tBáo cáo đợt {n}"
        )
    return HEAD + "\n".join(lines) + "\n"


def province() -> tuple[Organisation, Organisation, list[Organisation]]:
    """The committee, the finance department and the departments that lead, made once.

    Every call is a process of its own: its numbers begin where no earlier one's have been.
    """
    factories._numbers = itertools.count(100_000 * User.objects.count() + 1)
    head = Organisation.objects.filter(name="Ủy ban nhân dân tỉnh Sơn Hải").first()
    if head is None:
        head = factories.province()
        for name in ("Sở Tài chính", *LEADS):
            factories.body(name, parent=head)
    known = {body.name: body for body in Organisation.objects.filter(parent=head)}
    return head, known["Sở Tài chính"], [known[name] for name in LEADS]


def receive(rows: int) -> dict[str, Any]:
    """A long plan received by the finance department; its reading begins at once."""
    head, finance, _ = province()
    by = factories.acting(finance)
    paper, _made = intake.receive([Upload("ke-hoach-dai.txt", long_plan(rows).encode())], by=by)
    return {"paper": paper.pk, "person": by.user.username, "owner": head.pk, "standing": finance.pk}


@transaction.atomic
def hand_in(bodies: int, tasks: int) -> dict[str, Any]:
    """A round to which so many bodies have handed in their reports of so many tasks each."""
    head, finance, _ = province()
    plan = factories.plan(head, standing=finance, number=f"{bodies}/KH-UBND")
    leads = [factories.body(parent=head) for _ in range(bodies)]
    for lead in leads:
        for n in range(tasks):
            factories.task(plan, lead, due=dt.date(2026, 11, 30), text=f"Việc {n} của {lead.name}")
    by = factories.acting(finance)
    period = {"period_start": plan.period_start, "period_end": plan.period_end}
    days = {"cutoff": dt.date(2026, 12, 1), "due_on": dt.date(2026, 12, 1)}
    round_ = reporting.open_round(plan, None, by=by, title="Báo cáo năm", bodies=leads, **period, **days)
    _send_all(round_)
    return {"round": round_.pk, "person": by.user.username}


def _send_all(round_: Round) -> None:
    for submission in round_.submissions.select_related("body"):
        who = factories.acting(submission.body)
        reporting.save_draft(submission, by=who, typed={"overview": "Đúng tiến độ."}, base={})
        submission.refresh_from_db()
        reporting.submit(submission, by=who, revision=submission.revision)


@transaction.atomic
def writers(count: int) -> dict[str, Any]:
    """So many bodies, each with a part of its own in one plan and an officer who reports on it."""
    head, finance, _ = province()
    plan = factories.plan(head, standing=finance)
    made = []
    for _ in range(count):
        body = factories.body(parent=head)
        task = factories.task(plan, body, due=dt.date(2026, 11, 30))
        made.append({"person": factories.person(body).username, "part": task.assignments.get().pk})
    return {"plan": plan.pk, "writers": made}


@transaction.atomic
def two_departments(tasks: int) -> dict[str, Any]:
    """A department with so many open parts and the one that it goes into; who may say so."""
    head, _finance, _ = province()
    plan = factories.plan(head)
    old, new = factories.body(parent=head), factories.body(parent=head)
    for n in range(tasks):
        factories.task(plan, old, due=dt.date(2026, 11, 30), text=f"Việc {n} phải chuyển")
    by = factories.person(head, Role.ADMINISTRATOR)
    return {"old": old.pk, "new": new.pk, "person": by.username}


@transaction.atomic
def late_bodies(count: int) -> dict[str, Any]:
    """A plan in which so many bodies are late with two parts each, and who urges them."""
    head, finance, _ = province()
    plan = factories.plan(head, standing=finance, number="7/KH-UBND")
    past = timezone.localdate() - dt.timedelta(days=9)
    for _ in range(count):
        body = factories.body(parent=head)
        for _ in range(2):
            factories.task(plan, body, due=past)
    refresh(list(Assignment.objects.filter(plan=plan).select_related("task__plan")))
    return {"plan": plan.pk, "person": factories.person(finance).username}
