"""The tables of the archive, with what each column is for; ``storage/migrations`` makes them, a test holds the two together.

Text that is only ever handed back whole (entries, evidence, reports) is kept as JSON in a text column.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    false,
)

from storage.columns import CleanText, UtcDateTime

metadata = MetaData()

sources = Table(
    "sources",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("homepage", CleanText, nullable=False),
    Column("country", CleanText, nullable=False, index=True),
    Column("languages", CleanText, nullable=False),  # JSON list
    Column("timezone", CleanText, nullable=False),
    Column("ownership", CleanText, nullable=False),
    Column("delay", Float, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("source_id", CleanText, ForeignKey("sources.id"), nullable=False, index=True),
    Column("url", CleanText, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
    Column("looked_at", UtcDateTime),
    Column("outcome", CleanText),
    Column("problem", CleanText),
    Column("failures", Integer, nullable=False, default=0),  # since the last look that did not fail
    Column("next_look_at", UtcDateTime),
    Column("body_hash", CleanText),  # of the last body that came whole
    Column("looks_since_whole", Integer),  # conditional looks since the last unconditional one
    Column("learnt_every", Float),  # seconds between two looks, as its news has taught
    Column("newest_at", UtcDateTime),  # the newest publication it ever announced
    Column("entries_last", Integer),  # in the last body that came whole
    Column("failing_since", UtcDateTime),
)

quiet_hosts = Table(  # servers that asked for quiet (Retry-After), across restarts
    "quiet_hosts",
    metadata,
    Column("host", CleanText, primary_key=True),
    Column("quiet_until", UtcDateTime, nullable=False),
    Column("why", CleanText, nullable=False),
)

gaps = Table(  # times of which a feed had forgotten the news when it was looked at
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed_id", CleanText, ForeignKey("feeds.id"), nullable=False, index=True),
    Column("found_at", UtcDateTime, nullable=False),
    Column("after_at", UtcDateTime, nullable=False),  # the newest publication known before
    Column("before_at", UtcDateTime, nullable=False),  # the oldest that the feed still had
    Column("filled_at", UtcDateTime),
    Column("how", CleanText),  # sitemap, listing or pages of the feed
    Column("found", Integer),
)

source_days = Table(  # what each source gave on each day
    "source_days",
    metadata,
    Column("source_id", CleanText, ForeignKey("sources.id"), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),  # UTC, counted from 1 January of year 1
    *(
        Column(name, Integer, nullable=False, default=0)
        for name in ("looks", "failed", "found", "stored", "copies", "off_beat", "rejected", "undated", "empty", "challenged")
    ),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", CleanText, ForeignKey("sources.id"), nullable=False, index=True),
    Column("kind", CleanText, nullable=False),
    Column("detail", CleanText, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)

leaders = Table(  # who may do a job, one at a time
    "leaders",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("holder", CleanText, nullable=False),
    Column("fence", Integer, nullable=False),  # grows with every new holder; a write with an older one is refused
    Column("renewed_at", UtcDateTime, nullable=False),
)

urls = Table(  # the ledger: every address ever announced
    "urls",
    metadata,
    Column("url", CleanText, primary_key=True),
    Column("feed_id", CleanText, ForeignKey("feeds.id"), nullable=False),
    Column("source_id", CleanText, ForeignKey("sources.id"), nullable=False),
    Column("state", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),  # since it was announced, or announced as edited
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("state_at", UtcDateTime, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("updated_at", UtcDateTime),  # as the feed says
    Column("entry", CleanText, nullable=False),  # JSON: what a crawl needs to begin again after a crash
    Index("ix_urls_source_state", "source_id", "state", "reason"),
    Index("ix_urls_feed_state", "feed_id", "state"),
)

articles = Table(  # title and text stand last: SQLite then filters without reading through them
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", CleanText, ForeignKey("sources.id"), nullable=False),
    Column("lang", CleanText),
    Column("level", SmallInteger, nullable=False),  # relevance as a number, the strongest highest: one index sorts it
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),  # when the text kept now was read
    Column("fingerprint", CleanText, nullable=False, unique=True),
    Column("versions", Integer, nullable=False, default=1),
    Column("relevance", CleanText, nullable=False),
    Column("why", CleanText, nullable=False),
    Column("anchors", CleanText, nullable=False),  # JSON
    Column("via", CleanText),
    Column("story_id", Integer),  # of stories; SQLite cannot add a foreign key to a table that is there
    Column("url", CleanText, nullable=False),
    Column("author", CleanText),
    Column("published_at", UtcDateTime),  # midnight where only the day is known
    Column("published_precision", CleanText, nullable=False),
    Column("published_origin", CleanText),
    Column("origin_name", CleanText),
    Column("origin_url", CleanText),
    Column("origin_evidence", CleanText),  # nothing where the page names no origin
    Column("title", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("kind", CleanText, nullable=False, server_default="article"),  # or "live blog", "teaser"
    Column("hidden", Boolean, nullable=False, server_default=false()),  # the text of another article: in no answer
    Column("quiet", Boolean, nullable=False, server_default=false()),  # came onto the beat by later rules: in no digest
    Index("ix_articles_url", "url"),
    Index("ix_articles_newest", "first_seen_at", "id"),
    Index("ix_articles_relevance", "level", "first_seen_at", "id"),
    Index("ix_articles_source", "source_id", "first_seen_at", "id"),
    Index("ix_articles_lang", "lang", "first_seen_at", "id"),
    Index("ix_articles_story", "story_id", "first_seen_at"),
)

# The words themselves stand in article_search, which is no table like others: FTS5 on SQLite, a tsvector on PostgreSQL.
search_entries = Table(  # what counting by facets reads of each article: few bytes, in the order of time
    "search_entries",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),  # of the article in article_search
    Column("article_id", Integer, ForeignKey("articles.id"), nullable=False, unique=True),
    Column("source_id", CleanText, nullable=False),
    Column("lang", CleanText),
    Column("level", SmallInteger, nullable=False),
    Column("topics", Text, nullable=False),  # those that are shown, with a space between two
)

search_tokens = Table(  # what article_search was told of each article
    "search_tokens",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),
    Column("facts", Text, nullable=False),
    Column("version", Text, nullable=False),  # of what is indexed
)

article_urls = Table(
    "article_urls",
    metadata,
    Column("url", CleanText, primary_key=True),
    Column("article_id", Integer, ForeignKey("articles.id"), nullable=False, index=True),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("face", CleanText, index=True),  # one for all faces of a page (AMP, mobile, print): compared, never asked for
)

article_versions = Table(  # texts that were replaced; the one shown now is in articles
    "article_versions",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("number", Integer, primary_key=True),  # from 1, the oldest
    Column("fingerprint", CleanText, nullable=False, index=True),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("change", CleanText),  # what the next text changed: minor or material
    Column("reasons", CleanText),  # JSON list: which numbers, names, …
)

rereads = Table(  # articles whose pages are to be read again, and how to ask; a row goes when their time is over
    "rereads",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
)

editions = Table(  # what a page names as the same article in another language
    "editions",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("url", CleanText, primary_key=True, index=True),
    Column("lang", CleanText, nullable=False),
)

redirects = Table(  # each step on the way from an announced address to its page
    "redirects",
    metadata,
    Column("url", CleanText, primary_key=True),
    Column("target", CleanText, nullable=False),
    Column("status", Integer, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

hosts = Table(  # how many articles were read from a host: what its repeated paragraphs are counted against
    "hosts",
    metadata,
    Column("host", CleanText, primary_key=True),
    Column("pages", Integer, nullable=False),
)

blocks = Table(  # paragraphs that a host printed, and on how many of its pages
    "blocks",
    metadata,
    Column("host", CleanText, ForeignKey("hosts.host"), primary_key=True),
    Column("block", CleanText, primary_key=True),
    Column("pages", Integer, nullable=False),
    Column("since", Integer, nullable=False),  # the host's count when it was first seen
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("sample", CleanText),  # what it says, once it was seen twice
    Column("learnt", Boolean, nullable=False, server_default=false()),  # once and for all: else it would come back as a version
)

copies = Table(
    "copies",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("url", CleanText, primary_key=True),
    Column("source_id", CleanText, ForeignKey("sources.id"), nullable=False),
    Column("title", CleanText, nullable=False),
    Column("published_at", UtcDateTime),
    Column("published_precision", CleanText, nullable=False),
    Column("published_origin", CleanText),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("relation", CleanText, nullable=False),
    Column("similarity", Float, nullable=False),
    Index("ix_copies_url", "url"),
)

sketches = Table(  # numbers of runs of words: articles that share some are compared
    "sketches",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

folds = Table(  # articles that are copies of another: their rows stay whole, and hidden
    "folds",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("into_id", Integer, ForeignKey("articles.id"), nullable=False, index=True),  # one that is no copy itself
    Column("relation", CleanText, nullable=False),
    Column("similarity", Float, nullable=False),
    Column("contained", Float, nullable=False),  # the part of the copy's words that stands in the text it was found like
    Column("why", CleanText, nullable=False),
    Column("folded_at", UtcDateTime, nullable=False),
)

apart = Table(  # pairs that a person took apart: they are never folded again
    "apart",
    metadata,
    Column("one_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("other_id", Integer, ForeignKey("articles.id"), primary_key=True, index=True),  # the greater id
)

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("merged_into", Integer, ForeignKey("stories.id"), index=True),  # its articles are there; its id still answers
    Column("thread_id", Integer, ForeignKey("stories.id"), index=True),  # the first story of the matter it goes on with
)

story_changes = Table(  # what became of stories, and why
    "story_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", Integer, ForeignKey("stories.id"), nullable=False, index=True),
    Column("other_id", Integer, ForeignKey("stories.id"), nullable=False),
    Column("change", CleanText, nullable=False),  # merged or split
    Column("why", CleanText, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

gists = Table(  # what an article is about, as its story was found by
    "gists",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("gist", CleanText, nullable=False),  # JSON
    Column("why", CleanText, nullable=False),  # why it is in its story
)

gist_keys = Table(  # rare terms of gists by day: articles that share some are compared
    "gist_keys",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),  # of the article, counted from 1 January of year 1
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

tags = Table(
    "tags",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # the beat's own order
    Column("topic", CleanText, nullable=False),
    Column("rank", CleanText, nullable=False),
    Column("rule", CleanText, nullable=False),
    Column("rule_version", CleanText, nullable=False),
    Column("evidence", CleanText, nullable=False),  # JSON
    Index("ix_tags_topic", "topic", "article_id"),
)

crawls = Table(
    "crawls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("report", CleanText),  # JSON
    Index("ix_crawls_finished", "finished_at", "id"),
)

slots = Table(  # the ledger of the schedule: who has the row does the work
    "slots",
    metadata,
    Column("job", CleanText, primary_key=True),
    Column("slot", UtcDateTime, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False),
)

turns = Table(  # by the clock of the database: the machines of a fleet need not agree on the time
    "turns",
    metadata,
    Column("host", CleanText, primary_key=True),
    Column("holder", CleanText, nullable=False),
    Column("free_at", UtcDateTime, nullable=False),
)

workers = Table(  # of a fleet: each process that gives signs of life
    "workers",
    metadata,
    Column("holder", CleanText, primary_key=True),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

about = Table(
    "about",
    metadata,
    Column("key", CleanText, primary_key=True),
    Column("value", CleanText, nullable=False),
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("query", CleanText, nullable=False),  # as it was typed
    Column("made_at", UtcDateTime, nullable=False),
)
