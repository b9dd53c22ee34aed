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
from camket.refusals import NotUnderstood

PACKAGE = Path(__file__).resolve().parent.parent
HIGHEST_PORT = 65535
MOST_PROXIES = 9
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
MAIL_SCHEMES = ("smtp", "smtps", "smtp+starttls")


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


def wrong(name: str, vi: str, en: str) -> NotUnderstood:
    """The refusal for one variable."""
    return NotUnderstood(f"{name}: {vi}", f"{name}: {en}")


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """Read the variables (os.environ unless given) or refuse the first wrong one."""
    given = os.environ if variables is None else variables
    production = _flag(given, "CAMKET_PRODUCTION", default=False)
    _check_clock(given, production=production)
    home = Path(given.get("CAMKET_HOME") or _default_home()).absolute()
    port = _port(given, "PORT", 8000)
    mail_port = _port(given, "MAIL_PORT", 8025)
    if port == mail_port:
        raise wrong("MAIL_PORT", f"trùng với PORT ({port}).", f"is the same as PORT ({port}).")
    url = _url(given, f"http://127.0.0.1:{port}")
    return Environment(
        home=home,
        keys=Path(given.get("CAMKET_KEYS") or home.parent / f"{home.name}-keys").absolute(),
        policy=_policy(given),
        url=url,
        port=port,
        mail_port=mail_port,
        demo=_flag(given, "CAMKET_DEMO", default=True) and not production,
        production=production,
        sealing=_sealing(given, production=production),
        database_url=_database(given, "DATABASE_URL"),
        keys_database_url=_database(given, "KEYS_DATABASE_URL"),
        smtp_url=_smtp(given),
        hosts=_hosts(given, url),
        mailboxes=_file(given, "CAMKET_MAILBOXES"),
        voice_folder=_voice_folder(given),
        clamav=_clamav(given),
        message_secret=given.get("CAMKET_MESSAGE_SECRET", ""),
        zalo_app=given.get("CAMKET_ZALO_APP", ""),
        zalo_secret=given.get("CAMKET_ZALO_SECRET", ""),
        zalo_media=_names(given, "CAMKET_ZALO_MEDIA"),
        zalo_app_secret=given.get("CAMKET_ZALO_APP_SECRET", ""),
        zalo_tokens=_file(given, "CAMKET_ZALO_TOKENS"),
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


def _port(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, "").strip() or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        raise wrong(
            name,
            f"phải là số cổng từ 1 đến 65535; đang là “{text}”.",
            f'must be a port number from 1 to 65535; it is "{text}".',
        )
    return int(text)


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


def _flag(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = given.get(name, "").strip()
    if text not in {"", "0", "1"}:
        raise wrong(
            name, f"phải là 0 hoặc 1; đang là “{text}”.", f'must be 0 or 1; it is "{text}".'
        )
    return default if not text else text == "1"


def _sealing(given: Mapping[str, str], *, production: bool) -> bool:
    text = given.get("CAMKET_SEALING", "").strip() or "on"
    if text not in {"on", "off"} or (text == "off" and production):
        raise wrong(
            "CAMKET_SEALING",
            "chỉ nhận on hoặc off, và không được tắt khi chạy thật.",
            "may be on or off, and may not be off in production.",
        )
    return text == "on"


def _url(given: Mapping[str, str], default: str) -> str:
    text = given.get("CAMKET_URL", "").strip() or default
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise wrong(
            "CAMKET_URL",
            f"phải là địa chỉ như https://hoso.example.vn; đang là “{text}”.",
            f'must be an address such as https://hoso.example.vn; it is "{text}".',
        )
    return text.rstrip("/")


def _database(given: Mapping[str, str], name: str) -> str:
    text = given.get(name, "").strip()
    if text and urlsplit(text).scheme not in DATABASE_SCHEMES:
        raise wrong(
            name,
            "phải bắt đầu bằng sqlite:// hoặc postgresql://.",
            "must begin with sqlite:// or postgresql://.",
        )
    return text


def _smtp(given: Mapping[str, str]) -> str:
    text = given.get("SMTP_URL", "").strip()
    parts = urlsplit(text)
    if text and (parts.scheme not in MAIL_SCHEMES or not parts.hostname):
        raise wrong(
            "SMTP_URL",
            "phải có dạng smtp://tên:mật-khẩu@máy-chủ:587 (hoặc smtps://, smtp+starttls://).",
            "must look like smtp://user:password@host:587 (or smtps://, smtp+starttls://).",
        )
    return text


def _names(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in given.get(name, "").split(",") if one.strip())


def _hosts(given: Mapping[str, str], url: str) -> tuple[str, ...]:
    named = _names(given, "CAMKET_HOSTS")
    public = urlsplit(url).hostname or "127.0.0.1"
    return tuple(dict.fromkeys([*named, public, "127.0.0.1", "localhost", "[::1]"]))


def _file(given: Mapping[str, str], name: str) -> Path | None:
    text = given.get(name, "").strip()
    if text and not Path(text).is_file():
        raise wrong(name, f"không có tệp {text}.", f"there is no file {text}.")
    return Path(text).absolute() if text else None


def _sms(given: Mapping[str, str]) -> str:
    text = given.get("CAMKET_SMS_URL", "").strip()
    parts = urlsplit(text)
    here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if (
        text
        and (not parts.hostname or parts.scheme != "https")
        and not (here and parts.scheme == "http")
    ):
        raise wrong(
            "CAMKET_SMS_URL",
            "phải là địa chỉ https:// của tổng đài tin nhắn.",
            "must be the https:// address of the gateway.",
        )
    if text and not given.get("CAMKET_MESSAGE_SECRET"):
        raise wrong(
            "CAMKET_SMS_URL",
            "cần CAMKET_MESSAGE_SECRET để ký tin gửi đi.",
            "needs CAMKET_MESSAGE_SECRET, which signs what is sent.",
        )
    return text


def _voice_folder(given: Mapping[str, str]) -> Path | None:
    text = given.get("CAMKET_VOICE_FOLDER", "").strip()
    if text and not Path(text).is_dir():
        raise wrong(
            "CAMKET_VOICE_FOLDER", f"không có thư mục {text}.", f"there is no folder {text}."
        )
    return Path(text).absolute() if text else None


def _clamav(given: Mapping[str, str]) -> str:
    text = given.get("CAMKET_CLAMAV", "").strip()
    host, _, port = text.rpartition(":")
    if text and not text.startswith("/") and not (host and port.isascii() and port.isdigit()):
        raise wrong(
            "CAMKET_CLAMAV",
            f"phải là máy:cổng hoặc đường dẫn tới socket; đang là “{text}”.",
            f'must be host:port or the path of a socket; it is "{text}".',
        )
    return text


def _check_clock(given: Mapping[str, str], *, production: bool) -> None:
    seam = given.get("CAMKET_NOW")
    if not seam:
        return
    if production:
        raise wrong("CAMKET_NOW", "không được đặt khi chạy thật.", "may not be set in production.")
    parse_seam(seam)
