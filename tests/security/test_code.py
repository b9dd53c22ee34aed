"""What the code does not do, read from the code: every module, script and template of the product."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.tree import PRODUCT, ROOT, document, modules, nodes, tree

NETWORK = {
    "smtplib",
    "imap_tools",
    "http.client",
    "urllib.request",
    "socket",
    "ssl",
    "aiosmtpd",
    "requests",
    "httpx",
}
CRYPTOGRAPHY = {"hashlib", "hmac", "secrets", "cryptography", "altcha", "ssl"}
NEVER = {
    "pickle",
    "marshal",
    "shelve",
    "yaml",
    "xml",
    "lxml",
    "random",
    "telnetlib",
    "ldap",
    "ftplib",
}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput"}
OWN_SCRIPTS = sorted(PRODUCT.glob("*/static/**/*.js"))


@cache
def imported(path: Path) -> frozenset[str]:
    """The whole names of what a module imports."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return frozenset(found)


def users_of(names: set[str]) -> dict[str, set[str]]:
    """Which module imports which of the names, or something within them."""
    users = {}
    for path in modules():
        used = {
            name
            for name in names
            for one in imported(path)
            if one == name or one.startswith(f"{name}.")
        }
        if used:
            users[str(path.relative_to(PRODUCT))] = used
    return users


@cache
def all_calls() -> tuple[tuple[str, ast.Call], ...]:
    return tuple(nodes(ast.Call))


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method of one of these names, with its place."""
    for place, node in all_calls():
        if "carriers.py" in place and "login" in names:
            continue  # It signs in to a mail server.
        called = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if called in names:
            yield place, node


def scripts() -> Iterator[tuple[str, str]]:
    for path in OWN_SCRIPTS:
        if "vendor" not in path.parts:
            yield path.name, path.read_text("utf-8")


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted(PRODUCT.glob("*/templates/**/*")):
        if path.is_file():
            yield str(path.relative_to(PRODUCT)), path.read_text("utf-8")


def test_nothing_is_executed_that_was_made_from_text() -> None:
    assert [
        place for place, node in calls("eval", "exec", "compile") if isinstance(node.func, ast.Name)
    ] == []
    assert [place for place, _ in calls("from_string")] == []
    made = [p for p, node in calls("Template") if isinstance(node.func, ast.Name)]
    assert made == []


def test_no_reader_is_used_that_runs_or_follows_what_it_reads() -> None:
    assert users_of(NEVER) == {}


def test_no_command_goes_through_a_shell() -> None:
    assert [place for place, _ in calls(*SHELLS)] == []
    shells = [
        place
        for place, node in calls("run", "Popen", "call", "check_output", "check_call")
        if any(word.arg == "shell" for word in node.keywords)
    ]
    assert shells == []
    assert users_of({"subprocess"}) == {}


def test_every_statement_takes_what_people_typed_as_values() -> None:
    """What is put into the text of a statement is a name of our own table, never a value."""
    of_rows = [
        place
        for place, node in calls("raw", "extra", "RawSQL")
        if isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "attr", "") == "objects"
    ]
    assert of_rows == []
    made = {
        place.partition(":")[0].removeprefix("src/camket/")
        for place, node in calls("execute", "executemany")
        if node.args and not isinstance(node.args[0], ast.Constant)
    }
    assert made == STATEMENTS_OF_OUR_OWN


STATEMENTS_OF_OUR_OWN = {"cases/actions/indexing.py", "cases/queries/search.py", "rows/__init__.py"}
"""Their texts are constants, or names of our own tables; values are handed over beside them."""


def test_no_pattern_is_made_of_what_somebody_typed() -> None:
    made = [
        place
        for place, node in calls(
            "compile", "match", "fullmatch", "search", "finditer", "sub", "split"
        )
        if isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "re"
        and node.args
        and isinstance(node.args[0], ast.JoinedStr)
        and any(
            isinstance(p, ast.FormattedValue) and not is_safe(p.value) for p in node.args[0].values
        )
    ]
    assert {place.partition(":")[0].rpartition("/")[2] for place in made} <= FROM_A_LIST


FROM_A_LIST = {"html.py", "places.py"}
"""One puts in a name that it has just found in its list of elements, the other what it has escaped before."""


def is_safe(value: ast.expr) -> bool:
    """A constant of the module, or something that was escaped."""
    if isinstance(value, ast.Call):
        return getattr(value.func, "attr", "") in {"escape", "join"}
    return isinstance(value, ast.Name) and value.id.strip("_").isupper()


def test_what_talks_to_the_network_is_listed() -> None:
    listed = set(re.findall(r"(?m)^\| `([\w/]+\.py)`", document("docs/security/connections.md")))
    assert set(users_of(NETWORK)) == listed


def test_no_page_talks_to_the_network() -> None:
    faces = ("portal/", "desk/", "api/", "ui/")
    assert [name for name in users_of(NETWORK) if name.startswith(faces)] == []


def test_what_uses_cryptography_is_listed_and_no_weak_digest_is_used() -> None:
    listed = set(re.findall(r"`([\w/]+\.py)`", document("docs/security/keys.md")))
    assert set(users_of(CRYPTOGRAPHY)) == listed
    weak = [
        p
        for p, node in nodes(ast.Attribute)
        if node.attr in {"md5", "sha1", "ECB", "CBC", "MD5", "SHA1"}
    ]
    assert weak == []
    primitives = {
        one for path in modules() for one in imported(path) if one.startswith("cryptography.hazmat")
    }
    assert {name.rpartition(".")[2] for name in primitives} <= {
        "AESGCM",
        "InvalidUnwrap",
        "aead",
        "aes_key_unwrap",
        "aes_key_wrap",
        "keywrap",
        "Ed25519PrivateKey",
        "Ed25519PublicKey",
        "ed25519",
    }


def test_no_template_switches_escaping_off() -> None:
    off = re.compile(r"\|\s*safe\b|safeseq|autoescape off")
    pages = [(name, text) for name, text in templates() if name.endswith(".html")]
    assert len(pages) > 50
    assert [name for name, text in pages if off.search(text)] == []


def test_what_is_marked_as_html_is_made_of_escaped_parts() -> None:
    marked = {
        place.partition(":")[0].removeprefix("src/camket/") for place, _ in calls("mark_safe")
    }
    assert marked <= MARKED


MARKED = {
    "notices/templatetags/letters.py",
    "portal/policy/wording.py",
    "ui/tags/icons.py",
    "ui/tags/qr.py",
    "ui/tags/words.py",
}
"""Each makes markup of parts that it has escaped, or of drawings of our own."""


def test_scripts_write_text_and_no_markup() -> None:
    never = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    )
    assert [name for name, text in scripts() if never.search(text)] == []


def test_scripts_keep_nothing_in_the_browser_and_listen_to_no_other_window() -> None:
    never = re.compile(
        r"localStorage|sessionStorage|indexedDB|document\.cookie|window\.postMessage|onmessage\s*="
    )
    assert [name for name, text in scripts() if never.search(text)] == []


def test_scripts_copy_no_names_from_what_was_sent() -> None:
    never = re.compile(r"__proto__|prototype\b|Object\.assign|for \((?:const|let|var) \w+ in ")
    assert [name for name, text in scripts() if never.search(text)] == []


def test_pages_use_no_plugins_and_hinder_no_pasting() -> None:
    assert [
        n for n, text in templates() if re.search(r"<(?:object|embed|applet|iframe)\b", text)
    ] == []
    assert [
        n for n, text in (*templates(), *scripts()) if re.search(r"onpaste|['\"]paste['\"]", text)
    ] == []


def test_no_form_is_made_of_a_table() -> None:
    bases = {
        getattr(base, "attr", getattr(base, "id", ""))
        for _, node in nodes(ast.ClassDef)
        for base in node.bases
    }
    assert bases.isdisjoint({"ModelForm", "ModelSchema", "ModelSerializer"})


def test_signing_in_has_no_other_door_than_those_that_are_listed() -> None:
    listed = set(re.findall(r"`([\w/]+\.py)`", document("docs/security/signing-in.md")))
    doors = {
        place.partition(":")[0].removeprefix("src/camket/")
        for place, _ in calls("login", "begin_visit")
    }
    assert doors == listed


def test_every_secret_comes_from_the_system_s_randomness() -> None:
    assert "random" not in {one.partition(".")[0] for path in modules() for one in imported(path)}
    assert (ROOT / "docs/security/keys.md").is_file()
