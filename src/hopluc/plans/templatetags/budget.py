"""Money in templates: `{% load budget %}`."""

from __future__ import annotations

from decimal import Decimal

from django import template

from hopluc.plans.budget import rules
from hopluc.viet.numbers import format_number

register = template.Library()

register.filter("dong", rules.dong)
register.filter("millions", rules.millions)


@register.filter
def money(value: int | None, unit: str) -> str:
    """An amount in the unit that the page shows: "trieu" for triệu đồng, đồng otherwise."""
    return rules.millions(value) if unit == "trieu" else rules.dong(value)


@register.filter
def percent(value: Decimal | int | None) -> str:
    """ "12,5 %", held together; a dash where there is nothing to divide by."""
    return "–" if value is None else f"{format_number(value)}\u00a0%"
