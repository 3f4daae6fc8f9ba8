"""Background work of urging: ids in, actions called, safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.office.libreoffice import ConversionError
from hopluc.reporting.urging.actions import letters, other_days, reminders

PRINTED_AT_ONCE = 20  # letters of one job: LibreOffice takes some seconds for each


def write_letters(batch_id: int) -> int:
    """Write the letters of a batch, in parts; how many. The PDFs are jobs of their own that follow."""
    try:
        written = 0
        while some := letters.write_some(batch_id):
            written += some
    except Exception as error:
        told = _("Chưa soạn hết công văn (%s). Bấm soạn tiếp; nếu vẫn lỗi, báo quản trị.")
        letters.batch_failed(batch_id, told % type(error).__name__)
        raise
    letters.batch_failed(batch_id, "")
    async_task("hopluc.reporting.urging.jobs.print_letters", batch_id)
    return written


def print_letters(batch_id: int) -> int:
    """Make the PDFs of some letters of a batch, and have the next job make the rest; how many."""
    try:
        printed = letters.print_some(batch_id, PRINTED_AT_ONCE)
    except ConversionError as error:
        letters.batch_failed(batch_id, _("Chưa tạo được bản PDF: %s Bản Word vẫn dùng được.") % error)
        return 0
    if printed:
        async_task("hopluc.reporting.urging.jobs.print_letters", batch_id)
    return printed


EVERY = 60  # minutes
BEGINS, ENDS = 7, 18  # hours of the day between which people are reminded


def remind_daily() -> int:
    """Remind people of what is due or late today, and send the day's mails; how many people. Run every
    hour in office hours: what one run did not do the next one does, and nothing is done twice."""
    now = timezone.localtime()
    if not BEGINS <= now.hour < ENDS:
        return 0
    told = reminders.remind(now.date())
    other_days.remind(now.date())
    reminders.gather_notices(now.date())
    reminders.send_mails(now.date(), now.hour)
    return told
