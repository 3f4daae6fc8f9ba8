"""One cell or line that names both who leads and who helps.

Offices write "Chủ trì: Sở A. Phối hợp: Sở B", "Sở A chủ trì, phối hợp với Sở B" and "Sở A chủ trì;
Sở B phối hợp"; without such a word all that are named lead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hopluc.compiler.format import Party, Span
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet.patterns import regex

# Named before a colon: each name holds up to the next.
_NAMED = regex(r"(?:cơ quan |đơn vị )?(?P<role>chủ trì|phối hợp)\s*(?:thực hiện\s*)?:", re.IGNORECASE)
_LEADS = regex(r"\s*\(?\b(?:là (?:cơ quan|đơn vị) )?chủ trì\b\)?\s*[,;.]?", re.IGNORECASE)
_HELPS = regex(
    r"\s*[,;.]?\s*\(?\b(?:là (?:cơ quan|đơn vị) )?(?:cùng )?phối hợp\b(?:\s+(?:với|cùng))?\)?\s*:?",
    re.IGNORECASE,
)

Bodies = tuple[tuple[Party, ...], tuple[Party, ...]]


def leads_and_helpers(text: str, span: Span, glossary: Mapping[str, str]) -> Bodies:
    """The bodies named in a range: those that lead, those that help."""
    named = list(_NAMED.finditer(text, *span))
    if named:
        return _by_name(text, span, named, glossary)
    leads = _LEADS.search(text, *span)
    helps = _HELPS.search(text, leads.end() if leads else span[0], span[1])
    if helps is None:
        end = leads.start() if leads and leads.start() > span[0] else span[1]
        return split_parties(text, span[0], end, glossary), ()
    if leads is not None and leads.start() > span[0]:
        # "A chủ trì, phối hợp với B" or "A chủ trì; B phối hợp": the helpers stand on either side.
        before = (leads.end(), helps.start())
        after = (helps.end(), span[1])
        holds = after if re.search(r"\w", text[slice(*after)]) else before
        return split_parties(text, span[0], leads.start(), glossary), split_parties(text, *holds, glossary)
    return split_parties(text, span[0], helps.start(), glossary), split_parties(
        text, helps.end(), span[1], glossary
    )


def _by_name(text: str, span: Span, named: list[re.Match[str]], glossary: Mapping[str, str]) -> Bodies:
    found: dict[str, tuple[Party, ...]] = {"chủ trì": (), "phối hợp": ()}
    if named[0].start() > span[0]:
        found["chủ trì"] += split_parties(text, span[0], named[0].start(), glossary)
    for each, end in zip(named, [*(m.start() for m in named[1:]), span[1]], strict=True):
        found[each["role"].lower()] += split_parties(text, each.end(), end, glossary)
    return found["chủ trì"], found["phối hợp"]
