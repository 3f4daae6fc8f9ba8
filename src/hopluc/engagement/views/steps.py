"""One step of something that goes from hand to hand: what the pages of problems and recommendations share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from hopluc.plans import uploads
from hopluc.plans.actions import StaleFormError
from hopluc.plans.views.common import submit


def take_step(
    request: HttpRequest,
    form: Any,
    address: str,
    deed: Callable[..., Any],
    done_words: str | Promise,
    steps: Sequence[Any],
) -> tuple[HttpResponse | None, list[Any]]:
    """Do what a posted step form asks for and go to `address`; nothing for a form that is only shown.

    `form`: one with `said()`, `evidence` and `seen`. `steps`: those taken before, in order. Gives the
    answer, None where the form is to be shown (again), and the steps that came in since it was filled.
    """
    if request.method != "POST" or not form.is_valid():
        return None, []
    said = form.said() | {"files": uploads.keep_all(form.cleaned_data["evidence"])}
    done = submit(request, form, address, lambda: deed(**said))
    if done.response:
        messages.success(request, str(done_words))
        return done.response, []
    if isinstance(done.refused, StaleFormError):
        return None, [one for one in steps if one.pk > (form.cleaned_data["seen"] or 0)]
    return None, []
