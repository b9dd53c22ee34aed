"""Who reaches which object of the customers' pages: its owner, and nobody else, whatever the address.

Every address of the portal that names an object stands in `OBJECTS`, with its kind. For every actor of `ACTORS` each
is asked, by GET and by POST, for the owner's object: whoever may not have it gets the very answer that an object gets
which does not exist. An address that is new fails here until somebody says what it names.

To add somebody, add one line to `ACTORS` with the kinds of object that are open to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from camket.people.models import Staff
from tests.security.house import Owner, at_the_desk, delegate_of
from tests.security.walking import Address, of_face

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SHOWN = frozenset({"shown case", "file"})
"""What a delegate who may answer reaches: the page of a case with its files, and saying more on it."""
KINDS = SHOWN | {"case", "session", "point", "factor", "begun file", "question", "breach"}
KINDS |= {"breach file", "holding", "outage", "grant given", "grant held", "invitation"}
NOBODYS: dict[str, object] = {
    **dict.fromkeys(KINDS, UUID(int=0)),
    **dict.fromkeys(("case", "shown case", "outage"), "KN-26-22222"),
    "breach": "VP-22222",
    "factor": 999_999,
}
PUBLIC = {"clause", "clause_version", "clause_differences"}
"""What names a clause of the policy, which is everybody's."""
OF_A_CASE = ("track", "received", "receipt", "message", "acceptance", "contest", "told_at")
OBJECTS: dict[str, str] = {
    **dict.fromkeys(OF_A_CASE, "case"),
    **dict.fromkeys(("track", "message"), "shown case"),
    "file": "file",
    "session_ended": "session",
    "session_disowned": "session",
    "point_removed": "point",
    "point_confirmed": "point",
    "point_chosen": "point",
    "question_mine": "question",
    "question_not_mine": "question",
    "breach": "breach",
    "breach_contest": "breach",
    "breach_file": "breach file",
    "report_outage": "holding",
    "my_outage": "outage",
    "delegate_revoked": "grant given",
    "acting": "grant held",
    "delegate_returned": "grant held",
    "delegate_accepted": "invitation",
    "delegate_declined": "invitation",
    "factor_removed": "factor",
    "begun_piece": "begun file",
    "begun_show": "begun file",
}
IN_A_FORM = {
    "point_added": ("confirm", "point"),
    "begun_drop": ("drop", "begun file"),
}
"""Addresses whose form names an object: the field, and the kind."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at the pages, and the kinds of Hương's objects that are open to them."""

    name: str
    comes: Callable[[Owner, Owner, Staff], Client]
    reaches: frozenset[str] = frozenset()


ACTORS = (
    Actor("guest", lambda huong, khanh, linh: Client()),
    Actor("owner", lambda huong, khanh, linh: huong.client, KINDS),
    Actor("delegate", lambda huong, khanh, linh: delegate_of(huong), SHOWN),
    Actor("another customer", lambda huong, khanh, linh: khanh.client),
    Actor("member of staff", lambda huong, khanh, linh: at_the_desk(linh)),
)


def named(name: str) -> Address:
    return next(address for address in of_face("portal") if address.name == f"portal:{name}")


def place(name: str, owner: Owner, row: object, *, code: str = "-") -> str:
    """An address with this object in it; a file stands under the number of its own case."""
    kind = OBJECTS[name]
    number = row if kind in {"case", "shown case", "outage"} else owner.case.number
    ref = row if kind == "breach" else owner.objects["breach"]
    values = {"number": number, "code": code, "pk": row, "factor": row, "ref": ref}
    address = named(name).filled(values)
    return f"{address}?from=0" if name == "begun_piece" else address


def asked(client: Client, where: str, method: str) -> HttpResponse:
    """The answer; what was done is undone, so that one object serves every question."""
    more = {"data": b"ab", "content_type": "application/octet-stream"} if "?from" in where else {}
    before = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(where, **(more if method == "post" else {}))
        transaction.set_rollback(True)
    # A session that got a new key meanwhile is undone with the rest.
    client.cookies = before
    return answer  # type: ignore[no-any-return]


def outcome(answer: HttpResponse) -> tuple[int, str]:
    """What an answer tells beside its words: the status, and where it leads without what was asked for."""
    return answer.status_code, answer.headers.get("Location", "").partition("?")[0]


def told(client: Client, name: str, owner: Owner, row: object, method: str) -> tuple[int, str]:
    where = place(name, owner, row)
    status, leads = outcome(asked(client, where, method))
    return status, leads.replace(str(row), "…")


def questions() -> Iterator[tuple[str, str]]:
    for name in OBJECTS:
        for method in ("get", "post"):
            yield name, method


def test_every_address_that_names_an_object_says_of_what_kind() -> None:
    names = {a.name.removeprefix("portal:") for a in of_face("portal") if a.holes}
    assert names - PUBLIC == set(OBJECTS)
    assert set(OBJECTS.values()) == KINDS


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_an_object_is_there_for_whom_it_is_meant_and_for_nobody_else(
    actor: Actor, huong: Owner, khanh: Owner, linh: Staff
) -> None:
    client = actor.comes(huong, khanh, linh)
    for name, method in questions():
        kind = OBJECTS[name]
        hers = told(client, name, huong, huong.objects[kind], method)
        nobodys = told(client, name, huong, NOBODYS[kind], method)
        if kind not in actor.reaches:
            assert hers == nobodys, f"{actor.name} {method} {name}"
            assert hers[0] in {404, 405} or leads_nowhere(hers), f"{actor.name} {name}: {hers}"
        elif hers[0] != 405:
            # Some may not be done just now (the only proved point stays), but it is there.
            assert hers[0] != 404, f"{actor.name} {method} {name}: {hers}"
            assert hers != nobodys or method == "get", f"{actor.name} {method} {name}"


def leads_nowhere(answer: tuple[int, str]) -> bool:
    """A redirect that tells nothing: to signing in, or from an address that is only posted to, to its case."""
    status, leads = answer
    return status == 302 and leads in {"/tai-khoan/dang-nhap/", "/t/…/-/"}


def test_another_customer_who_is_signed_in_always_gets_404(huong: Owner, khanh: Owner) -> None:
    for name, method in questions():
        where = place(name, huong, huong.objects[OBJECTS[name]])
        answer = asked(khanh.client, where, method)
        if answer.status_code == 302:
            answer = asked(khanh.client, answer.headers["Location"], "get")
        assert answer.status_code in {404, 405}, f"{method} {name}"
        assert huong.mail not in answer.content.decode()


def test_my_code_does_not_open_anothers_case(huong: Owner, khanh: Owner) -> None:
    for name in OF_A_CASE:
        where = place(name, huong, huong.case.number, code=khanh.code)
        assert asked(khanh.client, where, "post").status_code in {404, 405}
    where = place("file", huong, huong.objects["file"], code=khanh.code)
    assert asked(khanh.client, where, "get").status_code == 404


def test_anothers_file_is_not_there_under_ones_own_case(huong: Owner, khanh: Owner) -> None:
    under_mine = place("file", khanh, huong.objects["file"])
    assert asked(khanh.client, under_mine, "get").status_code == 404
    assert (
        asked(khanh.client, place("file", khanh, khanh.objects["file"]), "get").status_code == 200
    )


def test_an_object_named_in_a_form_is_its_owners_too(huong: Owner, khanh: Owner) -> None:
    for name, (field, kind) in IN_A_FORM.items():
        where = named(name).filled({})
        with transaction.atomic():
            answer = khanh.client.post(where, {field: str(huong.objects[kind])})
            transaction.set_rollback(True)
        unknown = khanh.client.post(where, {field: str(NOBODYS[kind])})
        assert outcome(answer) == outcome(unknown), name
    shown = asked(huong.client, place("begun_show", huong, huong.objects["begun file"]), "get")
    assert shown.content == b"ab"
