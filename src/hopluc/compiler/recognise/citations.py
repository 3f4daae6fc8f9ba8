"""Documents that a text names: by number, or as a law by its title; each once, with all its places.

A mention is read in parts: kind, number, date, issuer. Mentions of one document — long, short
("Nghị quyết 134 của Chính phủ"), with slips of OCR in the number ("09/TT- BKHĐT") — are laid
together; what one of them leaves out another gives. Nothing is added but the issuer that a
number's own code stands for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.format import Citation, Role, Span
from hopluc.compiler.recognise.bodies import UPPER, bodies
from hopluc.compiler.recognise.documents import code_of, kinds, slug_from_words, slug_of_number
from hopluc.compiler.recognise.parties import parties_at, split_parties
from hopluc.viet.abbreviations import expand
from hopluc.viet.dates import PARTS, parse_day
from hopluc.viet.text import fold, mend

_CODE = rf"[{UPPER}][{UPPER}a-zA-Z0-9&]*"
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?P<no>\d{1,5}[a-zA-Z]?)\s?(?:/\s?(?P<year>(?:19|20)\d{2})\s?)?"
    rf"(?P<slash>[/-])\s?(?P<code>{_CODE}(?:[-/]\s?(?=[{UPPER}]{{2}}|TTg"
    rf"|[{UPPER}][a-z]?[{UPPER}])[{UPPER}a-zA-Z0-9&]+|-\d+\b)*)"
)
# "Nghị quyết 134 của Chính phủ", "Kết luận số 70": short for a document named in full elsewhere.
_SHORT = re.compile(
    r"(?<!\w)(?P<kind>Nghị\s+quyết|Nghị\s+định|Quyết\s+định|Thông\s+tư|Kết\s+luận|Chỉ\s+thị"
    r"|Kế\s+hoạch|Chương\s+trình)\s+(?:số\s+)?(?P<no>\d{1,5})(?![\w/.,-]*[/\d%-])(?=\s|[,;.)]"
    r"|$)"
)
_BEFORE = re.compile(r"(?:\s*\([^()]{0,40}\))?\s*(?:số\s*)?[:\s]*$", re.I)
_DATE = re.compile(rf"\s*(?:\([^()]{{0,30}}\))?\s*,?\s*(?P<day>(?:ban\s+hành\s+)?{PARTS['day']})", re.I)
_MEETING = re.compile(r"\s*,?\s*(?:của\s+)?(?:Hội\s+nghị|Kỳ\s+họp)\s+(?:lần\s+)?thứ\s+[\w ]{1,20}?,\s*", re.I)
_OF = re.compile(r"\s*,?\s*của\s+", re.I)
_LIST = re.compile(r"(?:^|[,;:]|\bvà)\s*(?:số\s*)[:\s]*$", re.I)
# A document's own number: "kèm theo Quyết định số …", "Kế hoạch này".
_OWN = re.compile(r"(?:kèm\s+theo|kèm|đính\s+kèm|kèm\s+theo\s+của)\s*$", re.I)
_LAW = re.compile(rf"(?<!\w)(?P<kind>Bộ\s+luật|Luật|Pháp\s+lệnh)\s+(?=[{UPPER}]|sửa\s+đổi|số\s+\d|về\s)")
_LAW_YEAR = re.compile(r"\s*,?\s*(?:năm\s+)?(?P<year>(?:19|20)\d{2})(?![\d/])")
_LAW_NUMBER = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:Luật\s+)?(?:số\s*:?\s*)?(?P<number>\d{1,3}/(?:19|20)\d{2}/QH\d{1,2}|\d{1,3}-L/CTN)"
)
_LAW_END = re.compile(
    r"[,;:.()\n“”\"]|\s+(?:ngày|năm|số|và|để|đến|theo|trên|tại|của|về|được|cho|trong|có|là"
r"|khi|với|thì|hoặc|nhằm|do|ở|đã|sẽ|này|mới)(?!\w)"
)  # fmt: skip


@dataclass(slots=True)
class _Mention:
    """One place where a document is named."""

    start: int
    end: int
    number: str | None
    kind: str | None
    day: dt.date | None
    issuer: str | None
    title: str | None = None
    year: int | None = None


def find_citations(
    text: str,
    start: int,
    end: int,
    *,
    legal_basis: Sequence[Span] = (),
    implements: Sequence[Span] = (),
    own_number: str | None = None,
    own_title: str | None = None,
    issuer: str | None = None,
) -> tuple[Citation, ...]:
    """The documents named between `start` and `end`, in order of first mention.

    `legal_basis` and `implements` are the ranges of the "Căn cứ" and of what the plan carries
    out; there the document that an item opens with has that role, those named within its
    title are mentions. The document's own number and title are no citations. `issuer` is the body
    whose document this is: its province completes "Ủy ban nhân dân tỉnh", and is that of its own decisions.
    """
    s = mend(text[start:end])
    mentions = [*_numbered(s), *_laws(s)]
    mentions.sort(key=lambda m: m.start)
    mentions = _titled(s, _short(s, mentions), own_title)
    groups = _together(m for m in mentions if not _is_own(s, m, own_number))
    roles = _Roles(s, start, legal_basis, implements, mentions)
    home = _home(issuer)
    return tuple(_at_home(_citation(group, start, roles), home) for group in groups)


_HOME = re.compile(rf"(?P<level>tỉnh|thành phố)\s+(?P<name>[{UPPER}].*)$", re.I)
_HOMELESS = re.compile(
    (
        r"(?:Ủy ban nhân dân|Hội đồng nhân dân|Thường vụ|Tỉnh ủy|Thành ủy|Liên minh Hợp tác xã)"
        r"(?:\s+(?:tỉnh|thành phố))?$"
    ),
    re.I,
)


_OWN_BODIES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}


def _home(issuer: str | None) -> tuple[str, str] | None:
    """Level and name of the province that a body's name ends with: "tỉnh", "Sơn Hải"."""
    m = _HOME.search(issuer or "")
    return (m["level"].lower(), m["name"]) if m else None


def _at_home(citation: Citation, home: tuple[str, str] | None) -> Citation:
    """A citation with the province in its issuer, where the text takes it for granted."""
    if home is None:
        return citation
    level, name = home
    issuer = citation.issuer
    if issuer is None and citation.number:
        codes = re.split(r"[/&-]", citation.number)
        own = next((words for code, words in _OWN_BODIES.items() if code in codes), None)
        return replace(citation, issuer=f"{own} {level} {name}") if own else citation
    if issuer is None or not _HOMELESS.search(issuer):
        return citation
    return replace(citation, issuer=_with_place(issuer, level, name))


def _with_place(issuer: str, level: str, name: str) -> str:
    """ "Ủy ban nhân dân Thành phố" as "Ủy ban nhân dân thành phố Sơn Hải"."""
    if re.search(r"(?:Tỉnh|Thành) ủy$", issuer):
        return f"{issuer} {name}"
    bare = re.sub(r"\s+(?:tỉnh|thành phố)$", "", issuer, flags=re.I)
    return f"{bare} {level} {name}"


# ------------------------------------------------------------------ mentions


def _numbered(s: str) -> Iterator[_Mention]:
    inherited: tuple[int, str | None] = (0, None)
    for m in _NUMBER.finditer(s):
        number = _tidy(m)
        kind_at, kind = _kind_before(s, m.start())
        near = s[max(0, m.start() - 12) : m.start()]
        if kind is None and _LIST.search(near) and m.start() - inherited[0] < 600:
            kind = inherited[1]
        elif kind is not None:
            inherited = (m.end(), kind)
        end, day = _date_after(s, m.end())
        if not (kind or day or kind_at < m.start() or _known_code(number)):
            continue
        end, issuer = _issuer_after(s, end)
        if day is None:
            end, day = _date_after(s, end)
        if day is None and issuer is None:
            day, issuer = _told_before(s, kind_at)
        issuer = issuer or _at_whose_request(s, kind_at) or _issuer_of_code(number)
        yield _Mention(kind_at, end, number, slug_of_number(number, kind), day, issuer)


def _known_code(number: str) -> bool:
    """Whether a number without further words is one of a document: its code is a kind's or a body's."""
    return code_of(number) in kinds().slugs_of_code or _issuer_of_code(number) is not None


# "Ngày 22/12/2024, Bộ Chính trị đã ban hành Nghị quyết số …"
_TOLD = re.compile(
    rf"(?P<day>{PARTS['day']})\s*,\s*(?P<who>[^,;.\n]{{3,80}}?)\s+(?:đã\s+)?(?:ban\s+hành|ký"
    rf"|có)\s*$",
    re.I,
)
# "Theo đề nghị của Sở Công Thương tại Tờ trình số …"
_REQUEST = re.compile(r"của\s+(?P<who>[^,;.\n]{3,80}?)\s+tại(?:\s+các)?\s*$", re.I)


def _told_before(s: str, at: int) -> tuple[dt.date | None, str | None]:
    m = _TOLD.search(s, max(0, at - 140), at)
    return (parse_day(m["day"]), _one_body(s, m.start("who"), m.end("who"))) if m else (None, None)


def _at_whose_request(s: str, at: int) -> str | None:
    m = _REQUEST.search(s, max(0, at - 110), at)
    return _one_body(s, m.start("who"), m.end("who")) if m else None


def _one_body(s: str, a: int, b: int) -> str | None:
    parties = split_parties(s, a, b)
    return parties[0].name if len(parties) == 1 else None


def _tidy(m: re.Match[str]) -> str:
    """The number without the spaces that OCR or typing put in."""
    code = re.sub(r"\s+", "", m["code"]).rstrip(".")
    year = f"/{m['year']}" if m["year"] else ""
    return f"{m['no']}{year}{m['slash']}{code}"


def _kind_before(s: str, at: int) -> tuple[int, str | None]:
    """Start and slug of the kind right before a number: "Quyết định số"."""
    window = max(0, at - 80)
    tail = _BEFORE.search(s, window, at)
    stop = tail.start() if tail else at
    for m in kinds().name.finditer(s, window, stop):
        if m.end() == stop:
            return m.start(), kinds().slug_of_name[re.sub(r"\s+", " ", m.group()).lower()]
    numbered = re.search(r"số\s*[:\s]*$", s[window:at], re.I)
    return (window + numbered.start() if numbered else at), None


def _date_after(s: str, at: int) -> tuple[int, dt.date | None]:
    m = _DATE.match(s, at)
    return (m.end(), parse_day(m["day"])) if m else (at, None)


def _issuer_after(s: str, at: int) -> tuple[int, str | None]:
    """The body after "của" (or after a meeting of it), spelled out."""
    meeting = _MEETING.match(s, at)
    of = meeting or _OF.match(s, at)
    if of is None:
        return at, None
    if not (bodies().head.match(s, of.end()) or bodies().post.match(s, of.end())):
        return at, None
    line = _ISSUER_END.search(s, of.end())
    stop = min(line.start() if line else len(s), of.end() + 120)
    parties, _ = parties_at(s, of.end(), stop)
    if not parties or parties[0].span is None:
        return at, None
    end = parties[0].span[1]
    session = re.compile(r"(?:\s+Đảng)?(?:\s+kho[áa]\s+[IVXLC]+)?", re.I).match(s, end)
    extra = session.group() if session and session.group().strip() else ""
    return end + len(extra), parties[0].name + re.sub(r"\s+", " ", extra)


_ISSUER_END = re.compile(
    r"[;:\n()]|\s+(?:về|ban\s+hành|phê\s+duyệt|thực\s+hiện|quy\s+định|hướng\s+dẫn|sửa\s+đổi|triển\s+khai)\s",
    re.I,
)


def _issuer_of_code(number: str) -> str | None:
    """The central body that a number's last code stands for: "…/NQ-CP" is of the Government."""
    if re.search(r"/(?:NQ|L)?QH\d{1,2}$|/QH\d{1,2}$", number):
        return "Quốc hội"
    parts = re.split(r"[/-]", number)
    table = kinds().issuer_of_code
    for part in (parts[-1], *parts[1:2]):
        code = re.sub(r"[&.]", "", part).upper()
        if code in table:
            return table[code]
    return None


def _laws(s: str) -> Iterator[_Mention]:
    """Laws by title: "Luật Hợp tác xã năm 2023", "Luật sửa đổi, bổ sung … ngày …"."""
    skip = 0
    for m in _LAW.finditer(s):
        if m.start() < skip:
            continue
        end = _law_name_end(s, m.end())
        name = re.sub(r"\s+", " ", s[m.start() : end]).strip()
        number, day, year = None, None, None
        got = _LAW_NUMBER.match(s, end)
        if got:
            number, end = got["number"], got.end()
        stop, day = _date_after(s, end)
        end = stop
        dated = _LAW_YEAR.match(s, end)
        if dated and day is None:
            year, end = int(dated["year"]), dated.end()
        if number is None:
            got = _LAW_NUMBER.match(s, end)
            if got:
                number, end = got["number"], got.end()
        if name.count(" ") == 0 and number is None:
            continue
        skip = end
        slug = "luat" if m["kind"].lower() == "luật" else "_".join(fold(m["kind"]).split())
        title = _usual_title(expand(name))
        yield _Mention(
            m.start(),
            end,
            number,
            slug,
            day,
            "Quốc hội" if number or day else None,
            title,
            year or (day.year if day else None),
        )


def _usual_title(title: str) -> str:
    """ "Luật hợp tác xã" as "Luật Hợp tác xã", where the law is known by that name."""
    kind, _, name = title.partition(" ")
    usual = next((n for n in kinds().laws if n.lower() == name.lower()), name)
    return f"{kind} {usual}"


_AMENDING = re.compile(r"sửa\s+đổi,?\s*(?:và\s+)?bổ\s+sung\s+(?:một\s+số\s+điều\s+)?(?:của\s+)?", re.I)


def _law_name_end(s: str, at: int) -> int:
    """Where a law's title ends; an amending law's holds the titles of those that it amends."""
    amending = _AMENDING.match(s, at)
    if amending:
        stop = amending.end()
        while True:
            law = re.compile(r"(?:Bộ\s+)?[Ll]uật\s+").match(s, stop)
            if law is None:
                return stop if stop > amending.end() else amending.end()
            stop = _law_name_end(s, law.end())
            gap = re.compile(r"\s*(?:,|;|và)\s*(?=(?:Bộ\s+)?[Ll]uật\s)").match(s, stop)
            if gap is None:
                return stop
            stop = gap.end()
    low = s[at : at + 90]
    for name in kinds().laws:
        if low[: len(name)].lower() == name.lower() and not low[len(name) : len(name) + 1].isalnum():
            return at + len(name)
    m = _LAW_END.search(s, at)
    stop = m.start() if m else len(s)
    more = _LAW_MORE.match(s, stop)
    return more.end() if more else stop


# A title goes on in small letters after a comma or "và": "Luật Thuế xuất khẩu, thuế nhập khẩu".
_LAW_MORE = re.compile(
    r"(?:(?:,\s+|\s+và\s+)(?!các\s|những\s|văn\s+bản|nghị|quy\s+định|theo|trong|để|nhằm|pháp"
    r"|chính|hướng|tạo|thực|nâng|đồng|kịp|phù|luật)"
    r"[a-zà-ỹđ]+(?:\s+(?!và\s|của\s|năm\s|ngày\s|theo\s|để\s|trong\s|được\s"
    r"|các\s)[a-zà-ỹđ]+){0,4})+(?=\s*(?:[,;.()]|$|năm\s|ngày\s|số\s|và\s|\n))"
)


# ------------------------------------------------------------------ laying together


def _short(s: str, mentions: list[_Mention]) -> list[_Mention]:
    """Adds short mentions ("Nghị quyết 134") where one document named in full fits."""
    taken = [(m.start, m.end) for m in mentions]
    more = []
    for m in _SHORT.finditer(s):
        if any(a < m.end() and m.start() < b for a, b in taken):
            continue
        slug = kinds().slug_of_name[re.sub(r"\s+", " ", m["kind"]).lower()]
        numbers = {
            x.number
            for x in mentions
            if x.number and x.kind == slug and re.match(rf"0*{int(m['no'])}\D", x.number)
        }
        if len(numbers) == 1:
            end, issuer = _issuer_after(s, m.end())
            more.append(_Mention(m.start(), end, numbers.pop(), slug, None, issuer))
    return sorted([*mentions, *more], key=lambda x: x.start)


# Documents named by their title alone: "Đề án “…”", "Chiến lược … giai đoạn 2021 - 2030".
_TITLE_KIND = r"(?:đề\s+án|chiến\s+lược|kế\s+hoạch|quy\s+hoạch)"
_FROM_TO = r"(?:19|20)\d{2}\s*-\s*(?:19|20)\d{2}"
_TITLED = re.compile(
    rf"(?<!\w)(?P<kind>{_TITLE_KIND})\s+(?!và\s)(?:“[^”\n]{{10,250}}”|(?:"
    rf"(?!{_TITLE_KIND})[^;.:()\n“”]){{5,170}}?"
    rf"(?:(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ)\s+{_FROM_TO}|đến\s+năm\s+(?:19|20)\d{{2}})"
    r"(?:,\s*(?:định\s+hướng|tầm\s+nhìn)(?:\s+đến)?\s+năm\s+(?:19|20)\d{2})?)",
    re.I,
)
# Work still to be made, the title of a numbered document, or a document named by number right after.
_MADE = re.compile(
    r"(?:xây\s+dựng[^;.]{0,60}|lập|ban\s+hành|phê\s+duyệt|trình|dự\s+thảo|về|này|thông\s+qua"
    r"|số\s+\S+)\s+(?:các\s+)?$",
    re.I,
)
_NUMBER_FOLLOWS = re.compile(
    r"[^;.\n]{0,60}?(?:theo|tại|ban\s+hành|kèm\s+theo)\s+(?:kèm\s+theo\s+)?(?:Quyết|Nghị|Kế"
    r"|Thông|Văn|Công)"
)


def _titled(s: str, mentions: list[_Mention], own_title: str | None) -> list[_Mention]:
    """Adds documents named by title; one that never stands with a capital is work in general."""
    taken = [(m.start, m.end) for m in mentions]
    found: list[_Mention] = []
    for m in _TITLED.finditer(s):
        if any(a < m.end() and m.start() < b for a, b in taken):
            continue
        if _MADE.search(s, max(0, m.start() - 90), m.start()) or _NUMBER_FOLLOWS.match(s, m.end()):
            continue
        title = re.sub(r"\s+", " ", m.group())
        if title.isupper() or (own_title and fold(title[len(m["kind"]) :]).strip() in fold(own_title)):
            continue
        slug = slug_from_words(m["kind"])
        found.append(_Mention(m.start(), m.end(), None, slug, None, None, title))
    named = {_law_key(m) for m in found if m.title and m.title[0].isupper()}
    kept = [m for m in found if _law_key(m) in named]
    return sorted([*mentions, *kept], key=lambda m: m.start)


def number_key(number: str) -> str:
    """A number for comparing: capitals, without spaces and with one kind of hyphen."""
    return re.sub(r"[^0-9A-ZĐ/&-]", "", number.upper())


def _is_own(s: str, m: _Mention, own_number: str | None) -> bool:
    if own_number and m.number and number_key(m.number) == number_key(own_number):
        return True
    return m.number is not None and bool(_OWN.search(s[max(0, m.start - 20) : m.start]))


def _together(mentions: Iterable[_Mention]) -> list[list[_Mention]]:
    """Mentions grouped by document: by number, laws by title and year.

    A law named without its year is the dated one of that title when there is just one.
    """
    groups: dict[str, list[_Mention]] = {}
    undated: list[_Mention] = []
    for m in mentions:
        if m.number:
            # "TCDN" and "TCĐN" of one day are one document and a slip.
            slip = number_key(m.number).replace("Đ", "D")
            groups.setdefault(f"{m.kind}:{slip}", []).append(m)
        elif m.year is None:
            undated.append(m)
        else:
            groups.setdefault(f"{_law_key(m)}:{m.year}", []).append(m)
    for m in undated:
        same = [k for k, g in groups.items() if any(x.title and _law_key(x) == _law_key(m) for x in g)]
        groups.setdefault(same[0] if len(same) == 1 else f"{_law_key(m)}:", []).append(m)
    out = [sorted(g, key=lambda m: m.start) for g in groups.values()]
    return sorted(out, key=lambda g: g[0].start)


def _law_key(m: _Mention) -> str:
    return "law:" + re.sub(r"\s*-\s*", "-", fold(m.title or ""))


@dataclass(slots=True)
class _Roles:
    """Says the role of a mention by where it stands and what stands before it."""

    s: str
    offset: int
    legal_basis: Sequence[Span]
    implements: Sequence[Span]
    mentions: Sequence[_Mention]

    def of(self, m: _Mention) -> Role:
        """The role of one mention."""
        for role, spans in (("implements", self.implements), ("legal_basis", self.legal_basis)):
            for first, last in spans:
                a, b = first - self.offset, last - self.offset
                if a <= m.start < b and self._opens_item(m, a):
                    return role  # type: ignore[return-value]
        return "mention"

    def _opens_item(self, m: _Mention, a: int) -> bool:
        """Whether a mention opens an item of the list, and is not named within another's title."""
        earlier = [x for x in self.mentions if a <= x.start < m.start and x.end <= m.start]
        before = self.s[a : m.start]
        if not earlier:
            return not _WITHIN.search(before)
        return bool(_ITEM.search(before))


# "Chương trình hành động của Chính phủ về thực hiện …": what follows is in the title of another.
_WITHIN = re.compile(r"(?<=\w)\s(?:của|về)\s")
_ITEM = re.compile(
    (
        r"(?:[;,\n]|\bvà|(?:[;.\n]|và|^)\s*(?:Căn\s+cứ|Thực\s+hiện|Triển\s+khai"
        r"(?:\s+thực\s+hiện)?|Theo))(?:\s+(?:căn\s+cứ|thực\s+hiện|các|theo))?\s*$"
    ),
    re.I,
)


def _citation(group: list[_Mention], offset: int, roles: _Roles) -> Citation:
    """One document from all its mentions; the fullest words win, the first date and issuer."""
    found = {roles.of(m) for m in group}
    role: Role = (
        "implements" if "implements" in found else "legal_basis" if "legal_basis" in found else "mention"
    )
    titles = [m for m in group if m.title]
    number = next((m.number for m in group if m.number), None)
    return Citation(
        number=number,
        kind=next((m.kind for m in group if m.kind), None),
        issued_on=_agreed(m.day for m in group),
        issuer=_fullest([m.issuer for m in group]),
        title=_law_title(titles) if titles else None,
        role=role,
        spans=tuple((offset + m.start, offset + m.end) for m in group),
    )


def _agreed(days: Iterable[dt.date | None]) -> dt.date | None:
    """The date most mentions give; the first of equals (a disagreement is a finding of its own)."""
    seen = [d for d in days if d]
    return max(seen, key=seen.count) if seen else None


def _fullest(issuers: Sequence[str | None]) -> str | None:
    """The issuer in its fullest wording: "… tỉnh Sơn Hải" rather than "… tỉnh"."""
    seen = [i for i in issuers if i and not i.isupper()] or [i for i in issuers if i]
    if not seen:
        return None
    best = seen[0]
    for other in seen[1:]:
        if other.lower().startswith(best.lower()):
            best = other
    return best


def _law_title(mentions: list[_Mention]) -> str:
    """A law's title, with its year where no day says it: "Luật Hợp tác xã năm 2023"."""
    first = next((m for m in mentions if m.year and m.day is None), None)
    if first and not any(m.day for m in mentions):
        return f"{first.title} năm {first.year}"
    capital = next((m.title for m in mentions if m.title and m.title[0].isupper()), None)
    return capital or mentions[0].title or ""
