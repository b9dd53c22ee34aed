"""What the environment says, read once and checked before anything starts. Pure: no Django.

A wrong value is told in one sentence that names the variable, in Vietnamese and English.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from camket.clock import parse_seam
from camket.config import addresses, variables
from camket.config.variables import wrong

PACKAGE = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
MOST_PROXIES = 9


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting that a person may change from outside."""

    home: Path
    keys: Path
    policy: Path
    url: str
    port: int
    mail_port: int
    demo: bool
    production: bool
    sealing: bool
    database_url: str
    keys_database_url: str
    smtp_url: str
    hosts: tuple[str, ...]
    mailboxes: Path | None
    voice_folder: Path | None
    clamav: str
    message_secret: str
    zalo_app: str
    zalo_secret: str
    zalo_media: tuple[str, ...]
    zalo_app_secret: str
    zalo_tokens: Path | None
    sms_url: str
    proxies: int


def read(given: Mapping[str, str] | None = None) -> Environment:
    """Read the variables (os.environ unless given) or refuse the first wrong one."""
    given = os.environ if given is None else given
    production = variables.flag(given, "CAMKET_PRODUCTION", default=False)
    _check_clock(given, production=production)
    _check_session_secret(given)
    home = variables.folder_to_be(given, "CAMKET_HOME", _default_home())
    keys = _keys(given, home)
    port = variables.port(given, "PORT", 8000)
    url = addresses.public(given, "CAMKET_URL", f"http://127.0.0.1:{port}", production=production)
    return Environment(
        home=home,
        keys=keys,
        policy=_policy(given),
        url=url,
        port=port,
        mail_port=_mail_port(given, port),
        demo=variables.flag(given, "CAMKET_DEMO", default=True) and not production,
        production=production,
        sealing=_sealing(given, production=production),
        database_url=addresses.database(given, "DATABASE_URL", home, production=production),
        keys_database_url=_keys_database(given, keys, production=production),
        smtp_url=addresses.smtp(given, "SMTP_URL", production=production),
        hosts=_hosts(given, url),
        mailboxes=variables.file(given, "CAMKET_MAILBOXES"),
        voice_folder=variables.folder(given, "CAMKET_VOICE_FOLDER"),
        clamav=addresses.socket_or_port(given, "CAMKET_CLAMAV"),
        message_secret=given.get("CAMKET_MESSAGE_SECRET", ""),
        zalo_app=given.get("CAMKET_ZALO_APP", ""),
        zalo_secret=variables.secret(given, "CAMKET_ZALO_SECRET", "CAMKET_ZALO_APP"),
        zalo_media=variables.host_names(given, "CAMKET_ZALO_MEDIA"),
        zalo_app_secret=given.get("CAMKET_ZALO_APP_SECRET", ""),
        zalo_tokens=_zalo_tokens(given),
        sms_url=_sms(given),
        proxies=_proxies(given),
    )


def _default_home() -> Path:
    """`var/` of the checkout, or of the folder in which an installed camket was started."""
    checkout = PACKAGE.parent.parent
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"


def policies_folder() -> Path:
    """Where the shipped policies lie: in the checkout's root, or inside the installed package."""
    installed = PACKAGE / "policies"
    return installed if installed.is_dir() else PACKAGE.parent.parent / "policies"


def _keys(given: Mapping[str, str], home: Path) -> Path:
    """The folder of the keys: one copy of the data must not hold what opens it."""
    keys = variables.folder_to_be(given, "CAMKET_KEYS", home.parent / f"{home.name}-keys")
    sealed, opens = home.resolve(), keys.resolve()
    if sealed == opens or sealed in opens.parents or opens in sealed.parents:
        raise wrong(
            "CAMKET_KEYS",
            f"khóa phải nằm ngoài thư mục dữ liệu {home}; đang là {keys}.",
            f"the keys must lie apart from the folder of the data {home}; it is {keys}.",
        )
    return keys


def _keys_database(given: Mapping[str, str], keys: Path, *, production: bool) -> str:
    found = addresses.database(given, "KEYS_DATABASE_URL", keys, production=production)
    if found and found == variables.text(given, "DATABASE_URL"):
        raise wrong(
            "KEYS_DATABASE_URL",
            "phải là cơ sở dữ liệu khác với DATABASE_URL: khóa không nằm chung bản sao với dữ liệu.",
            "must be another database than DATABASE_URL: keys do not share a backup with the data.",
        )
    return found


def _policy(given: Mapping[str, str]) -> Path:
    named = given.get("CAMKET_POLICY")
    folder = Path(named).absolute() if named else policies_folder() / "mit"
    if not (folder / "company.toml").is_file():
        raise wrong(
            "CAMKET_POLICY",
            f"thư mục {folder} không có tệp company.toml.",
            f"the folder {folder} has no company.toml.",
        )
    return folder


def _mail_port(given: Mapping[str, str], port: int) -> int:
    mail_port = variables.port(given, "MAIL_PORT", 8025)
    if port == mail_port:
        raise wrong("MAIL_PORT", f"trùng với PORT ({port}).", f"is the same as PORT ({port}).")
    return mail_port


def _proxies(given: Mapping[str, str]) -> int:
    """How many proxies of ours a request passes; each adds one address to X-Forwarded-For."""
    text = given.get("CAMKET_PROXIES", "") or "0"
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_PROXIES):
        raise wrong(
            "CAMKET_PROXIES",
            f"phải là số từ 0 đến {MOST_PROXIES}.",
            f"must be 0 to {MOST_PROXIES}.",
        )
    return int(text)


def _sealing(given: Mapping[str, str], *, production: bool) -> bool:
    found = variables.text(given, "CAMKET_SEALING") or "on"
    if found not in {"on", "off"} or (found == "off" and production):
        raise wrong(
            "CAMKET_SEALING",
            "chỉ nhận on hoặc off, và không được tắt khi chạy thật.",
            "may be on or off, and may not be off in production.",
        )
    return found == "on"


def _hosts(given: Mapping[str, str], url: str) -> tuple[str, ...]:
    named = variables.host_names(given, "CAMKET_HOSTS")
    public = urlsplit(url).hostname or "127.0.0.1"
    return tuple(dict.fromkeys([*named, public, "127.0.0.1", "localhost", "[::1]"]))


def _zalo_tokens(given: Mapping[str, str]) -> Path | None:
    tokens = variables.file(given, "CAMKET_ZALO_TOKENS")
    if tokens:
        variables.need(given, "CAMKET_ZALO_TOKENS", "CAMKET_ZALO_APP", "CAMKET_ZALO_APP_SECRET")
    return tokens


def _sms(given: Mapping[str, str]) -> str:
    found = addresses.gateway(given, "CAMKET_SMS_URL")
    if found:
        variables.need(given, "CAMKET_SMS_URL", "CAMKET_MESSAGE_SECRET")
    return found


def _check_session_secret(given: Mapping[str, str]) -> None:
    found = given.get("CAMKET_DJANGO_SECRET", "")
    if found and len(found) < SHORTEST_SECRET:
        raise wrong(
            "CAMKET_DJANGO_SECRET",
            f"phải có ít nhất {SHORTEST_SECRET} ký tự ngẫu nhiên.",
            f"must have at least {SHORTEST_SECRET} random characters.",
        )


def _check_clock(given: Mapping[str, str], *, production: bool) -> None:
    seam = given.get("CAMKET_NOW")
    if not seam:
        return
    if production:
        raise wrong("CAMKET_NOW", "không được đặt khi chạy thật.", "may not be set in production.")
    parse_seam(seam)
