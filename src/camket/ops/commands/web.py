"""The web server: waitress, threads, one process."""

from __future__ import annotations

import argparse

from camket.ops import pulse

NEEDS_DJANGO = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--threads", type=int, default=8)


def run(args: argparse.Namespace) -> int:
    """Serve until the process is ended."""
    import waitress  # noqa: PLC0415 - only this process needs it
    from django.conf import settings  # noqa: PLC0415
    from django.utils.module_loading import import_string  # noqa: PLC0415

    application = import_string(settings.WSGI_APPLICATION)
    pulse.keep_beating("web")
    waitress.serve(
        application,
        host=args.host,
        port=settings.CAMKET_PORT,
        threads=args.threads,
        ident="camket",
        max_request_body_size=64 * 1024 * 1024,
        channel_timeout=60,
    )
    return 0
