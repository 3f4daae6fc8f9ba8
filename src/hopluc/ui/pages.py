"""Cutting a list into pages that `ui/_pager.html` can walk through."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PARAMETER = "trang"
ROWS = 50


class ShownPage(Page):
    """A page that knows which page numbers to offer."""

    @property
    def shown_numbers(self) -> list[int | None]:
        """Page numbers to show: the first, the last, those around this one; None for a gap."""
        numbers = self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
        return [number if isinstance(number, int) else None for number in numbers]


class _Pages(Paginator):
    def _get_page(self, *args: Any, **kwargs: Any) -> ShownPage:
        return ShownPage(*args, **kwargs)


def page_of(request: HttpRequest, rows: Any, size: int = ROWS, *, total: int | None = None) -> ShownPage:
    """The page that the address asks for (`?trang=2`); a wrong number gives the nearest page. total: how
    many rows there are, where the caller knows it already."""
    pages = _Pages(rows, size)
    if total is not None:
        pages.count = total
    return pages.get_page(request.GET.get(PARAMETER))  # type: ignore[return-value]
