"""A browser without a window: it keeps cookies, and posts forms with their tokens."""

from __future__ import annotations

import re
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime
from http.cookiejar import CookieJar
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.people.apps import shown_by

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SEALED = re.compile(r'name="sealed" value="([^"]+)"')
SECRET = re.compile(r'class="[^"]*\bsecret\b[^"]*">([^<]+)<')


@dataclass(slots=True)
class Visitor:
    """Somebody at a browser."""

    url: str
    opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )
    )

    def comes_to_the_desk(self, username: str, password: str, *, at: datetime) -> None:
        """Sign in for the first time: the password, then an app is set up by the first code that it shows."""
        self.posts("/desk/sign-in/", username=username, password=password)
        page = self.reads("/desk/factors/")
        sealed, secret = SEALED.search(page), SECRET.search(page)
        assert sealed
        assert secret
        code = shown_by("".join(secret[1].split()), at)
        self.posts("/desk/factors/app/", "/desk/factors/", sealed=sealed[1], code=code)

    def reads(self, path: str) -> str:
        """A page as text."""
        return self.fetches(path).decode("utf-8", "replace")

    def fetches(self, path: str) -> bytes:
        """What lies at an address. Raises HTTPError where it is refused."""
        with self.opener.open(self.url + quote(path, safe="/?=&%"), timeout=30) as answer:
            return bytes(answer.read())

    def posts(self, path: str, page: str = "", **fields: object) -> str:
        """Send a form that stands on a page (or at the address itself); the address that it leads to."""
        return self.sends(path, self.token_of(page or path), **fields)

    def token_of(self, page: str) -> str:
        """The token of the forms on a page."""
        token = TOKEN.search(self.reads(page))
        assert token, page
        return token.group(1)

    def sends(self, path: str, token: str, **fields: object) -> str:
        """Send a form of which the token is known. Raises HTTPError where it is refused."""
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token, **fields})
        request = urllib.request.Request(  # noqa: S310
            self.url + path, body, {"Content-Type": MULTIPART_CONTENT, "Referer": self.url}
        )
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.url).removeprefix(self.url)


def file(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)
