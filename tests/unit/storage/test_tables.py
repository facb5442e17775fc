from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from news.errors import DatabaseError
from storage import revisions, slots
from storage.database import Database
from storage.tables import slots as slot_rows
from storage.telling import metadata


def test_the_migrations_make_the_tables_that_the_program_uses(db: Database) -> None:
    def is_ours(_thing: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
        return not (kind == "table" and name is not None and name.startswith(("article_search", revisions.VERSION_TABLE)))

    with db.begin_read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "version_table": revisions.VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_the_latest_revision_is_what_alembic_takes_for_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(revisions._MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [revisions.LATEST]


@pytest.mark.parametrize("moment", [
    datetime(2026, 3, 1, 12, 0, 0, 123456, UTC),
    datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=4))),
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(9999, 12, 31, tzinfo=UTC),
])  # fmt: skip
def test_a_time_comes_back_in_utc(db: Database, moment: datetime) -> None:
    slots.claim(db, "job", moment, moment)
    with db.begin_read() as connection:
        found = connection.execute(select(slot_rows.c.slot)).scalar_one()
    assert found == moment
    assert found.tzinfo == UTC


def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(DatabaseError, match="without a zone"):
        slots.claim(db, "job", datetime(2026, 3, 1), datetime(2026, 3, 1))
