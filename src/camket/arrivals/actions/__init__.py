"""Receiving, claiming and settling arrivals. Nothing here reads what they say."""

from camket.arrivals.actions.claiming import claim, wait_for_turn
from camket.arrivals.actions.receiving import fingerprint_of, receive
from camket.arrivals.actions.settling import bring_back, dismiss, fail, settle, take_again

__all__ = [
    "bring_back",
    "claim",
    "dismiss",
    "fail",
    "fingerprint_of",
    "receive",
    "settle",
    "take_again",
    "wait_for_turn",
]
