"""The steps of a chain: "gửi Sở X tổng hợp, báo cáo UBND trình HĐND"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.format import Party
from hopluc.compiler.recognise.duties.sentences import Sentence
from hopluc.compiler.recognise.parties import parties_at
from hopluc.viet.patterns import regex


@dataclass(frozen=True, slots=True)
class Step:
    """One sending: to whom, and where in the sentence the verb and the receivers stand.

    `through` counts the last receivers, by whose hands it only goes. `beside`: sent by the same
    sender as the step before. `advice`: "tham mưu", a sending only where something follows.
    """

    to: tuple[Party, ...]
    start: int
    end: int
    through: int = 0
    beside: bool = False
    advice: bool = False

    @property
    def onward(self) -> tuple[Party, ...]:
        """Who sends the next step."""
        return self.to[: len(self.to) - self.through]


_VERB = (
    r"báo\s*cáo|gửi|trình|đề\s*xuất|kiến\s*nghị|phản\s*ánh|phản\s*hồi|thông\s*tin|tham\s*mưu"
    r"|cung\s*cấp(?:\s*(?:đầy\s*đủ|thông\s*tin|,))*\s*(?:(?:số|dữ)\s*liệu|kết\s*quả)|đăng\s*ký(?=\s*nhu\s*cầu)|báo(?=\s*về\s)"
)
# Verbs of sending, with what may stand between them and the receiver.
_SEND = regex(
    rf"(?<!\w)(?:{_VERB})(?:(?:\s*,)?\s*(?:{_VERB}|kết\s*quả|giúp|đề\s*nghị"
    r"|trực\s*tiếp|kịp\s*thời|ngay|nhanh|đột\s*xuất|bằng\s*văn\s*bản|về|cho|lên|với|đến|tới|để))*\s+(?=\S)",
    re.I,
)
_ADVICE = regex(r"tham\s*mưu(?:\s*(?:cho|với|giúp))?\s*$", re.I)
# Words of the report's object, after which the receiver comes: "… về Sở X", "để Thường trực …".
_TO_LATER = regex(r"(?<!\w)(?:về|để|cho|gửi\s+về|với|thông\s+qua)\s+(?=[^\W\d_])")
_TO_WHOM = regex(r"(?<!\w)(?:về|cho|lên|đến|tới|với)\s+(?=[^\W\d_])")
_THROUGH = regex(r"\s*[(,]?\s*(?:thông\s*qua|qua|đồng\s*(?:thời\s*)?(?:kính\s*)?gửi)\s+", re.I)
_THROUGH_LATER = regex(r"\((?:thông\s*)?qua\s+(?=[^\W\d_])", re.I)
# "Bộ Y tế (Cục Phòng bệnh)": the part of it that takes the report; what it is besides ("cơ quan thường
# trực Ban Chỉ đạo") is no second body.
_ROOM_OF = regex(r"\s*\(\s*(?=(?:Phòng|Cục|Vụ|Chi cục|Văn phòng|Ban|Thanh tra)\s[^()]{3,80}\))")
_TOGETHER = regex(r"phối\s*hợp\s*(?:với|cùng)?\s+(?=\S)", re.I)
# What a receiver does before he sends on; without it the next "gửi" is the first sender's.
_HANDLES = regex(
    r"t[oôổ]ng\s*hợp|để|xem\s*xét|trình|báo\s*cáo|(?<!\w)ký(?!\w)|ban\s*hành|phê\s*duyệt|thông\s*qua(?!\s+[A-ZĐ])",
    re.I,
)
# Who examines what was sent to him is the one who reports it on.
_DECIDES = regex(rf"{_HANDLES.pattern}|thẩm\s*định|rà\s*soát|cho\s*ý\s*kiến|cân\s*đối", re.I)


def sends(s: str, a: int, b: int) -> bool:
    """Whether a verb of sending stands between `a` and `b`."""
    return _SEND.search(s, a, b) is not None


def steps_of(text: str, sentence: Sentence, a: int, b: int, glossary: Mapping[str, str]) -> list[Step]:
    """The sendings of one clause in order, each with its receivers."""
    s = sentence.s
    steps: list[Step] = []
    at = a
    while (m := _SEND.search(s, at, b)) is not None:
        to, end = parties_at(text, sentence.start + m.end(), sentence.start + b, glossary)
        if not to:
            to, end = _behind_the_object(text, sentence, m.end(), b, glossary)
        if not to:
            at = m.end()
            continue
        more = _ABOVE_ALL.match(s, end - sentence.start, b)
        if more:
            others, stop = parties_at(text, sentence.start + more.end(), sentence.start + b, glossary)
            to, end = (*to, *others), (stop if others else end)
        step = _through(text, sentence, Step(to, m.start(), end - sentence.start), b, glossary)
        if not steps or to[0].name != steps[-1].to[0].name:
            steps.append(_joined(s, m, step, steps))
        at = max(step.end, m.end())
    if not steps and re.search(r"báo\s*cáo", s[a:b], re.I):
        steps.extend(_later(text, sentence, a, b, glossary))
    if steps:
        steps[0] = _with_partner(text, sentence, steps[0], a, glossary)
    return [step for step in steps if not _same(step.to, sentence.subject)]


# "báo cáo A vào ngày 25, báo cáo B": the same sender once more.
_AND_AGAIN = regex(r"(?:[,;]|\svà)\s*(?:và\s+|đồng\s+thời\s+)?$", re.I)


def _joined(s: str, m: re.Match[str], step: Step, before: Sequence[Step]) -> Step:
    """A step with what its verb and the words before it say of it."""
    verb = m.group().lower()
    again = verb.startswith("báo") and _AND_AGAIN.search(s, max(0, m.start() - 20), m.start())
    beside = bool(before) and bool(verb.startswith(("gửi", "đồng gửi")) or again)
    handles = _HANDLES if verb.startswith(("gửi", "đồng")) else _DECIDES
    beside = beside and not handles.search(s, before[-1].end, m.start())
    # "trình Giám đốc Sở gửi Sở Tài chính": with nothing between, it is the receiver who sends.
    beside = beside and bool(s[before[-1].end : m.start()].strip())
    return replace(step, beside=beside, advice=bool(_ADVICE.search(m.group().strip())))


def _behind_the_object(
    text: str, sentence: Sentence, at: int, b: int, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], int]:
    """The receiver of "báo cáo kết quả thực hiện về Sở X", named before anything is sent on."""
    following = _SEND.search(sentence.s, at, b)
    stop = following.start() if following else b
    for m in _TO_WHOM.finditer(sentence.s, at, stop):
        if re.search(r"phối\s*hợp\s*$", sentence.s[max(0, m.start() - 12) : m.start()], re.I):
            continue
        to, end = parties_at(text, sentence.start + m.end(), sentence.start + stop, glossary)
        if to:
            return to, end
    return (), at


# "các sở, ngành, đặc biệt là Liên minh tỉnh": one more receiver.
_ABOVE_ALL = regex(r"\s*,\s*(?:đặc\s*biệt|nhất|trước\s*hết)\s*là\s+", re.I)


def _same(to: Sequence[Party], subject: Sequence[Party]) -> bool:
    return bool(subject) and [p.name for p in to] == [p.name for p in subject]


def _later(text: str, sentence: Sentence, a: int, b: int, glossary: Mapping[str, str]) -> Iterator[Step]:
    """A receiver that stands after the object: "báo cáo kết quả … về Sở X", "… để Thường trực …"."""
    begin = re.search(r"báo\s*cáo", sentence.s[a:b], re.I)
    for m in _TO_LATER.finditer(sentence.s, a + (begin.end() if begin else 0), b):
        to, end = parties_at(text, sentence.start + m.end(), sentence.start + b, glossary)
        if to:
            yield Step(to, m.start(), end - sentence.start)
            return


def _through(text: str, sentence: Sentence, step: Step, b: int, glossary: Mapping[str, str]) -> Step:
    """A body that the report goes through stands second: "UBND tỉnh (thông qua Sở X)"."""
    following = _SEND.search(sentence.s, step.end, b)  # "(qua …)" behind it is of that sending
    stop = following.start() if following else b
    m = _THROUGH.match(sentence.s, step.end, b) or _THROUGH_LATER.search(sentence.s, step.end, stop)
    m = m or _ROOM_OF.match(sentence.s, step.end, b)
    if m is None:
        return step
    more, stop = parties_at(text, sentence.start + m.end(), sentence.start + b, glossary)
    if not more:
        return step
    return replace(step, to=(*step.to, *more), end=stop - sentence.start, through=len(more))


# Work between the partner and the sending: the partner is one of the work, not of the report.
_OTHER_WORK = regex(
    r"(?<!phí )(?<!vốn )(?<!quả )(?<!hình )thực\s*hiện|kiểm\s*tra|giám\s*sát|triển\s*khai|hướng\s*dẫn", re.I
)


def _with_partner(text: str, sentence: Sentence, step: Step, a: int, glossary: Mapping[str, str]) -> Step:
    """ "phối hợp với Sở X tổng hợp, đề xuất UBND": the report goes together with Sở X."""
    s = sentence.s
    near = [m for m in _TOGETHER.finditer(s, a, step.start) if step.start - m.end() < 120]
    if not near or re.search(r"chủ\s*trì,?\s*$", s[: near[-1].start()], re.I):
        return step
    partner, end = parties_at(text, sentence.start + near[-1].end(), sentence.start + step.start, glossary)
    if not partner or _OTHER_WORK.search(s, end - sentence.start, step.start):
        return step
    return replace(step, to=(*step.to, *partner), through=step.through + len(partner))
