"""What a document that amends a plan says, clause by clause."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_words")]

    operations = [
        migrations.AddField(
            "Compilation",
            "amending",
            models.JSONField(null=True, help_text="of a document that amends a plan: its clauses"),
        ),
    ]
