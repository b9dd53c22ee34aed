"""A letter of ours that did not arrive, told by servers in their own ways."""

from __future__ import annotations

import pytest

from tests.arrivals.making import mail, multipart, part, read, wrapped

OURS = "<ck.0cn4u8nqkd9ebb5vl0s9fl8s5c.0123456789abcdef@mitgroup.vn>"
LETTER = f"From: info@mitgroup.vn\nMessage-ID: {OURS}\nSubject: Da nhan\n\nKính gửi Quý khách"
DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example.vn>"


def report(fields: str, returned: str = LETTER, kind: str = "message/rfc822", **more: str) -> bytes:
    """A report as RFC 3464 wants it."""
    status = (
        f"Reporting-MTA: dns; mx.example.vn\nArrival-Date: Sun, 22 Nov 2026 21:14:00\n\n{fields}"
    )
    body = wrapped(
        part("Your message could not be delivered."),
        part(status, "message/delivery-status"),
        *([part(returned, kind)] if returned else []),
    )
    kind = "multipart/report; report-type=delivery-status; boundary=b1"
    given = {"From": DAEMON, "Subject": "Undelivered Mail Returned to Sender", **more}
    return mail(body, "", Content_Type=kind, **given)


FAILED = "Final-Recipient: rfc822; huong@example.vn\nAction: failed\nStatus: 5.1.1\n"
LATE = "Final-Recipient: rfc822;huong@example.vn\nAction: delayed\nStatus: 4.4.1\n"
ARRIVED = "Final-Recipient: rfc822; an@example.vn\nAction: delivered\nStatus: 2.0.0\n"


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_recipient_status_and_letter(kind: str) -> None:
    parsed = read(report(FAILED, kind=kind))
    assert parsed.as_json()["bounce"] == {
        "recipient": "huong@example.vn",
        "status": "5.1.1",
        "permanent": True,
        "original_message_id": OURS,
    }
    assert parsed.automatic is None


@pytest.mark.parametrize(
    ("fields", "status", "permanent"),
    [
        (LATE, "4.4.1", False),
        (ARRIVED, "2.0.0", False),
        (f"{ARRIVED}\n{FAILED}", "5.1.1", True),
        (f"{LATE}\n{FAILED}", "5.1.1", True),
        (f"{ARRIVED}\n{LATE}", "4.4.1", False),
        ("Final-Recipient: rfc822; huong@example.vn\nStatus: 5.7.1\n", "5.7.1", True),
        ("Original-Recipient: rfc822; huong@example.vn\nAction: failed\nDiagnostic-Code: smtp; 550 5.2.2 đầy\n", "5.2.2", True),
        ("Final-Recipient: rfc822; huong@example.vn\nAction: failed (expired)\nStatus: 4.4.7\n", "4.4.7", True),
    ],
)  # fmt: skip
def test_the_worst_that_a_report_says_is_what_counts(
    fields: str, status: str, *, permanent: bool
) -> None:
    bounce = read(report(fields)).bounce
    assert bounce is not None
    assert (bounce.status, bounce.permanent) == (status, permanent)


def test_a_letter_that_did_not_come_back_is_named_by_what_the_report_answers() -> None:
    bounce = read(report(FAILED, "", In_Reply_To=OURS)).bounce
    assert bounce is not None
    assert bounce.original_message_id == OURS


def test_our_letter_is_named_before_any_other() -> None:
    strange = "Message-ID: <rewritten@relay.example.vn>\n\nx"
    bounce = read(report(FAILED, strange, References=f"<khac@x> {OURS}")).bounce
    assert bounce is not None
    assert bounce.original_message_id == OURS


def test_a_letter_that_a_service_named_anew_is_known_by_its_own_name() -> None:
    """Amazon's service gives every letter another Message-ID, and sends ours back as a header of its own."""
    letter = f"Message-ID: <0100019abc@email.amazonses.com>\nX-Camket-Letter: {OURS}\n\nx"
    bounce = read(report(FAILED, letter, From="MAILER-DAEMON@amazonses.com")).bounce
    assert bounce is not None
    assert bounce.original_message_id == OURS


def test_a_report_in_name_alone_still_names_its_letter() -> None:
    raw = mail("--x--", "", Content_Type='multipart/report; boundary="x"', In_Reply_To=OURS)
    bounce = read(raw).bounce
    assert bounce is not None
    assert (bounce.original_message_id, bounce.permanent) == (OURS, True)


WORDS = {
    "exim": (
        {"Subject": "Mail delivery failed: returning message to sender", "X_Failed_Recipients": "huong@example.vn"},
        "This message was created automatically by mail delivery software.\n\n  huong@example.vn\n    550 no such user\n\n" + LETTER,
    ),
    "qmail": (
        {"Subject": "failure notice"},
        "Hi. This is the qmail-send program at mx.example.vn.\n\n<huong@example.vn>:\n5.1.1 no mailbox\n\n--- Below this line is a copy.\n\n" + LETTER,
    ),
    "exchange": (
        {"Subject": "Undeliverable: Đã nhận khiếu nại", "From": "postmaster@example.vn", "In_Reply_To": OURS},
        "Delivery has failed to these recipients:\n\nhuong@example.vn\nStatus 5.1.10 not found",
    ),
    "google": (
        {"Subject": "Delivery Status Notification (Failure)", "References": OURS},
        "Address not found: huong@example.vn could not be found (550 5.1.1).",
    ),
    "vietnamese": (
        {"Subject": "Không gửi được thư: Đã nhận khiếu nại", "In_Reply_To": OURS},
        "Thư gửi đến huong@example.vn không chuyển được: hộp thư không tồn tại (5.1.1).",
    ),
    "by its empty sender": (
        {"Subject": "Returned mail: see transcript", "From": "relay@example.vn", "Return_Path": "<>", "In_Reply_To": OURS},
        "550 5.1.1 <huong@example.vn>... User unknown",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("headers", "text"), WORDS.values(), ids=WORDS)
def test_a_server_s_own_words_are_understood(headers: dict[str, str], text: str) -> None:
    bounce = read(mail(text, **{"From": DAEMON, **headers})).bounce
    assert bounce is not None
    assert (bounce.recipient, bounce.permanent) == ("huong@example.vn", True)
    assert bounce.original_message_id == OURS


@pytest.mark.parametrize(
    "text",
    [
        "Warning: message still not delivered after 4 hours, we will keep trying. No action is needed.",
        "Thư tạm thời chưa gửi được (451), hệ thống sẽ thử lại.",
        "4.2.2 mailbox full",
    ],
)
def test_a_letter_that_is_merely_late_has_not_come_back(text: str) -> None:
    bounce = read(mail(text, From=DAEMON, Subject="Mail delivery delayed", In_Reply_To=OURS)).bounce
    assert bounce is not None
    assert not bounce.permanent


@pytest.mark.parametrize(
    "headers",
    [
        {"Subject": "Không gửi được thư cho quý công ty"},
        {"Subject": "Delivery failed"},
        {"Subject": "Undeliverable goods", "From": "ba.tu@example.vn"},
        {"Subject": "Hỏi về hóa đơn", "From": "postmaster@example.vn"},
        {"Subject": "Không giao hàng đúng hẹn", "From": "Hương <postmaster@khach.vn>"},
        {"Subject": "Delivery failed: my order never came", "From": "postmaster@khach.vn"},
        {"Subject": "Hàng gửi không đúng, gửi lại không xong", "Return_Path": "<>"},
        {"Subject": "Không gửi được thư cho nhân viên", "Return_Path": "<>"},
    ],
)
def test_a_customer_who_complains_of_what_did_not_arrive_is_no_server(
    headers: dict[str, str],
) -> None:
    assert read(mail("Hàng không giao được 550 ngày nay.", **headers)).bounce is None


def test_a_customer_who_hands_a_report_on_is_a_person() -> None:
    raw = multipart("mixed", part("Xem này."), part(report(FAILED), "message/rfc822"))
    parsed = read(raw)
    assert parsed.bounce is None
    assert parsed.text.startswith("Xem này.")
