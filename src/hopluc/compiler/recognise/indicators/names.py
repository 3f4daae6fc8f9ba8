"""Names of targets, made of the words around their figures.

A share is named by what it is a share of ("Tỷ lệ …"), a sum by the words before it, a count by
the thing counted, what follows it, and the verb before ("Số mô hình … được thành lập mới").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hopluc.compiler.recognise.indicators.figures import PER_HEADS, Figure
from hopluc.compiler.recognise.indicators.grammar import OP_WORDS
from hopluc.compiler.recognise.indicators.units import is_measure, is_money, is_share, without_scale
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import regex

# No name is longer.
_LONGEST = 500
_SPACE = regex(r"\s+")
_EDGES = " ,;:.-–"
_WHEN = (
    r"(?:(?:vào|trong|đến|tới|của|cho|trước|từ)\s+)?(?:hết\s+|cuối\s+)?(?:(?:quý\s+(?:[IVX]+|\d)"
    r"|tháng\s+\d{1,2})\s*(?:/|,?\s*năm)\s*\d{4}|(?:giai\s+đoạn|(?:các\s+)?năm)\s+\d{4}(?:\s*-\s*(?:năm\s+)?\d{4})?)"
)
_LINK = r"(?:đạt|chiếm|là|(?<!trở )lên|(?<!trở )xuống|còn|được|từ|thêm|mức|ở|bằng|khoảng|có|cho|trong\s+đó)"
_TRIM_END = regex(
    rf"(?:\s*(?:(?<!\w)(?:{_LINK}|{_WHEN}|phấn\s+đấu|sẽ|có\s+thể|dự\s+kiến|tăng|giảm|gấp|ước|{OP_WORDS}"
    rf"|duy\s+trì(?:\s+ổn\s+định)?"
    r"|ổn\s+định|nằm\s+trong|thuộc|vào|đứng\s+trong|xếp|trong)(?!\w)|từ\s+\d[\d.,]*(?:\s*%)?|[:,]))+\s*$",
    re.I,
)
_WHOSE_LEAD = regex(
    r"^(?:riêng\s+[^:,]{3,60}?\s+(?=(?:giảm|tăng|đạt)(?!\w))|(?:đối\s+với|riêng)\s+[^:]{3,90}?(?::"
    r"|,(?=\s*(?:mỗi|h[àằ]ng)\s+năm))"
    r"|(?:tối\s+thiểu\s+|ít\s+nhất\s+)?(?:mỗi|từng)\s+[\w ,]{2,60}?\s+"
    r"(?=có(?:\s*$|\s+(?:được|thêm)\s)|xây|thành\s+lập|hình|phát"
    r"|tổ\s+chức|đạt(?!\s+chuẩn)|phấn|ít"
    r"|tối|hỗ|duy))\s*",
    re.I,
)
_VERBS = regex(
    r"^(?:(?:phấn\s+đấu|tiếp\s+tục|bảo\s+đảm|đảm\s+bảo|duy\s+trì|trong\s+đó|vận\s+động"
    r"|tuyên\s+truyền|tư\s+vấn|hướng\s+dẫn|hỗ\s+trợ|thực\s+hiện|bình\s+quân\s+(?:mỗi|h[àằ]ng)\s+năm"
    r"|mỗi\s+năm|h[àằ]ng\s+năm"
    rf"|{_WHEN}|đồng\s+thời|đặc\s+biệt|mỗi\s+năm\s+có|hình\s+thành|phát\s+triển\s+và\s+triển\s+khai"
    rf"|kéo\s+giảm|toàn\s+(?:tỉnh|thành\s+phố|ngành|huyện|xã|quốc)"
    r"|hoàn\s+thành|nâng|hạ(?!\s+tầng)|có|giảm|tăng(?!\s+trưởng)|đưa|thu\s+hút|và|hoặc|để|nhằm|giúp\s+cho|các|với|đạt"
    r"|trên\s+địa\s+bàn\s+tỉnh|trở\s+thành)(?:\s*,\s*|\s+|$))+",
    re.I,
)
_MEASURED = regex(
    r"(?:số(?!\s+hóa(?!\w))|tổng|lượng|doanh\s+thu|doanh\s+số|thu\s+nhập|lãi|lợi\s+nhuận|giá\s+trị|nguồn|quy\s+mô|mức|năng\s+suất"
    r"|diện\s+tích|kim\s+ngạch"
    r"|sản\s+lượng|vốn|chỉ\s+số|thứ\s+hạng|xếp\s+hạng|công\s+suất|thời\s+gian|tuổi\s+thọ|mật\s+độ"
    r"|chi\s+phí|dân\s+số|thu\s+ngân\s+sách|GRDP|GDP)(?!\w)",
    re.I,
)
_RATE = regex(r"(?:tỷ|tỉ)\s+(?:lệ|trọng|suất|số)|tốc\s+độ|tăng\s+trưởng|mức|độ\s+che|chỉ\s+số", re.I)
_ONLY_CHANGE = regex(
    rf"(?:(?:phấn\s+đấu|tiếp\s+tục|bình\s+quân|(?:mỗi|h[àằ]ng)\s+năm|{_WHEN})\s*,?\s+)*"
    rf"(?:kéo\s+|cắt\s+)?(giảm|tăng)(?:\s+(?:thêm|từ|được|{OP_WORDS}))*",
    re.I,
)
# What changes by so much, not to so much: "tỷ lệ hộ nghèo giảm bình quân 2%", not "giảm còn 2%".
_CHANGES_BY = regex(
    rf"(?<!\w)(?<!tốc độ )(giảm|tăng)(?:\s+(?:bình\s+quân|trung\s+bình|thêm|từ|được|(?:mỗi|h[àằ]ng)\s+năm"
    rf"|{OP_WORDS}))*\s*$",
    re.I,
)
_CHANGES_EACH_YEAR = regex(
    r"(?:(?:phấn\s+đấu|tiếp\s+tục|kéo|cắt)\s+)?(giảm|tăng)\s+(?=(?:tỷ|tỉ)\s+(?:lệ|trọng|suất)|số\s)", re.I
)
_EACH_YEAR = regex(r"(?:mỗi|h[àằ]ng)\s+năm\s*$", re.I)
# A remark of what was before the target.
_WAS = regex(r"\s*\((?:hiện|năm\s+\d{4}|đến\s+nay|so\s+với)[^()]*\)?", re.I)
# An abbreviation in brackets stands behind what it is for.
_SHORT_FOR = regex(
    r"\s*\(\s*(?:(?:viết|gọi)\s+tắt[^()]*|[A-ZĐƯ][\w&.-]{0,8}[A-ZĐƯ][\w-]{0,6}|[A-ZĐƯ]{2,})\s*\)"
)
_TAIL_END = regex(r"\s+(?:cho|với|và|có|gồm)$", re.I)
_GROWS = regex(r"(?<!\w)(?:tăng(?!\s+trưởng)|giảm|gấp|cắt\s+giảm)(?!\w)", re.I)
_JUST_GROWTH = regex(
    r"(?:tốc\s+độ\s+)?(?:tăng|giảm)(?:\s+trưởng)?(?:\s+thêm)?(?:\s+(?:bình\s+quân|trung\s+bình"
    r"|h[àằ]ng\s+năm|mỗi\s+năm|đạt|trong\s+giai\s+đoạn\s+này))*$",
    re.I,
)
# Where the words that belong to a figure begin, in a sentence that says more before.
_PART = regex(
    r",\s*(?=(?:tăng|nâng|giảm|đưa|phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|duy\s+trì|tỷ\s+lệ|tổng"
    r"|trong\s+đó)\s)",
    re.I,
)
_PLACED = regex(r"(?:trên|ở|tại|của|cho|trong|mỗi|\()", re.I)


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
    lead = _SPACE.sub(" ", _SHORT_FOR.sub("", lead[-_LONGEST:])).strip(_EDGES)
    lead = _WHOSE_LEAD.sub("", _WHOSE_LEAD.sub("", lead).strip(_EDGES))
    lead = re.sub(r"^\(?\s*", "", lead).strip(_EDGES)
    tail = _SPACE.sub(" ", _WAS.sub("", _SHORT_FOR.sub("", tail[:_LONGEST]))).strip(" ,;.:")
    tail = re.sub(r"\s*/\s*năm$|\s+(?:trước|đến)\s+ngày\s+\d{1,2}/\d{1,2}/\d{4}", "", tail)
    tail = PER_HEADS.sub("", f" {tail}").lstrip()
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
        name, shared = _share(topic, bare, tail, subject.words, unit)
    elif (
        is_measure(unit)
        or unit in ("", "thứ hạng")
        or unit.startswith("/")
        or unit.lower() == "lần"
        or _MEASURED.match(bare)
    ):
        name, shared = _measure(bare, tail, unit, subject.words)
    else:
        name, shared = _count(bare, tail, unit, subject.words)
    name = expand(_SPACE.sub(" ", name).strip(" ,;:."), glossary)
    about = bare if _MEASURED.match(bare) or not tail or not is_share(unit) else tail
    return name[:1].upper() + name[1:], about or subject.words, shared


def _bare(topic: str) -> str:
    """Words without the verbs before and the links behind what they name."""
    return _TRIM_END.sub("", _VERBS.sub("", topic)).strip(_EDGES)


def _change(topic: str, bare: str, unit: str) -> str | None:
    """The name of a change of something that has a measure of its own: "Mức giảm tỷ lệ hộ nghèo"."""
    yearly = unit.endswith("/năm") or _EACH_YEAR.search(topic)
    by = _CHANGES_BY.search(topic) or (_CHANGES_EACH_YEAR.match(topic) if yearly else None)
    if by is None or not bare or re.match(r"tốc\s+độ|mức", bare, re.I):
        return None
    what = _bare(topic[: by.start()]) or bare
    if re.fullmatch(r"(?:bình\s+quân|trung\s+bình|giai\s+đoạn\s+này|h[àằ]ng\s+năm|\s)+", what, re.I):
        return None
    return f"Mức {by[1].lower()} {_lower(what)}"


def _share(topic: str, bare: str, tail: str, subject: str, unit: str) -> tuple[str, bool]:
    named = _RATE.match(bare) or _MEASURED.match(bare) or (not tail and len(bare.split()) > 1)
    changed = _change(topic, bare, unit) if named else None
    if changed:
        return changed, False
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
        core = re.sub(r"^(?:tổng\s+)?số\s+(?!hóa(?!\w))(?:lượng\s+)?", "", core, flags=re.I)
    shared = False
    # "Tỷ lệ hợp tác xã hoạt động tốt 40%, khá 30%": but a few words may also name a thing of their own.
    partial = not grown and len(core.split()) <= 3 and bool(_RATE.match(subject) or _MEASURED.match(subject))
    if not core or (not tail and not own and not _RATE.match(core) and partial and " " not in unit):
        core, shared = f"{_common(subject)} {core}".strip(), True
    elif re.match(r"(?:được|có|tham\s+gia|hoạt\s+động|ở|tại)(?!\w)", core) and subject:
        core, shared = f"{_common(subject)} {core}", True
    if not core:
        return "", shared
    if _RATE.match(core) or _GROWS.match(core) or (grown and own) or (grown and tail == ""):
        return core, shared
    return f"Tỷ lệ {_lower(core)}", shared


_AREA = regex(r"(?:ha|héc\s+ta|hec\s+ta|m2|m²|km2|km²)(?!\w)", re.I)


def _quantity(unit: str) -> str:
    """What is counted in a unit that has no name before it: "Diện tích" of "ha"."""
    if is_money(unit):
        return "Số tiền"
    return "Diện tích" if _AREA.match(without_scale(unit)) else f"Số {unit}"


def _measure(bare: str, tail: str, unit: str, subject: str) -> tuple[str, bool]:
    if not bare:
        return (
            (f"{_quantity(unit)} {tail}".strip(), False)
            if tail and not _PLACED.match(tail)
            else (f"{subject} {tail}".strip(), True)
        )
    if unit == "thứ hạng":
        of = bare or subject
        ranked = of if re.match(r"(?:thứ|xếp)\s+hạng|chỉ\s+số", of, re.I) else f"Thứ hạng của {of}"
        return f"{ranked} {tail}".strip(), not bare
    if len(bare.split()) <= 3 and not _MEASURED.match(bare) and tail:
        return f"{_quantity(unit)} {tail} {_lower(bare)}", False
    return (f"{bare} {tail}".strip() if len(bare) < 20 else bare), False


def _count(bare: str, tail: str, unit: str, subject: str) -> tuple[str, bool]:
    shared = not bare and (not tail or bool(_PLACED.match(tail)))
    verb = bare or (subject if shared else "")
    verb = re.sub(r"^(?:tổng\s+)?số\s+(?!hóa(?!\w))(?:lượng\s+)?", "", verb, flags=re.I)
    thing = without_scale(unit.split("/")[0])
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
