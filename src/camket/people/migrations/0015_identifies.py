"""A contact point identifies its customer where it was the first that a sender gave, or was proved since.

What stood beside it may belong to several customers from now on, and makes nobody one of them.
"""

from itertools import groupby
from typing import Any

from django.db import migrations, models

BY_KIND = ("zalo", "mail", "phone")
AT_ONCE = 2_000


def who_is_known_by_what(apps: Any, schema_editor: Any) -> None:
    """Proved points, and the first of each customer: of those that came together, in the order of asking."""
    points = apps.get_model("people", "ContactPoint").objects
    points.filter(proved_at__isnull=False, removed_at__isnull=True).update(identifies=True)
    rows = points.filter(removed_at__isnull=True).order_by("customer_id", "created_at")
    given = rows.values_list("customer_id", "created_at", "kind", "pk").iterator(chunk_size=AT_ONCE)
    first = []
    for _, together in groupby(given, key=lambda row: row[0]):
        found = list(together)
        begun = [row for row in found if row[1] == found[0][1]]
        first.append(min(begun, key=lambda row: BY_KIND.index(row[2]))[3])
    for start in range(0, len(first), AT_ONCE):
        points.filter(pk__in=first[start : start + AT_ONCE]).update(identifies=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0014_first_password")]

    operations = [
        migrations.RemoveConstraint("contactpoint", "a_contact_point_belongs_to_one_customer"),
        migrations.AddField("contactpoint", "identifies", models.BooleanField(default=False)),
        migrations.AlterField(
            "contactpoint", "index", models.CharField(max_length=64, db_index=True)
        ),
        migrations.RunPython(who_is_known_by_what, migrations.RunPython.noop),
        migrations.AddConstraint(
            "contactpoint",
            models.UniqueConstraint(
                fields=["index"],
                name="a_contact_point_identifies_one_customer",
                condition=models.Q(identifies=True),
            ),
        ),
        migrations.AddConstraint(
            "contactpoint",
            models.UniqueConstraint(
                fields=["customer", "index"], name="a_customer_has_a_contact_point_once"
            ),
        ),
    ]
