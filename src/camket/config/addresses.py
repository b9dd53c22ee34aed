"""Addresses in the environment: of pages, databases and servers. Refused in a sentence that repeats no password. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from camket.config.variables import is_port, text, wrong
from camket.refusals import Refusal

SQLITE = "sqlite"
POSTGRESQL = ("postgres", "postgresql")
MAIL_SCHEMES = ("smtp", "smtps", "smtp+starttls")
HERE = ("127.0.0.1", "localhost", "::1")
UNDER_TLS = frozenset({"require", "verify-ca", "verify-full"})
"""The values of `sslmode` with which PostgreSQL's client never goes on without TLS."""


def public(given: Mapping[str, str], name: str, default: str, *, production: bool) -> str:
    """How links in letters begin. For real it must be given, and be HTTPS, since browsers are sent there."""
    found = text(given, name) or default
    if production and not found.startswith("https://"):
        raise wrong(
            name,
            f"khi chạy thật phải là địa chỉ https:// mà khách hàng mở được; đang là “{found}”.",
            f'must be the https:// address that customers open, in production; it is "{found}".',
        )
    refusal = wrong(
        name,
        f"phải là địa chỉ như https://hoso.example.vn; đang là “{found}”.",
        f'must be an address such as https://hoso.example.vn; it is "{found}".',
    )
    parts = _parts(found, refusal)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise refusal
    return found.rstrip("/")


def database(given: Mapping[str, str], name: str, *ours: Path, production: bool) -> str:
    """The address of a database; `ours` are folders that will be made, where SQLite may put its file.

    For real, one on another machine is reached under TLS only.
    """
    found = text(given, name)
    parts = _parts(
        found,
        wrong(
            name,
            "không đọc được; dạng đúng là postgresql://tên:mật-khẩu@máy:5432/tên-csdl, "
            "ký tự lạ trong mật khẩu viết thành %XX.",
            "cannot be read; it looks like postgresql://user:password@host:5432/name, "
            "with unusual characters of the password as %XX.",
        ),
    )
    if not found:
        return ""
    if parts.scheme == SQLITE:
        _check_sqlite(name, parts, ours)
    elif parts.scheme not in POSTGRESQL:
        raise wrong(
            name,
            "phải bắt đầu bằng sqlite:// hoặc postgresql://.",
            "must begin with sqlite:// or postgresql://.",
        )
    elif not parts.path.strip("/"):
        raise wrong(
            name,
            "thiếu tên cơ sở dữ liệu ở cuối, như …/camket.",
            "lacks the name of the database at its end, as in …/camket.",
        )
    elif production:
        _check_tls(given, name, parts)
    return found


def _check_tls(given: Mapping[str, str], name: str, parts: SplitResult) -> None:
    """Sockets and this machine need no TLS; what leaves it does."""
    asked = parse_qs(parts.query)
    mode = (asked.get("sslmode") or [text(given, "PGSSLMODE")])[-1]
    if mode not in UNDER_TLS and not all(map(_is_here, _servers(given, parts, asked))):
        raise wrong(
            name,
            "khi chạy thật, cơ sở dữ liệu trên máy khác phải đi qua TLS: thêm ?sslmode=verify-full "
            "(hoặc verify-ca, require) vào cuối.",
            "must use TLS in production, since the database is on another machine: add "
            "?sslmode=verify-full (or verify-ca, require) at its end.",
        )


def _servers(
    given: Mapping[str, str], parts: SplitResult, asked: Mapping[str, list[str]]
) -> list[str]:
    """Every server that PostgreSQL's client could go to, also by its own variables. A service is a name of some."""
    told = [unquote(parts.hostname or "") or (asked.get("host") or [text(given, "PGHOST")])[-1]]
    told += (asked.get("hostaddr") or [text(given, "PGHOSTADDR")])[-1:]
    told += (asked.get("service") or [text(given, "PGSERVICE")])[-1:]
    return [server.strip() for one in told for server in one.split(",")]


def _is_here(server: str) -> bool:
    """Whether it is a socket of this machine, or the machine itself."""
    return not server or server.startswith(("/", "@")) or server in HERE


def _check_sqlite(name: str, parts: SplitResult, ours: tuple[Path, ...]) -> None:
    """A database in memory would be another one in each process."""
    path = Path(parts.path[1:])
    if parts.netloc or not path.name:
        raise wrong(
            name,
            "phải nêu tệp, ví dụ sqlite:////srv/camket/camket.sqlite3.",
            "must name a file, such as sqlite:////srv/camket/camket.sqlite3.",
        )
    if path.is_dir() or not (path.parent.is_dir() or path.parent in ours):
        raise wrong(
            name,
            f"không có thư mục nào để đặt tệp {path}.",
            f"there is no folder in which the file {path} could be.",
        )


def smtp(given: Mapping[str, str], name: str, *, production: bool) -> str:
    """Where letters go. For real they leave this machine under TLS only."""
    found = text(given, name)
    refusal = wrong(
        name,
        "phải có dạng smtp://tên:mật-khẩu@máy-chủ:587 (hoặc smtps://, smtp+starttls://).",
        "must look like smtp://user:password@host:587 (or smtps://, smtp+starttls://).",
    )
    parts = _parts(found, refusal)
    if found and (parts.scheme not in MAIL_SCHEMES or not parts.hostname):
        raise refusal
    if production and parts.scheme == "smtp" and parts.hostname not in HERE:
        raise wrong(
            name,
            "khi chạy thật, thư ra khỏi máy này phải qua smtps:// hoặc smtp+starttls://.",
            "must be smtps:// or smtp+starttls:// in production, unless the server is this machine.",
        )
    return found


def gateway(given: Mapping[str, str], name: str) -> str:
    """The address of a gateway; without TLS only on this machine."""
    found = text(given, name)
    refusal = wrong(
        name,
        "phải là địa chỉ https:// của tổng đài tin nhắn.",
        "must be the https:// address of the gateway.",
    )
    parts = _parts(found, refusal)
    schemes = {"https", "http"} if parts.hostname in HERE else {"https"}
    if found and (parts.scheme not in schemes or not parts.hostname):
        raise refusal
    return found


def socket_or_port(given: Mapping[str, str], name: str) -> str:
    """`host:port`, or the path of a socket."""
    found = text(given, name)
    host, _, port = found.rpartition(":")
    if found and not found.startswith("/") and not (host and is_port(port)):
        raise wrong(
            name,
            f"phải là máy:cổng hoặc đường dẫn tới socket; đang là “{found}”.",
            f'must be host:port or the path of a socket; it is "{found}".',
        )
    return found


def _parts(found: str, refusal: Refusal) -> SplitResult:
    """The parts of an address, whose port is a number."""
    try:
        parts = urlsplit(found)
        if parts.port == 0:
            raise refusal
    except ValueError:
        raise refusal from None
    return parts
