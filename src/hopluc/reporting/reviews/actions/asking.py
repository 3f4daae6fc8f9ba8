"""The questions to bodies: a form begun from the outline, and the round that puts it to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan
from hopluc.reporting import actions as reporting
from hopluc.reporting.formbook import actions as formbook
from hopluc.reporting.formbook.models import Form, FormVersion
from hopluc.reporting.models import Round
from hopluc.reporting.reviews.actions.common import lock_review
from hopluc.reporting.reviews.indicators import indicator_lines
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.reviews.questions import questions

NAME_LENGTH = 200


@transaction.atomic
def make_questions(review: Review, *, by: Acting) -> FormVersion:
    """Begin the form of questions: a narrative for each part of the report, the indicators over the years. It
    is edited and put to use on the pages of forms. Making it again gives the one that is there."""
    now = _unasked(review, by)
    if now.form:
        return now.form
    name = (_("Câu hỏi: %s") % now.title)[:NAME_LENGTH]
    there = Form.objects.filter(owner=by.body, name=name).first()
    made = (
        there.versions.order_by("-number")[0]
        if there
        else formbook.make_form(name, questions(indicator_lines(now), now.years), by=by)
    )
    _keep(now, made, by)
    return made


@transaction.atomic
def use_form(review: Review, form: FormVersion, *, by: Acting) -> Review:
    """Ask with a form of one's own that is there already."""
    now = _unasked(review, by)
    if form.form.owner_id != by.body.pk:
        raise ValidationError(_("Chọn một biểu mẫu của cơ quan mình."))
    return _keep(now, form, by)


def _unasked(review: Review, by: Acting) -> Review:
    now = lock_review(review, by)
    if now.round_id:
        raise ValidationError(_("Đã mở kỳ thu thập ý kiến; biểu câu hỏi không đổi được nữa."))
    return now


def _keep(review: Review, form: FormVersion, by: Acting) -> Review:
    review.form = form
    review.save(update_fields=["form"])
    record(by.actor, "choose_review_form", review, fields={"form": form.pk}, body_id=review.body_id)
    return review


@transaction.atomic
def open_questions(
    review: Review, plan: Plan, bodies: Sequence[Organisation], *, by: Acting, due_on: dt.date
) -> Round:
    """Put the questions to bodies as a round of one of the review's plans, which may be over; by `due_on`
    they answer."""
    now = _unasked(review, by)
    if not now.plans.filter(pk=plan.pk).exists():
        raise ValidationError(_("Chọn một kế hoạch của đợt tổng kết."))
    if now.form is None:
        raise ValidationError(_("Lập hoặc chọn biểu câu hỏi trước."))
    made = reporting.open_round(
        plan,
        None,
        by=by,
        title=now.title,
        period_start=now.period_start,
        period_end=min(now.period_end, now.as_of),
        cutoff=now.as_of,
        due_on=due_on,
        addressee=now.body.name,
        bodies=bodies,
        form=FormVersion.objects.get(pk=now.form.pk),
        over=True,
    )
    now.round, now.answers_due = made, due_on
    now.report_due = max(now.report_due, due_on)
    now.save(update_fields=["round", "answers_due", "report_due"])
    record(by.actor, "open_review_questions", now, fields={"round": made.pk}, body_id=now.body_id)
    return made
