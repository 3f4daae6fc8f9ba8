"""A reviewer's deeds: each lays one correction over the compiled plan, under the paper's lock.

Every deed names the last correction that its page has seen. Where somebody changed the same item
since, nothing is written and ConflictError tells what they did; changes of other items stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import hold
from hopluc.compiler.format import from_json
from hopluc.intake import access, queries, rules
from hopluc.intake.models import Compilation, Correction, Match, Paper
from hopluc.intake.naming import kind_of_name
from hopluc.intake.rules import Json, Step
from hopluc.intake.works import work_of
from hopluc.organizations import actions as organizations
from hopluc.organizations.acting import Acting
from hopluc.organizations.matching import Directory
from hopluc.organizations.models import PATH_STEP, BodyGroup, Level, Organisation
from hopluc.viet.text import fold


class ConflictError(ValidationError):
    """Somebody changed the same item since the page was drawn; `steps` is what they did."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__(_("Mục này vừa được sửa ở nơi khác. Xem bản mới rồi quyết định."), "conflict")
        self.steps = list(steps)


def edit_item(paper: Paper, *, by: Acting, seen: int, target: str, fields: Json) -> Correction:
    """Give fields of an item (or of `document`) new values."""
    return _correct(paper, by, seen, "edit", target, {"fields": fields})


def add_item(
    paper: Paper, *, by: Acting, seen: int, section: str, item: Json, after: str | None = None
) -> Correction:
    """Add an item that the compiler did not see, behind `after` or at the end."""
    return _correct(paper, by, seen, "add", section, {"item": item, "after": after})


def split_item(paper: Paper, *, by: Acting, seen: int, target: str, at: int) -> Correction:
    """Make two tasks of one, whose words break before the character `at`."""
    return _correct(paper, by, seen, "split", target, {"at": at, "where": None})


def merge_items(paper: Paper, *, by: Acting, seen: int, target: str, other: str) -> Correction:
    """Make one task of two: `target` takes in the words and parties of `other`."""
    return _correct(paper, by, seen, "merge", target, {"with": other})


def drop_item(paper: Paper, *, by: Acting, seen: int, target: str) -> Correction:
    """Leave an item out of the plan."""
    return _correct(paper, by, seen, "drop", target, {})


def restore_item(paper: Paper, *, by: Acting, seen: int, target: str) -> Correction:
    """Take a dropped item back in."""
    return _correct(paper, by, seen, "restore", target, {})


def decide_finding(
    paper: Paper, *, by: Acting, seen: int, target: str, decision: str, note: str = ""
) -> Correction:
    """Say of a finding: seen and left as it is (`accepted`), or no mistake (`rejected`)."""
    if decision not in {"accepted", "rejected"}:
        raise ValidationError(_("Chọn giữ nguyên hoặc không phải lỗi."))
    return _correct(paper, by, seen, "decide", target, {"decision": decision, "note": note})


def mend_finding(paper: Paper, *, by: Acting, seen: int, target: str) -> Correction:
    """Put the proposed words in the place of the wrong ones, wherever an item holds them."""
    return _correct(paper, by, seen, "mend", target, {})


@transaction.atomic
def add_work(paper: Paper, *, by: Acting, seen: int, target: str) -> Correction:
    """Add the assignment that a finding points at, which no row of the table has, as a task of its own;
    the finding is thereby settled. ValidationError where the finding is gone or has no place."""
    review = queries.review(paper)
    finding = review.find(target)
    if finding is None or not finding.get("span"):
        raise ValidationError(_("Mục này không còn trong bản rà soát."))
    text = Compilation.objects.filter(paper=paper).values_list("text", flat=True).get()
    words = text[slice(*finding["span"])]
    title = review.plan["document"].get("title") or ""
    item = work_of(words, finding["span"], title, finding.get("expected") or "")
    row = add_item(paper, by=by, seen=seen, section="tasks", item=item)
    _correct(paper, by, max(seen, row.pk), "decide", target, {"decision": "added", "note": ""})
    return row


@transaction.atomic
def _correct(paper: Paper, by: Acting, seen: int, verb: str, target: str, value: Json) -> Correction:
    locked = _lock_for_review(paper, by)
    review = queries.review(locked)
    step = Step(0, verb, target, _completed(locked, review, verb, target, value), by.user.pk)
    # An item that somebody dropped in the meantime is a conflict before it is a missing item.
    _refuse_conflict(review.steps, seen, step)
    _check_target(review, step)
    row = _write(locked, by, step)
    after = rules.apply(review.compiled, [*review.steps, Step(row.pk, verb, target, row.value, by.user.pk)])
    _check_plan(after)
    settle_new_parties(locked, after)
    return row


def _lock_for_review(paper: Paper, by: Acting) -> Paper:
    locked = hold(Paper.objects.select_related("body").filter(pk=paper.pk)).first()
    if locked is None:
        raise ValidationError(_("Văn bản đã bị bỏ."))
    if not access.may_review(by, locked):
        raise PermissionDenied(
            _("Văn bản không ở bước rà soát, hoặc không do cơ quan của đồng chí tiếp nhận.")
        )
    return locked


def _completed(paper: Paper, review: queries.Review, verb: str, target: str, value: Json) -> Json:
    """The value with what only the server knows: the words of the document at a place."""
    item = review.find(target)
    if item is None or verb not in {"split", "mend"}:
        return value
    text = Compilation.objects.filter(paper=paper).values_list("text", flat=True).get()
    if verb == "split":
        return {**value, "where": rules.place_of(text, item["span"], item["text"], value["at"])}
    mend = item.get("mend")
    if not mend:
        raise ValidationError(_("Lỗi này không có cách sửa sẵn: mở mục liên quan để sửa tay."))
    return {"span": mend["span"], "old": text[slice(*mend["span"])], "text": mend["text"]}


def _refuse_conflict(steps: Sequence[Step], seen: int, mine: Step) -> None:
    others = rules.in_the_way(steps, seen, mine)
    if others:
        raise ConflictError(others)


def _check_target(review: queries.Review, step: Step) -> None:
    """ValidationError where the step would do nothing."""
    if step.verb == "add":
        if step.target not in rules.SECTIONS or step.target in {"findings", "groups"}:
            raise ValidationError(_("Không thêm được loại mục này."))
        return
    if step.verb == "restore":
        there = any(item["key"] == step.target for item in review.plan["dropped"])
    else:
        there = review.find(step.target) is not None
    if not there:
        raise ValidationError(_("Mục này không còn trong bản rà soát."))
    if step.verb == "merge" and (
        review.find(step.value["with"]) is None or step.value["with"] == step.target
    ):
        raise ValidationError(_("Không có nhiệm vụ kế tiếp để gộp."))
    if step.verb == "split":
        words, at = (review.find(step.target) or {}).get("text", ""), step.value["at"]
        if not words[:at].strip() or not words[at:].strip():
            raise ValidationError(_("Đặt con trỏ vào giữa nội dung rồi tách: mỗi phần phải có chữ."))


def _check_plan(plan: Json) -> None:
    """ValidationError where the corrected plan is none that can be followed later."""
    try:
        from_json(plan)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ValidationError(_("Nội dung sửa không đúng dạng. Kiểm tra ngày tháng và con số.")) from error
    for indicator in plan["indicators"]:
        target = indicator["target"]
        needed = ("low", "high") if target.get("op") == "range" else ("value",)
        if any(target.get(name) is None for name in needed):
            raise ValidationError(_("Chỉ tiêu phải có con số, hoặc cả hai đầu của khoảng."))


def _write(paper: Paper, by: Acting, step: Step) -> Correction:
    row = Correction.objects.create(
        paper=paper,
        verb=step.verb,
        target=step.target,
        value=step.value,
        by=by.user,
        by_name=by.actor.name,
    )
    record(by.actor, "correct_paper", paper, fields={"correction": row.pk}, body_id=paper.body_id)
    return row


# ---------------------------------------------------------------- taking back, doing again


@transaction.atomic
def undo(paper: Paper, *, by: Acting) -> Correction | None:
    """Take back the person's last correction; None where there is none.

    ConflictError where somebody else has built on it since.
    """
    locked = _lock_for_review(paper, by)
    steps = queries.steps_of(locked)
    step = rules.to_undo(steps, by.user.pk)
    return _reverse(locked, by, steps, step, step) if step else None


@transaction.atomic
def redo(paper: Paper, *, by: Acting) -> Correction | None:
    """Do again what the person took back last; None where there is nothing."""
    locked = _lock_for_review(paper, by)
    steps = queries.steps_of(locked)
    step = rules.to_redo(steps, by.user.pk)
    known = {s.id: s for s in steps}
    return _reverse(locked, by, steps, step, known[step.value["of"]]) if step else None


def _reverse(paper: Paper, by: Acting, steps: list[Step], step: Step, origin: Step) -> Correction:
    """Write the undoing of `step`, which did (or took back) `origin`."""
    others = rules.built_upon(steps, origin)
    if others:
        raise ConflictError(others)
    row = _write(paper, by, Step(0, "undo", "", {"of": step.id}, by.user.pk))
    if origin.verb == "match":
        side = "before" if step is origin else "after"
        _set_match(paper, origin.target.split("/", 1)[1], origin.value["name"], origin.value[side], by)
    return row


# ---------------------------------------------------------------- parties


def settle_new_parties(paper: Paper, plan: Json, directory: Directory | None = None) -> None:
    """Match the parties that have no row yet and cannot be mistaken; inside the caller's transaction."""
    known = set(Match.objects.filter(paper=paper).values_list("folded", flat=True))
    open_ones = [w for key, w in rules.parties_of(plan).items() if key not in known]
    if not open_ones:
        return
    directory = directory or queries.directory_of(paper)
    rows = []
    for wording in open_ones:
        found = directory.find(wording.name)
        if not found.certain:
            found = next((f for t in wording.texts if (f := directory.find(t)).certain), found)
        if found.certain:
            rows.append(
                Match(
                    paper=paper, name=wording.name[:500], folded=wording.key, organisation=found.organisation,
                    group=found.group, nobody=found.nobody,
                )
            )  # fmt: skip
    Match.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def match_party(
    paper: Paper, *, by: Acting, seen: int, key: str, target: Organisation | BodyGroup | None
) -> Correction:
    """Say what a party stands for (None: nobody to follow), and remember it for later documents."""
    locked = _lock_for_review(paper, by)
    return _settle(locked, queries.review(locked), by, seen, key, target)


def _settle(
    paper: Paper,
    review: queries.Review,
    by: Acting,
    seen: int,
    key: str,
    target: Organisation | BodyGroup | None,
) -> Correction:
    wording = review.parties.get(key)
    if wording is None:
        raise ValidationError(_("Tên này không còn trong bản rà soát."))
    after: Json = {
        "organisation": target.pk if isinstance(target, Organisation) else None,
        "group": target.pk if isinstance(target, BodyGroup) else None,
        "nobody": target is None,
    }
    value: Json = {"name": wording.name, "before": _choice(review.matches.get(key)), "after": after}
    step = Step(0, "match", f"parties/{key}", value, by.user.pk)
    _refuse_conflict(review.steps, seen, step)
    row = _write(paper, by, step)
    _set_match(paper, key, wording.name, after, by)
    if target is not None:
        for text in dict.fromkeys([wording.name, *wording.texts]):
            organizations.remember_alias(
                queries.naming_body(paper), by=by.actor, text=text[:300], target=target
            )
    return row


def _choice(row: Match | None) -> Json | None:
    return {"organisation": row.organisation_id, "group": row.group_id, "nobody": row.nobody} if row else None


def _set_match(paper: Paper, key: str, name: str, choice: Json | None, by: Acting) -> None:
    if choice is None:
        Match.objects.filter(paper=paper, folded=key).delete()
        return
    Match.objects.update_or_create(
        paper=paper,
        folded=key,
        defaults={
            "name": name[:500],
            "organisation_id": choice["organisation"],
            "group_id": choice["group"],
            "nobody": choice["nobody"],
            "by": by.user,
        },
    )


@transaction.atomic
def found_body(
    paper: Paper, *, by: Acting, seen: int, key: str, name: str, kind: str, level: str
) -> Correction:
    """Make a body that the document names and the system does not know, and match the party to it.

    Reviewers may: the document is the proof that the body is there. It lies under the province of
    the receiving body, a body of the centre under the root of the tree.
    """
    locked = _lock_for_review(paper, by)
    body = organizations.found(
        by=by.actor, name=name, kind=kind, level=level, parent=_parent_of(locked, level)
    )
    return _settle(locked, queries.review(locked), by, seen, key, body)


def _parent_of(paper: Paper, level: str) -> Organisation:
    home = queries.naming_body(paper)
    return Organisation.objects.get(path=home.path[:PATH_STEP]) if level == Level.CENTRE else home


@transaction.atomic
def make_group(
    paper: Paper, *, by: Acting, seen: int, key: str, name: str, kinds: Sequence[str], level: str = ""
) -> Correction:
    """Make a collective that the document names, and match the party to it."""
    locked = _lock_for_review(paper, by)
    group = organizations.make_group(
        queries.naming_body(locked), by=by.actor, name=name, kinds=kinds, level=level
    )
    return _settle(locked, queries.review(locked), by, seen, key, group)


@transaction.atomic
def found_open_bodies(paper: Paper, *, by: Acting, seen: int) -> int:
    """Make every body whose name says of what kind it is and that is still open; how many there were.

    Names with candidates are left: they may be a known body written in another way.
    """
    locked = _lock_for_review(paper, by)
    review = queries.review(locked)
    directory = queries.directory_of(locked)
    made = 0
    for key in review.left.parties:
        wording = review.parties[key]
        guess = kind_of_name(wording.name)
        if guess is None or wording.collective or directory.find(wording.name).candidates:
            continue
        kind, level = guess
        parent = _parent_of(locked, level)
        body = Organisation.objects.filter(
            parent=parent, folded=fold(wording.name), until__isnull=True
        ).first()
        if body is None:
            name = wording.name[:1].upper() + wording.name[1:]
            body = organizations.found(by=by.actor, name=name[:300], kind=kind, level=level, parent=parent)
        _settle(locked, review, by, seen, key, body)
        made += 1
    return made


@transaction.atomic
def leave_open_parties(paper: Paper, *, by: Acting, seen: int) -> int:
    """Keep every party that is still open as written and follow nobody for it; how many there were."""
    locked = _lock_for_review(paper, by)
    review = queries.review(locked)
    for key in review.left.parties:
        _settle(locked, review, by, seen, key, None)
    return len(review.left.parties)


@transaction.atomic
def accept_findings(paper: Paper, *, by: Acting, seen: int) -> int:
    """Say of every open finding that is no error: seen, left as it is; how many there were."""
    locked = _lock_for_review(paper, by)
    review = queries.review(locked)
    for key in review.left.warnings:
        step = Step(0, "decide", key, {"decision": "accepted", "note": ""}, by.user.pk)
        _refuse_conflict(review.steps, seen, step)
        _write(locked, by, step)
    return len(review.left.warnings)
