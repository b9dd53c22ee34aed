"""Who may call: deny by default, revocable, nothing kept that could be stolen."""

from __future__ import annotations

import pytest
from django.test import Client

from camket.config.cli import main
from camket.evidence.models import Fact
from camket.people.models import ApiKey
from camket.people.programs import add_key, key_of, revoke_key
from camket.refusals import ChangedMeanwhile, NotFound, NotUnderstood
from tests.api.conftest import PATH, SUNDAY, Call, said

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_key_opens_for_the_program_that_it_was_made_for(website: str) -> None:
    key = key_of(website)
    assert key is not None
    assert key.program == "website"
    _, _, secret = website.split("_", 2)  # the secret itself may hold an underscore
    assert secret not in key.digest


@pytest.mark.parametrize("changed", ["", "camket_", "camket_AK-2222222222_" + "x" * 43])
def test_what_is_no_key_opens_nothing(website: str, changed: str) -> None:
    assert key_of(changed) is None
    assert key_of(website[:-1] + ("a" if website[-1] != "a" else "b")) is None


def test_a_revoked_key_opens_nothing_and_is_revoked_once(website: str, call: Call) -> None:
    ref = ApiKey.objects.get().ref
    revoke_key(ref, by="operator", at=SUNDAY)
    assert call(said()).status_code == 401
    with pytest.raises(ChangedMeanwhile):
        revoke_key(ref, by="operator", at=SUNDAY)
    with pytest.raises(NotFound):
        revoke_key("AK-0", by="operator", at=SUNDAY)
    facts = Fact.objects.order_by("position").values_list("kind", flat=True)
    assert list(facts) == ["apikey.added", "apikey.revoked"]


@pytest.mark.parametrize("name", ["", "A B", "trang-chủ", "x" * 41])
def test_a_program_without_a_plain_name_gets_no_key(db: None, name: str) -> None:
    with pytest.raises(NotUnderstood):
        add_key(name, by="operator", at=SUNDAY)


def test_every_address_of_the_api_asks_for_a_key(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(described) == {PATH, PATH + "/{number}"}
    for path, methods in described.items():
        for method in methods:
            answer = getattr(client, method)(path.replace("{number}", "KN-26-22222"))
            assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_the_command_prints_a_key_once_and_takes_it_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["apikey", "add", "website"]) == 0
    token = capsys.readouterr().out.split()[-1]
    ref = ApiKey.objects.get().ref
    assert main(["apikey", "revoke", ref]) == 0
    assert main(["apikey", "list"]) == 0
    shown = capsys.readouterr().out
    assert ref in shown
    assert token not in shown
    assert key_of(token) is None
