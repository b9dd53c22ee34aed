"""Prepare everything that the processes need: databases, keys, policy, static files."""

from __future__ import annotations

import argparse

from django.conf import settings

from camket.clock import now
from camket.ops.demo.making import is_demonstration
from camket.ops.preparing import databases, outside, policy, static
from camket.refusals import NotAllowed


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options: a second time costs nothing."""


def run(args: argparse.Namespace) -> int:
    """Prepare, and say what was changed."""
    for line in [*prepare(), *policy.calendar_warnings(now())]:
        print(line)
    return 0


def prepare() -> list[str]:
    """Do every step that is not done yet; returns one line for each that changed something."""
    outside.check()
    databases.check_they_answer()
    done = [
        f"camket: đã nâng cấp cơ sở dữ liệu {name} / migrated the database {name}"
        for name in databases.migrate()
    ]
    databases.prepare_keys()
    if settings.CAMKET_PRODUCTION and is_demonstration():
        raise NotAllowed(
            "Đây là cơ sở dữ liệu trình diễn, ai đọc được mật khẩu đã in đều vào được: không chạy thật với nó. "
            "Xin dùng CAMKET_HOME và CAMKET_KEYS mới.",
            "This database holds the demonstration, and its password was printed: it is not for production. "
            "Use a new CAMKET_HOME and CAMKET_KEYS.",
        )
    if added := policy.publish():
        done.append(
            f"camket: đã công bố {added} điều khoản và lịch / published {added} clauses and calendars"
        )
    if static.collect():
        done.append("camket: đã gom tệp tĩnh / collected the static files")
    return done
