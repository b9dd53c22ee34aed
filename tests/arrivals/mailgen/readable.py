"""Whether a person could read what was kept: measured against what was written, not by the parser."""

from __future__ import annotations

from tests.arrivals.mailgen.post import Posted

AROUND = "Thư cũ của cửa hàng. Kính gửi Quý khách, Chúng tôi đã nhận khiếu nại. viết: Vào Hen MiT"
MOST_WRONG, ALWAYS_FORGIVEN, SHORTEST_SOUP = 0.15, 8, 200


def is_readable(text: str, posted: Posted) -> bool:
    """Whether nearly all words with other than ASCII letters were written so, and not all is soup."""
    known = {*posted.text.split(), *AROUND.split(), *posted.sender.split("@")}
    words = [word.strip("<>*") for word in text.split()]
    marked = [word for word in words if not word.isascii()]
    wrong = [word for word in marked if not is_piece(word, known)]
    soup = len(text) > SHORTEST_SOUP and not any(word in known for word in words)
    return not soup and len(wrong) <= max(ALWAYS_FORGIVEN, MOST_WRONG * len(marked))


def is_piece(word: str, known: set[str]) -> bool:
    """Whether a word, or a piece that a cut left of it, was written."""
    return word in known or any(word in one or (len(one) > 3 and one in word) for one in known)
