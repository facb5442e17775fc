"""The publisher that a page names as the one who wrote its text."""

import re

from lxml.html import HtmlElement

from news import boilerplate
from news.articles import Origin
from news.choices import Candidate, Choice
from news.texts import clean_line, label, word_set
from news.urls import canonical_url, path_of, site_of

_LABELS = word_set(boilerplate.SOURCE_LABELS)
_LINKS = 4000
"""Links looked at for the source of a text."""

_FIRST_PUBLISHED = re.compile(
    r"(?:article|story|piece|report|text|interview|column|post|commentary|analysis)\b.{0,20}? (?:originally|first) (?:published"
    r"|appeared|posted) (?:by|in|on|at) (?:the website of )?([A-ZÀ-ÖØ-ÞƏİŞÇĞА-Я][\w’'.&-]*(?: (?:of|the|and"
    r"|[A-ZÀ-ÖØ-ÞƏİŞÇĞА-Я])[\w’'.&-]*){0,5})"
)


def find_origin(tree: HtmlElement, url: str, text: str, canonical: str | None) -> Choice[Origin | None]:
    """Find who is named as the first publisher, with the evidence; ``canonical`` is the address that the page gives as its own."""
    found = _named_origin(tree, url, text) or _canonical_origin(canonical, url)
    return Choice(found, (Candidate(found.evidence, found.url or found.name or "", "chosen: the only one"),) if found else ())


def _named_origin(tree: HtmlElement, url: str, text: str) -> Origin | None:
    """Find who is named as the first publisher: a link called "source" to another host, or a line that says so."""
    links = [link for _, link in zip(range(_LINKS), tree.iter("a"), strict=False) if (link.get("href") or "").startswith(("http", "//"))]
    for link in reversed(links):
        if not _is_called_source(link):
            continue
        href = canonical_url(link.get("href") or "", url)
        if href is None or site_of(href) == site_of(url) or any(True for _ in link.iterancestors("nav", "aside", "footer", "figure")):
            continue
        name = clean_line("".join(link.itertext()), 100)
        return Origin(None if name is None or label(name) in _LABELS or "/" in name else name, href, "source link")
    lines = text.split("\n")
    found = next(
        (
            match
            for line in (*lines[:2], *lines[-3:])
            for match in [_FIRST_PUBLISHED.search(line[:300])]
            if match and len(line.split()) <= 40
        ),
        None,
    )
    return Origin(found[1].rstrip(".,"), None, "text mention") if found else None


def _is_called_source(link: HtmlElement) -> bool:
    if label("".join(link.itertext())[:60]) in _LABELS:
        return True
    before = link.getprevious()
    parent = link.getparent()
    if parent is None:
        return False
    said = (before.tail or "".join(before.itertext()) if before is not None else parent.text) or ""
    return said.strip().endswith(":") and label(said[-60:]) in _LABELS


def _canonical_origin(claimed: str | None, url: str) -> Origin | None:
    """Take a canonical address on another site as the place where the text was first published."""
    canonical = canonical_url(claimed, url) if claimed else None
    if canonical is None or path_of(canonical) == "/" or _is_same_owner(site_of(canonical), site_of(url)):
        return None
    return Origin(None, canonical, "canonical link")


def _is_same_owner(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one) or one.split(".")[-2:] == other.split(".")[-2:]
