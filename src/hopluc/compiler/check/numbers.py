"""Rules on the numbers of cited documents: written as Nghị định 30/2020/NĐ-CP, Phụ lục VI has them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip
from hopluc.compiler.format import Citation, Span
from hopluc.compiler.recognise.documents import code_of, kinds
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# Kinds whose numbers hold their year since the law on normative documents of 1996.
_WITH_YEAR = {"nghi_dinh": 1997, "thong_tu": 1997, "thong_tu_lien_tich": 1997}
_SPACED = regex(
    r"(?<![\w/.-])\d{1,5}(?:\s*/\s*(?:19|20)\d\d)?\s*[/-]\s*(?:[A-ZĐ][A-ZĐa-z]{0,4})\s*[-/]\s*[A-ZĐ&]{2,12}(?![\w])"
)
# The number itself is stamped into the space before the stroke; that space is no slip.
_STAMPED = regex(r"\d+\s+/")
_AMPERSAND = regex(r"/(UBND|HĐND|TU|VP|CP|TTg|B[A-ZĐ]{2,6})&([A-ZĐ]{2,})")
_COUNT = regex(r"\d+")
# A word of kind that an office puts before the number of a document that only contains the thing.
_LOOSE = {"luat", "bo_luat", "phap_lenh", "lenh", "hien_phap"}


def written_two_ways(case: Case) -> Iterator[Slip]:
    """Two numbers of one count and one date, whose codes differ by a letter or a mark."""
    by_count: dict[tuple[str, object], list[Citation]] = defaultdict(list)
    for citation in case.citations:
        count = _COUNT.match(citation.number or "")
        if count and citation.issued_on and citation.spans:
            by_count[count[0], citation.issued_on].append(citation)
    for same in by_count.values():
        for other in same[1:]:
            first = same[0]
            if fold(first.number or "") == fold(other.number or "") or _one_apart(first.number, other.number):
                rare, usual = sorted((first, other), key=lambda c: (len(c.spans), -c.spans[0][0]))
                place = _number_in(case, rare)
                said = {"said": rare.number or "", "usual": usual.number or ""}
                yield Slip(place, said, usual.number, usual.number)


def spelled_within_one(case: Case) -> Iterator[Slip]:
    """The mentions of one document write its code in two ways ("17/BTC-TCĐN", "17/BTC-TCDN")."""
    for citation in case.citations:
        written: dict[str, list[Span]] = defaultdict(list)
        for span in citation.spans:
            for found in re.finditer(
                r"\d[\w/]*\s*[-/]\s*[A-ZĐ][\w&]*(?:\s*-\s*[A-ZĐ][\w&]*)?", case.mended.words(span)
            ):
                place = (span[0] + found.start(), span[0] + found.end())
                written[re.sub(r"\s+", "", found.group())].append(place)
                break
        if len(written) < 2:
            continue
        usual = max(written, key=lambda code: (len(written[code]), -written[code][0][0]))
        for code, places in written.items():
            if code != usual and fold(code) == fold(usual):
                yield Slip(places[0], {"said": code, "usual": usual}, usual, usual, same=code)


def lacks_year(case: Case) -> Iterator[Slip]:
    """The number of a decree or circular without its year ("Thông tư số 09/TT-BTC")."""
    for citation in case.citations:
        since = _WITH_YEAR.get(citation.kind or "")
        day, number = citation.issued_on, citation.number
        if since is None or number is None or day is None or day.year < since:
            continue
        if re.fullmatch(r"\d{1,3}/[A-ZĐ][A-ZĐa-z]*-[A-ZĐ&]+", number):
            mended = number.replace("/", f"/{day.year}/", 1)
            yield Slip(_number_in(case, citation), {"said": number, "mended": mended}, mended, mended)


def ampersand(case: Case) -> Iterator[Slip]:
    """ "&" between the issuer's code and that of the unit that drafted, where a hyphen belongs."""
    for citation in case.citations:
        if citation.number and (found := _AMPERSAND.search(citation.number)):
            mended = citation.number.replace(found.group(), f"/{found[1]}-{found[2]}")
            yield Slip(
                _number_in(case, citation), {"said": citation.number, "mended": mended}, mended, mended
            )


def misnumbered(case: Case) -> Iterator[Slip]:
    """All that can be wrong in the writing of a number."""
    yield from written_two_ways(case)
    yield from spelled_within_one(case)


def badly_formed(case: Case) -> Iterator[Slip]:
    """A number without its year, or with a sign that no number has."""
    yield from lacks_year(case)
    yield from ampersand(case)


def kind_differs(case: Case) -> Iterator[Slip]:
    """The word before the number names another kind than the code in it ("Kế hoạch 48/QĐ-UBND")."""
    for citation in case.citations:
        if citation.number is None or "/QH" in citation.number:
            continue
        slugs = kinds().slugs_of_code.get(code_of(citation.number), ())
        for span in citation.spans:
            named = kinds().name.match(case.text, *span)
            slug = kinds().slug_of_name.get(" ".join(named.group().lower().split())) if named else None
            if slug is None or named is None or not slugs or slug in slugs or slug in _LOOSE:
                continue
            name = next(n for n, s in kinds().slug_of_name.items() if s == slugs[0])
            mended = name.capitalize() if named.group()[0].isupper() else name
            yield Slip(
                span,
                {"said": named.group(), "number": citation.number, "kind": mended},
                f"{mended} số {citation.number}",
                mended,
                named.span(),
            )


def spaced(case: Case) -> Iterator[Slip]:
    """A space within a number ("57- NQ/TW"): searching for it finds nothing."""
    for found in _SPACED.finditer(case.text):
        if re.search(
            r"\s", found.group().split("/", 1)[-1] if _STAMPED.match(found.group()) else found.group()
        ):
            mended = re.sub(r"\s+", "", found.group())
            yield Slip(found.span(), {"said": found.group()}, mended, mended)


def _number_in(case: Case, citation: Citation) -> Span:
    """The place of a number within the first mention that writes it out."""
    wanted = re.sub(r"\s+", "", citation.number or "")
    for span in citation.spans:
        at = re.search(r"\s*".join(map(re.escape, wanted)), case.mended.words(span))
        if at:
            return span[0] + at.start(), span[0] + at.end()
    return citation.spans[0]


def _one_apart(one: str | None, other: str | None) -> bool:
    """Whether two numbers differ in one sign, put in or left out."""
    if not one or not other or abs(len(one) - len(other)) > 1 or one == other:
        return False
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    at = next((n for n, c in enumerate(shorter) if longer[n] != c), len(shorter))
    return longer[at + 1 :] == (shorter[at + 1 :] if len(longer) == len(shorter) else shorter[at:])


FINDERS: dict[str, Find] = {
    "citation-number": misnumbered,
    "citation-form": badly_formed,
    "citation-kind": kind_differs,
    "citation-spacing": spaced,
}
