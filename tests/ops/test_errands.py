"""What the worker does beside letters: slow things, which hurry nobody and stop nobody."""

from __future__ import annotations

import threading
import time
from datetime import datetime

import pytest
from django.conf import LazySettings

from camket.ops import errands
from camket.ops.errands import Errand, run_all


def test_an_errand_that_fails_rests_and_the_others_go_on() -> None:
    done: list[str] = []

    def broken(at: datetime) -> int:
        done.append("broken")
        raise OSError("down")

    def sound(at: datetime) -> int:
        done.append("sound")
        return 1

    both = [Errand("broken", broken), Errand("sound", sound)]
    assert [run_all(both), run_all(both)] == [1, 1]
    assert done == ["broken", "sound", "sound"]
    both[0].rests_until = time.monotonic() - 1
    run_all(both)
    assert done.count("broken") == 2


def test_there_is_nothing_to_do_where_nothing_is_configured(settings: LazySettings) -> None:
    settings.CAMKET_CLAMAV = settings.CAMKET_ZALO_SECRET = ""
    assert errands.errands() == []
    settings.CAMKET_CLAMAV = "127.0.0.1:3310"
    assert [errand.name for errand in errands.errands()] == ["scan files", "scan papers"]


def test_the_thread_ends_when_the_worker_does(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def work(at: datetime) -> int:
        begun.set()
        return 0

    monkeypatch.setattr(errands, "errands", lambda: [Errand("one", work)])
    asked = threading.Event()
    errands.start(asked)
    assert begun.wait(10)
    asked.set()
    (thread,) = [one for one in threading.enumerate() if one.name == "errands"]
    thread.join(10)
    assert not thread.is_alive()
