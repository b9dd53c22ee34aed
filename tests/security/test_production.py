"""What a browser and a program get from a desk that runs for real: the settings of production, asked as a whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.running import ROOT

ASKED = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
CALLS = {
    "page": ("get", "/", {}),
    "sign-in": ("get", "/lien-he/", {}),
    "plain page": ("get", "/lien-he/", {"secure": False}),
    "plain api": ("get", "/api/v1/openapi.json", {"secure": False}),
    "plain door": ("post", "/doors/sms", {"secure": False}),
    "missing": ("get", "/khong-co/", {}),
    "git": ("get", "/.git/config", {}),
    "folder": ("get", "/static/", {}),
    "static": ("get", "/static/ui/camket.js", {}),
    "trace": ("trace", "/", {}),
    "api docs": ("get", "/api/v1/docs", {}),
    "kit": ("get", "/kit/", {}),
    "origin": ("get", "/", {"HTTP_ORIGIN": "https://evil.example"}),
}
told = {}
for name, (method, path, more) in CALLS.items():
    client = Client(raise_request_exception=False, HTTP_HOST="hoso.example.vn")
    answer = getattr(client, method)(path, **{"secure": True, **more})
    told[name] = {"status": answer.status_code, **{k.lower(): v for k, v in answer.headers.items()}}
NAMES = "DEBUG SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE"
NAMES += " CSRF_COOKIE_NAME CSRF_COOKIE_SECURE CSRF_COOKIE_HTTPONLY CSRF_COOKIE_SAMESITE CAMKET_COOKIE_PREFIX"
NAMES += " SESSION_ENGINE SESSION_SERIALIZER MESSAGE_STORAGE INSTALLED_APPS"
told["settings"] = {name: getattr(settings, name) for name in NAMES.split()}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What a desk in production answers, and how it is set."""
    folder = tmp_path_factory.mktemp("production")
    variables = os.environ | {
        "CAMKET_HOME": str(folder / "var"),
        "CAMKET_KEYS": str(folder / "keys"),
        "CAMKET_PRODUCTION": "1",
        "CAMKET_URL": "https://hoso.example.vn",
        "PYTHONPATH": f"{ROOT / 'src'}",
    }
    for name in ("CAMKET_NOW", "DATABASE_URL", "KEYS_DATABASE_URL"):
        variables.pop(name, None)
    (folder / "var" / "static" / "ui").mkdir(parents=True)
    (folder / "var" / "static" / "ui" / "camket.js").write_text("1")
    done = subprocess.run(
        [sys.executable, "-c", ASKED.replace("django.setup()", MANIFEST, 1)],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return told


# Nothing was collected here, so files keep the names under which the rooms have them.
MANIFEST = """
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()
"""
EVERY = ("page", "sign-in", "missing", "static", "plain api", "plain door")


def test_browsers_are_held_to_tls_for_a_year_and_everywhere_below(desk: dict[str, Any]) -> None:
    for name in ("page", "sign-in", "missing", "static"):
        said = desk[name]["strict-transport-security"]
        assert int(said.partition("max-age=")[2].partition(";")[0]) >= 31_536_000
        assert "includeSubDomains" in said


def test_a_browser_is_led_to_tls_and_a_program_is_refused(desk: dict[str, Any]) -> None:
    assert desk["plain page"]["status"] == 301
    assert desk["plain page"]["location"] == "https://hoso.example.vn/lien-he/"
    for name in ("plain api", "plain door"):
        assert desk[name]["status"] == 403
        assert "location" not in desk[name]


def test_every_answer_says_what_may_run_in_it_and_that_no_page_frames_it(
    desk: dict[str, Any],
) -> None:
    for name in EVERY:
        policy = desk[name]["content-security-policy"]
        for rule in (
            "default-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "script-src 'self'",
        ):
            assert rule in policy, name
        assert "unsafe" not in policy


def test_no_answer_is_guessed_at_and_no_address_is_told_elsewhere(desk: dict[str, Any]) -> None:
    for name in EVERY:
        assert desk[name]["x-content-type-options"] == "nosniff"
        assert desk[name]["referrer-policy"] == "same-origin"


def test_no_other_site_may_read_an_answer(desk: dict[str, Any]) -> None:
    assert "access-control-allow-origin" not in desk["origin"]


def test_each_answer_says_what_it_is_and_in_which_letters(desk: dict[str, Any]) -> None:
    assert desk["page"]["content-type"] == "text/html; charset=utf-8"
    assert desk["missing"]["content-type"] == "text/html; charset=utf-8"
    assert desk["static"]["content-type"] == 'text/javascript; charset="utf-8"'
    assert desk["plain api"]["content-type"] == "application/json"


def test_cookies_are_this_hosts_alone_and_no_script_reads_them(desk: dict[str, Any]) -> None:
    set_up = desk["settings"]
    for kind in ("SESSION", "CSRF"):
        assert set_up[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert set_up[f"{kind}_COOKIE_SECURE"]
        assert set_up[f"{kind}_COOKIE_HTTPONLY"]
        assert set_up[f"{kind}_COOKIE_SAMESITE"] in {"Lax", "Strict"}
    assert set_up["CAMKET_COOKIE_PREFIX"] == "__Host-"
    assert set_up["MESSAGE_STORAGE"].endswith("SessionStorage")


def test_sessions_are_names_of_rows_and_hold_no_programs(desk: dict[str, Any]) -> None:
    assert desk["settings"]["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"
    assert desk["settings"]["SESSION_SERIALIZER"].endswith("JSONSerializer")


def test_nothing_is_served_that_is_no_page(desk: dict[str, Any]) -> None:
    for name in ("git", "folder", "api docs", "kit"):
        assert desk[name]["status"] == 404, name
    assert desk["trace"]["status"] == 405


def test_nothing_for_debugging_is_switched_on(desk: dict[str, Any]) -> None:
    assert desk["settings"]["DEBUG"] is False
    named = " ".join(desk["settings"]["INSTALLED_APPS"])
    assert not any(word in named for word in ("debug", "admin", "silk", "extensions"))
