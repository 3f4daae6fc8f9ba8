"""Rules on who leads: somebody, a body, and not one that also only helps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Party
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# "các cơ quan, đơn vị có liên quan" and its like name nobody who could be asked.
_ANY = r"(?:co quan|don vi|to chuc|so|ban|nganh|bo|dia phuong|ca nhan|phong|doan the|cap|thanh phan)"
_NOBODY = regex(
    rf"(?:tat ca )?(?:cac |nhung )?{_ANY}(?:(?:, | va |/| ){_ANY})*(?: khac)?"
    r" (?:co )?(?:lien quan|khac|chuc nang)"
)
_NO_BODY = regex(
    r"(?:và\s+|;\s*|,\s*|^)"
    r"(?P<thing>Trang thông tin điện tử\b[^;,]{0,60}|(?:Ứng dụng|Phần mềm|Hệ thống)\b[^;,]{0,60}"
    r"|[^;]{0,60}\btại (?:điểm|khoản|mục)\s+\w{1,3}\b[^;]{0,40})",
    re.I,
)


# One kind of unit without a word on which of them.
_ANY_OF_A_KIND = regex(r"(?:cac )?(?:phong|don vi|co quan|bo phan)")


def nobody(case: Case) -> Iterator[Slip]:
    """The only leads are "the bodies concerned"."""
    for task in case.work.tasks:
        if task.leads and all(_names_nobody(party) for party in task.leads):
            span = task.leads[0].span
            if span:
                yield Slip(span, {"task": task.id, "lead": quoted(task.leads[0].text)})


def _names_nobody(party: Party) -> bool:
    name = fold(party.name)
    return bool(_NOBODY.fullmatch(name) or _ANY_OF_A_KIND.fullmatch(name))


def no_body(case: Case) -> Iterator[Slip]:
    """Among the leads stands a website, a system, or a reference to another place."""
    for task in case.work.tasks:
        for party in task.leads:
            if party.span and (found := _NO_BODY.search(case.mended.words(party.span))):
                start = party.span[0]
                place = (start + found.start("thing"), start + found.end("thing"))
                yield Slip(
                    place, {"task": task.id, "lead": quoted(found["thing"], 60)}, same=fold(found["thing"])
                )


def leads_and_helps(case: Case) -> Iterator[Slip]:
    """One body leads a task and coordinates it."""
    for task in case.work.tasks:
        leading = {fold(party.name) for party in task.leads}
        for party in task.coordinators:
            if fold(party.name) in leading and party.span and not _NOBODY.fullmatch(fold(party.name)):
                yield Slip(party.span, {"task": task.id, "lead": quoted(party.text)}, same=task.id)


FINDERS: dict[str, Find] = {
    "lead-nobody": nobody,
    "lead-not-a-body": no_body,
    "lead-also-coordinates": leads_and_helps,
}
