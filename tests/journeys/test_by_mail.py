"""A complaint by mail, from the mailbox to a closed case; and the ways in which it may go otherwise."""

from __future__ import annotations

import pytest

from tests.journeys.people import Agent, Customer

pytestmark = [pytest.mark.journey, pytest.mark.database]


def begun(customer: Customer, address: str) -> str:
    """A complaint that is acknowledged: the customer has the letter, follows it, and sees the promise."""
    customer.writes(address, "Khiếu nại: giao sai phiên bản", "Hộp ghi bản Pro, máy là bản thường.")
    letter = customer.house.letter(address, "Số hồ sơ")
    number = customer.follows(letter)
    customer.sees("Đến lượt MiT")
    return number


def test_a_mail_becomes_a_case_that_is_told_and_closed(customer: Customer, linh: Agent) -> None:
    number = begun(customer, "huong@example.vn")
    linh.checks(number, "Đối chiếu sê-ri với phiếu xuất: giao nhầm bản.")
    linh.accepts(number, "Kho giao nhầm phiên bản, lỗi của chúng tôi.")
    assert "Chúng tôi chấp nhận" in customer.house.letter("huong@example.vn", "Kho giao nhầm")
    customer.sees("Đã báo kết quả")
    customer.accepts()
    linh.finishes_the_remedy(number)
    customer.sees("Hồ sơ đã đóng")


def test_a_complex_case_is_told_its_later_date_before_the_limit(
    customer: Customer, linh: Agent
) -> None:
    number = begun(customer, "khang@example.vn")
    linh.checks(number, "Cần gửi hãng giám định bo mạch.")
    linh.page.click("summary:has-text('Báo vụ việc phức tạp')")
    linh.page.fill("[name=day]", linh.later_working_day(15).isoformat())
    linh.page.fill("[id='later-date_reason']", "Hãng cần mười ngày để giám định bo mạch.")
    linh.page.click("button:has-text('Báo ngày mới')")
    assert "giám định" in customer.house.letter("khang@example.vn", "Ngày này thay cho")
    customer.sees("Đã hẹn ngày mới")
    linh.accepts(number, "Giám định xong: lỗi bo mạch.")
    customer.sees("Đã báo kết quả")
    customer.accepts()


def test_a_result_that_the_customer_contests_opens_the_next_rung(
    customer: Customer, linh: Agent
) -> None:
    number = begun(customer, "toan@example.vn")
    linh.checks(number, "Máy đúng bản đã đặt, có ảnh lúc giao.")
    linh.refuses(number, "Máy giao đúng bản ghi trên đơn hàng.")
    customer.sees("Đã báo kết quả")
    customer.contests()
    linh.sees(number, "chưa đồng ý")
    assert "hòa giải" in customer.house.letter("toan@example.vn", "không đồng ý với kết quả")


def test_a_result_whose_letter_comes_back_is_told_by_phone(customer: Customer, linh: Agent) -> None:
    house, address = customer.house, "diep@example.vn"
    customer.writes(address, "Khiếu nại: máy lọc nước rò rỉ", "Máy rò rỉ. Số của tôi 0903 000 601.")
    number = customer.follows(house.letter(address, "Số hồ sơ"))
    linh.checks(number, "Gioăng hở.")
    linh.accepts(number, "Gioăng lắp sai.")
    house.letter(address, "Gioăng lắp sai")
    house.inbox.put(house.post.bounce_of(address, "Gioăng lắp sai"))
    linh.sees(number, "phải báo lại")
    linh.rings(number)
    linh.sees(number, "Đã báo kết quả tới khách")
    linh.does("Khách đồng ý với kết quả")
    linh.finishes_the_remedy(number)
    customer.sees("Hồ sơ đã đóng")
