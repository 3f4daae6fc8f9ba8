"""Names of targets, made of the words around their figures.

A share is named by what it is a share of ("Tỷ lệ …"), a sum by the words before it, a count by
the thing counted, what follows it, and the verb before ("Số mô hình … được thành lập mới").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hopluc.compiler.recognise.indicators.figures import Figure
from hopluc.compiler.recognise.indicators.grammar import OP_WORDS, is_measure, is_share
from hopluc.viet.abbreviations import expand

# No name is longer.
_LONGEST = 500
_SPACE = re.compile(r"\s+")
_EDGES = " ,;:.-–"
_WHEN = (
    r"(?:(?:vào|trong|đến|tới|của|cho|trước|từ)\s+)?(?:hết\s+|cuối\s+)?(?:(?:quý\s+(?:[IVX]+|\d)"
    r"|tháng\s+\d{1,2})\s*(?:/|,?\s*năm)\s*\d{4}|(?:giai\s+đoạn|(?:các\s+)?năm)\s+\d{4}(?:\s*-\s*(?:năm\s+)?\d{4})?)"
)
_LINK = r"(?:đạt|chiếm|là|lên|xuống|còn|được|từ|thêm|mức|ở|bằng|khoảng|có|cho|trong\s+đó)"
_TRIM_END = re.compile(
    rf"(?:\s*(?:(?<!\w)(?:{_LINK}|{_WHEN}|phấn\s+đấu|dự\s+kiến|tăng|giảm|gấp|ước|{OP_WORDS}"
    rf"|duy\s+trì(?:\s+ổn\s+định)?"
    r"|ổn\s+định|nằm\s+trong|thuộc|vào|đứng\s+trong|xếp|trong)(?!\w)|từ\s+\d[\d.,]*(?:\s*%)?|[:,]))+\s*$",
    re.I,
)
_WHOSE_LEAD = re.compile(
    r"^(?:riêng\s+[^:,]{3,60}?\s+(?=(?:giảm|tăng|đạt)(?!\w))|(?:đối\s+với|riêng)\s+[^:]{3,90}?(?::"
    r"|,(?=\s*(?:mỗi|h[àằ]ng)\s+năm))"
    r"|(?:tối\s+thiểu\s+|ít\s+nhất\s+)?(?:mỗi|từng)\s+[\w ,]{2,60}?\s+"
    r"(?=có(?:\s*$|\s+(?:được|thêm)\s)|xây|thành\s+lập|hình|phát"
    r"|tổ\s+chức|đạt(?!\s+chuẩn)|phấn|ít"
    r"|tối|hỗ|duy))\s*",
    re.I,
)
_VERBS = re.compile(
    r"^(?:(?:phấn\s+đấu|tiếp\s+tục|bảo\s+đảm|đảm\s+bảo|duy\s+trì|trong\s+đó|vận\s+động"
    r"|tuyên\s+truyền|tư\s+vấn|hướng\s+dẫn|hỗ\s+trợ|thực\s+hiện|bình\s+quân\s+(?:mỗi|h[àằ]ng)\s+năm"
    r"|mỗi\s+năm|h[àằ]ng\s+năm"
    rf"|{_WHEN}|đồng\s+thời|đặc\s+biệt|mỗi\s+năm\s+có|hình\s+thành|phát\s+triển\s+và\s+triển\s+khai"
    rf"|kéo\s+giảm|toàn\s+(?:tỉnh|thành\s+phố|ngành|huyện|xã|quốc)"
    r"|hoàn\s+thành|nâng|có|giảm|tăng|đưa|thu\s+hút|và|hoặc|để|nhằm|giúp\s+cho|các|với|đạt"
    r"|trên\s+địa\s+bàn\s+tỉnh|trở\s+thành)(?:\s*,\s*|\s+|$))+",
    re.I,
)
_MEASURED = re.compile(
    r"(?:số|tổng|doanh\s+thu|thu\s+nhập|lãi|lợi\s+nhuận|giá\s+trị|nguồn|quy\s+mô|mức|năng\s+suất"
    r"|diện\s+tích|kim\s+ngạch"
    r"|sản\s+lượng|vốn|chỉ\s+số|thứ\s+hạng|xếp\s+hạng|công\s+suất|thời\s+gian|tuổi\s+thọ|mật\s+độ"
    r"|chi\s+phí|dân\s+số|thu\s+ngân\s+sách|GRDP|GDP)(?!\w)",
    re.I,
)
_RATE = re.compile(r"(?:tỷ|tỉ)\s+(?:lệ|trọng|suất|số)|tốc\s+độ|mức|độ\s+che|chỉ\s+số", re.I)
_ONLY_CHANGE = re.compile(
    rf"(?:phấn\s+đấu\s+)?(?:kéo\s+)?(giảm|tăng)(?:\s+(?:thêm|từ|được|{OP_WORDS}))*", re.I
)
_TAIL_END = re.compile(r"\s+(?:cho|với|và|có|gồm)$", re.I)
_GROWS = re.compile(r"(?<!\w)(?:tăng|giảm|gấp|cắt\s+giảm)(?!\w)", re.I)
_JUST_GROWTH = re.compile(
    r"(?:tốc\s+độ\s+)?(?:tăng|giảm)(?:\s+trưởng)?(?:\s+thêm)?(?:\s+(?:bình\s+quân|trung\s+bình"
    r"|h[àằ]ng\s+năm|mỗi\s+năm|đạt|trong\s+giai\s+đoạn\s+này))*$",
    re.I,
)
# Where the words that belong to a figure begin, in a sentence that says more before.
_PART = re.compile(
    r",\s*(?=(?:tăng|nâng|giảm|đưa|phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|duy\s+trì|tỷ\s+lệ|tổng"
    r"|trong\s+đó)\s)",
    re.I,
)
_PLACED = re.compile(r"(?:trên|ở|tại|của|cho|trong|mỗi|\()", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the figures of a clause are about if they do not say, and where those words begin."""

    words: str = ""
    start: int | None = None


def name_of(
    lead: str, figure: Figure, tail: str, subject: Subject, glossary: Mapping[str, str]
) -> tuple[str, str, bool]:
    """Name of a figure, what the next figures are about, and whether the name took the shared subject.

    `lead` are the words since the figure before, `tail` those behind it that belong to it.
    """
    lead = _SPACE.sub(" ", lead[-_LONGEST:]).strip(_EDGES)
    lead = _WHOSE_LEAD.sub("", _WHOSE_LEAD.sub("", lead).strip(_EDGES))
    lead = re.sub(r"^\(?\s*", "", lead).strip(_EDGES)
    tail = _SPACE.sub(" ", tail[:_LONGEST]).strip(" ,;.:")
    tail = re.sub(rf"(?:^|\s)so\s+với\s.*$|(?:^|\s+){_WHEN}", "", tail).strip(" ,;.:()")
    tail = _TAIL_END.sub("", tail)
    parts = _PART.split(lead)
    if len(parts) > 1 and (tail or _TRIM_END.sub("", _VERBS.sub("", parts[-1])).strip(_EDGES)):
        lead = parts[-1]
    change = _ONLY_CHANGE.fullmatch(lead)
    if change and tail and (is_share(figure.unit or "") or "phần trăm" in (figure.unit or "")):
        return expand(f"Mức {change[1].lower()} {_lower(tail)}", glossary), tail, False
    topic = re.sub(r"^(?:và\s+|[^:]{3,80}:\s+(?=\S))", "", lead)
    bare = _bare(topic)
    if not bare and ":" in lead and not tail:
        # "Tỷ lệ đô thị hóa: năm 2026 là 42%": behind the colon stands only when.
        topic = lead.partition(":")[0]
        bare = _bare(topic)
    unit = figure.unit or ""
    if is_share(unit):
        name, shared = _share(topic, bare, tail, subject.words)
    elif is_measure(unit) or unit in ("", "thứ hạng") or unit.lower() == "lần" or _MEASURED.match(bare):
        name, shared = _measure(bare, tail, unit, subject.words)
    else:
        name, shared = _count(bare, tail, unit, subject.words)
    name = expand(_SPACE.sub(" ", name).strip(" ,;:."), glossary)
    about = bare if _MEASURED.match(bare) or not tail or not is_share(unit) else tail
    return name[:1].upper() + name[1:], about or subject.words, shared


def _bare(topic: str) -> str:
    """Words without the verbs before and the links behind what they name."""
    return _TRIM_END.sub("", _VERBS.sub("", topic)).strip(_EDGES)


def _share(topic: str, bare: str, tail: str, subject: str) -> tuple[str, bool]:
    grown = _GROWS.search(topic)
    whole = (
        (_TRIM_END.sub("", topic) or topic)
        if grown and not re.match(r"(?:tăng|giảm)\s+(?:tỷ|tỉ)\s", topic, re.I)
        else bare
    )
    own = _RATE.match(bare) or _MEASURED.match(bare)
    core = bare if own else f"{whole if len(topic.split()) > 1 else bare} {tail}".strip()
    if _JUST_GROWTH.match(topic) and not tail:
        return f"{topic} {_lower(subject)}".strip(), True
    if not grown:
        core = re.sub(r"^(?:tổng\s+)?số\s+(?:lượng\s+)?", "", core, flags=re.I)
    shared = False
    if not core or (not tail and not own and not _RATE.match(core) and len(core.split()) <= 3 and subject):
        core, shared = f"{_common(subject)} {core}".strip(), True
    elif re.match(r"(?:được|có|tham\s+gia|hoạt\s+động|ở|tại)(?!\w)", core) and subject:
        core, shared = f"{_common(subject)} {core}", True
    if not core:
        return "", shared
    if _RATE.match(core) or _GROWS.match(core) or (grown and own) or (grown and tail == ""):
        return core, shared
    return f"Tỷ lệ {_lower(core)}", shared


def _measure(bare: str, tail: str, unit: str, subject: str) -> tuple[str, bool]:
    if not bare:
        return (
            (f"Số {unit} {tail}".strip(), False)
            if tail and not _PLACED.match(tail)
            else (f"{subject} {tail}".strip(), True)
        )
    if unit == "thứ hạng":
        of = bare or subject
        ranked = of if re.match(r"(?:thứ|xếp)\s+hạng|chỉ\s+số", of, re.I) else f"Thứ hạng của {of}"
        return f"{ranked} {tail}".strip(), not bare
    if len(bare.split()) <= 3 and not _MEASURED.match(bare) and tail:
        return f"Số {unit} {tail} {_lower(bare)}", False
    return (f"{bare} {tail}".strip() if len(bare) < 20 else bare), False


def _count(bare: str, tail: str, unit: str, subject: str) -> tuple[str, bool]:
    shared = not bare and (not tail or bool(_PLACED.match(tail)))
    verb = bare or (subject if shared else "")
    verb = re.sub(r"^(?:tổng\s+)?số\s+(?:lượng\s+)?", "", verb, flags=re.I)
    thing = unit.split("/")[0]
    if verb.lower().startswith(thing.lower()):
        return f"Số {verb} {tail}", shared
    order = f"{tail} {_lower(verb)}" if tail else _lower(verb)
    return f"Số {thing} {order}".strip(), shared


def _common(subject: str) -> str:
    """What several shares are of: "hợp tác xã" of "tỷ lệ hợp tác xã hoạt động khá, tốt"."""
    plain = re.sub(r"^(?:(?:tỷ|tỉ)\s+lệ|tổng\s+số|số)\s+", "", subject, flags=re.I)
    if "hoạt động" in plain:
        return re.split(r"(?<=hoạt động)\s", plain)[0]
    return re.split(r"\s+(?:được|có|tham\s+gia)(?!\w)", plain)[0]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
