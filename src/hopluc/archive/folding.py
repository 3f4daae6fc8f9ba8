"""Columns for search: what a row says, folded, so that both databases find it by substring alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from hopluc.viet.text import fold

BATCH = 500


if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class FoldedField(_TextField):
    """The words of other fields of the row, folded (`viet.text.fold`); written with the row.

    `of`: names of text or JSON fields. A `save(update_fields=…)` that changes one of them names this
    column too; `QuerySet.update` and `bulk_update` must not change them. A test compares every kept row.
    """

    def __init__(self, *of: str, **options: Any) -> None:
        self.of = of
        kept: dict[str, Any] = {"default": "", "blank": True, "editable": False}
        super().__init__(**kept | options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """A plain text column for migrations."""
        name, _path, _args, options = super().deconstruct()
        return name, "django.db.models.TextField", [], options

    def words(self, row: models.Model) -> str:
        """What the column of this row is to hold."""
        return folded(*(getattr(row, name) for name in self.of))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Called by `save` and by `bulk_create`."""
        words = self.words(model_instance)
        setattr(model_instance, self.attname, words)
        return words


def refold(row: models.Model) -> None:
    """Write such columns of a row in memory, before a `bulk_update` that names them."""
    for field in row._meta.concrete_fields:
        if isinstance(field, FoldedField):
            setattr(row, field.attname, field.words(row))


def folded(*values: Any) -> str:
    """The words of texts, and of texts inside JSON values, folded and parted by single blanks."""
    return fold(" ".join(word for text in _texts(values) for word in text.split()))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from _texts(list(value.values()))
        case list() | tuple():
            for one in value:
                yield from _texts(one)


def filling(app: str, models_of: Mapping[str, tuple[str, ...]]) -> Callable[[Any, Any], None]:
    """For a migration that adds such columns: `filling("plans", {"Duty": ("text",)})` fills them."""

    def fill(apps: Any, _schema: Any) -> None:
        for name, of in models_of.items():
            rows = apps.get_model(app, name)._base_manager.only("pk", *of).order_by("pk")
            batch = []
            for row in rows.iterator(chunk_size=BATCH):
                row.folded = folded(*(getattr(row, field) for field in of))
                batch.append(row)
                if len(batch) == BATCH:
                    rows.model._base_manager.bulk_update(batch, ["folded"])
                    batch = []
            rows.model._base_manager.bulk_update(batch, ["folded"])

    return fill
