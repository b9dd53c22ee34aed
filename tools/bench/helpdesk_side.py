"""Taking the mails in django-helpdesk. Runs under the Python of its own environment, without camket.

    python helpdesk_side.py FOLDER_OF_MAILS FOLDER_OF_ITS_OWN

Its own command reads a local directory, a mail after the other. It gets what makes it fast without changing
it: the write-ahead log, no log lines, letters that are written and then dropped instead of sent. Prints one
JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

SYNCHRONOUS_FULL = 2


def configure(home: Path) -> None:
    """The settings that its documentation asks for, and no more."""
    settings.configure(
        SECRET_KEY="bench",  # noqa: S106 - nobody signs in
        SITE_ID=1,
        USE_TZ=True,
        TIME_ZONE="Asia/Ho_Chi_Minh",
        LANGUAGE_CODE="en",
        ROOT_URLCONF="addresses",
        MEDIA_ROOT=str(home / "media"),
        MEDIA_URL="/media/",
        STATIC_URL="/static/",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        LOGGING_CONFIG=None,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": home / "helpdesk.sqlite3",
                "OPTIONS": {
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
                },
            }
        },
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.sites",
            "django.contrib.humanize",
            "django.contrib.messages",
            "rest_framework",
            "helpdesk",
        ],
        HELPDESK_TEAMS_MODE_ENABLED=False,
        HELPDESK_TEAMS_MODEL="auth.Group",
        HELPDESK_TEAMS_MIGRATION_DEPENDENCIES=[("auth", "0001_initial")],
    )
    django.setup()


class Addresses:
    """Its pages under a prefix, as its documentation says; its letters name them."""

    def __init__(self) -> None:
        from django.urls import include, path  # noqa: PLC0415 - after the settings

        self.urlpatterns = [path("helpdesk/", include("helpdesk.urls", namespace="helpdesk"))]


def prepare(mails: Path) -> None:
    """An empty desk with one queue that reads the folder, and the letters that come with the package."""
    from helpdesk.models import Queue  # noqa: PLC0415 - after the settings

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    Queue.objects.create(
        title="Complaints",
        slug="kn",
        email_address="info@mitgroup.vn",
        allow_email_submission=True,
        email_box_type="local",
        email_box_local_dir=f"{mails}/",
        email_box_interval=0,
        enable_notifications_on_email_events=False,
        logging_type="none",
    )


def main(mails: Path, home: Path) -> None:
    """Take the mails and say how long it took, from the first byte to the last commit."""
    configure(home)
    sys.modules["addresses"] = Addresses()  # type: ignore[assignment]
    prepare(mails)
    from django.db import connection  # noqa: PLC0415 - after the settings
    from helpdesk.models import FollowUp, Ticket  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (SYNCHRONOUS_FULL,)  # noqa: S101 - a benchmark that cheats is none
    count = len(list(mails.iterdir()))
    # It takes files in the order in which the disk lists them; replies should come after their mails.
    listed = os.listdir
    os.listdir = lambda path: sorted(listed(path))  # type: ignore[assignment, arg-type]
    began, cpu = time.perf_counter(), time.process_time()
    call_command("get_email", quiet=True)
    seconds, busy = time.perf_counter() - began, time.process_time() - cpu
    left = len(listed(mails))
    figures = {
        "mails": count,
        "left": left,
        "seconds": seconds,
        "cpu": busy,
        "cases": Ticket.objects.count(),
        "messages": FollowUp.objects.count(),
        "version": version("django-helpdesk"),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
