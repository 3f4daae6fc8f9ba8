"""An assignment that stands only in the body of a document, as an item that a reviewer adds with one click.

The compiler reads its sentence as the one task of a plan with the same title: who leads, with whom,
until when.
"""

from __future__ import annotations

from collections.abc import Sequence

from hopluc.compiler.format import to_json
from hopluc.compiler.pipeline import compile_text
from hopluc.compiler.read import Unreadable
from hopluc.compiler.recognise.parties import split_parties
from hopluc.intake import rules
from hopluc.intake.rules import Json


def work_of(words: str, span: Sequence[int], title: str, leads: str = "") -> Json:
    """The task in the sentence `words`, which stands at `span`; places within it are not kept.

    `leads`: the agencies of the heading above it, "; " between them, who lead where it names nobody.
    """
    above = [to_json(party) for party in split_parties(leads, 0, len(leads))]
    item = rules.blank("tasks") | {"text": " ".join(words.split()), "span": list(span)}
    item = item | _without_places({"leads": above})
    try:
        plan = compile_text(f"KẾ HOẠCH\n{title}\n\nI. NHIỆM VỤ\n\n1. {item['text']}\n")
    except Unreadable:  # too long, or nothing but white space: the words stand as they are
        return item
    if len(plan.tasks) != 1:
        return item
    task = to_json(plan.tasks[0])
    read = {name: task[name] for name in ("text", "leads", "coordinators", "deadline", "products")}
    read["leads"] = read["leads"] or above
    return item | _without_places(read)


def _without_places(value: Json) -> Json:
    """The same with every `span` null: they belong to the sentence, not to the document."""

    def plain(inner: object) -> object:
        if isinstance(inner, dict):
            return {name: None if name == "span" else plain(item) for name, item in inner.items()}
        return [plain(item) for item in inner] if isinstance(inner, list) else inner

    return {name: plain(item) for name, item in value.items()}
