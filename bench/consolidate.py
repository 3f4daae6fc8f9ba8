"""Consolidating a round through the database, from the submissions as frozen to the two files.

Two rounds: 80 agencies × 60 tasks (each agency leads all of them and says a sentence of each), and
60 indicators × 3,321 communes. Each is made in a process of its own, on a scratch SQLite database
or on the server of DATABASE_URL (a database `hopluc_bench_consolidate` is made there anew).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from typing import Any

from bench import Figure, show

DUE = dt.date(2026, 11, 30)
SENTENCE = (
    "Đã rà soát, lập danh sách {n} hợp tác xã trên địa bàn và làm việc với từng hợp tác xã về nội dung này."
)
ROUNDS = {"tasks": (80, 60, 0, "≤ 5 s"), "figures": (3321, 0, 60, "≤ 10 s")}


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measured(*ROUNDS[sys.argv[1]][:3])))
        return
    show([row for name in ROUNDS for row in _rows(name)])


def _rows(name: str) -> list[Figure]:
    """The figures of one round, made in a process of its own."""
    bodies, tasks, indicators, wanted = ROUNDS[name]
    child = [sys.executable, "-m", "bench.consolidate", name]
    out = subprocess.run(child, stdout=subprocess.PIPE, text=True, check=True).stdout
    found = json.loads(out.splitlines()[-1])
    what = f"{bodies} cơ quan × {tasks or indicators} {'nhiệm vụ' if tasks else 'chỉ tiêu'}"
    reached = f"{found['seconds']:.1f} s ({found['cpu']:.1f} s CPU), {found['megabytes']:.0f} MB"
    return [
        Figure(f"tổng hợp {what}", wanted, reached),
        *(Figure(f"  {part}", "-", f"{found[part]:.2f} s") for part in ("read", "merge", "docx", "xlsx")),
        Figure("  cỡ tệp docx, xlsx", "-", f"{found['docx_kb']:.0f} kB, {found['xlsx_kb']:.0f} kB"),
    ]


def measured(bodies: int, tasks: int, indicators: int) -> dict[str, float]:
    """Seconds and peak memory of the job, with the parts of it timed apart in a second run."""
    with tempfile.TemporaryDirectory(prefix="hopluc-bench-") as scratch:
        _prepare(scratch)
        round_, user = _world(bodies, tasks, indicators)
        from hopluc.reporting import actions
        from hopluc.reporting.models import ConsolidatedReport

        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        report = ConsolidatedReport.objects.create(round=round_, edition=1, made_by=user)
        begun, worked = time.perf_counter(), time.process_time()
        made = actions.consolidate(report.pk)
        found = {"seconds": time.perf_counter() - begun}
        found["cpu"] = time.process_time() - worked
        found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found["before"] = before / 1024
        return found | _apart(round_) | {
            "docx_kb": made.docx.size / 1024 if made.docx else 0,
            "xlsx_kb": made.xlsx.size / 1024 if made.xlsx else 0,
        }  # fmt: skip


def _apart(round_: Any) -> dict[str, float]:
    """Where the time goes."""
    from hopluc.office.official import write_docx
    from hopluc.office.sheets import write_xlsx
    from hopluc.reporting.consolidation import consolidate
    from hopluc.reporting.document import official_document
    from hopluc.reporting.frozen import asked, handed_in
    from hopluc.reporting.workbook import workbook

    marks = [time.perf_counter()]
    handed, sources = handed_in(round_)
    marks.append(time.perf_counter())
    content = consolidate(asked(round_, DUE), handed, sources)
    marks.append(time.perf_counter())
    write_docx(official_document(content))
    marks.append(time.perf_counter())
    write_xlsx(workbook(content, handed))
    marks.append(time.perf_counter())
    names = ("read", "merge", "docx", "xlsx")
    return {name: after - before for name, before, after in zip(names, marks, marks[1:], strict=False)}


def _prepare(scratch: str) -> None:
    """Django on an empty database; nothing of the checkout's own is touched."""
    os.environ.update({"HOPLUC_VAR": scratch, "DJANGO_SETTINGS_MODULE": "hopluc.config.settings"})
    server = os.environ.get("DATABASE_URL")
    if server:
        import psycopg

        name = "hopluc_bench_consolidate"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
        os.environ["DATABASE_URL"] = f"{server.rsplit('/', 1)[0]}/{name}"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _world(bodies: int, tasks: int, indicators: int) -> tuple[Any, Any]:
    """A round to which every body has handed in, straight into the tables."""
    from django.utils import timezone

    from hopluc.organizations.models import Organisation
    from hopluc.plans.models import Assignment, Indicator
    from hopluc.reporting.content import Handed, Part, Reported, to_json
    from hopluc.reporting.models import Round, Submission, SubmissionEvent
    from tests import factories

    root = factories.province()
    finance = factories.body("Sở Tài chính", parent=root)
    plan = factories.plan(root, standing=finance)
    made = [
        Organisation(
            kind="committee",
            level="commune",
            parent=root,
            path=f"{root.path}{100 + n:06d}",
            name=f"Ủy ban nhân dân xã Số {n}",
            folded=f"uy ban nhan dan xa so {n}",
            sort_key=f"{n:06d}",
        )
        for n in range(bodies)
    ]
    listed = Organisation.objects.bulk_create(made, batch_size=500)
    work = [factories.task(plan, text=f"Rà soát, hỗ trợ hợp tác xã nội dung thứ {n}") for n in range(tasks)]
    Assignment.objects.bulk_create(
        [Assignment(plan=plan, task=task, body=body, role="lead") for task in work for body in listed],
        batch_size=500,
    )
    wanted = Indicator.objects.bulk_create(
        [
            Indicator(plan=plan, code=str(n), order=n, name=f"Chỉ tiêu thứ {n} của hợp tác xã", unit="HTX",
                      op="=", value=Decimal(100))
            for n in range(indicators)
        ]
    )  # fmt: skip
    opener = factories.person(finance)
    round_ = Round.objects.create(
        plan=plan, collector=finance, addressee=root.name, title="Báo cáo năm 2026", opened_by=opener,
        period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31), cutoff=DUE, due_on=DUE,
    )  # fmt: skip
    now = timezone.now()
    submissions = Submission.objects.bulk_create(
        [
            Submission(round=round_, body=body, body_name=body.name, state="submitted", submitted_at=now,
                       first_submitted_on=DUE)
            for body in listed
        ],
        batch_size=500,
    )  # fmt: skip
    contents = (
        Handed(
            body.pk,
            body.name,
            body.sort_key,
            DUE,
            overview=f"Xã số {body.pk} thực hiện đúng kế hoạch.",
            difficulties="Kinh phí bố trí chậm." if body.pk % 3 else f"Khó khăn riêng của xã số {body.pk}.",
            parts=tuple(
                Part(task.pk, "lead", ("done_on_time", "on_track", "overdue")[task.pk % 3], percent=50,
                     narrative=SENTENCE.format(n=body.pk), task_code=task.code, task_text=task.text,
                     group_code="I", order=task.order)
                for task in work
            ),
            figures=tuple(
                Reported(one.pk, Decimal(body.pk % 17), name=one.name, unit=one.unit, target="100",
                         order=one.order)
                for one in wanted
            ),
        )
        for body in listed
    )  # fmt: skip
    SubmissionEvent.objects.bulk_create(
        (
            SubmissionEvent(submission=one, verb="submit", by_name="Người gửi", content=to_json(content))
            for one, content in zip(submissions, contents, strict=True)
        ),
        batch_size=200,
    )
    return Round.objects.select_related("plan__owner", "collector__parent").get(pk=round_.pk), opener


if __name__ == "__main__":
    main()
