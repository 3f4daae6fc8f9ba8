"""Standing duties that are neither tasks nor reports: an own plan, supervision, officers, responsibility."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hopluc.compiler.format import Duty, DutyKind, Part, Party
from hopluc.compiler.recognise.deadlines import due_parts
from hopluc.compiler.recognise.duties.sentences import Sentence
from hopluc.compiler.recognise.parties import parties_at
from hopluc.viet.patterns import regex

_CHECKS = r"theo\s*dõi|đôn\s*đốc|kiểm\s*tra|giám\s*sát"
_DUTIES: tuple[tuple[DutyKind, re.Pattern[str], str], ...] = (
    (
        "own_plan",
        regex(
            r"(?:xây\s*dựng|ban\s*hành|lập|(?:triển\s*khai|cụ\s*thể\s*h[óo][aá])[^;.]{0,80}?thành)(?:(?!dự\s*toán)[^;.]){0,50}?"
            r"(?:kế\s*hoạch|chương\s*trình|phương\s*án)(?!\s*(?:công\s*tác|này|sản\s*xuất|kinh\s*doanh|vốn|đầu\s*tư|giám\s*sát"
            r"|kiểm\s*tra|phát\s*triển\s*(?:kinh\s*tế\s*-\s*xã\s*hội|KT(?!\w))))"
            r"[^;.]{0,60}?(?:cụ\s*thể|chi\s*tiết|thực\s*hiện|hành\s*động|hoạt\s*động|triển\s*khai|của\s*"
            r"(?:ngành|địa\s*phương|đơn\s*vị|cơ\s*quan|cấp|mình|thôn|xã|phường|đặc\s*khu|huyện|tỉnh|phòng|trường|ban"
            r"|sở|cơ\s*sở|tổ\s*chức|chi\s*bộ|đảng\s*bộ|từng)|h[àằ]ng\s*năm|năm\s*\d{4}|tổ\s*chức|quán\s*triệt"
            r"|phù\s*hợp\s*(?:với\s*)?(?:tình\s*hình|điều\s*kiện|đặc\s*điểm|thực\s*t)"
            r"|trên\s*địa\s*bàn|(?:ở|tại)\s*(?:cơ\s*sở|địa\s*phương|đơn\s*vị))"
            r"|(?:xây\s*dựng|ban\s*hành)\s+(?:và\s+ban\s+hành\s+)?kế\s*hoạch(?=\s*(?:[.;]|$|,\s*(?:tổ\s*chức|gửi|hoàn)))",
            re.I,
        ),
        "to make an own plan",
    ),
    (
        "work_programme",
        regex(
            r"(?:lồng\s*ghép|đưa|bổ\s*sung|cụ\s*thể\s*h[óo][aá])[^;.]{0,120}(?:(?:chương\s*trình|kế\s*hoạch)\s*công\s*tác"
            r"|vào\s+kế\s*hoạch\s*phát\s*triển\s*kinh\s*tế)|(?:chương\s*trình|kế\s*hoạch)\s*công\s*tác\s*(?:năm|h[àằ]ng\s*năm|(?:từng|h[àằ]ng)?\s*(?:quý|tháng))",
            re.I,
        ),
        "into the year's programme of work",
    ),
    (
        "supervise",
        regex(
            rf"(?<!chương trình )(?<!kế hoạch )(?:{_CHECKS})(?:\s*,\s*(?:hướng\s*dẫn\s*,\s*)?|\s+và\s+)"
            rf"(?:{_CHECKS})"
            rf"|(?:{_CHECKS})[^;.]{{0,120}}(?:kế\s*hoạch|thực\s*hiện|tiến\s*độ|tình\s*hình)",
            re.I,
        ),
        "to check execution",
    ),
    (
        "staff",
        regex(
            r"(?:phân\s*công|cử|bố\s*trí|giao)\s+(?:ít\s*nhất\s+|tối\s*thiểu\s+)?(?:\d+\s+|một\s+)?(?:cán\s*bộ|công\s*chức|đồng\s*chí"
            r"|lãnh\s*đạo|đầu\s*mối|người)[^;.]{0,80}",
            re.I,
        ),
        "to name an officer",
    ),
    (
        "other",
        regex(
            r"chịu\s*trách\s*nhiệm\s*(?:trước|về|toàn\s*diện)|trực\s*tiếp\s*chỉ\s*đạo|định\s*kỳ\s*kiểm\s*tra"
            r"|(?:triển\s*khai|tổ\s*chức|chỉ\s*đạo|bảo\s*đảm)[^;.]{0,80}(?:thực\s*hiện|triển\s*khai)[^;.]{0,100}"
            r"(?:kế\s*hoạch|chương\s*trình|đề\s*án|quyết\s*định|chỉ\s*thị|công\s*điện|nhiệm\s*vụ\s*được\s*(?:giao|phân\s*công))"
            r"|nhiệm\s*vụ\s*được\s*(?:giao|phân\s*công)[^;.]{0,60}(?:triển\s*khai|thực\s*hiện)",
            re.I,
        ),
        "general responsibility",
    ),
)
_PATTERNS = {kind: pattern for kind, pattern, _ in _DUTIES}
# The plan's money is found and given out beside its tasks.
_FINDS_MONEY = regex(
    r"[\s:]*(?:chủ\s*trì,?\s*)?(?P<advice>tham\s*mưu[^;.]{0,60}\s)?"
    r"(?:ưu\s*tiên\s*)?(?:cân\s*đối|bố\s*trí|bảo\s*đảm|đảm\s*bảo|hướng\s*dẫn[^;.]{0,40}sử\s*dụng)[^;.]{0,40}(?:kinh\s*phí|vốn|ngân\s*sách|nguồn\s*lực)",
    re.I,
)
# What stands under an agency's heading and speaks of the plan as a whole, not of one piece of work.
_OF_THE_WHOLE = regex(
    r"(?:Kế hoạch|Chương trình|Đề án|Nghị quyết|Chỉ thị)(?:\s+này)?\s*(?:[.;,]|$)"
    r"|[Cc]hịu\s*trách\s*nhiệm\s*trước"
)
# Under an agency's own heading these are work like any other, and stay tasks.
_TASKS_OF_AN_OWNER: tuple[DutyKind, ...] = ("own_plan", "staff", "other")
# The Front, the mass organisations and the councils watch over the State; none is the standing agency.
_WATCHES = regex(
    r"^(?:thường\s*trực\s*)?hội\s*đồng\s*nhân\s*dân|mặt\s*trận|tổ\s*chức\s*chính\s*trị|đoàn\s*thể", re.I
)
_OF_A_PLAN = regex(r"kế\s*hoạch|chương\s*trình|đề\s*án|nghị\s*quyết|chỉ\s*thị|công\s*điện", re.I)
# The last article of a decision, and what is asked of documents, are nobody's standing duty.
_CLOSING = regex(
    r"^trên\s*đây\s*là\s|"
    r"thi\s*hành\s*(?:quyết\s*định|nghị\s*quyết|chỉ\s*thị)"
    r"|^(?:quyết\s*định|nghị\s*quyết|chỉ\s*thị|kế\s*hoạch|quy\s*chế|quy\s*định|văn\s*bản)[^;.]{0,60}có\s*hiệu\s*lực",
    re.I,
)


# "Đơn vị phối hợp: Cục Trẻ em": a field of a task, not what anybody is told.
_FIELD = regex(r"(?:cơ\s*quan|đơn\s*vị)\s+(?:chủ\s*trì|phối\s*hợp|thực\s*hiện|đầu\s*mối)\s*:", re.I)


def duties_of(
    text: str,
    sentence: Sentence,
    glossary: Mapping[str, str],
    year: int | None,
    *,
    tabled: bool,
    assigned: bool,
    reports: bool,
) -> Iterator[Duty]:
    """The duties of one sentence, one of each kind; general responsibility only where nothing else is.

    `assigned`: the plan gives its tasks elsewhere, so that what the part on organising asks of a
    body beside reports is a duty. `reports`: the sentence reports something.
    """
    if not sentence.subject:
        return
    found = _found(sentence, tabled=tabled, assigned=assigned, reports=reports)
    if not found and assigned and not sentence.owned and _is_asked(sentence, tabled=tabled):
        found = ["other"] if not reports or _asked_more(sentence) else []
    for kind in found:
        yield Duty(
            kind=kind,
            of=_who_is_told(text, sentence, kind, glossary) or sentence.subject,
            due=_due(text, sentence, kind, year),
            text=re.sub(r"\s+", " ", text[sentence.start : sentence.end]),
            span=(sentence.start, sentence.end),
        )


# "lãnh đạo, chỉ đạo các sở, ngành cụ thể hóa thành kế hoạch": the plan is theirs who are told.
_TELLS = regex(r"(?:chỉ\s*đạo|lãnh\s*đạo|yêu\s*cầu|hướng\s*dẫn)\s+(?=[^\W\d_])", re.I)


def _who_is_told(
    text: str, sentence: Sentence, kind: DutyKind, glossary: Mapping[str, str]
) -> tuple[Party, ...]:
    plan = _PATTERNS[kind].search(sentence.s) if kind == "own_plan" else None
    if plan is None:
        return ()
    for m in _TELLS.finditer(sentence.s, 0, plan.start()):
        told, end = parties_at(text, sentence.start + m.end(), sentence.start + plan.start(), glossary)
        if told and not sentence.s[end - sentence.start : plan.start()].strip(" ,"):
            return told
    return ()


# A clause that reports is no general responsibility.
_REPORTS = regex(r"báo\s*cáo|đề\s*xuất|phản\s*ánh|gửi", re.I)


def _is_general(sentence: Sentence, *, reports: bool) -> bool:
    clauses = re.split(";", sentence.s)
    return any(_PATTERNS["other"].search(c) and not (reports and _REPORTS.search(c)) for c in clauses)


# Those who are not under the issuer are asked, not told: no row of the table is owed to them.
_REQUESTED = regex(r"(?:Đề nghị|Mời|Khuyến khích|Kính đề nghị)\s")
# "Sở Công Thương: Chủ trì …": an assignment, to which the table should have a row.
_PREFIXED = regex(r"[^;.]{3,300}?:\s*[^\W\d_]")


def _is_asked(sentence: Sentence, *, tabled: bool) -> bool:
    """Whether what a body is asked is no task: beside a table only what serves the plan as a whole."""
    if _CLOSING.search(sentence.s) or _FIELD.match(sentence.s):
        return False
    if not tabled or _REQUESTED.match(sentence.s):
        return True
    return bool(_OF_A_PLAN.search(sentence.s)) and not _PREFIXED.match(sentence.s)


def _asked_more(sentence: Sentence) -> bool:
    """Whether the clause before the report asks for the plan, or asks one not under the issuer."""
    first = sentence.s.split(";")[0]
    asks = _REQUESTED.match(first) or (_OF_A_PLAN.search(first) and not _PREFIXED.match(first))
    return bool(asks) and ";" in sentence.s and not _REPORTS.search(first)


def _after_subject(sentence: Sentence) -> int:
    """Where the words after the subject begin: "Ủy ban Kiểm tra" checks nothing by its name."""
    ends = [p.span[1] - sentence.start for p in sentence.subject if p.span]
    inside = [end for end in ends if 0 < end <= len(sentence.s)]
    return max(inside, default=0)


def _found(sentence: Sentence, *, tabled: bool, assigned: bool, reports: bool) -> list[DutyKind]:
    if _CLOSING.search(sentence.s) or _FIELD.match(sentence.s):
        return []
    found: list[DutyKind] = []
    begin = _after_subject(sentence)
    for kind, pattern, _ in _DUTIES:
        if not pattern.search(sentence.s, begin):
            continue
        if kind == "other" and (found or not _is_general(sentence, reports=reports)):
            continue
        if kind == "other" and sentence.owned and not _OF_THE_WHOLE.search(sentence.s):
            continue
        if sentence.owned and kind in _TASKS_OF_AN_OWNER and not _is_no_task(kind, tabled, assigned):
            continue
        if kind == "supervise":
            if sentence.owned and not _OF_A_PLAN.search(sentence.s):
                continue
            found.append(_who_supervises(sentence))
            continue
        found.append(kind)
    beside_table = tabled or (assigned and not sentence.owned)
    if not found and beside_table and _gives_money(sentence, begin, reports=reports):
        found.append("other")
    if found and "other" not in found and not sentence.owned and _answers_too(sentence, found):
        found.append("other")
    return list(dict.fromkeys(found))


def _is_no_task(kind: DutyKind, tabled: bool, assigned: bool) -> bool:
    """Whether words under an agency's heading are beside the tasks, which stand elsewhere."""
    return tabled or (assigned and kind == "own_plan")


def _gives_money(sentence: Sentence, begin: int, *, reports: bool) -> bool:
    """Whether a clause finds the plan's money or says how to spend it, and asks nobody for it."""
    for clause in re.split(";", sentence.s[begin:]):
        money = _FINDS_MONEY.match(clause)
        if money and not _REPORTS.search(clause) and not (reports and money["advice"]):
            return True
    return False


_ANSWERS = regex(r"chịu\s*trách\s*nhiệm\s*(?:trước|về|toàn\s*diện)", re.I)


def _answers_too(sentence: Sentence, found: list[DutyKind]) -> bool:
    """Whether a clause of its own makes the body answer for the result: "…; chịu trách nhiệm trước UBND"."""
    return any(
        _ANSWERS.search(clause) and not any(_PATTERNS[kind].search(clause) for kind in found)
        for clause in sentence.s.split(";")
    )


# To inspect from time to time is not yet to follow the plan's execution.
_INSPECTS = regex(r"định\s*kỳ\s*(?:kiểm\s*tra|giám\s*sát)", re.I)
_FOLLOWS = regex(r"theo\s*dõi|đôn\s*đốc|đầu\s*mối|thường\s*trực|tổng\s*hợp", re.I)


def _who_supervises(sentence: Sentence) -> DutyKind:
    """One body follows the plan's execution; that every agency checks its own work is responsibility."""
    several = any(p.collective for p in sentence.subject)
    inspects = bool(_INSPECTS.search(sentence.s)) and not _FOLLOWS.search(sentence.s)
    asked = _REQUESTED.match(sentence.s) is not None
    return (
        "other" if several or inspects or asked or _WATCHES.search(sentence.subject[0].name) else "supervise"
    )


# "chương trình công tác tháng, quý"
_RULES = {"tuần": "FREQ=WEEKLY", "tháng": "FREQ=MONTHLY", "quý": "FREQ=MONTHLY;INTERVAL=3"}
_UNITS = regex("|".join(_RULES))
_REGULAR_PROGRAMME = regex(
    r"công\s*tác\s*(?:h[àằ]ng\s*|từng\s*)?(?:tuần|tháng|quý)(?!\s*[\dIVX])(?:\s*,\s*(?:tháng|quý))*", re.I
)
_YEARS_PROGRAMME = regex(r"công\s*tác\s*(?:h[àằ]ng\s*)?năm(?!\s*\d)", re.I)


def _due(text: str, sentence: Sentence, kind: DutyKind, year: int | None) -> tuple[Part, ...]:
    """When the duty is done: "thường xuyên" where it opens the sentence, a day of its own clause."""
    if kind in ("supervise", "other") and re.match(r"thường\s*xuyên", sentence.s, re.I):
        return (Part("ongoing"),)
    if kind == "work_programme" and _YEARS_PROGRAMME.search(sentence.s):
        return _days_of_programme(text, sentence, year) or (Part("recurring", rrule="FREQ=YEARLY"),)
    regular = _REGULAR_PROGRAMME.search(sentence.s) if kind == "work_programme" else None
    due: tuple[Part, ...] = ()
    pattern = _PATTERNS[kind]
    clauses = list(re.finditer(r"[^;]+", sentence.s))
    speaking = [clause for clause in clauses if pattern.search(clause.group())]
    if kind == "staff":
        speaking += [clause for clause in clauses if _SENDS_THE_LIST.match(clause.group())]
    for clause in speaking or (clauses if kind == "other" else []):
        a, b = clause.span()
        if kind == "supervise":
            return (Part("ongoing"),) if re.search(r"thường\s*xuyên", clause.group(), re.I) else ()
        if re.search(r"báo\s*cáo", clause.group(), re.I) and kind != "work_programme":
            report = re.search(r"(?:và\s*)?(?:định\s*kỳ\s*)?báo\s*cáo", clause.group(), re.I)
            b = a + (report.start() if report and kind == "own_plan" else 0)
        said = due_parts(text, sentence.start + a, sentence.start + b, year)
        due = (*due, *_said_of_the_duty(clause.group(), kind, said))
        if kind not in ("own_plan", "staff"):
            break
    if not due and regular:
        due = tuple(Part("recurring", rrule=_RULES[unit]) for unit in _UNITS.findall(regular.group().lower()))
    return tuple(dict.fromkeys(due))


# "…; gửi danh sách về Sở X trước ngày …": by when the officers are to be named.
_SENDS_THE_LIST = regex(
    r"\s*(?:và\s+)?(?:gửi|báo\s*cáo|thông\s*báo)[^;]{0,40}(?:danh\s*sách|thông\s*tin\s*(?:liên\s*hệ|đầu\s*mối))",
    re.I,
)


def _days_of_programme(text: str, sentence: Sentence, year: int | None) -> tuple[Part, ...]:
    """The day by which the year's programme is to be made, where its clause makes it and says one."""
    for clause in re.finditer(r"[^;]+", sentence.s):
        a, b = clause.span()
        made = _MADE.search(clause.group())
        if made and _YEARS_PROGRAMME.search(clause.group()) and not _REPORTS_THERE.search(clause.group()):
            due = due_parts(text, sentence.start + a, sentence.start + b, year)
            return tuple(p for p in due if p.rrule is None or "BY" in p.rrule)
    return ()


_MADE = regex(r"(?:xây\s*dựng|ban\s*hành|lập|hoàn\s*thành)", re.I)
_REPORTS_THERE = regex(r"báo\s*cáo", re.I)


def _said_of_the_duty(clause: str, kind: DutyKind, due: tuple[Part, ...]) -> tuple[Part, ...]:
    """ "Hằng năm" within the words ("bình xét thi đua hằng năm", "kế hoạch hằng năm") dates neither
    officers nor general responsibility; where it opens the clause it does."""
    if kind not in ("staff", "other") or re.match(r"\s*(?:h[àằ]ng|định\s*kỳ)", clause, re.I):
        return due
    return tuple(p for p in due if p.rrule is None or "BY" in p.rrule)
