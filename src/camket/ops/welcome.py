"""What `camket run` says once everything is alive: where to look, how to sign in, how to send a mail."""

from __future__ import annotations

import shlex
import sys

from camket.people.models import Staff

MOST_NAMES = 8
SCRIPT = (
    "import smtplib, email.message; m = email.message.EmailMessage(); "
    'm["From"] = "lan@example.com"; m["To"] = "{to}"; m["Subject"] = "Khiếu nại: giao sai màu"; '
    'm.set_content("Tôi đặt bộ phát Wi-Fi màu trắng mà nhận màu đen. Xin đổi giúp."); '
    'smtplib.SMTP("127.0.0.1", {port}).send_message(m)'
)


def sign_in(password: str | None) -> list[str]:
    """Who can sign in, with the demonstration's password if there is one; or how to add the first."""
    staff = list(
        Staff.objects.filter(is_active=True).order_by("id").prefetch_related("roles")[:MOST_NAMES]
    )
    if not staff:
        return ['camket staff add TÊN --name "Họ và tên" --role administrator']
    names = ", ".join(f"{person.username} ({_roles(person)})" for person in staff)
    return (
        [
            names,
            f"mật khẩu trình diễn / demonstration password: {password}",
            f"mã bước hai / code for the second step: camket demo --code {staff[0].username}",
        ]
        if password
        else [names]
    )


def _roles(person: Staff) -> str:
    return ", ".join(sorted(person.role_set))


def sample_mail(to: str, port: int) -> str:
    """One line for a shell that sends a real mail to the mail door."""
    return shlex.join([sys.executable, "-c", SCRIPT.format(to=to, port=port)])


def lines(*, url: str, sign_in: list[str], mailbox: str, mail_port: int) -> list[str]:
    """The whole text, a line each."""
    return [
        "",
        "camket đang chạy; Ctrl-C để dừng. / camket is running; Ctrl-C ends it.",
        f"  Trang khách hàng / for customers:  {url}/",
        f"  Bàn làm việc / the desk:           {url}/desk/",
        *(f"  Đăng nhập / sign in:               {line}" for line in sign_in),
        "  Gửi thử một lá thư / send a mail:",
        f"    {sample_mail(mailbox, mail_port)}",
        "",
    ]
