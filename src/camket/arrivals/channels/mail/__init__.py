"""Mail: raw bytes to a Submission. Pure; no content makes it fail."""

from camket.arrivals.channels.mail.parsed import OwnAddresses, Parsed
from camket.arrivals.channels.mail.parsing import parse_mail
from camket.arrivals.channels.mail.submitting import to_submission

__all__ = ["OwnAddresses", "Parsed", "parse_mail", "to_submission"]
