"""Header lines: encoded words, addresses, parameters, Message-IDs, dates. Nothing here ever raises."""
