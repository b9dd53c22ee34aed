"""Members of staff: add one, give a new password, list them with their roles."""

from __future__ import annotations

import argparse
import sys

from camket.clock import now
from camket.ops.actions import OPERATOR, add_staff, give_password, new_password, take_factors_back
from camket.people.models import Staff
from camket.people.rules import FIRST_PASSWORD_LASTS, Role


def arguments(parser: argparse.ArgumentParser) -> None:
    """Four verbs, each with its own words."""
    verbs = parser.add_subparsers(required=True, metavar="add|password|factors|list")
    add = verbs.add_parser("add", help="add a member of staff")
    add.add_argument("username", help="the name to sign in with")
    add.add_argument("--name", required=True, help="the name that customers see")
    add.add_argument(
        "--role", action="append", choices=[role.value for role in Role], help="may be repeated"
    )
    add.set_defaults(verb=_add)
    password = verbs.add_parser("password", help="give a new password")
    password.add_argument("username")
    password.set_defaults(verb=_password)
    factors = verbs.add_parser(
        "factors", help="take the second factors back, where a phone was lost"
    )
    factors.add_argument("username")
    factors.set_defaults(verb=_factors)
    for verb in (add, password):
        verb.add_argument(
            "--password-stdin",
            action="store_true",
            help="read what its owner types, to be kept, instead of making one",
        )
    verbs.add_parser("list", help="who may sign in").set_defaults(verb=_list)


def run(args: argparse.Namespace) -> int:
    """Carry out one verb. Raises a Refusal, which the command line tells in words."""
    args.verb(args)
    return 0


def _add(args: argparse.Namespace) -> None:
    password = _chosen_password(args)
    roles = [Role(text) for text in dict.fromkeys(args.role or [Role.AGENT])]
    is_first = not args.password_stdin
    staff = add_staff(
        args.username, args.name, password, roles, is_first=is_first, by=OPERATOR, at=now()
    )
    print(f"{staff.username} ({staff.ref}): {', '.join(roles)}")
    _tell(args, password)


def _password(args: argparse.Namespace) -> None:
    password = _chosen_password(args)
    is_first = not args.password_stdin
    give_password(args.username, password, is_first=is_first, by=OPERATOR, at=now())
    _tell(args, password)


def _factors(args: argparse.Namespace) -> None:
    staff = take_factors_back(args.username, by=OPERATOR, at=now())
    print(
        f"{staff.username}: lần đăng nhập tới phải thêm cách xác nhận mới / adds a new one at the next sign-in"
    )


def _list(args: argparse.Namespace) -> None:
    for staff in Staff.objects.order_by("username").prefetch_related("roles"):
        closed = "" if staff.is_active else "  (đã khóa / closed)"
        print(f"{staff.username}\t{staff.name}\t{', '.join(sorted(staff.role_set))}{closed}")


def _chosen_password(args: argparse.Namespace) -> str:
    return sys.stdin.readline().rstrip("\n") if args.password_stdin else new_password()


def _tell(args: argparse.Namespace, password: str) -> None:
    """A password that we made is shown once, here, and nowhere kept."""
    if not args.password_stdin:
        days = FIRST_PASSWORD_LASTS.days
        print(f"mật khẩu / password: {password}")
        print(f"  dùng để vào lần đầu, trong {days} ngày; người ấy đặt mật khẩu của mình khi vào")
        print(
            f"  opens the desk the first time, within {days} days; its owner then chooses another"
        )
