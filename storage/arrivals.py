"""Arrivals: a text that a crawl brought, and whether it is new, a copy, a version or known.

The order of work, inside one transaction:
1. settle the addresses in the ledger: this also makes two crawls with the same page wait for each other,
2. see who holds the addresses, or other faces of the page, and which article has the text,
3. decide,
4. write. The fingerprint is unique: of two crawls that bring one text at once, the later finds the article of the earlier,
5. fold a new text into the article of which it is an edited copy, or find its story,
6. plan when the article's page is read again.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from news.articles import Article
from news.beats import Judgement
from news.changes import Change, compare_versions
from news.duplicates import are_different_headlines
from news.feeds import Entry
from news.fetches import Redirect
from news.gists import Gist
from news.identity import face_of, is_plain_face
from news.ledger import Kept, Validators
from news.searching.indexing import Indexed
from news.sources import Feed
from storage import folding, ledger, rereads, stories
from storage.failpoints import failpoint
from storage.holders import Holder, holders_of, other_face, own_article, own_holders, rightly_addressed, shared_before, twin_of
from storage.rows import TOLD_FROM, dating_columns, evidence_text, level_of, tag_rows
from storage.searching.writing import index, index_new, refresh
from storage.statements import add_missing, insert_one, upsert
from storage.tables import article_urls, article_versions, articles, copies, editions, redirects, tags
from storage.tables import rereads as rereads_rows

NEWS_FOR = timedelta(days=7)  # after its publication a text from an archive is news; a digest a week is the rarest that readers ask for
READ_ANEW = "read anew, the page had not changed"
MOST_VERSIONS = 50  # of one article; after so many only what matters makes another: a live page would fill the archive
SAME_TEXT = "the same text at several addresses under different headlines"

_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(7_212_019_412))  # any number no other program on the server locks
_ADD_TAGS, _ADD_EDITIONS = insert(tags), insert(editions)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Everything known of one text that arrived."""

    article: Article
    entry: Entry
    feed: Feed
    judgement: Judgement
    fingerprint: str
    indexed: Indexed
    now: datetime
    sketch: tuple[int, ...] = ()
    gist: Gist | None = None
    validators: Validators = field(default=Validators())
    redirects: tuple[Redirect, ...] = ()
    captured_at: datetime | None = None
    """Where the text comes from an archive: when that fetched it. Its page is not read again."""
    is_read_anew: bool = False
    """Whether a page that we had fetched and read before is read by later rules: what comes of it is ours, not its outlet's doing."""

    @property
    def urls(self) -> tuple[str, ...]:
        """The page's own address, then the one it was announced under, then those between, where the ledger can hold them."""
        on_the_way = (step.target for step in self.redirects)
        return tuple(url for url in dict.fromkeys((self.article.url, self.entry.url, *on_the_way)) if ledger.is_fit(url))

    @property
    def reached(self) -> frozenset[str]:
        """The addresses that were asked for: a canonical one is only a claim."""
        return frozenset((self.entry.url, *(step.target for step in self.redirects)))

    @property
    def is_quiet(self) -> bool:
        """Whether the text is old, or of unknown age, and comes from an archive, or is read anew: nobody is told of it as news."""
        if self.is_read_anew:
            return True
        at = self.article.published.at
        if self.captured_at is None or at is None:
            return self.captured_at is not None
        day = at.date() if isinstance(at, datetime) else at
        return day < (self.now - NEWS_FOR).date()

    @property
    def is_shared_story(self) -> bool:
        """Whether the text stood on a page of shared stories: its own page was never seen."""
        return self.feed.kind == "shared-stories"


def keep(connection: Connection, arrival: Arrival) -> tuple[Kept, int]:
    """Write down what arrived; return what it was and its article's id."""
    if connection.dialect.name == "postgresql":  # of texts that arrive together each must find the other, or both would be new
        connection.execute(_ONE_AT_A_TIME)
    own_url = arrival.article.url if arrival.article.url in arrival.reached else arrival.entry.url
    read_at = arrival.captured_at if arrival.is_read_anew else None
    ledger.mark_stored(connection, arrival.entry, own_url, arrival.feed, read_at or arrival.now)
    failpoint("article-announced")
    _note_redirects(connection, arrival)
    holders = holders_of(connection, arrival)
    kept, article_id = _keep(connection, rightly_addressed(arrival, holders), holders)
    if kept in {"stored", "version"}:
        failpoint("article-half-stored")
        kept, article_id = _group(connection, arrival, kept, article_id)
    if kept in {"stored", "version", "unchanged"} and not arrival.is_shared_story and arrival.captured_at is None:
        failpoint("article-unplanned")
        # What a server said of another face (AMP, print) says nothing of the page that will be asked for.
        said = arrival.validators if is_plain_face(arrival.entry.url) else Validators()
        if kept == "stored":
            rereads.plan_first(connection, article_id, said, arrival.now, arrival.now)
        else:
            rereads.plan(connection, article_id, said, arrival.now)
    return kept, article_id


def _group(connection: Connection, arrival: Arrival, kept: Kept, article_id: int) -> tuple[Kept, int]:
    """Fold an article that shows a new text into another of which it is a copy; else find its story."""
    folding.write_sketch(connection, article_id, arrival.sketch)
    if kept == "version":
        folding.release(connection, [article_id])  # an edited copy may have become a text of its own
    is_new = kept == "stored"
    shown = folding.fold(connection, article_id, arrival.sketch, arrival.now, is_new=is_new)
    if shown != article_id:
        ledger.mark_copy(connection, arrival.entry.url)
        return ("copy", shown) if is_new else (kept, article_id)
    if arrival.gist is not None:
        stories.find_place(connection, article_id, arrival.gist, arrival.captured_at or arrival.now, is_new=is_new)
    return kept, article_id


def _keep(connection: Connection, arrival: Arrival, holders: tuple[Holder, ...]) -> tuple[Kept, int]:
    if (known := shared_before(holders, arrival)) is not None:
        return "unchanged", known
    own = _adopt(connection, arrival, holders) or own_article(holders, arrival)
    if own is None and (face := other_face(connection, arrival)) is not None:
        _claim_urls(connection, arrival, face.id)
        if is_plain_face(arrival.article.url) and not is_plain_face(face.url):
            _take_over(connection, arrival, face.id)
        return "unchanged", face.id
    twin = twin_of(connection, arrival.fingerprint)
    if twin is None or (twin.article_id == own and not twin.shows_it):
        kept = _store(connection, arrival, holders) if own is None else _replace(connection, arrival, own)
        if kept is not None:
            return kept
        twin = twin_of(connection, arrival.fingerprint)  # another crawl stored the text this moment
    if twin is None:
        raise AssertionError("a fingerprint is taken and belongs to no article")
    if twin.article_id == own:
        _claim_urls(connection, arrival, own)
        return _replace(connection, arrival, own) or ("unchanged", own)
    shows_another = next((holder.article_id for holder in own_holders(holders, arrival)), None) if own is None else None
    if shows_another is not None and shows_another != twin.article_id:
        return "unchanged", shows_another  # for a while, the page of one article shows another's text, or a notice
    return _copy(connection, arrival, twin.article_id, holders)


def _adopt(connection: Connection, arrival: Arrival, holders: tuple[Holder, ...]) -> int | None:
    """Give an article that we knew from a shared-stories page alone to the outlet whose own page has now arrived.

    Its page knows the date and the author, which the shared page did not. Returns the article's id, or nothing where there is none.
    """
    if arrival.is_shared_story:
        return None
    shared = next((holder for holder in holders if holder.via and holder.url == arrival.article.url and not holder.copy_of_ours), None)
    if shared is None:
        return None
    columns = _columns(arrival)
    known = {name: columns[name] for name in columns if name.startswith("published_") or name in {"url", "author"}}
    owned = {"source_id": arrival.feed.source_id, "via": None, **known}
    connection.execute(update(articles).where(articles.c.id == shared.article_id).values(**owned))
    refresh(connection, [shared.article_id])
    return shared.article_id


def _take_over(connection: Connection, arrival: Arrival, article_id: int) -> None:
    """Show the text of the page itself where only another face of it was known; nobody edited it, so that is no version."""
    columns = _known_columns(arrival)
    try:
        with connection.begin_nested():
            connection.execute(update(articles).where(articles.c.id == article_id).values(**columns))
    except IntegrityError:  # another article has the text by now
        return
    connection.execute(delete(tags).where(tags.c.article_id == article_id))
    _hang(connection, arrival, article_id)


def _note_redirects(connection: Connection, arrival: Arrival) -> None:
    for step in sorted(arrival.redirects, key=lambda step: step.url):
        if ledger.is_fit(step.url) and ledger.is_fit(step.target):
            upsert(connection, redirects, {"url": step.url, "target": step.target, "status": step.status, "seen_at": arrival.now})


def _store(connection: Connection, arrival: Arrival, holders: tuple[Holder, ...]) -> tuple[Kept, int] | None:
    """Store a new article; nothing where its fingerprint was taken meanwhile."""
    row = {
        "source_id": arrival.feed.source_id,
        "first_seen_at": arrival.now,
        "versions": 1,
        "quiet": arrival.is_quiet,
        "via": arrival.feed.id if arrival.is_shared_story else None,
        **_columns(arrival),
    }
    article_id = insert_one(connection, articles, row)
    if article_id is None:
        return None
    gone = [holder.url for holder in holders if holder.copy_of_ours]  # a copy whose text is now its own
    if gone:
        connection.execute(delete(article_urls).where(article_urls.c.url.in_(gone)))
        connection.execute(delete(copies).where(copies.c.url.in_(gone), copies.c.source_id == arrival.feed.source_id))
    _claim_urls(connection, arrival, article_id)
    hang_tags(connection, article_id, arrival.judgement)
    topics = [tag.topic for tag in arrival.judgement.tags if tag.rank != "background"]
    index_new(connection, article_id, arrival.indexed, row, topics)
    _name_editions(connection, arrival, article_id)
    return "stored", article_id


def _replace(connection: Connection, arrival: Arrival, article_id: int) -> tuple[Kept, int] | None:
    """Keep the text shown so far as a version, and show the one that arrived; nothing where its fingerprint was taken meanwhile.

    What is no change for a reader (a counter, a rotating teaser) makes no version.
    """
    old = connection.execute(select(articles).where(articles.c.id == article_id).with_for_update()).one()
    _fill_gaps(connection, old, arrival)
    if old.fingerprint == arrival.fingerprint and old.title == arrival.article.title:
        return None
    if arrival.article.kind == "teaser" != old.kind:  # the page asks for money now: what we hold is the whole text
        return "unchanged", article_id
    change = compare_versions(old.title, old.text, arrival.article.title, arrival.article.text, arrival.article.lang)
    if change.kind == "none" or (old.versions >= MOST_VERSIONS and change.kind != "material"):
        _claim_urls(connection, arrival, article_id)
        return "unchanged", article_id
    columns = _known_columns(arrival) | {"versions": old.versions + 1}
    if arrival.is_read_anew:
        change = Change("none", (READ_ANEW,))
        columns["quiet"] = old.quiet or old.level < TOLD_FROM <= columns["level"]
    try:
        with connection.begin_nested():
            connection.execute(update(articles).where(articles.c.id == article_id).values(**columns))
    except IntegrityError:
        return None
    failpoint("version-half-written")
    version = {"article_id": article_id, "number": old.versions, "fingerprint": old.fingerprint, "seen_at": old.fetched_at}
    told = {"change": change.kind, "reasons": json.dumps(change.reasons, ensure_ascii=False)}
    connection.execute(insert(article_versions).values(**version, **told, title=old.title, text=old.text))
    connection.execute(delete(tags).where(tags.c.article_id == article_id))
    _claim_urls(connection, arrival, article_id)
    _hang(connection, arrival, article_id)
    return "version", article_id


def _copy(connection: Connection, arrival: Arrival, article_id: int, holders: tuple[Holder, ...]) -> tuple[Kept, int]:
    """Write down another address of an article we hold; one that is written down already is unchanged."""
    if _is_stub(connection, arrival, article_id):
        return _set_aside(connection, arrival, article_id), article_id
    foreign = {holder.url for holder in holders if holder.source_id != arrival.feed.source_id and not holder.copy_of_ours}
    url = next((url for url in arrival.urls if url not in foreign), arrival.entry.url)
    row = {
        "article_id": article_id,
        "url": url,
        "source_id": arrival.feed.source_id,
        "title": arrival.article.title,
        **dating_columns(arrival.article.published),
        "seen_at": arrival.now,
        "relation": "same-text",
        "similarity": 1.0,
    }
    fresh = connection.scalar(add_missing(connection.dialect.name, copies).returning(copies.c.url), row)
    _claim_urls(connection, arrival, article_id)
    ledger.mark_copy(connection, arrival.entry.url)
    return ("unchanged" if fresh is None else "copy"), article_id


def _is_stub(connection: Connection, arrival: Arrival, article_id: int) -> bool:
    """Tell whether one text stands under three different headlines at addresses of one outlet: a notice, not what they announce."""
    if arrival.is_shared_story:
        return False
    held = connection.execute(select(articles.c.source_id, articles.c.title, articles.c.relevance).where(articles.c.id == article_id)).one()
    if held.source_id != arrival.feed.source_id:
        return False
    own = (copies.c.article_id == article_id, copies.c.source_id == held.source_id)
    titles = [held.title, *connection.scalars(select(copies.c.title).where(*own)), arrival.article.title]
    return held.relevance == "none" or are_different_headlines(titles)


def _set_aside(connection: Connection, arrival: Arrival, article_id: int) -> Kept:
    """Take an article that is none out of every answer; its addresses wait in the ledger with the reason."""
    hide(connection, article_id, SAME_TEXT)
    _claim_urls(connection, arrival, article_id)
    ledger.quarantine(connection, article_id, arrival.feed.source_id, SAME_TEXT)
    return "set aside"


def _claim_urls(connection: Connection, arrival: Arrival, article_id: int) -> None:
    """Give the arrival's addresses to an article, but for those another article has."""
    rows = [{"url": url, "article_id": article_id, "seen_at": arrival.now, "face": face_of(url)} for url in sorted(arrival.urls)]
    if rows:
        connection.execute(add_missing(connection.dialect.name, article_urls), rows)


def _hang(connection: Connection, arrival: Arrival, article_id: int) -> None:
    """Write the tags, the words and the other editions of an article."""
    hang_tags(connection, article_id, arrival.judgement)
    index(connection, article_id, arrival.indexed)
    connection.execute(delete(editions).where(editions.c.article_id == article_id))
    _name_editions(connection, arrival, article_id)


def _name_editions(connection: Connection, arrival: Arrival, article_id: int) -> None:
    """Write the other editions that an article's page names."""
    named = {edition.url: edition.lang for edition in arrival.article.editions if ledger.is_fit(edition.url)}
    if named:
        connection.execute(_ADD_EDITIONS, [{"article_id": article_id, "url": url, "lang": lang} for url, lang in named.items()])


def hang_tags(connection: Connection, article_id: int, judgement: Judgement) -> None:
    """Write the tags of an article that has none."""
    if rows := tag_rows(article_id, judgement.tags):
        connection.execute(_ADD_TAGS, rows)


def _columns(arrival: Arrival) -> dict[str, Any]:
    """Return the columns that a new text changes."""
    article, judgement = arrival.article, arrival.judgement
    origin = article.origin
    return {
        "url": article.url,
        "lang": article.lang,
        "fetched_at": arrival.captured_at or arrival.now,
        "fingerprint": arrival.fingerprint,
        "hidden": False,
        **judged_columns(judgement),
        "author": article.author,
        **dating_columns(article.published),
        "origin_name": origin and origin.name,
        "origin_url": origin and origin.url,
        "origin_evidence": origin and origin.evidence,
        "kind": article.kind,
        "title": article.title,
        "text": article.text,
    }


def _known_columns(arrival: Arrival) -> dict[str, Any]:
    """Return the columns that a new reading changes: what it does not know stays as it was."""
    article = arrival.article
    told = (("published_", article.published.at), ("author", article.author), ("origin_", article.origin))
    unknown = tuple(prefix for prefix, value in told if value is None)
    return {name: value for name, value in _columns(arrival).items() if not name.startswith(unknown)}


def _fill_gaps(connection: Connection, old: Row[*tuple[Any, ...]], arrival: Arrival) -> None:
    """Write down an author, a date or an origin that a new reading knows and the earlier did not: that is no version."""
    columns = _known_columns(arrival)
    gaps = (("published_", old.published_at), ("author", old.author), ("origin_", old.origin_evidence))
    open_prefixes = tuple(prefix for prefix, value in gaps if value is None)
    news = {name: value for name, value in columns.items() if name.startswith(open_prefixes)}
    if news:
        connection.execute(update(articles).where(articles.c.id == old.id).values(**news))
        refresh(connection, [old.id])


def judged_columns(judgement: Judgement) -> dict[str, Any]:
    """Return the columns that a judgement fills."""
    return {
        "hidden": False,
        "relevance": judgement.relevance,
        "level": level_of(judgement.relevance),
        "why": judgement.why,
        "anchors": evidence_text(judgement.anchors),
    }


def hide(connection: Connection, article_id: int, why: str) -> None:
    """Take an article out of every answer; its row stays, for a digest may have told it."""
    aside = {"relevance": "none", "level": level_of("none"), "why": why, "hidden": True}
    connection.execute(update(articles).where(articles.c.id == article_id).values(**aside))
    connection.execute(delete(tags).where(tags.c.article_id == article_id))
    connection.execute(delete(rereads_rows).where(rereads_rows.c.article_id == article_id))
    refresh(connection, [article_id])
