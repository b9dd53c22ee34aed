"""The doors of programs: the answering machine, the gateway of texts, Zalo, and the API."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from tests.canaries.words import Flock
from tests.journeys.house import MESSAGE_SECRET, House
from tests.twins.posting import over_the_wire
from tests.twins.sms import Gateway
from tests.twins.voice import AnsweringMachine, beep
from tests.twins.zalo import Zalo

ZALO_APP, ZALO_SECRET = "4022", "chuoi-bi-mat-cua-zalo"
ZALO_HOST = "zalo.invalid"


def by_voice_and_text(house: House, flock: Flock) -> None:
    at, post = house.now, over_the_wire(house.desk.url)
    machine = AnsweringMachine(post, MESSAGE_SECRET)
    spoken = beep() + flock.canary("spoken").encode()
    left = machine.left(
        flock.numbers["sms"], spoken, left_at=at, name=f"{flock.address('voice')}.wav"
    )
    assert machine.send(left, at=at) == 200
    gateway = Gateway(post, MESSAGE_SECRET)
    gateway.texted(flock.numbers["sms"], flock.canary("sms"), at=at)
    assert gateway.deliver(at=at) == [200]
    zalo = Zalo(post, ZALO_APP, ZALO_SECRET)
    picture = f"https://{ZALO_HOST}/{flock.address('picture')}.jpg"
    assert (
        zalo.send(zalo.image(flock.address("zalo"), picture, words=flock.canary("zalo"), at=at))
        == 200
    )


def by_program(house: House, flock: Flock) -> None:
    token = house.desk.camket("apikey", "add", "website").stdout.split()[-1]
    fields = ("text", "name", "address", "subject", "product", "remedy_sought")
    body = {name: flock.canary(f"api {name}") for name in fields}
    whole = {
        **body,
        "mail": flock.address("api"),
        "points": [flock.canary("api point")],
    }
    for place, said in enumerate([whole, {**whole, "mail": 7, "unknown": flock.canary("unknown")}]):
        _posted(house, token, f"canary-{place:04}", said)


def _posted(house: House, token: str, name: str, said: dict[str, object]) -> None:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": name}
    headers["Content-Type"] = "application/json"
    url = f"{house.desk.url}/api/v1/complaints"
    body = json.dumps(said, ensure_ascii=False).encode()
    request = urllib.request.Request(url, body, headers)  # noqa: S310
    try:
        urllib.request.urlopen(request, timeout=30).close()  # noqa: S310
    except urllib.error.HTTPError as refused:
        refused.close()
