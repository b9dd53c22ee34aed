"""What django-allauth asks of us about second factors: how to seal a secret, and what to call whom."""

from __future__ import annotations

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter

from camket.people.models import Account
from camket.people.signing.factors import sealing
from camket.rulebook.company import current_policy


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals secrets in the vault, and names the company where allauth would name a host."""

    def encrypt(self, text: str) -> str:
        """Seal."""
        return sealing.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open."""
        return sealing.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Who asks for the code, as the app shows it."""
        return current_policy().company.short_name

    def get_totp_label(self, user: Account) -> str:
        """Whose code it is: the name of a member of staff; a customer's account has only a reference."""
        staff = getattr(user, "staff", None)
        return staff.username if staff else user.ref

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose passkey it is."""
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": current_policy().company.short_name}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, object]:
        """For whom. The handle is the row's id, which says nothing about the person."""
        name = self.get_totp_label(user)
        return {"id": user.pk.hex.encode(), "display_name": name, "name": name}
