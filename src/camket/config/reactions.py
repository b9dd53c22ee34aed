"""The one table: a fact of a lower room, the actions of higher rooms that follow, in one transaction.

A lower room never calls up. It records a fact, and this table says what else happens because of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from camket.cases.actions import telling
from camket.complaints.actions import reactions as complaints
from camket.evidence.actions import RecordedFact, bind_reactions
from camket.notices.actions import accounts, delegates
from camket.people.granting import having
from camket.services.actions import reactions as services
from camket.terms.actions import telling as breaches

Reaction = Callable[[RecordedFact], None]

REACTIONS: Mapping[str, Sequence[Reaction]] = {
    # The customer has a letter, or was reached by phone: a promise is kept, a complaint moves on.
    "notice.told": (complaints.after_told, breaches.after_told),
    # A told letter came back: the duty to tell is open again.
    "notice.bounced": (complaints.after_bounced, breaches.after_bounced),
    # A promise was broken: its case stands before the supervisor; whom an outage concerns is told.
    "promise.broken": (complaints.after_broken_promise, services.after_broken_promise),
    # The case of an outage was closed on its own page: the outage ends.
    "case.closed": (services.after_case_closed,),
    # A customer wrote on a case: who waited for an answer waits no more.
    # What a delegate wrote for the owner stands in the owner's history, too.
    "case.message": (complaints.after_message, having.after_message),
    # A file that the customer sent does harm: the customer is told.
    "case.file_quarantined": (complaints.after_quarantine,),
    # A case became a complaint, or stopped being one.
    "case.kind_changed": (complaints.after_kind_changed,),
    # Somebody else proved a contact point of an account: its owner is told.
    "account.contact_moved": (accounts.after_contact_moved, telling.after_contact_lost),
    # Contact points of an account changed: the owner is told, at the old one too, and open cases answer elsewhere.
    "account.contact_added": (accounts.after_change,),
    "account.contact_removed": (accounts.after_change, telling.after_contact_lost),
    "account.contact_chosen": (accounts.after_change, telling.after_contact_chosen),
    # An account was entered from a new device, or what keeps it safe was changed: its owner is told.
    "account.new_device": (accounts.after_change,),
    "account.far_place": (accounts.after_change,),
    "account.many_visits": (accounts.after_change,),
    "account.many_codes": (accounts.after_change,),
    "account.factor_added": (accounts.after_change,),
    "account.factor_removed": (accounts.after_change,),
    "account.recovery_made": (accounts.after_change,),
    "account.recovery_used": (accounts.after_change,),
    "account.password_set": (accounts.after_change,),
    "account.password_forgotten": (accounts.after_change,),
    "account.disowned": (accounts.after_change,),
    "account.visits_ended": (accounts.after_visits_ended,),
    "account.closed": (accounts.after_change,),
    # Somebody may act for the owner from now on, or no more: the owner is told, and so is who lost it.
    "account.delegate_accepted": (accounts.after_change,),
    "account.delegate_returned": (accounts.after_change,),
    "account.delegate_revoked": (accounts.after_change, delegates.after_revoked),
}


def bind() -> None:
    """Hand the table to the room that records facts."""
    bind_reactions(REACTIONS)
