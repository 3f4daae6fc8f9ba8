"""The decision that is made here, sent out and received again, says what was proposed."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hopluc.compiler import read
from hopluc.compiler.amend import compile_amending, is_amending, resolve
from hopluc.compiler.format import to_json
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.intake import clauses
from hopluc.intake.amending import resolver
from hopluc.intake.as_it_reads import as_it_reads, document_of
from hopluc.office.official import write_docx
from hopluc.plans.amendments import actions, queries, rules
from hopluc.plans.amendments.document import decision
from hopluc.plans.models import Plan, Proposal, Task
from hopluc.plans.standings import now
from tests import factories
from tests.plans.test_amendments import World

TIMES = (
    "Trước ngày 30/9/2026", "Quý III/2026", "Thường xuyên", "Hằng năm", "Tháng 5/2026",
    "Chậm nhất 18/12 hằng năm", "Giai đoạn 2026-2030", "Từ ngày 01/3/2026 đến ngày 15/4/2026",
)  # fmt: skip
WORK = st.sampled_from(
    ("Mở phiên chợ nông sản ven biển", "Lập sàn bán hàng cho hợp tác xã", "Bổ sung vốn cho quỹ hỗ trợ",
     "Rà soát, sửa đổi quy chế phối hợp; công bố kết quả", "Bãi bỏ thủ tục không còn cần thiết",
     "Xây dựng 03 mô hình nuôi biển, trong đó có 01 mô hình ở xã đảo")
)  # fmt: skip
PRODUCTS = st.lists(
    st.sampled_from(("Báo cáo", "Kế hoạch", "Sàn bán hàng", "Tờ trình")), max_size=2, unique=True
)
FIGURES = st.tuples(st.sampled_from(("=", ">=", "<=", ">", "<")), st.sampled_from(("15", "2.5", "1200")))
BODIES = st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True)


def _time(words: str) -> dict[str, Any]:
    found = read_deadline(words, 0, len(words))
    assert found is not None
    return {"deadline_text": words, "parts": to_json(found.parts)}


CHANGES = st.one_of(
    st.tuples(st.just("deadline"), st.integers(0, 2), st.sampled_from(TIMES)),
    st.tuples(st.just("words"), st.integers(0, 2), st.tuples(WORK, PRODUCTS)),
    st.tuples(
        st.just("leads"), st.integers(0, 2), st.tuples(BODIES, st.lists(st.integers(0, 3), max_size=1))
    ),
    st.tuples(st.just("dropped"), st.integers(0, 2), st.none()),
    st.tuples(st.just("moved"), st.integers(0, 2), st.none()),
    st.tuples(st.just("new_task"), st.booleans(), st.tuples(WORK, PRODUCTS, BODIES, st.sampled_from(TIMES))),
    st.tuples(st.just("target"), st.just(0), FIGURES),
    st.tuples(st.just("new_target"), st.just(0), FIGURES),
)


class Scene(World):
    """A plan of two groups and three tasks."""

    def __init__(self) -> None:
        super().__init__()
        self.other = self.plan.groups.create(code="II", title="Hỗ trợ hợp tác xã", order=2)
        tasks = [self.task, factories.task(self.plan, self.home, text="Cấp vốn mồi cho hợp tác xã trẻ")]
        tasks.append(factories.task(self.plan, self.alliance, text="Dạy nghề đan lưới", group=self.other))
        for number, task in enumerate(tasks, start=1):  # as plans number them: never above three digits
            Task.objects.filter(pk=task.pk).update(number=str(number), code=f"{task.group.code}/{number}")
            task.refresh_from_db()
        self.tasks = tasks
        self.bodies = [self.standing, self.trade, self.alliance, self.home]
        Plan.objects.filter(pk=self.plan.pk).update(number="21/KH-UBND")
        self.plan.refresh_from_db()

    def proposal(self, kind: str, which: Any, what: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The values of a change and the row that it is of."""
        if kind == "target":
            before = {"op": self.target.op, "value": "20"}
            after = rules.changed(before, {"op": what[0], "value": what[1]})
            return after, {"task": None, "indicator": self.target}
        if kind == "new_target":
            values = {"name": "Số lớp tập huấn", "unit": "lớp", "op": what[0], "value": what[1], "per": ""}
            return values | dict.fromkeys(("low", "high", "baseline", *rules.DAYS)), {"task": None}
        if kind == "new_task":
            work, products, leads, time = what
            parent = self.task if which else None
            values = {"group": self.task.group_id, "parent": parent.pk if parent else None, "number": "7"}
            values |= {"text": work, "products": products}
            return values | self.parties(leads, []) | _time(time), {"task": None}
        of: dict[str, Any] = {"task": self.tasks[which]}
        return {
            "deadline": lambda: _time(what),
            "words": lambda: {"text": what[0], "products": what[1] or ["Văn bản"]},
            "leads": lambda: self.parties(what[0], [n for n in what[1] if n not in what[0]]),
            "dropped": dict,
            "moved": lambda: {"group": (self.other if of["task"].group != self.other else self.first).pk},
        }[kind](), of

    @property
    def first(self) -> Any:
        return self.plan.groups.get(code="I")

    def parties(self, leads: list[int], others: list[int]) -> dict[str, Any]:
        named = [[self.party(self.bodies[n]) for n in chosen] for chosen in (leads, others)]
        return {"leads": named[0], "coordinators": named[1]}


def asked(rows: list[Proposal]) -> list[Any]:
    """What proposals say, beside the words that only their decision adds."""
    return [(row.kind, row.task_id, row.indicator_id, _said(row.values)) for row in rows]


def _said(values: dict[str, Any]) -> dict[str, Any]:
    quiet = {"note": "", "mandate": "", "parent": None}
    return {name: value for name, value in values.items() if quiet.get(name, ...) != value}


def thing(change: tuple[str, Any, Any]) -> tuple[str, int]:
    """What a change is about: a task, or what it brings in."""
    kind, which, _what = change
    return (kind, 0) if kind in ("new_task", "target", "new_target") else ("task", int(which))


class RoundTrip(TestCase):
    """Every decision made here."""

    @settings(
        max_examples=6,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),  # a scene in a database is dear: no shrinking
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(CHANGES, min_size=1, max_size=4, unique_by=thing))
    def test_the_decision_compiles_back_to_its_proposals(self, changes: list[tuple[str, Any, Any]]) -> None:
        said = {change[:2] for change in changes}
        assume(not {("dropped", 0), ("new_task", True)} <= said)  # nothing stands under what goes
        scene = Scene()
        rows = []
        for kind, which, what in changes:
            values, of = scene.proposal(kind, which, what)
            rows.append(scene.propose(kind, values, by=scene.officer, **of))
        draft = actions.gather(scene.plan, rows, by=scene.officer)
        made = write_docx(decision(draft, queries.changes(draft)))
        amending = compile_amending(read.read_bytes(made, "quyet-dinh.docx"))
        assert is_amending(amending.document)
        assert amending.amended is not None
        assert amending.amended.number == "21/KH-UBND"
        reads = as_it_reads(scene.plan, document_of(scene.plan), now())
        found = resolve(amending, reads)
        laid = clauses.laid(scene.plan, amending, found, resolver(scene.plan, None), "Theo văn bản")
        assert laid.left == []
        assert asked([row.proposal for row in laid.rows]) == asked(
            [one.proposal for one in queries.changes(draft)]
        )
        assert Task.objects.filter(plan=scene.plan).count() == 3
