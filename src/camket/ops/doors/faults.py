"""Why a mailbox could not be read, in words that say what to do.

The text of an error may hold an address or a mail, so the log gets one of these sentences instead.
"""

from __future__ import annotations

import imaplib
import ssl
from enum import StrEnum

from django.db import Error as DatabaseError
from imap_tools.errors import MailboxFolderSelectError, MailboxFolderStatusError


class Fault(StrEnum):
    """What was in the way."""

    SIGN_IN = "sign_in"
    TOKEN = "token"  # noqa: S105 - the name of a fault
    FOLDER = "folder"
    CERTIFICATE = "certificate"
    UNREACHABLE = "unreachable"
    ANSWER = "answer"
    UNGIVEN = "ungiven"
    OURS = "ours"


WORDS: dict[Fault, tuple[str, str]] = {
    Fault.SIGN_IN: (
        "máy chủ không nhận tên hoặc mật khẩu; xin sửa rồi khởi động lại",
        "the server does not accept the name or the password; correct it and start again",
    ),
    Fault.TOKEN: (
        "nơi cấp quyền OAuth2 không cấp mã truy cập; xin cấp lại mã làm mới",
        "the OAuth2 provider gives no access token; a new refresh token is needed",
    ),
    Fault.FOLDER: ("không có thư mục đã khai báo", "the folder is not there"),
    Fault.CERTIFICATE: (
        "chứng chỉ của máy chủ không tin được nên chưa gửi mật khẩu",
        "the server's certificate is not trusted, so the password was not sent",
    ),
    Fault.UNREACHABLE: (
        "không nối được, hoặc đường truyền bị đứt; sẽ thử lại",
        "it cannot be reached, or the line broke; it is tried again",
    ),
    Fault.ANSWER: (
        "máy chủ trả lời điều không hiểu được; sẽ thử lại",
        "the server's answer was not understood; it is tried again",
    ),
    Fault.UNGIVEN: (
        "có thư mà máy chủ không đưa ra được; xin xem thư đó trên máy chủ",
        "there is a mail that the server cannot give; look at it on the server",
    ),
    Fault.OURS: (
        "chưa lưu được ở phía chúng ta; thư vẫn nằm yên trên máy chủ và sẽ được lấy lại",
        "it could not be stored on our side; the mail stays on the server and is fetched again",
    ),
}


class SignInRefused(Exception):
    """The server said no to name and password, or to the token."""


class NoToken(Exception):
    """The OAuth2 provider gave no access token."""


class Ungiven(Exception):
    """The server lists a mail and does not give it."""


def fault_of(error: Exception) -> Fault:
    """Which fault an error is. What is no fault of the server or the line is ours."""
    for kinds, fault in _KINDS:
        if isinstance(error, kinds):
            return fault
    return Fault.OURS


# The first that fits: a certificate's error and a broken line are errors of the system too.
_KINDS: tuple[tuple[tuple[type[Exception], ...], Fault], ...] = (
    ((SignInRefused,), Fault.SIGN_IN),
    ((NoToken,), Fault.TOKEN),
    ((Ungiven,), Fault.UNGIVEN),
    ((DatabaseError,), Fault.OURS),
    ((MailboxFolderSelectError, MailboxFolderStatusError), Fault.FOLDER),
    ((ssl.SSLCertVerificationError,), Fault.CERTIFICATE),
    ((imaplib.IMAP4.abort, ssl.SSLError, ConnectionError, TimeoutError), Fault.UNREACHABLE),
    ((imaplib.IMAP4.error,), Fault.ANSWER),
)
