"""Django's settings. What a person may change is in `environment.py`; the rest is decided here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from camket.config import environment
from camket.config.accounts import *  # noqa: F403 - settings are names of this module
from camket.config.secret import django_secret

ENVIRONMENT = environment.read()
CAMKET_HOME = ENVIRONMENT.home
CAMKET_KEYS = ENVIRONMENT.keys
CAMKET_POLICY = ENVIRONMENT.policy
CAMKET_URL = ENVIRONMENT.url
CAMKET_PORT = ENVIRONMENT.port
CAMKET_MAIL_PORT = ENVIRONMENT.mail_port
CAMKET_DEMO = ENVIRONMENT.demo
CAMKET_SEALING = ENVIRONMENT.sealing
CAMKET_PRODUCTION = ENVIRONMENT.production
CAMKET_SMTP_URL = ENVIRONMENT.smtp_url
CAMKET_MAILBOXES = ENVIRONMENT.mailboxes
CAMKET_VOICE_FOLDER = ENVIRONMENT.voice_folder
CAMKET_CLAMAV = ENVIRONMENT.clamav
CAMKET_MESSAGE_SECRET = ENVIRONMENT.message_secret
CAMKET_ZALO_APP = ENVIRONMENT.zalo_app
CAMKET_ZALO_SECRET = ENVIRONMENT.zalo_secret
CAMKET_ZALO_MEDIA = ENVIRONMENT.zalo_media
CAMKET_ZALO_APP_SECRET = ENVIRONMENT.zalo_app_secret
CAMKET_ZALO_TOKENS = ENVIRONMENT.zalo_tokens
CAMKET_SMS_URL = ENVIRONMENT.sms_url
CAMKET_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies

DEBUG = False
SECRET_KEY = django_secret(CAMKET_KEYS)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [CAMKET_URL]
ROOT_URLCONF = "camket.config.urls"
WSGI_APPLICATION = "camket.config.wsgi.application"

ROOMS = [
    "vault",
    "rulebook",
    "evidence",
    "ui",
    "arrivals",
    "people",
    "promises",
    "notices",
    "cases",
    "services",
    "complaints",
    "intake",
    "terms",
    "reports",
    "desk",
    "portal",
    "api",
    "ops",
]
INSTALLED_APPS = [
    *[f"camket.{room}" for room in ROOMS if (environment.PACKAGE / room).is_dir()],
    "camket.config",
    "csp",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "camket.config.middleware.TlsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages at a third of their size for a phone on a slow line; it pads each answer by chance, against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "camket.config.middleware.RefusalMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "camket.config.context.company",
            ],
        },
    }
]


def _sqlite(path: Path) -> dict[str, Any]:
    """An embedded database: write-ahead log, full durability, deleted text leaves the file."""
    return {
        "ENGINE": "camket.config.sqlite",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def _database(url: str, path: Path) -> dict[str, Any]:
    if not url:
        return _sqlite(path)
    parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    return _sqlite(Path(parsed["NAME"])) if "sqlite" in parsed["ENGINE"] else parsed


# Wrapped keys live in a store of their own, outside the archives of the data: what is erased there
# cannot come back from yesterday's copy of the database.
DATABASES = {
    "default": _database(ENVIRONMENT.database_url, CAMKET_HOME / "camket.sqlite3"),
    "keys": _database(ENVIRONMENT.keys_database_url, CAMKET_KEYS / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["camket.config.routers.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    "default": {
        "BACKEND": "camket.vault.storage.DurableFiles",
        "OPTIONS": {"location": CAMKET_HOME / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "camket.config.static.NamedByContent"},
}
STATIC_URL = "/static/"
STATIC_ROOT = CAMKET_HOME / "static"
# Where nothing was collected yet (tests, a first look), files are served from the rooms themselves.
WHITENOISE_USE_FINDERS = not CAMKET_PRODUCTION
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Uploads go to the sealed store, and in clear text only through memory.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Forms count their files themselves and say so in words (ui/uploads.py); this only stops what no person sends.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000

LANGUAGE_CODE = "vi"
# Each language calls itself by its own name.
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

CSRF_FAILURE_VIEW = "camket.ui.pages.csrf_failure"
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:queue"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CAMKET_PRODUCTION else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CAMKET_URL.startswith("https://")
CAMKET_COOKIE_PREFIX = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME = f"{CAMKET_COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{CAMKET_COOKIE_PREFIX}csrftoken"
SECURE_SSL_REDIRECT = CAMKET_PRODUCTION
# Programs are refused without TLS, and not led to it (config/middleware.py).
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^doors/", r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if CAMKET_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = CAMKET_PRODUCTION
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "camket.config.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Addresses of pages may carry a tracking code and uploads a name: logs.py names the view instead.
    "loggers": {"django.request": {"level": "ERROR"}, "camket": {"level": "INFO"}},
}
