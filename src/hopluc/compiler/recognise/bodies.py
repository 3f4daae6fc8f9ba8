"""Kinds of Vietnamese bodies as patterns, made once from `bodies.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from hopluc.viet.abbreviations import common
from hopluc.viet.patterns import one_of
from hopluc.viet.text import fold

Rest = Literal["list", "and", "plain", "place", "branch", "none"]

# Upper-case letters of Vietnamese; ranges of Unicode mix cases, so they are listed.
UPPER = "".join(
    sorted(
        {
            c
            for c in map(chr, range(0x41, 0x1EFA))
            if c.isalpha() and c.isupper() and (c < "\u0250" or c >= "\u1ea0")
        }
    )
)
# The same in small letters.
_LOWER = UPPER.lower()


@dataclass(slots=True)
class Wording:
    """A pattern that is compiled when it is first tried: a document meets few of all known names."""

    source: str
    _compiled: re.Pattern[str] | None = None

    def match(self, words: str, at: int = 0) -> re.Match[str] | None:
        """The wording at a place of `words`; None where it does not stand there."""
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled.match(words, at)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of body: how its names open and go on (see `bodies.toml`)."""

    heads: tuple[str, ...]
    rest: Rest
    part: bool
    ellipsis: bool
    alone: bool
    many: bool
    as_written: bool
    fields: tuple[tuple[Wording, str], ...]
    # The same names without marks, for words that were misread or mistyped.
    unmarked: tuple[tuple[Wording, str], ...]
    belongs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Bodies:
    """The grammar of bodies: kinds and usual spelling by head, and the patterns of what surrounds names."""

    kind_of: dict[str, Kind]
    usual: dict[str, str]
    head: re.Pattern[str]
    post: re.Pattern[str]
    collective: re.Pattern[str]
    units: re.Pattern[str]
    place: re.Pattern[str]
    predicate: re.Pattern[str]
    sure: re.Pattern[str]


def _words(phrase: str) -> str:
    """A phrase as a pattern in which any white space may stand between words."""
    return r"\s+".join(re.escape(w) for w in phrase.split())


def _any(phrases: Iterable[str]) -> str:
    """One of the phrases, where case is ignored."""
    return one_of(phrase.lower() for phrase in phrases)


def _field(name: str) -> str:
    """A known name in which ",", "-", "&" and "và" may stand for one another."""
    pieces = re.split(r"\s*,\s*|\s+-\s+|\s+v[àa]\s+", name)
    between = r"(?:\s*[,&]\s*(?:v[àa]\s+)?|\s*-\s*|\s+v[àa]\s+|\s+)"
    return between.join(_words(p) for p in pieces)


def _heads(phrases: Iterable[str]) -> str:
    """One of the words that open names: its first letter as given, the others in either case."""
    by_first: dict[str, list[str]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase[1:])
    return "|".join(f"{re.escape(first)}(?i:{_any(rests)})" for first, rests in sorted(by_first.items()))


@lru_cache(maxsize=1)
def bodies() -> Bodies:
    """The grammar, compiled on first use."""
    raw = resources.files("hopluc.compiler.recognise").joinpath("bodies.toml").read_text("utf-8")
    data = tomllib.loads(raw)
    kind_of: dict[str, Kind] = {}
    usual: dict[str, str] = {}
    for entry in data["kind"]:
        kind = _kind(entry)
        for head in (*kind.heads, *entry.get("slips", ())):
            kind_of[head.lower()] = kind
            usual[head.lower()] = head if head in kind.heads else kind.heads[0]
    strong = _strong_heads(kind_of)
    written = {h for entry in data["kind"] for h in (*entry["heads"], *entry.get("slips", ()))}
    return Bodies(
        kind_of=kind_of,
        usual=usual,
        head=re.compile(rf"(?:{_heads(written)})(?![\w&])(?!{_NOT_BODIES})"),
        post=re.compile(rf"(?:{_any(data['posts']['words'])})(?!\w)", re.I),
        collective=re.compile(_collective(data["collective"]), re.I),
        units=re.compile(rf"(?:{_any(data['collective']['units'])})(?!\w)", re.I),
        place=re.compile(
            _place(
                data["places"]["levels"],
                data["collective"]["units"],
                strong,
                _any(data["predicates"]["words"]),
            )
        ),
        sure=re.compile(rf"(?:{one_of(data['predicates']['sure'])})(?!\w)"),
        predicate=re.compile(rf"(?:{one_of(data['predicates']['words'])}|{_TRINH})(?!\w)"),
    )


# A verb alone; in "chương trình", "quy trình", "công trình", "quá trình" it is none.
_TRINH = r"(?<![Cc]hương )(?<![Qq]uy )(?<!quá )(?<![Cc]ông )trình"

# What may follow a head's word without naming a body: "Ban hành", "Bộ tiêu chí", "Phòng, chống".
_NOT_BODIES = (
    r"\s*(?:,\s*chống\b)|\s+(?:hành\s+(?!chính)|tiêu chí|chỉ số|máy\b|luật\b|thủ tục|dữ liệu"
    r"|nghị\b|thảo\b|chợ\b|cáo\b|"
    r"chống\b|cháy\b|ngừa\b|đất\b|hợp\b(?!\s+tác)|cứ\b|phận\b|trí\b|việc\b|sung\b|ý\b"
    r"|thủ\b|vệ\b|bệnh\b|không\b|viên\b|thi\b|họp\b|nhập\b|diễn\b|trại\b|hữu\b|đầu\b|trợ\b"
    r"|(?i:đông\b(?!\s+y)|mùa\b|xuân\b|hè\b))"
)


def _kind(entry: dict[str, Any]) -> Kind:
    short: dict[str, list[str]] = {}
    for abbreviation, words in (*common().items(), *entry.get("short", {}).items()):
        short.setdefault(words.lower(), []).append(abbreviation)
    names = sorted({*entry["fields"], *entry.get("short", {}).values()}, key=lambda f: (-len(f), f))
    return Kind(
        heads=tuple(entry["heads"]),
        rest=entry["rest"],
        part=entry.get("part", False),
        ellipsis=entry.get("ellipsis", False),
        alone=entry.get("alone", False),
        many=entry.get("many", False),
        as_written=entry.get("as_written", False),
        fields=tuple((_field_pattern(name, short.get(name.lower(), [])), name) for name in names),
        unmarked=tuple((Wording(rf"(?:{_field(fold(name))})(?!\w)"), name) for name in names),
        belongs=_of_which(entry.get("belongs", [])),
    )


def _field_pattern(name: str, abbreviations: list[str]) -> Wording:
    """A known name in any of its forms; a capital may follow at once where a line break was lost."""
    shapes = "|".join(re.escape(a) for a in abbreviations)
    short = rf"|(?:{shapes})(?![\w&])" if shapes else ""
    return Wording(rf"(?i:{_field(name)})(?![{_LOWER}\d_&]){short}")


def _of_which(heads: list[str]) -> re.Pattern[str] | None:
    if not heads:
        return None
    return re.compile(rf"\s+(?:của\s+)?(?=(?:{_heads(heads)})(?!\w))")


def _strong_heads(kind_of: dict[str, Kind]) -> str:
    """Heads that open a new name even where no separator stands before them."""
    return _heads({h for k in kind_of.values() for h in k.heads if k.rest != "none"})


def _collective(data: dict[str, list[str]]) -> str:
    """A list of general nouns: "các sở, ban, ngành có liên quan", "đơn vị trực thuộc"."""
    # "Ủy ban nhân dân" and its like are bodies, though "các ủy ban" is a group.
    noun = (
        rf"(?!(?:ủy\s+ban|hội\s+đồng)\s+(?:nhân|mặt|MTTQ))"
        rf"(?:{_any([*data['bodies'], *data['units']])})(?![\w&])"
    )
    tail = rf"(?:{_any(data['tails'])})(?!\w)"
    quantifier = r"(?:(?:tất cả\s+)?các|những|toàn bộ|toàn thể|mọi|mỗi|từng|một số)\s+"
    # After a mere space "tổ chức" is the verb: "các đơn vị tổ chức thực hiện".
    between = r"(?:\s*[,/\-]\s*(?:và\s+)?|\s+và\s+|\s+(?!tổ\s+chức))"
    return rf"(?P<quantifier>{quantifier})?(?P<nouns>{noun}(?:{between}{noun})*)(?P<tail>(?:\s*,?\s*{tail})*)"


def _place(levels: list[str], units: list[str], strong: str, predicates: str) -> str:
    """What says where a body is: "tỉnh", "thành phố Sơn Hải", "các quận, huyện", "các cấp"."""
    unit = rf"(?i:{_any(units)})(?!\w)(?!\s+(?i:ủy|đoàn)(?!\w))"
    several = r"(?:các|\d{1,3})\s+"
    between = r"(?:\s*[,/\-]\s*(?:và\s+)?|\s+và\s+|\s+)(?:các\s+)?"
    unit_list = rf"(?:{several})?{unit}(?:{between}{unit})+|{several}{unit}"
    # "Trường Hà", "Hội An", "Trung Tâm" are places, though such words open names of bodies.
    homonym = (
        rf"(?:(?:Trường|Hội|Ban|Đài|Viện)\s+[{UPPER}][{_LOWER}]+|Trung\s+Tâm)"
        r"(?:\s*(?:[,;.)\n]|$)|\s+(?:và|chủ trì|phối hợp|thực hiện)\b)"
    )
    word = rf"(?:(?={homonym})|(?!(?:{strong})(?!\w)))(?!(?i:{predicates})(?!\w))[{UPPER}][\w-]*"
    proper = rf"(?:\s+{word}){{1,4}}"
    # "báo cáo UBND tỉnh 6 tháng": the figure counts months.
    number = r"\s+(?:số\s+)?(?:\d+(?!\d|\s*(?:tháng|lần|năm|ngày))|[IVX]+)\b"
    level = rf"(?i:{_any(levels)})(?!\w)(?!\s+(?i:ủy|đoàn)(?!\w))"
    return (
        rf"\s+(?i:(?:ở\s+)?cấp\s+(?:tỉnh|huyện|xã|cơ sở|quận)(?:\s*,\s*(?:cấp\s+)?(?:huyện|xã"
        rf"|quận))*|các\s+cấp)\b"
        rf"|\s+(?:{unit_list})|\s+(?:của\s+)?{level}(?:{proper}|{number})?|{proper}"
    )
