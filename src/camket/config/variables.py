"""Single values of the environment: read from their text, or refused in a sentence that names the variable. Pure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from camket.refusals import NotUnderstood

HIGHEST_PORT = 65535


def wrong(name: str, vi: str, en: str) -> NotUnderstood:
    """The refusal for one variable."""
    return NotUnderstood(f"{name}: {vi}", f"{name}: {en}")


def text(given: Mapping[str, str], name: str) -> str:
    """What stands in the variable, without the spaces around it; nothing where it is not set."""
    return given.get(name, "").strip()


def port(given: Mapping[str, str], name: str, default: int) -> int:
    """The number of a port."""
    found = text(given, name) or str(default)
    if not is_port(found):
        raise wrong(
            name,
            f"phải là số cổng từ 1 đến 65535; đang là “{found}”.",
            f'must be a port number from 1 to 65535; it is "{found}".',
        )
    return int(found)


def is_port(found: str) -> bool:
    """Whether a text is the number of a port, in the digits that every program reads."""
    return found.isascii() and found.isdigit() and 0 < int(found) <= HIGHEST_PORT


def flag(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    """0 or 1."""
    found = text(given, name)
    if found not in {"", "0", "1"}:
        raise wrong(
            name, f"phải là 0 hoặc 1; đang là “{found}”.", f'must be 0 or 1; it is "{found}".'
        )
    return default if not found else found == "1"


def names(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(one.strip() for one in given.get(name, "").split(",") if one.strip())


def host_names(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Names of hosts, with commas between them."""
    found = names(given, name)
    for one in found:
        if any(sign in one for sign in " \t/@") or "://" in one:
            raise wrong(
                name,
                f"phải là tên máy, ví dụ hoso.example.vn; có “{one}”.",
                f'must be names of hosts, such as hoso.example.vn; it has "{one}".',
            )
    return found


def secret(given: Mapping[str, str], name: str, *needs: str) -> str:
    """A secret, which is of no use without the variables that it needs."""
    found = given.get(name, "")
    if found:
        need(given, name, *needs)
    return found


def need(given: Mapping[str, str], name: str, *needs: str) -> None:
    """Refuse a variable that is set while one that it cannot work without is not."""
    for other in needs:
        if not given.get(other):
            raise wrong(name, f"cần có cả {other}.", f"needs {other} as well.")


def file(given: Mapping[str, str], name: str) -> Path | None:
    """The path of a file that is there and that we may read."""
    found = text(given, name)
    if not found:
        return None
    if not Path(found).is_file():
        raise wrong(name, f"không có tệp {found}.", f"there is no file {found}.")
    if not os.access(found, os.R_OK):
        raise wrong(name, f"không được đọc tệp {found}.", f"the file {found} may not be read.")
    return Path(found).absolute()


def folder(given: Mapping[str, str], name: str) -> Path | None:
    """The path of a folder that is there."""
    found = text(given, name)
    if found and not Path(found).is_dir():
        raise wrong(name, f"không có thư mục {found}.", f"there is no folder {found}.")
    return Path(found).absolute() if found else None


def folder_to_be(given: Mapping[str, str], name: str, default: Path) -> Path:
    """The path of a folder of ours, which need not be there yet."""
    path = Path(given.get(name) or default).absolute()
    nearest = next(one for one in (path, *path.parents) if one.exists())
    if not nearest.is_dir():
        raise wrong(
            name, f"{nearest} là tệp, không phải thư mục.", f"{nearest} is a file, not a folder."
        )
    return path
