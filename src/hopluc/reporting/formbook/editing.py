"""A form's content changed section by section; pure: a new content comes out, the old one stays."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from hopluc.reporting.formbook.content import FormContent, Section
from hopluc.viet.text import fold

_NOT_WORD = re.compile(r"[^a-z0-9]+")
LONGEST_KEY = 40


def key_of(title: str, taken: Collection[str]) -> str:
    """A key for something of that title, unlike those that are taken."""
    base = _NOT_WORD.sub("_", fold(title)).strip("_")[:LONGEST_KEY].rstrip("_") or "muc"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}_{number}"
    return key


def put(form: FormContent, section: Section) -> FormContent:
    """The section in the place of the one with its key; a new one comes last."""
    if form.section(section.key) is None:
        return FormContent((*form.sections, section))
    return FormContent(tuple(section if one.key == section.key else one for one in form.sections))


def remove(form: FormContent, key: str) -> FormContent:
    """Without the section."""
    return FormContent(tuple(one for one in form.sections if one.key != key))


def move(form: FormContent, key: str, by: int) -> FormContent:
    """The section `by` places down (up where negative), no further than the ends."""
    keys = [one.key for one in form.sections]
    if key not in keys:
        return form
    place = keys.index(key)
    sections = list(form.sections)
    section = sections.pop(place)
    sections.insert(min(max(place + by, 0), len(sections)), section)
    return FormContent(tuple(sections))


def new(form: FormContent, kind: str, title: str) -> Section:
    """A section to begin with."""
    taken = {one.key for one in form.sections}
    return replace(Section(key_of(title, taken), "narrative", title), kind=kind)  # type: ignore[arg-type]
