"""Answers that take too long are broken off, on both databases; nothing else is."""

import time

import pytest
from sqlalchemy import text

from news.errors import AnswerTooSlow
from storage import deadlines
from storage.database import Database, open_database

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


def test_a_question_without_an_end_is_broken_off_and_the_connection_goes_on(db: Database) -> None:
    began = time.monotonic()
    with pytest.raises(AnswerTooSlow, match="takes too long; narrow the question"), deadlines.within(0.2), db.begin_read() as connection:
        connection.execute(text(ENDLESS[db.dialect])).all()
    assert time.monotonic() - began < 5
    with db.begin_read() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_time_that_is_over_before_a_question_ends_it_at_once(db: Database) -> None:
    with deadlines.within(0), pytest.raises(AnswerTooSlow), db.begin_read():
        pass
    with deadlines.within(0), pytest.raises(AnswerTooSlow):
        deadlines.check()
    deadlines.check()


def test_an_archive_opened_for_reading_cannot_be_written(empty_url: str) -> None:
    open_database(empty_url).close()
    with open_database(empty_url, create=False, read_only=True) as db:
        with db.begin_read() as connection:
            assert connection.execute(text("SELECT count(*) FROM articles")).scalar_one() == 0
        for begin in (db.begin_read, db.begin_write):
            with pytest.raises(Exception, match=r"may not|read-only|readonly|cannot execute"), begin() as connection:
                connection.execute(text("DELETE FROM articles"))
