"""One story as a line of a digest: what is shown of it, from what its articles say."""

from collections.abc import Iterable, Mapping, Sequence

from news.articles import StoredArticle
from news.digesting.officials import Statement, names_side, official_sides, statements_of
from news.digesting.romanizing import romanize
from news.digesting.statuses import Standing, status_of
from news.digests import Line, Outlet
from news.timelines import Publication, Story, publications_of
from news.urls import site_of

_WORDS = 6
_STATEMENTS = 3
_LOOKED_AT = 3  # articles: the first of a story say whom it is about


def line_of(
    story: Story,
    fresh: Sequence[StoredArticle],
    outlets: Mapping[str, Outlet],
    titles: Mapping[str, str],
    place: tuple[str | None, str],
    standing: Standing | None = None,
) -> Line:
    """Lay a story out as a line.

    ``fresh`` are the articles that it tells for the first time, ``outlets`` the sources by id, ``titles`` the topics' titles by id;
    ``place`` is the topic under which it stands and a note on why. The headline is that of the text published first; of a story that
    goes on, of the newest. ``standing`` is that of the story's claim, where it is known already.
    """
    topic, note = place
    shown = _shown(story, fresh, is_going_on=bool(note))
    stored = next((each for each in (*fresh, *story.articles) if each.id == shown.article_id), story.articles[0])
    labels = {source_id: outlet.label for source_id, outlet in outlets.items()}
    names = {source_id: outlet.name for source_id, outlet in outlets.items()}
    first_seen = story.first_seen
    statements = _statements(story.articles)
    return Line(
        story_id=story.id or None,
        article_id=shown.article_id,
        title=shown.title,
        url=shown.url,
        lang=shown.lang,
        outlet=_outlet(shown, stored, outlets),
        published=shown.published,
        first_seen_at=first_seen.seen_at,
        first_seen_by=None if first_seen.source_id == shown.source_id else _named(first_seen, outlets),
        origin=_origin(stored, names),
        also=_also(story, shown, outlets),
        texts=story.independent_texts(names),
        copies=sum(len(each.copies) for each in story.articles),
        standing=standing or status_of(story.articles, labels),
        hedges=story.claims,
        statements=statements,
        silent_sides=_silent(statements, story.articles),
        topics=tuple(titles[each] for each in story.topics if each != topic and each in titles),
        words=_evidence(fresh or story.articles, topic),
        note=note,
        reading=romanize(shown.title, shown.lang),
        article_ids=tuple(each.id for each in fresh),
    )


def _shown(story: Story, fresh: Sequence[StoredArticle], *, is_going_on: bool) -> Publication:
    if is_going_on and fresh:
        newest = max(fresh, key=lambda stored: (stored.first_seen_at, stored.id))
        return publications_of(newest)[0]
    return story.first_published


def _outlet(shown: Publication, stored: StoredArticle, outlets: Mapping[str, Outlet]) -> Outlet:
    outlet = _named(shown, outlets)
    if stored.via and shown.source_id == stored.source_id:
        return outlet._replace(name=f"{site_of(shown.url)}, via {outlet.name}")
    return outlet


def _named(publication: Publication, outlets: Mapping[str, Outlet]) -> Outlet:
    known = outlets.get(publication.source_id) or Outlet(publication.source_id)
    return known._replace(lang=publication.lang)


def _origin(stored: StoredArticle, names: Mapping[str, str]) -> str | None:
    origin = stored.article.origin
    named = origin.name if origin else None
    return None if named is None or named == names.get(stored.source_id) else named


def _also(story: Story, shown: Publication, outlets: Mapping[str, Outlet]) -> tuple[Outlet, ...]:
    """Return the other outlets that have a text of their own, the earliest first."""
    others: dict[str, Outlet] = {}
    for each in story.publications:
        if each.relation == "original" and each.source_id != shown.source_id:
            others.setdefault(each.source_id, _named(each, outlets))
    return tuple(others.values())


def _statements(articles: Iterable[StoredArticle]) -> tuple[Statement, ...]:
    """Return who spoke, each official once, the first articles first."""
    found: dict[str, Statement] = {}
    for stored in articles:
        for statement in statements_of(stored.article):
            found.setdefault(statement.name, statement)
    return tuple(found.values())[:_STATEMENTS]


def _silent(statements: Sequence[Statement], articles: Sequence[StoredArticle]) -> tuple[str, ...]:
    """Return the capitals of which nobody spoke: Baku, Moscow, and Kyiv where the first articles name Ukraine."""
    is_of_ukraine = any(names_side(stored.article, "Kyiv") for stored in articles[:_LOOKED_AT])
    return tuple(side for side, names in official_sides(statements, names_ukraine=is_of_ukraine) if not names)


def _evidence(articles: Iterable[StoredArticle], topic: str | None) -> tuple[str, ...]:
    words = (
        evidence.words
        for stored in articles
        for tag in stored.judgement.tags
        if tag.rank != "background" and topic in {None, tag.topic}
        for evidence in tag.evidence
    )
    return tuple(dict.fromkeys(words))[:_WORDS]
