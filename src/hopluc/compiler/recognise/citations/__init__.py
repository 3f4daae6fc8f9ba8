"""Documents that a text names: by number, or by title; each once, with all its places.

A mention is read in parts: kind, number, date, issuer. Mentions of one document — long, short
("Nghị quyết 134 của Chính phủ"), with slips of OCR in the number ("09/TT- BKHĐT") — are laid
together; what one of them leaves out another gives. Nothing is added but the issuer that a
number's own code stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hopluc.compiler.format import Citation, Span
from hopluc.compiler.recognise.citations.grounds import opening_grounds
from hopluc.compiler.recognise.citations.issuers import at_home, home_of
from hopluc.compiler.recognise.citations.laws import laws
from hopluc.compiler.recognise.citations.model import Mention, number_key
from hopluc.compiler.recognise.citations.numbered import numbered, with_short
from hopluc.compiler.recognise.citations.roles import Roles
from hopluc.compiler.recognise.citations.titled import with_titled
from hopluc.compiler.recognise.citations.together import citation_of, together
from hopluc.compiler.recognise.documents import slug_of_number
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

__all__ = ["find_citations"]

# A document's own number: "kèm theo Quyết định số …".
_OWN = regex(r"(?:kèm\s+theo|kèm|đính\s+kèm|kèm\s+theo\s+của)\s*$", re.I)


_IN_BRACKETS = regex(r"\([^()]*$")


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
    by_title = list(laws(s))
    taken = [(m.start, m.end) for m in by_title]
    by_number = [m for m in numbered(s) if not _inside(m, taken)]
    mentions = sorted([*by_number, *by_title], key=lambda m: m.start)
    mentions = with_titled(s, with_short(s, mentions), own_title, _kind_of(own_number))
    groups = together(m for m in mentions if not _is_own(s, m, own_number))
    rests, carried = opening_grounds(s)
    roles = Roles(
        s,
        start,
        [*legal_basis, *((start + a, start + b) for a, b in rests)],
        [*implements, *((start + a, start + b) for a, b in carried)],
        mentions,
        own_title,
    )
    home = home_of(issuer)
    return tuple(at_home(citation_of(group, start, roles), home) for group in groups)


def _kind_of(own_number: str | None) -> str | None:
    """The kind that the document's own number tells; a plan, where it has none yet."""
    return slug_of_number(own_number) if own_number else "ke_hoach"


def _inside(m: Mention, spans: Sequence[Span]) -> bool:
    """Whether a number is that of a law named by its title."""
    return any(a <= m.start and m.end <= b for a, b in spans)


def _is_own(s: str, m: Mention, own_number: str | None) -> bool:
    if own_number and m.number and number_key(m.number) == number_key(own_number):
        return True
    if m.number is None or not _OWN.search(s[max(0, m.start - 20) : m.start]):
        return False
    # Outside brackets another document's annex is named: "Quy chế ban hành kèm theo Quyết định số …".
    return not own_number or bool(_IN_BRACKETS.search(s[max(0, m.start - 120) : m.start]))
