"""The table of searchable words: FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE cases_words USING fts5(words, detail='none', columnsize=0, tokenize='ascii')",
    ],
    "postgresql": [
        "CREATE TABLE cases_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX the_words_of_a_text ON cases_words USING gin (words)",
    ],
}
DROP = "DROP TABLE cases_words"


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
