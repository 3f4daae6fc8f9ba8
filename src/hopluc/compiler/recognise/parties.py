"""Bodies named in a text: split, recognised, spelled out.

The grammar is data (`bodies.toml`); `names` reads a list of names, `glossary` what the document
abbreviates. Here is where names are looked for: in a cell, after "phối hợp", before a colon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from hopluc.compiler.format import Party
from hopluc.compiler.recognise.bodies import bodies
from hopluc.compiler.recognise.names import Found, scan
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

Form = Literal["heading", "prefix", "subject"]
_SPACE = regex(r"\s+")
_BRACKET = regex(r"\s*\(([^()\n]*)\)")


@dataclass(frozen=True, slots=True)
class Leading:
    """The agencies that open a paragraph.

    `end` is where the agencies' words (and a colon after them) end. `form`: "heading" when
    nothing follows, "prefix" when the work follows a colon, "subject" when the sentence goes on.
    """

    parties: tuple[Party, ...]
    end: int
    form: Form


def split_parties(
    text: str, start: int, end: int, glossary: Mapping[str, str] | None = None
) -> tuple[Party, ...]:
    """Every body named between `start` and `end`, which hold names and nothing else (a cell).

    "-" and blank give none. Each word of the range is in a party, but for separators, bullets
    and remarks in brackets.
    """
    words = glossary if glossary is not None else {}
    s = mend(text[start:end])
    if not re.search(r"[^\W\d_]", s):
        return ()
    begin = len(s) - len(s.lstrip())
    return tuple(_party(text, start, f, words) for f in scan(s, begin, words, strict=False))


def coordinators_in(
    text: str, start: int, end: int, glossary: Mapping[str, str] | None = None
) -> tuple[Party, ...]:
    """The bodies after "phối hợp (với)" in the words of a task, each once, in order."""
    words = glossary if glossary is not None else {}
    s = mend(text[start:end])
    out: dict[str, Party] = {}
    for m in _TOGETHER.finditer(s):
        for f in scan(s, m.end(), words, strict=True):
            party = _party(text, start, f, words)
            out.setdefault(party.name.lower(), party)
    return tuple(out.values())


# No list of bodies is longer; keeps many look-ups in one endless sentence cheap.
_LONGEST_LIST = 2000


def parties_at(
    text: str, start: int, end: int, glossary: Mapping[str, str] | None = None
) -> tuple[tuple[Party, ...], int]:
    """The bodies that stand right at `start` in running text, and where they end; () for none."""
    words = glossary if glossary is not None else {}
    s = mend(text[start : min(end, start + _LONGEST_LIST)])
    found = scan(s, 0, words, strict=True)
    stop = found[-1].end if found else 0
    return tuple(_party(text, start, f, words) for f in found), start + stop


# "Phối hợp" as a verb with an object; not the noun of "chương trình phối hợp giữa …".
_TOGETHER = regex(
    r"(?<!chương trình )(?<!quy chế )(?<!cơ chế )phối\s*(?:hợp|kết\s*hợp)(?:\s+(?:chặt\s+chẽ"
    r"|tốt|thực\s+hiện|đồng\s+bộ))?(?:\s+(?:với|cùng(?:\s+với)?))?\s+(?=\S)",
    re.I,
)

_LABEL = regex(
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđA-ZĐ]{1,2}|[IVX]{1,5})\s*[.)]\s*|[-+*•–]\s*|\(\d{1,2}\)\s*){0,2}"
)
_GIVEN = regex(
    r"(?:Giao|Đề nghị|Khuyến khích|Mời|Yêu cầu|Phân công|(?:Trách nhiệm|Nhiệm vụ)(?: của)?|Đối với)\s+"
)


def leading_party(
    text: str, start: int, end: int, glossary: Mapping[str, str] | None = None
) -> Leading | None:
    """The agencies that a paragraph opens with, after its label; None where it opens otherwise."""
    words = glossary if glossary is not None else {}
    s = mend(text[start:end])
    label = _LABEL.match(s)
    at = label.end() if label else 0
    given = _GIVEN.match(s, at)
    at = given.end() if given else at
    found = scan(s, at, words, strict=True)
    if not found:
        return None
    bracket = _BRACKET.match(s, found[-1].end)
    form, stop = _what_follows(s, bracket.end() if bracket else found[-1].end)
    complement = _BEFORE_COLON.match(s, found[-1].end)
    if form is None and complement:
        # "UBND các xã ven biển:" — what narrows the last name stands between it and the colon.
        last = replace(found[-1], end=complement.end(), words=found[-1].words + complement.group())
        found = [*found[:-1], last]
        form, stop = _what_follows(s, complement.end())
    if form is None:
        return None
    return Leading(tuple(_party(text, start, f, words) for f in found), start + stop, form)


# Words that narrow a name down; other small words before a colon would be what the agency does.
_BEFORE_COLON = regex(
    r"\s+(?:ven|vùng|miền|biên|hải|có|được|thuộc|trực|trên|tại|ở|cấp|khác|nêu|còn)(?:\s+[a-zà-ỹđ]+){0,5}(?=\s*:)"
)


# "Sở A, Sở B...:" — that there are more of them.
_AND_MORE = regex(r"\s*,?\s*(?:\.{3}|…)")


def _what_follows(s: str, at: int) -> tuple[Form | None, int]:
    """What stands after the agencies' words: an end, a colon with work, or the sentence."""
    more = _AND_MORE.match(s, at)
    at = more.end() if more else at
    rest = s[at:]
    body = rest.lstrip()
    place = at + len(rest) - len(body)
    if not body.strip(" .;,*_"):
        return "heading", len(s)
    if body[0] == ":":
        after = body[1:].lstrip(" .*_")
        stop = place + len(body) - len(body[1:].lstrip())
        return ("prefix", stop) if after else ("heading", len(s))
    comma = re.match(r",\s*", body)
    if bodies().predicate.match(s, place + (comma.end() if comma else 0)):
        return "subject", at
    if re.match(r"[-–]\s+\S", body) or body[0] == "\n":
        return "prefix", place
    return None, at


_PAIR = regex(
    r"\b(quận|huyện|thị xã|xã|phường)\s*(?:-|\s)\s*(?=(?:huyện|quận|thị xã|phường|xã|thị trấn)\b)", re.I
)
_TIGHT_COMMA = regex(r"(?<![A-ZĐ]),(?=[^\W\d_])")
_CLEAN = regex(r"[*_]+|<[^<>]{1,40}>")


def _party(text: str, start: int, found: Found, glossary: Mapping[str, str]) -> Party:
    """The Party of a name: as written, and spelled out with its slips mended."""
    a, b = start + found.start, start + found.end
    while b > a and text[b - 1] in " \n\t.,;:":
        b -= 1
    written = _SPACE.sub(" ", _CLEAN.sub("", text[a:b])).strip()
    name = expand(_SPACE.sub(" ", _CLEAN.sub("", found.words)).strip(" .,;:"), glossary)
    name = _TIGHT_COMMA.sub(", ", _PAIR.sub(r"\1, ", name))
    return Party(text=written, name=name, collective=found.collective, span=(a, b))
