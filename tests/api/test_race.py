"""Many calls at once with one idempotency key, through the real web server: one case."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.running import RunningDesk

pytestmark = [pytest.mark.journey, pytest.mark.database]

TOGETHER = 8


def _post(desk: RunningDesk, token: str, name: str, text: str) -> tuple[int, dict[str, object]]:
    body = json.dumps({"text": text, "phone": "0909156178"}).encode()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": name}
    request = urllib.request.Request(f"{desk.url}/api/v1/complaints", body, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def _at_once(
    desk: RunningDesk, token: str, name: str, texts: list[str]
) -> list[tuple[int, dict[str, object]]]:
    start = Barrier(len(texts))

    def one(text: str) -> tuple[int, dict[str, object]]:
        start.wait()
        return _post(desk, token, name, text)

    with ThreadPoolExecutor(len(texts)) as threads:
        return list(threads.map(one, texts))


def test_calls_that_come_together_make_one_case(start_desk: Callable[..., RunningDesk]) -> None:
    desk = start_desk()
    desk.wait_for(200)
    token = desk.printed("apikey", "add", "website").split()[-1]
    for round_number in range(3):
        same = _at_once(desk, token, f"same-{round_number:04}", ["Máy hỏng."] * TOGETHER)
        assert {status for status, _ in same} == {201}
        assert len({told["number"] for _, told in same}) == 1
    other = _at_once(desk, token, "other-0001", [f"Việc {n}." for n in range(TOGETHER)])
    assert sorted(status for status, _ in other) == [201] + [409] * (TOGETHER - 1)
    assert desk.camket("reconcile").returncode == 0
    assert desk.camket("verify").returncode == 0
