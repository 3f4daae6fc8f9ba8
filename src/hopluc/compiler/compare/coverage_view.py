"""A coverage as a view."""

from __future__ import annotations

from collections import Counter

from hopluc.compiler.compare.model import (
    Against,
    Carrying,
    Charge,
    Coverage,
    Covered,
    Sureness,
    TargetCover,
)
from hopluc.compiler.compare.view import Line, Row, Section, Tone, View, counted, name_of, plain

_HOW: dict[Sureness, str] = {
    "mandate": "theo cột nhiệm vụ cấp trên",
    "words": "theo từ ngữ",
    "disputed": "còn ngờ",
}
_CHARGES: dict[Charge, str] = {
    "lead": "được giao chủ trì",
    "coordinator": "được giao phối hợp",
    "maybe": "có thể thuộc các cơ quan liên quan",
}
_AGAINST: dict[Against, tuple[str, str, Tone]] = {
    # badge, word in counts, tone
    "equal": ("BẰNG", "bằng", "good"),
    "more": ("CAO HƠN", "cao hơn", "good"),
    "less": ("THẤP HƠN", "thấp hơn", "bad"),
    "other": ("KHÁC", "không so được", "changed"),
    "missing": ("THIẾU", "thiếu", "bad"),
}


def coverage_view(coverage: Coverage) -> View:
    """The view of a coverage: what is carried out, what is not, targets, and the lower plans' own work."""
    sections = [_tasks(coverage)]
    if coverage.targets:
        sections.append(_targets(coverage))
    sections += [_alone(coverage, place) for place in range(len(coverage.lowers))]
    return View(
        title="Kế hoạch cấp dưới thực hiện kế hoạch cấp trên",
        old_label="Cấp trên",
        new_label="Cấp dưới",
        old=(name_of(coverage.superior),),
        new=tuple(_lower(coverage, place) for place in range(len(coverage.lowers))),
        sections=tuple(sections),
    )


def _lower(coverage: Coverage, place: int) -> str:
    """A lower plan's name, and whether it names the superior one."""
    said = {True: "có viện dẫn cấp trên", False: "không viện dẫn cấp trên", None: None}[coverage.cited[place]]
    name = _mark(coverage, place) + name_of(coverage.lowers[place])
    return f"{name} ({said})" if said else name


def _mark(coverage: Coverage, place: int) -> str:
    """What tells several lower plans apart before an id."""
    return f"[{place + 1}] " if len(coverage.lowers) > 1 else ""


def sureness(covered: Covered) -> str:
    """How surely a superior task is carried out: sure, disputed, none."""
    if any(by.how != "disputed" for by in covered.by):
        return "sure"
    return "disputed" if covered.by else "none"


def _tasks(coverage: Coverage) -> Section:
    counts = Counter(map(sureness, coverage.tasks))
    open_ = [covered for covered in coverage.tasks if sureness(covered) == "none"]
    owed = sum(1 for covered in open_ if any(charge in ("lead", "coordinator") for charge in covered.charges))
    summary = counted(
        {
            "được thực hiện": counts["sure"],
            "còn ngờ": counts["disputed"],
            "chưa thấy ai thực hiện": counts["none"],
            "trong đó cấp dưới được giao": owed,
        }
    )
    order = {"none": 0, "disputed": 1, "sure": 2}
    rows = sorted(coverage.tasks, key=lambda covered: order[sureness(covered)])
    return Section("tasks", "Nhiệm vụ của cấp trên", summary, tuple(_task(coverage, row) for row in rows))


def _task(coverage: Coverage, covered: Covered) -> Row:
    badge, tone = _BADGES[sureness(covered)]
    ids = "; ".join(f"{_mark(coverage, by.plan)}{by.task.id}" for by in covered.by)
    charges = (
        Line(f"{_mark(coverage, place)}Cấp dưới", plain(_CHARGES[charge]))
        for place, charge in enumerate(covered.charges)
        if charge is not None
    )
    lines = (
        Line("", plain(covered.task.text)),
        *(_carrying(coverage, by) for by in covered.by),
        *charges,
    )
    return Row(badge, tone, covered.task.id, ids, lines)


_BADGES: dict[str, tuple[str, Tone]] = {
    "sure": ("CÓ", "good"),
    "disputed": ("NGỜ", "changed"),
    "none": ("CHƯA", "bad"),
}


def _carrying(coverage: Coverage, by: Carrying) -> Line:
    return Line(f"{_mark(coverage, by.plan)}{by.task.id}", plain(by.task.text), _HOW[by.how])


def _targets(coverage: Coverage) -> Section:
    counts = Counter(target.against for target in coverage.targets)
    summary = counted({word: counts[against] for against, (_, word, _) in _AGAINST.items()})
    rows = tuple(_target(coverage, target) for target in coverage.targets)
    return Section("targets", "Chỉ tiêu của cấp trên", summary, rows)


def _target(coverage: Coverage, target: TargetCover) -> Row:
    badge, _, tone = _AGAINST[target.against]
    mark = _mark(coverage, target.plan)
    lines = [Line("", plain(target.target.text)), Line("Cấp trên", plain(target.figure))]
    if target.by is not None:
        note = None if target.same_period else "cho thời kỳ khác"
        lines.append(Line("Cấp dưới", plain(f"{target.by_figure} · {target.by.text}"), note))
    doubts = ("từ ngữ khác nhiều hoặc có chỉ tiêu khác giống gần như vậy",) if target.doubts else ()
    ids = f"{mark}{target.by.id}" if target.by else mark.strip()
    return Row(badge, tone, target.target.id, ids, tuple(lines), doubts)


def _alone(coverage: Coverage, place: int) -> Section:
    sides = coverage.alone[place]
    rows = tuple(Row("RIÊNG", "kept", "", one.id, (Line("", plain(one.text)),)) for one in sides)
    title = f"{_mark(coverage, place)}Nhiệm vụ riêng của cấp dưới"
    return Section(f"own-{place + 1}", title, f"{len(sides)} nhiệm vụ không thuộc kế hoạch cấp trên", rows)
