"""The look of camket: base templates, parts, static files, and the formats of dates, money and phones."""
