"""Which mails a person wants is chosen with all other notices (organizations.NoticeChoice)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_forms")]
    operations = [migrations.DeleteModel(name="MailChoice")]
