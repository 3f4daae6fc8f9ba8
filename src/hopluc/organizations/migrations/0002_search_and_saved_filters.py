"""Folded names of people and of bodies as they were once called; filters that a person saved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hopluc.archive.folding import filling

FOLDED = {"OrganisationName": ("name", "short_name"), "User": ("full_name", "position")}


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]

    operations = [
        *(
            migrations.AddField(name, "folded", models.TextField(blank=True, default="", editable=False))
            for name in FOLDED
        ),
        migrations.RunPython(filling("organizations", FOLDED), migrations.RunPython.noop),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(help_text="the path of the list", max_length=200)),
                ("name", models.CharField(max_length=80, verbose_name="tên bộ lọc")),
                (
                    "query",
                    models.CharField(help_text="the query string, without the page number", max_length=2000),
                ),
                ("opens", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_filters",
                        to="organizations.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["body", "page"], name="savedfilter_shared")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "page", "name"),
                        name="savedfilter_once",
                        violation_error_message="Đã có bộ lọc tên này ở trang này.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(opens=True),
                        fields=("user", "page"),
                        name="savedfilter_one_opens",
                    ),
                ],
            },
        ),
    ]
