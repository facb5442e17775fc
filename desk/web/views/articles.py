"""Articles: one text with its evidence, its origin and its copies; why it is judged so; and what its outlet changed in it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from desk.differences import folded_difference
from desk.web.rendering import Pages, Stretch
from news.articles import StoredArticle
from news.comparing.word_diffs import DiffPart
from news.topics import Evidence
from storage.articles import Version

_NO_ARTICLE = "There is no such article."
_REMEDY = "Its number may be mistyped; search for its words."


class Difference(NamedTuple):
    """What one version changed."""

    number: int
    old: Version
    new: Version
    title: list[list[DiffPart]]
    text: list[list[DiffPart]]


def article(pages: Pages, request: Request) -> Response:
    """Show an article."""
    stored = pages.archive.article(request.path_params["number"])
    if stored is None:
        return pages.missing(request, _NO_ARTICLE, _REMEDY)
    archive = pages.archive
    story = archive.story(stored.story) if stored.story else None
    others = [found for number in stored.translations if (found := archive.article(number))]
    values: dict[str, Any] = {
        "stored": stored,
        "story": story,
        "translations": others,
        "in_title": list(_evidence(stored, is_title=True)),
        "in_text": list(_evidence(stored, is_title=False)),
    }
    return pages.show(request, "article.html", **values)


def why(pages: Pages, request: Request) -> Response:
    """Show every rule whose words stand in an article, and what became of each place."""
    stored = pages.archive.article(request.path_params["number"])
    if stored is None:
        return pages.missing(request, _NO_ARTICLE, _REMEDY)
    return pages.show(request, "why.html", stored=stored, explanation=pages.archive.explanation(stored))


def versions(pages: Pages, request: Request) -> Response:
    """Show what each new version of an article changed, word by word, the latest first."""
    stored = pages.archive.article(request.path_params["number"])
    if stored is None:
        return pages.missing(request, _NO_ARTICLE, _REMEDY)
    texts = pages.archive.versions(stored.id)
    differences = [
        Difference(number, old, new, folded_difference(old.title, new.title), folded_difference(old.text, new.text))
        for number, (old, new) in enumerate(pairwise(texts), 1)
    ]
    return pages.show(request, "versions.html", stored=stored, differences=differences[::-1], texts=texts)


def _evidence(stored: StoredArticle, *, is_title: bool) -> Iterator[Stretch]:
    """Give the words that made topics match, each with the topic's number on the page; those that name a side have 0."""

    def here(each: Evidence) -> bool:
        return (each.where == "title") is is_title

    for number, tag in enumerate(stored.judgement.tags, 1):
        yield from _united((each for each in tag.evidence if here(each)), number)
    yield from _united((each for each in stored.judgement.anchors if here(each)), 0)


def _united(found: Iterable[Evidence], note: int) -> list[Stretch]:
    """Make stretches that overlap one, so that each has its number once."""
    united: list[Stretch] = []
    for each in sorted(found, key=lambda each: each.start):
        if united and each.start <= united[-1].end:
            united[-1] = united[-1]._replace(end=max(united[-1].end, each.end))
        else:
            united.append(Stretch(each.start, each.end, note))
    return united
