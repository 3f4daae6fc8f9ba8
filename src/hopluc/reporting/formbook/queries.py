"""Questions that pages ask of forms."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.reporting.formbook.models import Form, FormVersion
from hopluc.viet.text import fold


def forms_of(acting: Acting, text: str = "") -> list[Form]:
    """The forms that the person sees, with their versions (the newest first) and how many rounds use each."""
    versions = FormVersion.objects.annotate(used=Count("rounds")).order_by("-number")
    rows = Form.objects.visible_to(acting).select_related("owner", "made_by")
    found = rows.prefetch_related(Prefetch("versions", versions)).order_by("name", "pk")
    return [one for one in found if fold(text.strip()) in fold(one.name)]


def usable(body: Organisation) -> QuerySet[FormVersion]:
    """The versions in use of a body's forms, the newest of each first."""
    rows = FormVersion.objects.filter(form__owner=body, state=FormVersion.State.IN_USE)
    return rows.select_related("form").order_by("form__name", "-number")


def newest(body: Organisation) -> QuerySet[FormVersion]:
    """The newest version in use of each of a body's forms, for what is begun now; those before it serve the
    rounds that have them."""
    newer = usable(body).filter(form=OuterRef("form"), number__gt=OuterRef("number"))
    return usable(body).filter(~Exists(newer))
