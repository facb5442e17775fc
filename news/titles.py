"""An article's title, without the name of the site and the sections that sites hang behind it."""

import re
import unicodedata
from collections.abc import Sequence

from news.choices import Candidate, Choice, Said
from news.metadata import Claims
from news.urls import site_of

_TRAIL = re.compile(r"\s+(?:[-–—|:·•»/>]|::|\|\|)\s+|\s*\|\s*|\s+[»›]\s*|(?<=\S):\s+")
_PIPE = re.compile(r"\s*\|{1,2}\s*$")
_SECTION_WORDS = 3
"""Words of a section's or a site's name; what is longer behind a bar may be part of the headline."""
_LEFT_WORDS = 3
"""Words that must be left of a headline after a trail has gone."""


def choose_title(claims: Claims, announced: str | None, site_names: Sequence[str], url: str) -> Choice[str | None]:
    """Choose the title of an article from what the page and the feed call it, and cut off sites and sections."""
    names = frozenset(_fold(name) for name in (*claims.site_names, *site_names) if name)
    offered = [title for title in (claims.shared_title, claims.headline, announced, claims.page_title) if title]
    headings = [heading for heading in claims.headings if len(heading.split()) >= 2 and _fold(heading) not in names]
    heading = next((heading for heading in headings if any(_begin_alike(heading, title) for title in offered)), None)
    if heading is None and headings and not _agree(offered):
        heading = max(headings, key=lambda line: min(len(line), 80))  # logos and sections are short
    ranked = (
        ("h1", heading),
        ("json-ld", claims.headline),
        ("meta og:title", claims.shared_title),
        ("title", claims.page_title),
        ("feed", announced),
    )
    said = [Said(place, text) for place, text in ranked if text]
    if not said:
        return Choice(None)
    title = bare_title(said[0].text, names, url, offered)
    candidates = [
        Candidate(*said[0], f"chosen: {said[0].place} comes first"),
        *(Candidate(*each, "another place comes first") for each in said[1:]),
    ]
    return Choice(title, tuple(candidates))


def bare_title(title: str, names: frozenset[str], url: str, others: Sequence[str] = ()) -> str:
    """Cut sections behind a bar and the names of sites off the end of a title, as long as a headline is left."""
    for _ in range(4):
        cuts = list(_TRAIL.finditer(title))
        if not cuts:
            break
        left, right = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :].strip()
        # What another place calls the page without it is no part of the headline either.
        is_agreed = len(right.split()) <= 5 and _fold(left) in {_fold(other) for other in others}
        if len(left.split()) < _LEFT_WORDS or not (is_agreed or _is_trail(cuts[-1][0], right, names, url)):
            break
        title = left
    return _PIPE.sub("", title)


def _is_trail(mark: str, right: str, names: frozenset[str], url: str) -> bool:
    if _fold(right) in names or _is_host(right, url):
        return True
    return "|" in mark and len(right.split()) <= _SECTION_WORDS


def _is_host(name: str, url: str) -> bool:
    """Tell whether a name is spelled like the host: ``Northwind.Post`` at northwind.post, ``NW`` never."""
    bare, host = _letters(name), site_of(url)
    return 3 <= len(bare) <= 40 and len(name.split()) <= 4 and (bare == _letters(host) or bare in map(_letters, host.split(".")[:-1]))


def _letters(text: str) -> str:
    return "".join(c for c in _fold(text) if c.isalnum())


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _agree(titles: Sequence[str]) -> bool:
    """Tell whether two of the titles say the same: then a heading that says something else is not the article's."""
    return any(_begin_alike(one, other) for at, one in enumerate(titles) for other in titles[at + 1 :])


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether two titles open with the same words: headings and shared titles often differ in their ends only."""
    first, second = _fold(one).split()[:4], _fold(other).split()[:4]
    return len(set(first) & set(second)) * 2 > min(len(first), len(second))
