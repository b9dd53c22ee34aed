"""Money and numbers as Vietnamese readers write them: a point groups thousands, a comma is decimal.

English pages keep the same figures: an amount is copied from a bill or a bank, not translated.
"""

from __future__ import annotations

from decimal import Decimal

_SWAP = str.maketrans(",.", ".,")
_KILO = 1000


def grouped(number: int) -> str:
    """`1.500.000`."""
    return f"{number:,}".translate(_SWAP)


def dong(amount: int) -> str:
    """Integer đồng: `1.500.000 đ`, with a space that does not break."""
    return f"{grouped(amount)}\u00a0đ"


def decimal_shown(number: float | Decimal, places: int = 1) -> str:
    """`2,8`."""
    return f"{number:,.{places}f}".translate(_SWAP)


def percent(part: float | Decimal, places: int = 1) -> str:
    """A share between 0 and 1 as `96,9 %`."""
    return f"{decimal_shown(part * 100, places)}\u00a0%"


def file_size(size: int) -> str:
    """A size in bytes as `340 kB` or `1,8 MB`, in powers of a thousand as phones show it."""
    if size < _KILO:
        return f"{size}\u00a0byte"
    if size < _KILO * _KILO:
        return f"{round(size / _KILO)}\u00a0kB"
    return f"{decimal_shown(size / (_KILO * _KILO))}\u00a0MB"
