"""The life of urging letters, and the letters and reminders in the life of parts (organizations.life)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Find, Kind, Subject, deeds_of
from hopluc.reporting.urging.actions.nudges import VERB
from hopluc.reporting.urging.logs import visible_log
from hopluc.reporting.urging.models import Letter, LetterBatch, LetterPart
from hopluc.reporting.urging.wording import KINDS
from hopluc.viet.dates import format_date

Known = dt.datetime | None


def _letter(pk: int, by: Acting, known: Known) -> Subject | None:
    rows = Letter.objects.visible_to(by).filter(pk=pk).select_related("batch__sender", "batch__plan")
    one = rows.first()
    if one is None:
        return None
    return Subject(
        "cong-van",
        pk,
        _("Công văn đôn đốc %s") % one,
        reverse("urging:letter", args=[pk]),
        {"reporting.letter": frozenset({pk})},
        result=one.get_state_display(),
        of=str(one.batch.plan or one.batch.sender),
    )


SUBJECTS: Mapping[str, Find] = {"cong-van": _letter}


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """Letters that went out, which everybody who reads the plan learns of, and reminders as far as the
    person reads their log."""
    yield from _letters(subject, by)
    yield from _batches(subject, by)
    yield from _nudges(subject, by)
    yield from _reminders(subject, by)


def _letters(subject: Subject, by: Acting) -> Iterator[Event]:
    """Letters sent and answered. Who may not read one learns that it went out, not what was answered."""
    parts = LetterPart.objects.filter(assignment__in=subject.ids("plans.assignment"))
    own = subject.ids("reporting.letter")
    wanted = Q(pk__in=own) | Q(pk__in=parts.order_by().values("letter_id"), state__in=Letter.GONE)
    rows = {row.pk: row for row in Letter.objects.filter(wanted).select_related("batch__sender")}
    readable = set(Letter.objects.visible_to(by).filter(pk__in=rows).values_list("pk", flat=True))
    threads = {"reporting.letter": frozenset(rows)}
    verbs = {"send_letter", "answer_letter"}
    if own:
        verbs |= {"write_letter", "leave_letter_out", "take_letter_in"}
    for deed in deeds_of(threads, threads, verbs):
        row = rows[int(deed.record_id)]
        if row.pk not in readable and deed.verb != "send_letter":
            continue
        on, what, words = _told(row, deed.verb, timezone.localdate(deed.at))
        address = reverse("urging:letter", args=[row.pk]) if row.pk in readable else ""
        yield Event(
            on,
            deed.at,
            Kind.URGING,
            what,
            " ".join(filter(None, [words, deed.reason])),
            deed.actor_name,
            deed.body_name,
            address,
        )


def _told(row: Letter, verb: str, day: dt.date) -> tuple[dt.date, str, str]:
    """Day, name and words of a step of a letter."""
    if verb == "send_letter":
        by_day = row.batch.answer_by
        words = _("Đề nghị trả lời trước ngày %s.") % format_date(by_day) if by_day else ""
        told = {"number": row.number, "body": row.body_name}
        return row.sent_on or day, _("Công văn đôn đốc số %(number)s gửi %(body)s") % told, words
    if verb == "answer_letter":
        return row.answered_on or day, _("Trả lời công văn đôn đốc số %s") % row.number, row.answer
    named = {
        "write_letter": _("Soạn công văn đôn đốc"),
        "leave_letter_out": _("Không gửi công văn đôn đốc"),
        "take_letter_in": _("Đưa lại công văn đôn đốc vào đợt"),
    }
    return day, named[verb], ""


def _batches(subject: Subject, by: Acting) -> Iterator[Event]:
    """Urgings of a whole plan."""
    rows = LetterBatch.objects.visible_to(by).filter(plan__in=subject.ids("plans.plan"))
    counted = rows.select_related("sender").annotate(count=Count("letters")).order_by("pk")
    for row in counted:
        what = _("Lập %(n)s công văn đôn đốc") % {"n": row.count}
        day, address = timezone.localdate(row.asked_at), reverse("urging:batch", args=[row.pk])
        who, body = row.made_by_name, row.sender.name
        yield Event(day, row.asked_at, Kind.URGING, what, row.words, who, body, address)


def _nudges(subject: Subject, by: Acting) -> Iterator[Event]:
    """Words sent to whoever was in charge of a part."""
    for deed in deeds_of(subject.threads, ["plans.assignment"], [VERB]):
        words = _("%(n)s người được nhắc.") % {"n": deed.fields["people"]}
        day, who = timezone.localdate(deed.at), deed.actor_name
        yield Event(day, deed.at, Kind.URGING, _("Nhắc trực tiếp"), words, who, deed.body_name)


def _reminders(subject: Subject, by: Acting) -> Iterator[Event]:
    """Reminders of the parts, those of one day and stage to several people in one event."""
    rows = visible_log(by).filter(assignment__in=subject.ids("plans.assignment"))
    grouped = (
        rows.order_by()
        .values("assignment_id", "body_name", "due_on", "kind", "on")
        .annotate(people=Count("person", distinct=True), at=Min("digest__recorded_at"))
        .order_by("on", "assignment_id")
    )
    for row in grouped:
        words = _("Nhắc %(n)s người; hạn %(day)s.") % {
            "n": row["people"],
            "day": format_date(row["due_on"]),
        }
        what = _("Nhắc việc: %s") % KINDS.get(row["kind"], row["kind"])
        yield Event(row["on"], row["at"], Kind.URGING, what, words, body=row["body_name"])
