"""Which address is a page's own: what it says of itself, guarded against what sites get wrong."""

from dataclasses import replace

from news.choices import Candidate, Choice
from news.texts import word_set
from news.urls import canonical_url, path_of, site_of

_LANGUAGE_STEPS = word_set("az ru en tr uk pl de fr hy ka fa ar es it ro kk aze rus eng")
"""Steps of a path that name an edition: a canonical address that changes one belongs to another text."""


def own_address(claimed: str | None, url: str) -> Choice[str]:
    """Take the address a page gives as its own, unless it is another host's, the home page, another edition or another page altogether."""
    canonical = canonical_url(claimed, url) if claimed else None
    asked = Candidate("address", url, "the page names a better one")
    if claimed is None:
        return Choice(url, (replace(asked, verdict="chosen: the page names no other"),))
    why_not = _why_not(canonical, url)
    if canonical is None or why_not is not None:
        return Choice(
            url, (Candidate("canonical link", claimed, why_not or ""), replace(asked, verdict="chosen: the address that answered"))
        )
    return Choice(canonical, (Candidate("canonical link", claimed, "chosen: what the page calls itself"), asked))


def _why_not(canonical: str | None, url: str) -> str | None:
    if canonical is None:
        return "no address that can be asked for"
    if site_of(canonical) != site_of(url):
        return "another site's"
    if path_of(canonical) == "/":
        return "the home page"
    if _edition(canonical) != _edition(url):
        return "another edition's"
    if len(path_of(canonical).strip("/").split("/")) == 1 and len(path_of(url).strip("/").split("/")) > 2:
        return "a section's front page"  # /news for /news/2026/a-headline
    return None


def _edition(url: str) -> tuple[str, ...]:
    return tuple(step for step in path_of(url).lower().split("/") if step in _LANGUAGE_STEPS)
