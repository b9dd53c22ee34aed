"""Second factors: a code of an app, recovery codes, passkeys. Their mathematics is django-allauth's."""
