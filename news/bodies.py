"""The text of an article: the body that trafilatura finds, without what outlets hang into and behind it."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree, html
from trafilatura import bare_extraction

from news import boilerplate
from news.choices import Candidate, Choice
from news.metadata import Claims
from news.prose import article_paragraphs, largest_group, paragraphs_of
from news.texts import clean_text, label, word_set

_ENDINGS = boilerplate.lines(boilerplate.ENDINGS)
_ANYWHERE = boilerplate.lines(boilerplate.ANYWHERE)
_VIDEO_AHEAD = tuple(boilerplate.VIDEO_AHEAD.split("|"))
_TALE_WORDS = 45
"""Words of a disclaimer or a list of sources; a longer paragraph that begins like one is text."""
FEW_WORDS = 25
"""Words under which a text is only taken from a page that marks itself as an article: a news flash has fifteen."""
_SHARE_FOUND = 0.6
"""The part that must be found of what JSON-LD carries or the only ``<article>`` holds; with less, some of the paragraphs were missed."""
_LINE_WORDS = 25
"""Words of a line that points elsewhere."""
_AHEAD, _BEHIND = 6, 30
"""Lines before and behind a text that may be dropped one by one; more of them are the text."""

# Disclaimers and notices that stand at the end, wherever in the paragraph their words are.
_NOTICE = re.compile(
    r"all rights reserved|(?:views|opinions) expressed .{0,60}\b(?:are|is|do|does)\b|does not necessarily reflect|bütün hüquqlar"
    r"|все права защищены|tüm hakları saklıdır"
    r"|усі права захищені|wszelkie prawa zastrzeżone|alle rechte vorbehalten|мнение .{0,40}может не совпадать|redaksiyanın mövqeyi",
    re.IGNORECASE,
)
_SHARE_WORDS = word_set(
    "share|this|tweet|print|email|e-mail|save|copy|link|facebook|twitter|x|telegram|whatsapp|linkedin|pinterest|reddit|vk|ok|"
    "viber|messenger|pocket|flipboard|instagram|"
    "youtube|tiktok|comments|comment|shares|views|поделиться|отправить|печать|paylaş|çap|et|yazdır|udostępnij|drukuj|teilen|"
    "drucken|поділитися|друк"
)
_STAMP = re.compile(r"(?:[\d./:,\s-]|\b[^\W\d_]{1,12}\b){1,80}")
_BULLETS = "▼▲▶►→➤»›•·*>[ \ufe0f"
_HAS_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d")
_SENTENCE_END = (".", "!", "?", "…", "”", "»", '"', "’", ":", ";", ")", "'")
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports each page without a text as an error of ours


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article, and what it was taken from."""

    text: str
    whole: str
    """With what stood around it: credits and notices say where a text comes from."""


def choose_body(tree: html.HtmlElement, claims: Claims, title: str) -> Choice[Body]:
    """Take the body from the page; where its markup hides it, from JSON-LD or from the largest group of paragraphs."""
    titles = tuple(line for line in (title, *claims.headings, claims.headline, claims.shared_title, claims.page_title) if line)
    whole = read_body(tree)
    text = trim(whole, titles, link_lines(tree))
    told = trim(read_fragment(claims.body), titles) if claims.body else ""
    marked = trim(clean_text(article_paragraphs(tree)), titles)
    words = len(text.split())
    if words >= max(FEW_WORDS, len(told.split()) * _SHARE_FOUND, len(marked.split()) * _SHARE_FOUND):
        return Choice(Body(text, whole), (Candidate("page", text[:200], f"chosen: {words} words"),))
    largest = trim(clean_text(largest_group(tree)), titles) if words < FEW_WORDS else ""
    found = {"page": text, "json-ld": told, "paragraphs of <article>": marked, "largest group of paragraphs": largest}
    best = max(found, key=lambda place: len(found[place].split()))
    counted = ((place, each, len(each.split())) for place, each in found.items() if each)
    verdicts = (Candidate(place, each[:200], f"chosen: most words, {n}" if place == best else f"{n} words") for place, each, n in counted)
    return Choice(Body(found[best], whole), tuple(verdicts))


def read_body(tree: html.HtmlElement) -> str:
    """Extract the paragraphs of the article from a page's tree, which stays as it is."""
    try:
        found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - a stranger's page in a stranger's code: whatever breaks there, the page has no body
        return ""
    text = getattr(found, "text", None)
    return clean_text(text) if isinstance(text, str) else ""


def read_fragment(content: str) -> str:
    """Take the paragraphs of a piece of HTML that is nothing but the article."""
    try:
        tree = html.fragment_fromstring(content, create_parent="div")
        return clean_text("\n".join(paragraphs_of(tree)))
    except (etree.LxmlError, ValueError, AssertionError, TypeError):
        return ""


def link_lines(tree: html.HtmlElement) -> frozenset[str]:
    """Give the paragraphs that are nothing but a link: pointers to other pages."""
    found = set()
    for paragraph in tree.iter("p"):
        anchors = list(paragraph.iter("a"))
        if 0 < len(anchors) <= 3:
            whole = " ".join("".join(paragraph.itertext()).split())
            linked = " ".join(" ".join("".join(anchor.itertext()).split()) for anchor in anchors)
            if whole and len(linked) * 10 >= len(whole) * 9:
                found.add(clean_text(whole))
    return frozenset(found)


def trim(text: str, titles: Sequence[str], pointers: frozenset[str] = frozenset()) -> str:
    """Drop the paragraphs that are no part of the text: what stands before it, between its lines and behind its end.

    ``titles`` are what the page calls itself, ``pointers`` the lines that are nothing but a link.
    """
    known = frozenset(label(title) for title in titles)
    lines = _without_interruptions([line for line in text.split("\n") if line.strip()])
    lines = _from_title(lines, known)
    lines = [line for line in lines if line not in pointers or len(line.split()) > _LINE_WORDS] or lines
    ahead = takewhile(lambda line: _is_preamble(line, known), lines[: min(_AHEAD, len(lines) - 1)])
    lines = lines[sum(1 for _ in ahead) :]
    lines = lines[: _end(lines)]
    behind = takewhile(lambda line: _is_leftover(line, len(lines)), reversed(lines[1:][-_BEHIND:]))
    return "\n".join(lines[: len(lines) - sum(1 for _ in behind)])


def _without_interruptions(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    skip_caption = False
    for line in lines:
        small = line.casefold().lstrip(_BULLETS)
        is_caption = skip_caption and len(line.split()) <= _LINE_WORDS
        skip_caption = small.startswith(_VIDEO_AHEAD)
        if is_caption or skip_caption or (small.startswith(_ANYWHERE) and len(line.split()) <= _LINE_WORDS) or _is_row_of_buttons(small):
            continue
        kept.append(line)
    return kept


def _is_row_of_buttons(line: str) -> bool:
    words = re.findall(r"[\w-]+", line[:200])
    return (
        0 < len(words) <= 20
        and len(line) <= 200
        and all(word in _SHARE_WORDS or word.isdigit() for word in words)
        and not line.replace(" ", "").isdigit()
    )


def _from_title(lines: list[str], titles: frozenset[str]) -> list[str]:
    """Begin after the title where it stands among the lines and most of the words follow it: menus and teasers come before."""
    at = max((at for at, line in enumerate(lines) if label(line) in titles), default=-1)
    before = [len(line.split()) for line in lines[:at]] if at > 0 else []
    after = sum(len(line.split()) for line in lines[at + 1 :])
    is_menu = all(count <= 12 for count in before) and after >= _LINE_WORDS
    return lines[at + 1 :] if at >= 0 and (is_menu or after >= 3 * sum(before)) else lines


def _is_preamble(line: str, titles: frozenset[str]) -> bool:
    """Tell whether the first line repeats the title or is a dateline, a serial number or a row of sections."""
    if label(line) in titles:
        return True
    if len(line.split()) > 10 or line.rstrip().endswith(_SENTENCE_END):
        return False
    return line.startswith(("|", "/", "·", "•", "»")) or (_STAMP.fullmatch(line) is not None and _HAS_DATE.search(line) is not None)


def _begins_ending(line: str) -> bool:
    return line.casefold().lstrip(_BULLETS).startswith(_ENDINGS) and len(line.split()) <= _TALE_WORDS


def _end(lines: Sequence[str]) -> int:
    """Find the first ending behind which only a small part of the whole stands."""
    total = sum(len(line.split()) for line in lines)
    before = 0
    for at, line in enumerate(lines):
        if _begins_ending(line) and (total - before) * 3 <= before:
            return at
        before += len(line.split())
    return len(lines)


def _is_leftover(line: str, count: int) -> bool:
    """Tell whether the last paragraph is a notice, a credit or a stray label rather than text."""
    words = len(line.split())
    if words <= _TALE_WORDS and (_NOTICE.search(line) or _begins_ending(line)):
        return True
    return words <= 3 and len(line) <= 40 and count > 3 and not line.rstrip().endswith(_SENTENCE_END)
