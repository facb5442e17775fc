"""An article's title, without the name of the site and the sections that sites hang behind it."""

import re
import unicodedata
from collections.abc import Sequence

from news.metadata import Claims
from news.urls import site_of

_TRAIL = re.compile(r"\s+(?:[-–—|:·•»/>]|::|\|\|)\s+|\s*\|\s*|\s+[»›]\s*")
_PIPE = re.compile(r"\s*\|{1,2}\s*$")
_SECTION_WORDS = 3
"""Words of a section's or a site's name; what is longer behind a bar may be part of the headline."""
_LEFT_WORDS = 3
"""Words that must be left of a headline after a trail has gone."""


def choose_title(claims: Claims, announced: str | None, site_names: Sequence[str], url: str) -> str | None:
    """Choose the title of an article from what the page and the feed call it, and cut off sites and sections."""
    names = frozenset(_fold(name) for name in (*claims.site_names, *site_names) if name)
    offered = [title for title in (claims.shared_title, claims.headline, announced, claims.page_title) if title]
    heading = claims.heading
    if heading and (len(heading.split()) < 2 or _fold(heading) in names):
        heading = None  # a logo or a section
    if heading and offered and not any(_begin_alike(heading, title) for title in offered) and len(heading.split()) < 5:
        heading = None
    best = heading or claims.headline or claims.shared_title or claims.page_title or announced
    return bare_title(best, names, url, offered) if best else None


def bare_title(title: str, names: frozenset[str], url: str, others: Sequence[str] = ()) -> str:
    """Cut sections behind a bar and the names of sites off the end of a title, as long as a headline is left."""
    host = _letters(site_of(url).rpartition(".")[0]), _letters(site_of(url))
    for _ in range(4):
        cuts = list(_TRAIL.finditer(title))
        if not cuts:
            break
        left, right = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :].strip()
        is_section = "|" in cuts[-1][0] and len(right.split()) <= _SECTION_WORDS
        is_site = _fold(right) in names or (len(_letters(right)) >= 3 and (_letters(right) in host or host[0].endswith("." + _letters(right)) or _is_host(right, host)))
        agreed = len(right.split()) <= 5 and any(_fold(left) == _fold(other) for other in others)
        if len(left.split()) < _LEFT_WORDS or not (is_section or is_site or agreed):
            break
        title = left
    return _PIPE.sub("", title)


def _is_host(name: str, host: tuple[str, str]) -> bool:
    """Tell whether a name is spelled like the host: ``Aze.Media`` at aze.media, ``INSS`` at inss.org.il."""
    bare = _letters(name)
    return bare == host[1] or (len(bare) >= 3 and host[1].startswith(bare) and len(name.split()) <= 3)


def _letters(text: str) -> str:
    return "".join(c for c in _fold(text) if c.isalnum())


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether two titles open with the same words: headings and shared titles often differ in their ends only."""
    first, second = _fold(one).split()[:4], _fold(other).split()[:4]
    return len(set(first) & set(second)) * 2 > min(len(first), len(second))
