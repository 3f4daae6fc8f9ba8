"""Files of a document: as they were kept when it went out, or made now from what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from hopluc.archive.models import File
from hopluc.reporting.issuing import pdfs
from hopluc.ui import downloads

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"docx": DOCX, "xlsx": downloads.XLSX, "zip": "application/zip"}


def attachment(data: bytes, name: str, media_type: str = DOCX) -> HttpResponse:
    """A file made now, to be saved."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def download(
    request: HttpRequest,
    stem: str,
    kind: str,
    kept: Mapping[str, File | None],
    made: Callable[[], Mapping[str, bytes]] | None = None,
) -> HttpResponse | FileResponse:
    """The file of a document by its ending: the kept one (as "pdf" that of the kept Word file), else the one
    that `made` gives; 404 where there is neither."""
    name = f"{stem}.{kind}"
    file = kept.get(kind)
    if kind == "pdf":
        printed = pdfs.of(kept["docx"])
        file = printed.file if printed else None
    if file:
        return downloads.file(request, file, name)
    if kind not in kept or made is None:
        raise Http404
    return attachment(made()[kind], name, TYPES[kind])
