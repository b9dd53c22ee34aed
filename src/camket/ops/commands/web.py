"""The web server: waitress, threads, one process."""

from __future__ import annotations

import argparse

import waitress
from django.conf import settings
from django.utils.module_loading import import_string

from camket.ops import pulse
from camket.ops.preparing.policy import check_is_published

LARGEST_BODY = 64 * 1024 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--threads", type=int, default=8)


def run(args: argparse.Namespace) -> int:
    """Serve until the process is ended."""
    check_is_published()
    application = import_string(settings.WSGI_APPLICATION)
    server = waitress.create_server(
        application,
        host=args.host,
        port=settings.CAMKET_PORT,
        threads=args.threads,
        ident="camket",
        max_request_body_size=LARGEST_BODY,
        # What is longer than these is written to a file in clear text: nothing may be.
        inbuf_overflow=LARGEST_BODY + 1,
        outbuf_overflow=LARGEST_BODY + 1,
        channel_timeout=60,
    )
    # Only now that it listens: a pulse means that a visitor would be answered.
    pulse.keep_beating("web")
    server.run()
    return 0
