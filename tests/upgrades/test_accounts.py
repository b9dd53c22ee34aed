"""Who signed in before there were accounts signs in afterwards, with the same password."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prepared import ROOT, empty_databases

pytestmark = pytest.mark.database

BEFORE = """
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
mark = PBKDF2PasswordHasher().encode("matkhau-dai-lam", "muoi-cua-linh", 1000)
with connection.cursor() as cursor:
    for number, name in enumerate(["linh", "vinh"], start=1):
        cursor.execute(
            "INSERT INTO people_staff (password, username, ref, name, is_active) VALUES (%s,%s,%s,%s,%s)",
            [mark, name, f"NV-{number}", name.title(), True],
        )
        cursor.execute(
            "INSERT INTO people_staffrole (staff_id, role) SELECT id, 'agent' FROM people_staff WHERE username=%s",
            [name],
        )
for kept in ({"_auth_user_id": "1"}, {"language": "en"}):
    session = SessionStore()
    session.update(kept)
    session.save()
"""
AFTER = """
import json
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from camket.people.models import Staff
staff = Staff.objects.order_by("ref").select_related("account")
print(json.dumps({
    "refs": [person.ref for person in staff],
    "roles": [sorted(person.role_set) for person in staff],
    "accounts": len({person.account.ref for person in staff}),
    "signs_in": authenticate(username="linh", password="matkhau-dai-lam") == staff[0].account,
    "hash": Staff.objects.get(username="linh").account.password.split("$")[0],
    "wrong": authenticate(username="linh", password="sai") is None,
    "sessions": Session.objects.count(),
}))
"""


def test_staff_keep_their_rows_and_passwords_and_sign_in_again(tmp_path: Path) -> None:
    surroundings = os.environ | {
        "CAMKET_HOME": str(tmp_path / "home"),
        "CAMKET_KEYS": str(tmp_path / "keys"),
        "PYTHONPATH": str(ROOT / "src"),
        **empty_databases(),
    }

    def django(*words: str) -> str:
        command = [sys.executable, "-m", "camket", "django", *words]
        done = subprocess.run(
            command, env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    django("migrate", "people", "0003", "-v0")
    django("migrate", "cases", "0005", "-v0")
    django("migrate", "sessions", "-v0")
    django("shell", "-v0", "-c", BEFORE)
    django("migrate", "-v0")
    after = json.loads(django("shell", "-v0", "-c", AFTER).splitlines()[-1])
    assert after == {
        "refs": ["NV-1", "NV-2"],
        "roles": [["agent"], ["agent"]],
        "accounts": 2,
        "signs_in": True,
        "hash": "argon2",
        "wrong": True,
        "sessions": 1,
    }
