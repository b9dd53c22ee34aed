"""What else came through the doors: messages left at night, new matters, and what opened nothing."""

from __future__ import annotations

from camket.arrivals.channels.form import Form
from camket.arrivals.submission import Channel, Matter
from camket.notices.rules import CallOutcome
from camket.ops.demo.cast import Cast
from camket.ops.demo.days import Days
from camket.ops.demo.pictures import recording
from camket.ops.demo.sending import Person, damaged_form
from camket.ops.demo.story import Story
from camket.ops.demo.verbs import fills_in, mails, rings

LOC = Person("Phan Tấn Lộc", phone="0900 000 294")
NGA = Person("Tạ Thúy Nga", phone="0900 000 308")
OANH = Person("Kiều Oanh", "kieuoanh@example.com")
ANDREW = Person("Andrew Miller", "andrew.miller@example.org")
DUC = Person("Hồ Trọng Đức", "trongduc@example.net")
STRANGER = Person("Một người quen", "nguoiquen@example.org")


def stories(cast: Cast, days: Days) -> list[Story]:
    """The stories of this page."""
    text = _text_message(cast, days)
    return [_voice_message(days), text, _question(days), _english(days), *_this_morning(days, text)]


def _voice_message(days: Days) -> Story:
    """A voice message of last night: first in the morning's queue, to be called."""
    form = Form(
        Channel.VOICE,
        Matter.COMPLAINT,
        subject="Tin nhắn thoại ngoài giờ",
        left_after_hours=True,
        key="demo-voice",
        files=(recording("tin-nhan-thoai.wav"),),
    )
    return Story().arrives(days.last_night("20:47"), fills_in(form, LOC))


def _text_message(cast: Cast, days: Days) -> Story:
    """A text message; the customer was called back and knows number and date."""
    form = Form(
        Channel.ZALO,
        Matter.COMPLAINT,
        subject="Modem mất tín hiệu từ chiều qua",
        text="Modem nhà tôi mất tín hiệu từ chiều qua, đèn đỏ nhấp nháy. Nhờ công ty xem giúp.",
        key="demo-text",
    )
    called = rings(cast.bao, CallOutcome.REACHED, "Đã đọc số hồ sơ, mã theo dõi và ngày hẹn.")
    return (
        Story()
        .arrives(days.back(2, "18:22"), fills_in(form, NGA))
        .then(days.back(1, "08:24"), called)
    )


def _question(days: Days) -> Story:
    """A question, not a complaint: it is acknowledged all the same."""
    form = Form(
        Channel.WEB,
        Matter.ENQUIRY,
        subject="Thời hạn bảo hành của bộ phát Wi-Fi",
        text="Cho tôi hỏi bộ phát Wi-Fi mua năm ngoái còn bảo hành đến khi nào?",
        key="demo-question",
    )
    return Story().arrives(days.back(1, "11:50"), fills_in(form, OANH))


def _english(days: Days) -> Story:
    """A customer who reads English."""
    form = Form(
        Channel.WEB,
        Matter.COMPLAINT,
        subject="Charged for a router that I returned",
        text="I returned the router two weeks ago and was charged for it again this month.",
        points=("Charged for a returned router",),
        remedy_sought="Refund of this month's charge",
        language="en",
        key="demo-english",
    )
    return Story().arrives(days.ago(160), fills_in(form, ANDREW))


def _this_morning(days: Days, text: Story) -> list[Story]:
    """A new mail and its twin, a holiday reply, a stranger, an empty mail, and a form cut off."""
    words = "Máy in mới mua không nhận giấy, đã thử đủ cách. Xin hướng dẫn hoặc đổi máy.\n\nĐức"
    new = mails(DUC, "Máy in không nhận giấy", words, "demo-printer-1")
    away = mails(
        OANH,
        "Trả lời tự động: vắng mặt",
        "Tôi đi vắng đến hết tuần, sẽ trả lời sau.",
        "demo-away-1",
        automatic="auto-replied",
    )
    empty = mails(Person("", "khongten@example.net"), "", "", "demo-empty-1")

    def stranger(story: Story) -> Story:
        return story.then(
            days.ago(95),
            lambda _, at: story.take(
                mails(
                    STRANGER,
                    f"Hỏi về hồ sơ {text.number}",
                    "Tôi hỏi giúp người nhà, hồ sơ này đến đâu rồi?",
                    "demo-stranger-1",
                )(at),
                at=at,
            ),
        )

    return [
        Story().arrives(days.ago(42), new).arrives(days.ago(41), new),
        Story().arrives(days.ago(120), away),
        stranger(Story()),
        Story().arrives(days.ago(75), empty),
        Story().arrives(days.ago(230), damaged_form),
    ]
