"""What has changed since a report went out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hopluc.organizations.access import acting_of, member_required
from hopluc.reporting.issuing.models import Issued
from hopluc.reporting.issuing.since import changes
from hopluc.reporting.views.loading import load_report
from hopluc.ui import downloads
from hopluc.ui.downloads import Column

PAGE = "reporting/issuing/since.html"


@require_GET
@member_required
def since(request: HttpRequest, report_id: int) -> HttpResponse:
    """The table of changes, as a workbook too; to the report's own page only how many there are."""
    report = load_report(acting_of(request), report_id)
    issued = Issued.objects.select_related("report__round__plan__owner", "report__round__collector__parent")
    found = issued.filter(report=report).first()
    if found is None:
        raise Http404
    rows = changes(found)
    if downloads.asked(request):
        return downloads.xlsx(
            f"thay-doi-sau-phat-hanh-{report.pk}.xlsx",
            _("Thay đổi sau khi phát hành báo cáo số %s") % found.number,
            [
                Column(_("Nội dung"), 50),
                Column(_("Cơ quan"), 28),
                Column(_("Mục"), 18),
                Column(_("Khi phát hành"), 34),
                Column(_("Nay"), 34),
                Column(_("Vì sao"), 60),
            ],
            ((one.what, one.body, one.field, one.then, one.now, "\n".join(one.why)) for one in rows),
        )
    name = f"{PAGE}#count" if "HX-Request" in request.headers else PAGE
    return render(request, name, {"report": report, "issued": found, "changes": rows})
