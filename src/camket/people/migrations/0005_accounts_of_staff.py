"""Each member of staff gets an account of their own, and their password moves to it.

Sittings of before name a member of staff where an account is named now: they end, and people sign in again.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations

from camket.people.rules import new_reference
from camket.vault.rules import new_id


def give_accounts(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    Staff, Account = apps.get_model("people", "Staff"), apps.get_model("people", "Account")
    at = datetime.now(UTC)
    for staff in Staff.objects.using(alias).filter(account__isnull=True).order_by("pk"):
        staff.account = Account.objects.using(alias).create(
            id=new_id(at),
            ref=new_reference("TK"),
            password=staff.password,
            last_login=staff.last_login,
            created_at=at,
        )
        staff.save(using=alias, update_fields=["account"])


def end_sittings(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    sessions = apps.get_model("sessions", "Session").objects.using(alias)
    ended = [
        row.session_key
        for row in sessions.iterator()
        if "_auth_user_id" in SessionStore().decode(row.session_data)
    ]
    for key in ended:
        sessions.filter(session_key=key).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_account"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(give_accounts, migrations.RunPython.noop),
        migrations.RunPython(end_sittings, migrations.RunPython.noop),
    ]
