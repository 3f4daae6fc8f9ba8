"""The words of received documents, folded (their index: intake.words)."""

from django.db import migrations, models

from hopluc.archive.folding import filling


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.AddField(
            "Compilation", "folded", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.RunPython(filling("intake", {"Compilation": ("text",)}), migrations.RunPython.noop),
    ]
