"""Sealing, opening under a purpose, and erasing."""

from camket.vault.actions.erasing import discard, erase
from camket.vault.actions.indexing import blind_index, search_tokens
from camket.vault.actions.opening import Opener, purpose
from camket.vault.actions.proving import BROKEN, ERASED, Prover, without_a_key
from camket.vault.actions.sealing import Sealer, new_compartments, sealer_for, store_blobs
from camket.vault.actions.sweeping import sweep

__all__ = [
    "BROKEN",
    "ERASED",
    "Opener",
    "Prover",
    "Sealer",
    "blind_index",
    "discard",
    "erase",
    "new_compartments",
    "purpose",
    "sealer_for",
    "search_tokens",
    "store_blobs",
    "sweep",
    "without_a_key",
]
