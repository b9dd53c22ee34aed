"""Putting texts into the search index, as keyed hashes of their folded syllables.

The index table is FTS5 on SQLite and a tsvector with GIN on PostgreSQL; both hold the same words. Hashing
slows a reader of the index, it does not stop one: the index belongs with the keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from uuid import UUID

from django.db import connection

from camket.cases.models import Case, SearchDocument
from camket.text import syllables
from camket.vault.actions import search_tokens

MOST_SYLLABLES = 12_000
INSERT = {
    "sqlite": "INSERT INTO cases_words (rowid, words) VALUES (%s, %s)",
    "postgresql": "INSERT INTO cases_words (id, words) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))",
}


def index_texts(texts: Iterable[tuple[Case, UUID, str]]) -> None:
    """Make each text findable: a row that says whose it is, and its words."""
    found = [
        (SearchDocument(case=case, message=message), _words(text)) for case, message, text in texts
    ]
    documents = SearchDocument.objects.bulk_create([document for document, words in found if words])
    words = [words for _, words in found if words]
    with connection.cursor() as cursor:
        rows = [(document.pk, text) for document, text in zip(documents, words, strict=True)]
        cursor.executemany(INSERT[connection.vendor], rows)


def _words(text: str) -> str:
    """Each word once: results are ordered by time, so how often a word occurs does not matter."""
    return " ".join(search_tokens(dict.fromkeys(islice(syllables(text), MOST_SYLLABLES))))


def forget_texts(case: Case) -> None:
    """Take a case out of the index, and its words out of the file that holds it."""
    documents = list(SearchDocument.objects.filter(case=case).values_list("pk", flat=True))
    key = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        remove = f"DELETE FROM cases_words WHERE {key} = %s"  # noqa: S608 - one of two constants
        cursor.executemany(remove, [[document] for document in documents])
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO cases_words (cases_words) VALUES ('optimize')")
    SearchDocument.objects.filter(pk__in=documents).delete()
