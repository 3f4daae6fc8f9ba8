"""Files as received, the journal of deeds and what changed.

This room stands above all that have people and bodies: it knows them as an id and the
name of the day, so that erasing a person's row leaves the journal whole.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that are added and read; changing or deleting them in bulk raises TypeError."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"{self.model.__name__} is append-only")

    update = delete = bulk_update = _refuse


class AppendOnly(models.Model):
    """A row that is written once: changing or deleting it through the ORM raises TypeError."""

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} is append-only")


class File(models.Model):
    """Bytes kept as received, once for each content; who filed it says its name where it is used."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]


class Seal(AppendOnly):
    """A batch of deeds closed by a hash over them and the last seal (`hopluc audit verify`).

    `number` counts from 1 without a gap; two sealers at once cannot both write the next one.
    """

    number = models.PositiveIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")

    def __str__(self) -> str:
        return self.digest[:12]


class DeedQuerySet(AppendOnlyQuerySet):
    """Deeds; the one thing that may be written to them afterwards is their first seal."""

    def close_with(self, seal: Seal) -> int:
        """Put the unsealed ones among these under `seal`; how many they were."""
        return models.QuerySet.update(self.filter(seal__isnull=True), seal=seal)


class Deed(AppendOnly):
    """Who did what to which record, when, why, in the name of which body.

    `fields` holds ids and field names only, never a person's values.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    actor_id = models.PositiveBigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    body_id = models.PositiveBigIntegerField(null=True, db_index=True)
    body_name = models.CharField(max_length=300, blank=True)
    seal = models.ForeignKey(Seal, null=True, on_delete=models.PROTECT, related_name="deeds")

    objects: ClassVar[Any] = DeedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "record_id", "at"], name="deed_record"),
            models.Index(fields=["at"], name="deed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind}/{self.record_id}"


class Change(models.Model):
    """A record whose kept figures are to be worked out anew; the refreshing job takes and deletes it."""

    kind = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    body_id = models.PositiveBigIntegerField(null=True)
    first_day = models.DateField(help_text="the first day whose figures the deed touched")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind}/{self.record_id} from {self.first_day}"


class Notice(models.Model):
    """A message to one person inside the system; `key` keeps the same notice from being sent twice."""

    person_id = models.PositiveBigIntegerField(db_index=True)
    body_id = models.PositiveBigIntegerField(null=True)
    key = models.CharField(max_length=120, unique=True)
    text = models.CharField(max_length=300, verbose_name=_("nội dung"))
    address = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person_id", "read_at", "-at"], name="notice_person")]

    def __str__(self) -> str:
        return self.text


class Token(models.Model):
    """A form that was submitted already: a double click finds its first result here."""

    key = models.CharField(max_length=64, unique=True)
    person_id = models.PositiveBigIntegerField()
    address = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
