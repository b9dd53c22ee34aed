"""Real servers for tests, and twins where no real one can be had: IMAP, SMTP, OAuth2."""
