"""Who works at the desk of the demonstration: somebody for every role, all with one password."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from camket.ops.actions import OPERATOR, add_staff
from camket.people.models import Staff
from camket.people.rules import Role
from camket.people.signing.factors.keeping import give_totp

PASSWORD_FILE = "demonstration-password"  # noqa: S105 - the name of a file
PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("linh", "Trần Mỹ Linh", Role.AGENT),
    ("bao", "Phạm Gia Bảo", Role.AGENT),
    ("vinh", "Ngô Quang Vinh", Role.SUPERVISOR),
    ("thao", "Lê Thu Thảo", Role.RECEPTIONIST),
    ("chau", "Đỗ Minh Châu", Role.PRIVACY),
    ("khoa", "Vũ Hoàng Khoa", Role.CASHIER),
    ("anh", "Bùi Ngọc Anh", Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Those who act in the stories."""

    linh: Staff
    bao: Staff
    vinh: Staff
    thao: Staff


def hire(password: str, *, at: datetime) -> Cast:
    """Add everybody. Each gets the same password, a salt of its own, and an app's secret that nobody scans."""
    hired = {
        username: add_staff(username, name, password, [role], by=OPERATOR, at=at)
        for username, name, role in PEOPLE
    }
    for staff in hired.values():
        give_totp(staff.account, by=OPERATOR, at=at)
    return Cast(*(hired[name] for name in ("linh", "bao", "vinh", "thao")))


def password_file() -> Path:
    """Where the password stands, in the home, for its owner alone."""
    return Path(settings.CAMKET_HOME) / PASSWORD_FILE


def keep_password(password: str) -> None:
    """Write the password where only the owner of the home can read it."""
    path = password_file()
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{password}\n")


def kept_password() -> str | None:
    """The password of the demonstration, while there is one. Never in production."""
    path = password_file()
    if settings.CAMKET_PRODUCTION or not path.is_file():
        return None
    return path.read_text("ascii").strip()
