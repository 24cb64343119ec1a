from django.db import migrations
from django.db.models import F, Q


def publish(apps, schema_editor):
    """Revisions from before there was a second key were published as they were entered."""
    for name in ("Declaration", "CouncilDeclaration"):
        rows = apps.get_model("results", name).objects
        rows.update(published_at=F("entered_at"))
        rows.filter(revision__gt=1).update(based_on=F("revision") - 1)
    declarations = apps.get_model("results", "Declaration").objects
    declarations.filter(~Q(reason=""), revision__gt=1).update(was="other figures before")


class Migration(migrations.Migration):

    dependencies = [
        ("results", "0003_trust"),
    ]

    operations = [
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
