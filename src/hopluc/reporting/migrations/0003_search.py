"""Folded words of rounds, submissions and reports, for search."""

from django.db import migrations, models

from hopluc.archive.folding import filling

FOLDED = {
    "ConsolidatedReport": ("number",),
    "Round": ("title", "addressee"),
    "Submission": ("overview", "difficulties", "proposals", "next_period"),
}


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_urging")]

    operations = [
        *(
            migrations.AddField(name, "folded", models.TextField(blank=True, default="", editable=False))
            for name in FOLDED
        ),
        migrations.RunPython(filling("reporting", FOLDED), migrations.RunPython.noop),
    ]
