"""One matter of one customer: number, messages, attachments, handler, tracking code, search."""
