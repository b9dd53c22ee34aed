"""The cast: the shop's website, which hands in what customers type there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from camket.people.programs import add_key

SUNDAY = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
PATH = "/api/v1/complaints"
Call = Callable[..., HttpResponse]


def said(**more: Any) -> dict[str, Any]:
    """What Hương types on the shop's website."""
    return {
        "text": "Máy giao sai phiên bản.",
        "name": "Hương",
        "mail": "huong@example.vn",
        **more,
    }


@pytest.fixture(autouse=True)
def _sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Sunday evening."""
    monkeypatch.setenv("CAMKET_NOW", SUNDAY.isoformat())


@pytest.fixture
def website(db: None) -> str:
    """The website's key."""
    return add_key("website", by="operator", at=SUNDAY).token


@pytest.fixture
def call(client: Client, website: str) -> Call:
    """Post a body under an idempotency key."""

    def post(body: object, name: str = "call-0001", token: str = website) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": name}
        return client.post(PATH, raw, content_type="application/json", headers=headers)

    return post
