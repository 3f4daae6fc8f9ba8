"""A diff as a view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hopluc.compiler.compare.model import Change, Diff, Doubt, DoubtCode, Field, Kind, Mark, Segment, What
from hopluc.compiler.compare.view import Ink, Line, Row, Run, Section, Tone, View, counted, name_of, plain

SECTIONS: dict[What, str] = {
    "task": "Nhiệm vụ",
    "indicator": "Chỉ tiêu",
    "citation": "Văn bản viện dẫn",
    "reporting": "Chế độ báo cáo",
    "duty": "Trách nhiệm khác",
}
_KINDS: dict[Kind, tuple[str, str, Tone]] = {
    # kind: badge, word in counts, tone
    "added": ("THÊM", "thêm", "added"),
    "dropped": ("BỎ", "bỏ", "dropped"),
    "changed": ("SỬA", "sửa", "changed"),
    "merged": ("GỘP", "gộp", "moved"),
    "split": ("TÁCH", "tách", "moved"),
    "kept": ("GIỮ", "giữ nguyên", "kept"),
}
_LABELS = {
    "text": "Nội dung",
    "role": "Vai trò",
    "leads": "Chủ trì",
    "coordinators": "Phối hợp",
    "deadline": "Thời hạn",
    "products": "Sản phẩm",
    "group": "Nhóm",
    "mandate": "Nhiệm vụ cấp trên",
    "note": "Ghi chú",
    "figure": "Con số",
    "name": "Tên chỉ tiêu",
    "unit": "Đơn vị tính",
    "period": "Thời kỳ",
    "baseline": "So với",
    "for": "Giao cho",
    "each": "Từng đơn vị",
    "issued_on": "Ngày ban hành",
    "cited_as": "Cách viện dẫn",
    "title": "Tên văn bản",
    "from": "Nơi báo cáo",
    "to": "Nơi nhận",
    "due": "Thời hạn",
    "of": "Trách nhiệm của",
}
_INKS: dict[Mark, Ink] = {
    "same": "same",
    "slip": "quiet",
    "rolled": "quiet",
    "renamed": "quiet",
    "del": "del",
    "ins": "ins",
}
_LISTS = frozenset({"leads", "coordinators", "for", "from", "to", "of"})
_NOTES = {
    "renamed": "cơ quan đổi tên hoặc sáp nhập",
    "promoted": "từ phối hợp thành chủ trì",
    "demoted": "từ chủ trì thành phối hợp",
    "rolled": "chuyển theo năm kế hoạch",
    "not-rolled": "vẫn là mốc của kỳ trước",
}
_DOUBTS: dict[DoubtCode, str] = {
    "two-candidates": "một mục khác ({other}) giống gần như vậy",
    "weak-words": "từ ngữ khác nhiều, ghép nhờ cùng cơ quan, nhóm hoặc số",
    "weak-part": "chỉ một phần nội dung được gộp hoặc tách thấy ở mục kia",
    "number-disagrees": "số thứ tự và nhóm lại chỉ mục {other}",
    "lead-disagrees": "cơ quan chủ trì và số thứ tự lại chỉ mục {other}",
    "same-number-only": "cùng số, khác năm: có thể là hai văn bản",
}
_VALUES = {
    "true": "có",
    "false": "không",
    "implements": "văn bản được triển khai",
    "legal_basis": "căn cứ",
    "mention": "được nhắc đến",
    "report": "báo cáo",
    "budget": "dự toán",
    "amendment": "điều chỉnh kế hoạch",
    "problem": "khó khăn, vướng mắc",
    "own_plan": "lập kế hoạch riêng",
    "work_programme": "đưa vào chương trình công tác",
    "supervise": "theo dõi, đôn đốc",
    "staff": "cử cán bộ",
    "other": "khác",
}


def diff_view(diff: Diff, quiet: bool = False) -> View:
    """The view of a diff. What is quiet is counted; with `quiet` it is shown too."""
    sections = (_section(diff, what, title, quiet) for what, title in SECTIONS.items())
    return View(
        title="So sánh hai kế hoạch",
        old_label="Cũ",
        new_label="Mới",
        old=(name_of(diff.old),),
        new=(name_of(diff.new),),
        sections=tuple(section for section in sections if section is not None),
        note=None if diff.found else "Không có thay đổi về nội dung.",
    )


def _section(diff: Diff, what: What, title: str, quiet: bool) -> Section | None:
    changes = diff.of(what)
    if not changes:
        return None
    counts = Counter(change.kind for change in changes)
    disputed = sum(1 for change in changes if change.doubts)
    words = {word: counts[kind] for kind, (_, word, _) in _KINDS.items()} | {"còn ngờ": disputed}
    shown = [change for change in changes if quiet or not change.quiet]
    rows = tuple(_row(change, quiet) for change in shown)
    return Section(what, title, counted(words), rows, len(changes) - len(rows))


def _row(change: Change, quiet: bool) -> Row:
    badge, _, tone = _KINDS[change.kind]
    return Row(
        badge,
        tone,
        _ids(change, old=True),
        _ids(change, old=False),
        tuple(_lines(change, quiet)),
        tuple(map(_doubt, change.doubts)),
    )


def _ids(change: Change, old: bool) -> str:
    sides = change.old if old else change.new
    return " + ".join(_VALUES.get(side.id, side.id) for side in sides)


def _lines(change: Change, quiet: bool) -> Iterable[Line]:
    """The item's words, marked if they changed, then its other fields."""
    fields = {field.name for field in change.fields if quiet or not field.quiet}
    main = {"task": "text", "indicator": "name", "citation": "title"}.get(change.what, "text")
    if main not in fields:
        sides = change.new or change.old
        yield Line("", plain(" · ".join(side.text for side in sides)))
    for field in change.fields:
        if change.kind in ("added", "dropped"):
            yield Line(_LABELS[field.name], plain(field.new or field.old or ""))
        elif quiet or not field.quiet:
            yield _line(field)


def _line(field: Field) -> Line:
    notes = [field.delta, _NOTES.get(field.note or "")]
    return Line(
        _LABELS.get(field.name, field.name),
        runs_of(field),
        "; ".join(filter(None, notes)) or None,
        field.quiet,
    )


def runs_of(field: Field) -> tuple[Run, ...]:
    """A field's words: marked one by one, or the old value and the new one."""
    if field.name == "role":
        return plain(field.new or "")
    if field.name in _LISTS:
        bodies = (_runs(segment) for segment in field.segments)
        return tuple(run for body in bodies for run in (*body, Run("same", "; ")))[:-1]
    if field.segments:
        return tuple(_spaced(run for segment in field.segments for run in _runs(segment)))
    old = (Run("del", _VALUES.get(field.old, field.old)), Run("same", " ")) if field.old else ()
    new = (Run("ins", _VALUES.get(field.new, field.new)),) if field.new else ()
    return (*old, *new)


def _spaced(runs: Iterable[Run]) -> Iterable[Run]:
    """Runs with a space between any two that touch."""
    last = " "
    for run in runs:
        if not last[-1].isspace() and not run.text[0].isspace():
            yield Run("same", " ")
        yield run
        last = run.text


def _runs(segment: Segment) -> Iterable[Run]:
    """A segment in its ink; the space at its end in none."""
    text = segment.old_text if segment.mark == "del" else segment.new_text
    bare = text.rstrip()
    if bare:
        yield Run(_INKS[segment.mark], bare)
    if len(bare) < len(text):
        yield Run("same", text[len(bare) :])


def _doubt(doubt: Doubt) -> str:
    return _DOUBTS[doubt.code].format(other=doubt.other or "")
