"""Settings of signing in: passwords, and those of django-allauth, of which we use the second factors.

Its pages are not routed and its table of addresses stays empty (docs/decisions/0011): what it may do is said here.
"""

from __future__ import annotations

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["camket.people.signing.backends.StaffByName"]
# The first makes new hashes; the second is still read, and replaced when its owner signs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# How strong a password must be says people/signing/passwords.py, where customers and staff differ.
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
# Codes are ours; should a code of allauth's ever be routed, it may not last longer.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 180
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 180
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "camket.people.signing.factors.adapter.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
