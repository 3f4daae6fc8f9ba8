"""Folded words of committees, meetings, conclusions and work programmes, for search."""

from django.db import migrations, models

from hopluc.archive.folding import filling

FOLDED = {
    "Committee": ("document", "field_of_work"),
    "Conclusion": ("text",),
    "Meeting": ("title", "place", "guests", "invitation_number"),
    "WorkItem": ("text", "result"),
}


class Migration(migrations.Migration):
    dependencies = [("engagement", "0002_committees")]

    operations = [
        *(
            migrations.AddField(name, "folded", models.TextField(blank=True, default="", editable=False))
            for name in FOLDED
        ),
        migrations.RunPython(filling("engagement", FOLDED), migrations.RunPython.noop),
    ]
