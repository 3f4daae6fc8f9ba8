"""Folded words of handovers, for search."""

from django.db import migrations, models

from hopluc.archive.folding import filling

FOLDED = {
    "Handover": ("document",),
    "Party": ("name",),
}


class Migration(migrations.Migration):
    dependencies = [("handover", "0001_handovers")]

    operations = [
        *(
            migrations.AddField(name, "folded", models.TextField(blank=True, default="", editable=False))
            for name in FOLDED
        ),
        migrations.RunPython(filling("handover", FOLDED), migrations.RunPython.noop),
    ]
