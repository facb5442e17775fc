"""The word index: the analyser's own words of each article, looked up by their beginnings.

The words come folded and stemmed from ``news.words``; the databases only compare them. Two small implementations, one answer:
FTS5 on SQLite, a ``tsvector`` with a GIN index on PostgreSQL.
"""

import string
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Integer, Text, bindparam, cast, column, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from storage.columns import clean
from storage.tables import articles

LONGEST_WORD = 100  # code points; the longest real words of the languages watched stay under 40, a tsvector takes 2,046 bytes
MOST_BYTES = 512 * 1024  # of different words in one article: a tsvector ends at 1 MiB; a long read of 10,000 words has 60 KiB
MOST_TERMS = 64  # FTS5 refuses expressions nested deeper than 256; a question of a person has 10

# What the tokenizer of FTS5 would split at, or either database would read as syntax, moves to code points of private use:
# a word stays one word, a beginning stays a beginning, and no quoting is left to get wrong.
_VERBATIM: dict[int, int | None] = {ord(letter): 0xE000 + ord(letter) for letter in map(chr, range(0x80)) if not letter.isalnum()}
_VERBATIM |= {ord(upper): ord(lower) for upper, lower in zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)}
_VERBATIM |= {0: None}

_fts = table("article_words", column("rowid", Integer), column("article_words", Text))
_vectors = table("article_words", column("article_id", Integer), column("words", TSVECTOR))
_FTS_DELETE = text("DELETE FROM article_words WHERE rowid = :id")
_FTS_INSERT = text("INSERT INTO article_words (rowid, words) VALUES (:id, :words)")
_VECTOR_UPSERT = text(
    "INSERT INTO article_words (article_id, words) VALUES (:id, array_to_tsvector(:words))"
    " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words"
).bindparams(bindparam("words", type_=ARRAY(Text)))


def lexemes(words: Iterable[str]) -> tuple[str, ...]:
    """Return the different words as the index spells them, until the article's share of the index is used up."""
    spelled = dict.fromkeys(lexeme for word in words if (lexeme := _lexeme(word)))
    left = MOST_BYTES
    kept: list[str] = []
    for lexeme in spelled:
        left -= len(lexeme.encode()) + 1
        if left < 0:
            break
        kept.append(lexeme)
    return tuple(kept)


def index(connection: Connection, article_id: int, words: Sequence[str]) -> None:
    """Write the words of an article into the index, in place of those that stood there."""
    kept = lexemes(words)
    if connection.dialect.name == "sqlite":
        connection.execute(_FTS_DELETE, {"id": article_id})
        connection.execute(_FTS_INSERT, {"id": article_id, "words": " ".join(kept)})
    else:
        connection.execute(_VECTOR_UPSERT, {"id": article_id, "words": list(kept)})


def matching(dialect: str, terms: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that each term begins a word of the article; nothing for no terms.

    Any string is a term. Terms after the 64th different one are not asked for.
    """
    wanted = lexemes(terms)[:MOST_TERMS]
    if not wanted:
        return ()
    if dialect == "sqlite":
        question = " AND ".join(f'"{lexeme}" *' for lexeme in wanted)
        return (articles.c.id.in_(select(_fts.c.rowid).where(_fts.c.article_words.op("MATCH")(question))),)
    query = cast(" & ".join(f"'{lexeme}':*" for lexeme in wanted), TSQUERY)
    return (articles.c.id.in_(select(_vectors.c.article_id).where(_vectors.c.words.op("@@")(query))),)


def _lexeme(word: str) -> str:
    return clean(word).translate(_VERBATIM)[:LONGEST_WORD]
