"""Standing duties of the part on organising the execution: reports, and what is neither task nor report.

Read sentence by sentence. The subject is the body that opens the sentence, stands after its
condition ("nếu cần sửa đổi, các sở chủ động …") or is the owner of the paragraph. Each step of
a chain ("gửi Sở X tổng hợp, báo cáo UBND trình HĐND") is an entry of its own, from the receiver
of the step before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hopluc.compiler.format import Duty, DutyKind, Part, Party, Reporting, ReportKind, Span
from hopluc.compiler.recognise.deadlines import due_parts
from hopluc.compiler.recognise.parties import leading_party, parties_at
from hopluc.viet.text import mend


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence with its place, its words made easy to match, and who it speaks of."""

    start: int
    end: int
    s: str
    subject: tuple[Party, ...]
    owned: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """One sending: to whom, and where in the sentence the verb and the receivers stand."""

    to: tuple[Party, ...]
    start: int
    end: int


_LABEL = re.compile(
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\s*[.)]\s+|[-+*•–]\s*|\(\d{1,2}\)\s*)+"
)
_TOPIC = re.compile(r"[^:;.\n]{3,60}:\s*")
_FULL_STOP = re.compile(
    r"(?<=[^\W\d_][\w)”\"])\.\s+(?=[^\W\d_])|(?<=\))\.\s+|\n+|(?<=\d)\.\s+(?=[^\W\d_a-zà-ỹ])"
)

# Verbs of sending, with what may stand between them and the receiver.
_SEND = re.compile(
    r"(?<!\w)(?:báo\s*cáo|gửi|trình|đề\s*xuất|kiến\s*nghị|phản\s*ánh)"
    r"(?:(?:\s*,)?\s*(?:báo\s*cáo|gửi|trình|đề\s*xuất|kiến\s*nghị|phản\s*ánh|kết\s*quả|tham\s*mưu"
    r"|trực\s*tiếp|kịp\s*thời|bằng\s*văn\s*bản|về|cho|lên|với|đến|tới|để))*\s+(?=\S)",
    re.I,
)
# Words of the report's object, after which the receiver comes: "… về Sở X", "để Thường trực …".
_TO_LATER = re.compile(r"(?<!\w)(?:về|để|cho|gửi\s+về|với|thông\s+qua)\s+(?=[^\W\d_])")
_THROUGH = re.compile(r"\s*\(?\s*(?:thông\s*qua|qua)\s+", re.I)
_THROUGH_LATER = re.compile(r"\((?:thông\s*)?qua\s+(?=[^\W\d_])", re.I)
_TOGETHER = re.compile(r"phối\s*hợp\s*(?:với|cùng)?\s+(?=\S)", re.I)

_KINDS: tuple[tuple[ReportKind, re.Pattern[str], str], ...] = (
    (
        "budget",
        re.compile(
            (
                r"(?:lập|xây\s*dựng|tổng\s*hợp|gửi|đề\s*xuất)[^;]{0,80}dự\s*toán|dự\s*toán[^;]{0,120}"
                r"(?:gửi|báo\s*cáo|trình)|nhu\s*cầu\s*kinh\s*phí"
            ),
            re.I,
        ),
        "estimates",
    ),
    (
        "amendment",
        re.compile(
            (
                r"(?:cần(?:\s*thiết)?|nếu|đề\s*xuất|kiến\s*nghị|yêu\s*cầu)[^;]{0,60}(?:sửa\s*đổi"
                r"|bổ\s*sung|điều\s*chỉnh)|những\s*đề\s*xuất,?\s*kiến\s*nghị"
            ),
            re.I,
        ),
        "changes of the plan",
    ),
    (
        "problem",
        re.compile(
            (
                r"vướng\s*mắc|khó\s*khăn|vấn\s*đề\s*(?:mới\s*)?phát\s*sinh|vượt\s*(?:quá\s*)?thẩm\s*quyền"
                r"|phát\s*sinh"
            ),
            re.I,
        ),
        "difficulties as they arise",
    ),
    (
        "report",
        re.compile(r"(?:báo\s*cáo|đánh\s*giá|kết\s*quả|tổng\s*hợp|tình\s*hình|sơ\s*kết|tổng\s*kết)", re.I),
        "periodic reports",
    ),
)
_PERIODIC = re.compile(
    r"kết\s*quả|tình\s*hình|định\s*kỳ|h[àằ]ng\s*(?:năm|quý|tháng)|sơ\s*kết|tổng\s*kết|trước\s*ngày|6\s*tháng",
    re.I,
)

_DUTIES: tuple[tuple[DutyKind, re.Pattern[str], str], ...] = (
    (
        "own_plan",
        re.compile(
            (
                r"(?:xây\s*dựng|ban\s*hành|lập|triển\s*khai\s*thành"
                r"|cụ\s*thể\s*hóa[^;.]{0,60})[^;.]{0,50}?(?:kế\s*hoạch|chương\s*trình)(?!\s*(?:công\s*tác"
                r"|này))[^;.]{0,60}?(?:cụ\s*thể|chi\s*tiết|thực\s*hiện|hành\s*động|triển\s*khai|của\s*"
                r"(?:ngành|địa\s*phương|đơn\s*vị|cơ\s*quan)|h[àằ]ng\s*năm)"
            ),
            re.I,
        ),
        "to make an own plan",
    ),
    (
        "work_programme",
        re.compile(
            (
                r"(?:lồng\s*ghép|đưa|bổ\s*sung|cụ\s*thể\s*hóa)[^;.]{0,120}(?:chương\s*trình"
                r"|kế\s*hoạch)\s*công\s*tác|(?:chương\s*trình|kế\s*hoạch)\s*công\s*tác\s*(?:năm"
                r"|h[àằ]ng\s*năm)"
            ),
            re.I,
        ),
        "into the year's programme of work",
    ),
    (
        "supervise",
        re.compile(
            (
                r"(?:theo\s*dõi|đôn\s*đốc|kiểm\s*tra|giám\s*sát)[^;.]{0,120}(?:kế\s*hoạch|thực\s*hiện"
                r"|tiến\s*độ|tình\s*hình)"
            ),
            re.I,
        ),
        "to check execution",
    ),
    (
        "staff",
        re.compile(
            (
                r"(?:phân\s*công|cử|bố\s*trí|giao)\s+(?:\d+\s+)?(?:cán\s*bộ|công\s*chức|đồng\s*chí"
                r"|lãnh\s*đạo|đầu\s*mối|người)[^;.]{0,80}"
            ),
            re.I,
        ),
        "to name an officer",
    ),
    (
        "other",
        re.compile(r"chịu\s*trách\s*nhiệm\s*(?:trước|về|toàn\s*diện)|trực\s*tiếp\s*chỉ\s*đạo", re.I),
        "general responsibility",
    ),
)


def find_duties(
    text: str,
    paragraphs: Sequence[Span],
    glossary: Mapping[str, str] | None = None,
    issuer: str | None = None,
    owner: Sequence[tuple[Party, ...]] = (),
    default_year: int | None = None,
) -> tuple[tuple[Reporting, ...], tuple[Duty, ...]]:
    """Reports and other duties in the paragraphs on organising the execution.

    `owner` runs parallel to `paragraphs`: the agencies of the heading that a paragraph stands
    under, () where there is none. A paragraph that opens with a bullet and names nobody goes with
    the agencies of the numbered paragraph above it.
    """
    words = glossary if glossary is not None else {}
    reports: list[Reporting] = []
    duties: list[Duty] = []
    for sentence in _sentences(text, paragraphs, words, owner):
        reports.extend(_reports(text, sentence, words, default_year))
        duties.extend(_duties(text, sentence, default_year))
    return tuple(reports), tuple(duties)


# ------------------------------------------------------------------ sentences and subjects


def _sentences(
    text: str, paragraphs: Sequence[Span], glossary: Mapping[str, str], owner: Sequence[tuple[Party, ...]]
) -> Iterator[_Sentence]:
    above: tuple[Party, ...] = ()
    headed = False
    for index, (start, end) in enumerate(paragraphs):
        given = owner[index] if index < len(owner) else ()
        label = _LABEL.match(text, start, end)
        begin = label.end() if label else start
        bullet = bool(label and re.search(r"[-+*•–]", label.group()))
        opening = leading_party(text, begin, end, glossary)
        if opening and opening.form == "heading":
            above, headed = opening.parties, True
            continue
        current = given or (above if bullet else ())
        owned = bool(given) or (bullet and headed)
        for a, b in _split(text, begin, end):
            current = _subject(text, a, b, glossary) or current
            yield _Sentence(a, b, mend(text[a:b]), current, owned)
        if not bullet:
            above, headed = current or above, False


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences between `start` and `end`, without the spaces around them."""
    at = start
    for m in _FULL_STOP.finditer(text, start, end):
        yield from _trimmed(text, at, m.start() + (1 if text[m.start()] == "." else 0))
        at = m.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, a: int, b: int) -> Iterator[Span]:
    label = _LABEL.match(text, a, b)
    a = label.end() if label else a
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1] in " \t\n/":
        b -= 1
    if b - a > 10:
        yield a, b


# "giao Sở X chủ trì", "đề nghị các cơ quan phản ánh"
_GIVEN_TO = re.compile(r"(?<!\w)(?:giao|đề nghị|yêu cầu)\s+(?=[^\W\d_])", re.I)
# Openings after which the subject follows: "Hằng năm, …", "Trong quá trình …, các sở chủ động …".
_ADVERBIAL = re.compile(
    r"(?:trong|nếu|khi|h[àằ]ng|định\s*kỳ|trên\s+cơ\s+sở|căn\s+cứ|để|trước|sau|theo|vào|đối\s+với|từ)(?!\w)",
    re.I,
)
_AFTER_COMMA = re.compile(
    r"[,;:]\s+|(?:bổ\s+sung|điều\s+chỉnh|vướng\s+mắc|phát\s+sinh|tháng|năm|quý)\s+(?=các\s)"
)


def _subject(text: str, a: int, b: int, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """The bodies that a sentence speaks of; () where it names none as its subject."""
    first = leading_party(text, a, b, glossary)
    if first:
        return first.parties
    topic = _TOPIC.match(text, a, b)
    if topic:
        first = leading_party(text, topic.end(), b, glossary)
        if first:
            return first.parties
    given = _GIVEN_TO.search(text, a, min(b, a + 700))
    at = [given.end()] if given else []
    if _ADVERBIAL.match(text, a, b):
        at += [m.end() for m in _AFTER_COMMA.finditer(text, a, min(b, a + 700))]
    for place in at:
        later = leading_party(text, place, min(b, place + 2000), glossary)
        if later and later.form == "subject":
            return later.parties
    return ()


# ------------------------------------------------------------------ reports


def _reports(
    text: str, sentence: _Sentence, glossary: Mapping[str, str], year: int | None
) -> Iterator[Reporting]:
    """The reports of one sentence: each clause with its kinds, each kind with its steps."""
    every_year = any(
        p.rrule and p.rrule.startswith("FREQ=YEARLY")
        for p in due_parts(text, sentence.start, sentence.end, year)
    )
    for a, b in _clauses(sentence.s):
        clause = sentence.s[a:b]
        steps = _steps(text, sentence, a, b, glossary)
        if not steps:
            continue
        kinds = _kinds_of(clause)
        due = due_parts(text, sentence.start + a, sentence.start + b, year)
        for kind in kinds:
            sender = sentence.subject
            for number, step in enumerate(steps):
                yield Reporting(
                    kind=kind,
                    from_=sender,
                    to=step.to,
                    subject=_topic_of(kind),
                    due=_due_of(due, number, every_year, kind),
                    text=re.sub(r"\s+", " ", text[sentence.start : sentence.end]),
                    span=(sentence.start, sentence.end),
                )
                sender = step.to[:1]


_TOPICS: Mapping[ReportKind, str] = {
    "report": "Tình hình, kết quả thực hiện",
    "budget": "Dự toán kinh phí",
    "amendment": "Đề xuất sửa đổi, bổ sung",
    "problem": "Khó khăn, vướng mắc",
}


def _topic_of(kind: ReportKind) -> str:
    return _TOPICS[kind]


def _clauses(s: str) -> Iterator[Span]:
    """Parts of a sentence between semicolons; one that sends nothing stays with the next."""
    at = 0
    for m in re.finditer(r";", s):
        if _SEND.search(s, at, m.start()):
            yield at, m.start()
            at = m.end()
    yield at, len(s)


def _kinds_of(clause: str) -> list[ReportKind]:
    """What a clause sends: estimates, changes, difficulties, else results."""
    found = [kind for kind, pattern, _ in _KINDS if pattern.search(clause)]
    if "budget" in found:
        return ["budget"]
    special: list[ReportKind] = [k for k in found if k in ("amendment", "problem")]
    periodic = bool(
        re.search(
            (
                r"báo\s*cáo\s*(?:kết\s*quả|tình\s*hình|định\s*kỳ)|kết\s*quả\s*thực\s*hiện|tình\s*hình"
                r"(?:,\s*kết\s*quả)?\s*(?:triển\s*khai\s*)?thực\s*hiện"
            ),
            clause,
            re.I,
        )
    )
    if special and not periodic:
        return special[:1] if "amendment" in special else special
    if special:
        return ["report", *special]
    return ["report"] if "report" in found and _PERIODIC.search(clause) else []


def _steps(text: str, sentence: _Sentence, a: int, b: int, glossary: Mapping[str, str]) -> list[_Step]:
    """The sendings of one clause in order, each with its receivers."""
    s = sentence.s
    steps: list[_Step] = []
    at = a
    while True:
        m = _SEND.search(s, at, b)
        if m is None:
            break
        to, end = parties_at(text, sentence.start + m.end(), sentence.start + b, glossary)
        if not to:
            to, end = _behind_the_object(text, sentence, m.end(), b, glossary)
        if not to:
            at = m.end()
            continue
        end -= sentence.start
        to, end = _through(text, sentence, to, end, b, glossary)
        if not steps or to[0].name != steps[-1].to[0].name:
            steps.append(_Step(to, m.start(), end))
        at = max(end, m.end())
    if not steps and re.search(r"báo\s*cáo", s[a:b], re.I):
        steps.extend(_later(text, sentence, a, b, glossary))
    if steps:
        steps[0] = _with_partner(text, sentence, steps[0], a, glossary)
    return [step for step in steps if not _same(step.to, sentence.subject)]


_TO_WHOM = re.compile(r"(?<!\w)(?:về|cho|lên|đến|tới)\s+(?=[^\W\d_])")


def _behind_the_object(
    text: str, sentence: _Sentence, at: int, b: int, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], int]:
    """The receiver of "báo cáo kết quả thực hiện về Sở X", named before anything is sent on."""
    following = _SEND.search(sentence.s, at, b)
    stop = following.start() if following else b
    for m in _TO_WHOM.finditer(sentence.s, at, stop):
        to, end = parties_at(text, sentence.start + m.end(), sentence.start + stop, glossary)
        if to:
            return to, end
    return (), at


def _same(to: Sequence[Party], subject: Sequence[Party]) -> bool:
    return bool(subject) and [p.name for p in to] == [p.name for p in subject]


def _later(text: str, sentence: _Sentence, a: int, b: int, glossary: Mapping[str, str]) -> Iterator[_Step]:
    """A receiver that stands after the object: "báo cáo kết quả … về Sở X", "… để Thường trực …"."""
    begin = re.search(r"báo\s*cáo", sentence.s[a:b], re.I)
    for m in _TO_LATER.finditer(sentence.s, a + (begin.end() if begin else 0), b):
        to, end = parties_at(text, sentence.start + m.end(), sentence.start + b, glossary)
        if to:
            yield _Step(to, m.start(), end - sentence.start)
            return


def _through(
    text: str, sentence: _Sentence, to: tuple[Party, ...], end: int, b: int, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], int]:
    """A body that the report goes through stands second: "UBND tỉnh (thông qua Sở X)"."""
    m = _THROUGH.match(sentence.s, end, b) or _THROUGH_LATER.search(sentence.s, end, b)
    if m is None:
        return to, end
    more, stop = parties_at(text, sentence.start + m.end(), sentence.start + b, glossary)
    return (*to, *more), (stop - sentence.start if more else end)


def _with_partner(text: str, sentence: _Sentence, step: _Step, a: int, glossary: Mapping[str, str]) -> _Step:
    """ "phối hợp với Sở X tổng hợp, đề xuất UBND": the report goes together with Sở X."""
    near = [m for m in _TOGETHER.finditer(sentence.s, a, step.start) if step.start - m.end() < 120]
    if not near or re.search(r"chủ\s*trì,?\s*$", sentence.s[: near[-1].start()], re.I):
        return step
    partner, _ = parties_at(text, sentence.start + near[-1].end(), sentence.start + step.start, glossary)
    return _Step((*step.to, *partner), step.start, step.end) if partner else step


def _due_of(due: Sequence[Part], number: int, every_year: bool, kind: ReportKind) -> tuple[Part, ...]:
    """Days go to the first step; "hằng năm" covers every step of its sentence."""
    if kind in ("amendment", "problem"):
        return tuple(p for p in due if p.kind == "recurring")
    if number == 0:
        return tuple(due)
    plain = tuple(p for p in due if p.rrule and "BYMONTH" not in p.rrule)
    return plain or ((Part("recurring", rrule="FREQ=YEARLY"),) if every_year else ())


# ------------------------------------------------------------------ other duties


# Under an agency's own heading these are work like any other, and stay tasks.
_TASKS_OF_AN_OWNER: tuple[DutyKind, ...] = ("own_plan", "staff", "other")


def _duties(text: str, sentence: _Sentence, year: int | None) -> Iterator[Duty]:
    """The duties of one sentence, one of each kind; general responsibility only where nothing else is."""
    found: list[DutyKind] = []
    for kind, pattern, _ in _DUTIES:
        if (sentence.owned and kind in _TASKS_OF_AN_OWNER) or (kind == "other" and found):
            continue
        if sentence.owned and kind == "supervise" and "kế hoạch" not in sentence.s.lower():
            continue
        if pattern.search(sentence.s):
            found.append(kind)
    for kind in found:
        yield Duty(
            kind=kind,
            of=sentence.subject,
            due=_duty_due(text, sentence, kind, year),
            text=re.sub(r"\s+", " ", text[sentence.start : sentence.end]),
            span=(sentence.start, sentence.end),
        )


def _duty_due(text: str, sentence: _Sentence, kind: DutyKind, year: int | None) -> tuple[Part, ...]:
    """When the duty is done: "thường xuyên", "hằng năm", a day of its own clause."""
    for clause in re.finditer(r"[^;]+", sentence.s):
        pattern = next(p for k, p, _ in _DUTIES if k == kind)
        if not pattern.search(clause.group()):
            continue
        if kind == "supervise":
            return (Part("ongoing"),) if re.search(r"thường\s*xuyên", clause.group(), re.I) else ()
        if re.search(r"báo\s*cáo", clause.group(), re.I) and kind != "work_programme":
            return ()
        return due_parts(text, sentence.start + clause.start(), sentence.start + clause.end(), year)
    return ()
