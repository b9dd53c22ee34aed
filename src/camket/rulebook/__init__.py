"""Published clause versions and calendars as rows, never edited."""
