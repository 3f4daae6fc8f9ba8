"""Problems beyond a body's powers: raised, passed upward, answered; every step is a row of its own."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Plan, Task
from hopluc.viet.text import fold


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Words in which problems are asked for."""

    def visible_to(self, acting: Acting) -> ProblemQuerySet:
        """Those of the plans that the person reads (a plan is read whole), and those that came to the
        person's bodies: who decides need not have a part in the plan."""
        theirs = ProblemStep.objects.filter(in_scope(acting, "holder__")).values("problem_id")
        return self.filter(
            models.Q(plan__in=Plan.objects.visible_to(acting))
            | in_scope(acting, "body__")
            | in_scope(acting, "holder__")
            | models.Q(pk__in=theirs)
        )

    def waiting(self) -> ProblemQuerySet:
        """Those that nobody has decided yet."""
        return self.filter(state__in=Problem.WAITING)

    def late(self, on: dt.date) -> ProblemQuerySet:
        """Those whose holder was to answer before that day."""
        return self.waiting().filter(answer_by__lt=on)

    def matching(self, text: str) -> ProblemQuerySet:
        """Those whose words hold the text, with or without marks."""
        return self.filter(folded__contains=fold(text.strip())) if text.strip() else self


class Problem(models.Model):
    """A difficulty (khó khăn, vướng mắc) in a task, or in the plan as a whole, and what is asked.

    The columns from `state` on repeat what the steps say (rules.Standing), so that lists filter in SQL.
    return_to: who asked back and gets it again once the raising body has added what was missing.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Chờ trả lời")
        ASKED_BACK = "asked_back", _("Chờ bổ sung")
        ANSWERED = "answered", _("Đã trả lời")
        WITHDRAWN = "withdrawn", _("Đã rút")

    WAITING = (State.OPEN, State.ASKED_BACK)

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="problems")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="problems")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="problems")
    body_name = models.CharField(max_length=300, help_text="the body's name of the day")
    text = models.TextField(verbose_name=_("khó khăn, vướng mắc"))
    asked = models.TextField(verbose_name=_("đề nghị giải quyết"))
    raised_on = models.DateField(verbose_name=_("ngày nêu"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="problems_held")
    held_since = models.DateField()
    answer_by = models.DateField(null=True, blank=True, verbose_name=_("đề nghị trả lời trước ngày"))
    return_to = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    settled_on = models.DateField(null=True)
    folded = models.TextField()

    objects = ProblemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked_back", return_to__isnull=False)
                | (~models.Q(state="asked_back") & models.Q(return_to__isnull=True)),
                name="problem_asked_back_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "asked_back"], settled_on__isnull=True)
                | models.Q(state__in=["answered", "withdrawn"], settled_on__isnull=False),
                name="problem_settled_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(asked=""), name="problem_says_what_is_asked"
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "state", "answer_by"], name="problem_held"),
            models.Index(fields=["body", "state"], name="problem_raised"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ProblemStep(AppendOnly):
    """One step of a problem: who did what on a day, who holds it from then on, by when to answer.

    `body` did it, `holder` has the problem afterwards; both keep the name of the day.
    """

    class Verb(models.TextChoices):
        RAISED = "raised", _("Nêu vướng mắc")
        PASSED_UP = "passed_up", _("Chuyển lên cấp trên")
        ASKED_BACK = "asked_back", _("Đề nghị bổ sung")
        SUPPLIED = "supplied", _("Bổ sung")
        ANSWERED = "answered", _("Trả lời")
        REOPENED = "reopened", _("Nêu lại")
        WITHDRAWN = "withdrawn", _("Rút vướng mắc")
        TAKEN_OVER = "taken_over", _("Chuyển cơ quan kế thừa")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    on = models.DateField(verbose_name=_("ngày"))
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body_name = models.CharField(max_length=300)
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=300)
    answer_by = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True, verbose_name=_("nội dung"))
    document = models.CharField(max_length=120, blank=True, verbose_name=_("số, ký hiệu văn bản"))
    document_on = models.DateField(null=True, blank=True, verbose_name=_("ngày văn bản"))
    by_id = models.PositiveBigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__in=["raised", "passed_up", "taken_over"]) | ~models.Q(text=""),
                name="problemstep_has_words",
                violation_error_message=_("Ghi nội dung."),
            ),
            models.CheckConstraint(
                condition=models.Q(answer_by__isnull=True) | models.Q(answer_by__gte=models.F("on")),
                name="problemstep_answer_by",
                violation_error_message=_("Ngày đề nghị trả lời phải từ ngày ghi trở đi."),
            ),
        ]
        indexes = [models.Index(fields=["problem", "on", "recorded_at"], name="problemstep_asof")]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.verb} {self.on}"


class ProblemFile(AppendOnly):
    """A file that came with a step, kept as received."""

    step = models.ForeignKey(ProblemStep, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
