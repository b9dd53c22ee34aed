"""What kind of browser it is, in words as coarse as people use them, and which network. Pure."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

# The first that is named wins: most browsers also name those before them.
BROWSERS = (
    ("Zalo", "Zalo"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("EdgA", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "?"


def browser_words(agent: str) -> str:
    """`Chrome, Android`; a question mark for what does not say."""
    browser = next((words for mark, words in BROWSERS if mark in agent), UNKNOWN)
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return f"{browser}, {system}" if system else browser


def network_of(address: str) -> str:
    """The network's prefix, as many households share it: /24 of IPv4, /48 of IPv6. Empty for what is none."""
    return _prefix(address, 24, 48)


def area_of(address: str) -> str:
    """A wider prefix, about as much as one provider uses in one region: /16 of IPv4, /32 of IPv6."""
    return _prefix(address, 16, 32)


def _prefix(address: str, older: int, newer: int) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    size = older if parsed.version == 4 else newer  # noqa: PLR2004 - the older internet
    return str(ip_network(f"{parsed}/{size}", strict=False))
