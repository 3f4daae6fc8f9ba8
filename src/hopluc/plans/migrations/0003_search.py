"""Folded words of targets, duties, citations, changes and products, for search."""

from django.db import migrations, models

from hopluc.archive.folding import filling

FOLDED = {
    "Amendment": ("number", "title", "answer"),
    "Citation": ("number", "title", "issuer"),
    "Delivery": ("what", "product", "number"),
    "Duty": ("text",),
    "Extension": ("reason", "answer", "document"),
    "Indicator": ("name", "text"),
    "Proposal": ("values", "reason", "answer"),
    "ReportingDuty": ("subject", "text"),
}


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_living_plan")]

    operations = [
        *(
            migrations.AddField(name, "folded", models.TextField(blank=True, default="", editable=False))
            for name in FOLDED
        ),
        migrations.RunPython(filling("plans", FOLDED), migrations.RunPython.noop),
    ]
