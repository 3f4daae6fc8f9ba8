"""Who issued a cited document: said behind the number, before it, by its code, or at home."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from hopluc.compiler.format import Citation
from hopluc.compiler.recognise.bodies import UPPER, bodies
from hopluc.compiler.recognise.documents import kinds
from hopluc.compiler.recognise.parties import parties_at, split_parties
from hopluc.viet.dates import PARTS, parse_day
from hopluc.viet.patterns import regex

_MEETING = regex(
    r"\s*,?\s*(?:của\s+|tại\s+)?(?:Hội\s+nghị|Kỳ\s+họp)\s+(?:lần\s+)?thứ\s+(?:\d{1,2}"
    r"|[^\W\d_]+(?:\s+(?:một|hai|ba|tư|lăm))?)\s*,?\s*"
    r"(?=Ban|của)(?:của\s+)?",
    re.I,
)
_OF = regex(r"\s*,?\s*của\s+", re.I)
_SESSION = regex(r"(?:\s+Đảng)?(?:\s*,?\s*kho[áa]\s+[IVXLC]+)?", re.I)
_ISSUER_END = regex(
    r"[;:\n()]|\s+(?:về|ban\s+hành|phê\s+duyệt|thực\s+hiện|quy\s+định|hướng\s+dẫn|sửa\s+đổi|triển\s+khai)\s",
    re.I,
)
# A steering or national committee is named by its task: "Ban Chỉ đạo Trung ương về phát triển …".
_STEERING = regex(
    r"(?:Trưởng\s+Ban\s+|Chủ\s+tịch\s+)?(?P<body>Ban Chỉ đạo|Tổ giúp việc|Tổ công tác"
    r"|(?:Ủy ban|Hội đồng) Quốc gia(?=\s+về))",
    re.I,
)
_TASK = regex(
    r"(?:\s+(?:Ban\s+Chỉ\s+đạo|Trung\s+ương|Quốc\s+gia|của\s+Chính\s+phủ|tỉnh"
    r"|thành\s+phố))*(?:\s+về\s+[^;:()\n]{5,160}?)?"
    r"(?=\s+(?:về\s+(?:việc|triển)|thông\s+báo|ban\s+hành|phê\s+duyệt|triển\s+khai|kết\s+luận"
    r"|yêu\s+cầu)|\s*[;:()\n.]|\s*$)",
    re.I,
)
# "Ngày 22/12/2024, Bộ Chính trị đã ban hành Nghị quyết số …"
_TOLD = regex(
    rf"(?P<day>{PARTS['day']})\s*,\s*(?P<who>[^,;.\n]{{3,80}}?)\s+(?:đã\s+)?(?:ban\s+hành|ký|có)\s*$", re.I
)
# "Theo đề nghị của Sở Công Thương tại Tờ trình số …", or "Quyết định của Thủ tướng Chính phủ: số …".
_REQUEST = regex(r"của\s+(?P<who>[^,;.\n:]{3,80}?)\s*(?:\s+tại(?:\s+các)?|:)\s*$", re.I)
# The head of a body signs for it: his documents are the body's.
_POST = regex(
    r"^(?:Phó\s+)?(?:Bộ trưởng\s*[,-]\s*Chủ nhiệm|Giám đốc|Tổng Giám đốc|Bộ trưởng"
    r"|Chủ tịch(?!\s+nước)|Cục trưởng|Tổng cục trưởng"
    r"|Chi cục trưởng|Chánh Văn phòng(?=\s+(?:Ủy|UB|Tỉnh|Sở|Bộ))|Thủ trưởng|Viện trưởng|Hiệu trưởng|Chánh án"
    r"|Tổng Thanh tra|Thống đốc|Chủ nhiệm|Bí thư)\s+(?=[^\W\d_])",
    re.I,
)
_HOME = regex(
    r"(?<!\w)(?<!tác )(?<!thị )"
    rf"(?P<level>(?i:tỉnh ủy|thành ủy|tỉnh|thành phố|xã|phường|đặc khu|huyện|quận))\s+(?P<name>[{UPPER}].*)$"
)
# A province has one "Tỉnh ủy"; "Thành ủy" may be that of the city or of one of its own.
_HOMELESS = regex(
    r"^(?:Ủy ban nhân dân|Hội đồng nhân dân|Thành ủy|Liên minh Hợp tác xã)(?:\s+(?P<level>tỉnh"
    r"|thành phố|xã|phường|đặc khu|huyện|quận))?$",
    re.I,
)
_OWN_BODIES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}


def issuer_after(s: str, at: int) -> tuple[int, str | None]:
    """The body after "của" (or after a meeting of it), spelled out, and where it ends."""
    of = _MEETING.match(s, at) or _OF.match(s, at)
    if of is None or not (bodies().head.match(s, of.end()) or bodies().post.match(s, of.end())):
        return at, None
    steering = _STEERING.match(s, of.end())
    task = _TASK.match(s, steering.end()) if steering else None
    if steering and task and task.group().strip():
        return task.end(), re.sub(r"\s+", " ", s[steering.start("body") : task.end()]).strip()
    line = _ISSUER_END.search(s, of.end())
    stop = min(line.start() if line else len(s), of.end() + 120)
    parties, _ = parties_at(s, of.end(), stop)
    if not parties or parties[0].span is None:
        return at, None
    end = parties[0].span[1]
    session = _SESSION.match(s, end)
    extra = session.group() if session and session.group().strip() else ""
    return end + len(extra), without_post(parties[0].name + re.sub(r"\s+", " ", extra))


def told_before(s: str, at: int) -> tuple[dt.date | None, str | None]:
    """Day and issuer of "Ngày …, Bộ Chính trị đã ban hành" right before a document."""
    m = _TOLD.search(s, max(0, at - 140), at)
    return (parse_day(m["day"]), _one_body(s, m.start("who"), m.end("who"))) if m else (None, None)


def at_whose_request(s: str, at: int) -> str | None:
    """The body whose request a document is: "của Sở Công Thương tại Tờ trình …"."""
    m = _REQUEST.search(s, max(0, at - 110), at)
    return _one_body(s, m.start("who"), m.end("who")) if m else None


def _one_body(s: str, a: int, b: int) -> str | None:
    parties = split_parties(s, a, b)
    return without_post(parties[0].name) if len(parties) == 1 else None


def without_post(name: str) -> str:
    """The body that a post belongs to: "Giám đốc Sở Y tế" is the department."""
    bare = _POST.sub("", name)
    return bare[:1].upper() + bare[1:]


def issuer_of_code(number: str) -> str | None:
    """The body that a number's last code stands for: "…/NQ-CP" is of the Government."""
    if re.search(r"/(?:NQ|L)?QH\d{1,2}$|/QH\d{1,2}$", number):
        return "Quốc hội"
    table = kinds().issuer_of_code
    parts = re.split(r"[/-]", number)
    for part in (parts[-1], *parts[1:2]):
        code = re.sub(r"[&.]|\d+$", "", part).upper()
        if code in table:
            return table[code]
    return None


def home_of(issuer: str | None) -> tuple[str, str] | None:
    """Level and name of the province or commune that a body's name ends with: "tỉnh", "Sơn Hải"."""
    m = _HOME.search(issuer or "")
    if m is None:
        return None
    level = m["level"].lower()
    return {"tỉnh ủy": "tỉnh", "thành ủy": "thành phố"}.get(level, level), m["name"]


def at_home(citation: Citation, home: tuple[str, str] | None) -> Citation:
    """A citation with the province in its issuer, where the text takes it for granted."""
    if home is None:
        return citation
    level, name = home
    issuer = citation.issuer
    if issuer is None and citation.number and level in ("tỉnh", "thành phố"):
        codes = re.split(r"[/&-]", citation.number)
        own = next((words for code, words in _OWN_BODIES.items() if code in codes), None)
        return replace(citation, issuer=f"{own} {level} {name}") if own else citation
    bare = _HOMELESS.search(issuer or "")
    if issuer is None or bare is None or not _at_level(bare["level"], level):
        return citation
    if issuer == "Thành ủy":
        return replace(citation, issuer=f"{issuer} {name}")
    own = issuer[: bare.start("level")].rstrip() if bare["level"] else issuer
    return replace(citation, issuer=f"{own} {level} {name}")


def _at_level(said: str | None, home: str) -> bool:
    """Whether a body of the level that is said may be the home's own: a commune has no "UBND tỉnh"."""
    provinces = ("tỉnh", "thành phố")
    if said is None or said.lower() in provinces:
        return home in provinces
    return said.lower() == home
