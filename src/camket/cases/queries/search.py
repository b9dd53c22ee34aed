"""Finding cases by words, number, mail address or phone number. Newest first, never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from camket.arrivals.submission import Sender
from camket.cases.models import Case, SearchDocument
from camket.cases.rules import read_number
from camket.people.actions import claims_of
from camket.people.models import Staff
from camket.rulebook.company import current_policy
from camket.text import syllables
from camket.vault.actions import search_tokens

PAGE = 50
SCAN = 400
MATCH = {
    "sqlite": "SELECT rowid FROM cases_words WHERE cases_words MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT id FROM cases_words WHERE words @@ %s::tsquery AND id < %s ORDER BY id DESC LIMIT %s",
}
AND = {"sqlite": " AND ", "postgresql": " & "}
NEWEST = 2**62


def search(text: str, *, by: Staff, limit: int = PAGE) -> list[Case]:
    """The cases that a member of staff may see and that the text finds."""
    visible = Case.objects.visible_to(by).with_people()
    number = read_number(text, current_policy().company.case_prefix)
    if number:
        return list(visible.filter(number=number))
    claims = claims_of(Sender(mail=text.strip(), phone=text.strip()))
    if claims:
        indexes = [claim.index for claim in claims]
        rows = visible.filter(customer__contact_points__index__in=indexes)
        return list(rows.order_by("-opened_at")[:limit])
    found = _cases_with(syllables(text), limit)
    by_id = {case.pk: case for case in visible.filter(pk__in=found)}
    return [by_id[pk] for pk in found if pk in by_id]


def _cases_with(words: Sequence[str], limit: int) -> list[UUID]:
    """The ids of the newest cases in which one text has all the words, each case once."""
    if not words:
        return []
    tokens = AND[connection.vendor].join(search_tokens(words))
    with connection.cursor() as cursor:
        cursor.execute(MATCH[connection.vendor], [tokens, NEWEST, max(SCAN, limit)])
        documents = [row[0] for row in cursor.fetchall()]
    owners = dict(SearchDocument.objects.filter(pk__in=documents).values_list("pk", "case_id"))
    return list(dict.fromkeys(owners[document] for document in documents if document in owners))[
        :limit
    ]
