"""Recording what happened, and signing it from time to time."""

from camket.evidence.actions.recording import bind_reactions, hold, record, record_many
from camket.evidence.rules import NewFact, RecordedFact

__all__ = ["NewFact", "RecordedFact", "bind_reactions", "hold", "record", "record_many"]
