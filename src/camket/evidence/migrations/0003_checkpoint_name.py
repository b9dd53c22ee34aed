"""Each checkpoint says under which name it was signed.

Those made before took the name that the company had on the day of reading. The file that was published with each
says under which name it was signed: its second line.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations, models

from camket.rulebook.company import current_policy


def name_from_what_was_published(apps: Any, schema_editor: Any) -> None:
    """Take the name from the published file, or, where that is gone, the one that holds today."""
    folder = Path(settings.CAMKET_HOME) / "checkpoints"
    for row in apps.get_model("evidence", "Checkpoint").objects.iterator():
        file = folder / f"{row.size:012d}.txt"
        lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
        row.name = lines[1] if len(lines) > 1 else current_policy().company.name
        row.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_checkpoint_leaf")]

    operations = [
        migrations.AddField(
            "checkpoint", "name", models.TextField(default=""), preserve_default=False
        ),
        migrations.RunPython(name_from_what_was_published, migrations.RunPython.noop),
    ]
