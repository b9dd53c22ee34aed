"""One parser for each way in. Pure: bytes come in, a Submission goes out."""
