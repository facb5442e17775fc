"""The text of an article, without what outlets hang in: read from the part of a page that is one article, else found by trafilatura."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from news.choices import Candidate, Choice
from news.reading.furniture import announces_video, begins_ending, is_interruption, is_leftover, is_preamble, without_agent_banner
from news.reading.metadata import Claims
from news.reading.prose import article_paragraphs, largest_group, paragraphs_of
from news.reading.pruning import JOINERS, article_tree, bare_fragment, is_one_article
from news.reading.text_lines import lines_of, link_lines, section_heads
from news.texts import clean_text, label

FEW_WORDS = 25
"""Words under which a text is only taken from a page that marks itself as an article: a news flash has fifteen."""
_FLASH = 6
"""Words that the part taken for the article has at least where the page says which that is: a news flash has no more."""
_SHARE_FOUND = 0.6
"""The part that must be found of what JSON-LD carries or the only ``<article>`` holds; with less, some of the paragraphs were missed."""
_LINE_WORDS = 25
"""Words of a caption or a line that points elsewhere."""
_AHEAD, _BEHIND = 6, 30
"""Lines before and behind a text that may be dropped one by one; more of them are the text."""

_BLOCK = re.compile(r"<(?:p|br|div|li|h[1-6]|blockquote|table)\b", re.IGNORECASE)
_JOINERS = str.maketrans(JOINERS)
_OPTIONS = Extractor(output_format="python", fast=True, comments=False, tables=True)
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
    part = article_tree(tree, titles)
    whole, pointers, heads = _read_part(part)
    text = trim(whole, titles, pointers, heads)
    words = len(text.split())
    marked = article_paragraphs(tree)
    if words >= max(FEW_WORDS, len((claims.body or "").split()) * _SHARE_FOUND, len(marked.split()) * _SHARE_FOUND):
        return Choice(Body(text, whole), (Candidate("page", text[:200], f"chosen: {words} words"),))
    found = {
        "page": text,
        "json-ld": trim(read_fragment(claims.body or ""), titles),
        "paragraphs of <article>": trim(clean_text(marked), titles),
    }
    if words < FEW_WORDS and not (words >= _FLASH and (claims.is_article or _marks_its_body(tree))):
        found["whole page"] = trim(read_body(tree), titles, _pointers(tree))
        found["largest group of paragraphs"] = trim(clean_text(largest_group(tree)), titles)
    best = max(found, key=lambda place: len(found[place].split()))
    counted = ((place, each, len(each.split())) for place, each in found.items() if each)
    verdicts = (Candidate(place, each[:200], f"chosen: most words, {n}" if place == best else f"{n} words") for place, each, n in counted)
    return Choice(Body(found[best], whole), tuple(verdicts))


def read_body(tree: html.HtmlElement) -> str:
    """Extract the paragraphs of the article from a page's tree, which stays as it is."""
    try:
        found = bare_extraction(tree, options=_OPTIONS)
    except Exception:  # noqa: BLE001 - a stranger's page in a stranger's code: whatever breaks there, the page has no body
        return ""
    text = getattr(found, "text", None)
    return clean_text(text.translate(_JOINERS)) if isinstance(text, str) else ""


def read_fragment(content: str) -> str:
    """Take the paragraphs of a piece of HTML that is nothing but the article, and what a page of stories hangs around each."""
    try:
        tree = bare_fragment(content if _BLOCK.search(content) else content.replace("\n", "<br>"))
        text = clean_text("\n".join(lines_of(tree)))
        return text or clean_text("\n".join(paragraphs_of(html.fragment_fromstring(content, create_parent="div"))))
    except (etree.LxmlError, ValueError, AssertionError, TypeError):
        return ""


def _read_part(part: html.HtmlElement) -> tuple[str, frozenset[str], frozenset[str]]:
    """Give the text of a part, its lines that are nothing but a link, and the headings of its sections."""
    heads = frozenset(clean_text(head) for head in section_heads(part))
    if is_one_article(part):
        return clean_text("\n".join(lines_of(part))), frozenset(), heads
    return read_body(part), _pointers(part), heads


def _marks_its_body(tree: html.HtmlElement) -> bool:
    return tree.find(".//*[@itemprop='articleBody']") is not None


def _pointers(tree: html.HtmlElement) -> frozenset[str]:
    return frozenset(map(clean_text, link_lines(tree)))


def trim(text: str, titles: Sequence[str], pointers: frozenset[str] = frozenset(), heads: frozenset[str] = frozenset()) -> str:
    """Drop the paragraphs that are no part of the text: what stands before it, between its lines and behind its end.

    ``titles`` are what the page calls itself, ``pointers`` the lines that are nothing but a link,
    ``heads`` the headings of its sections.
    """
    known = frozenset(label(title) for title in titles)
    ahead = _AHEAD
    lines = _without_interruptions([line for line in text.split("\n") if line.strip()])
    lines = _from_title(lines, known)
    lines = [line for line in lines if line not in pointers or line.count(" ") >= _LINE_WORDS] or lines
    while len(lines) > 1 and ahead > 0 and is_preamble(lines[0], known, lines[1]) and (lines[0] not in heads or label(lines[0]) in known):
        lines, ahead = lines[1:], ahead - 1
    lines = lines[: _end(lines)]
    behind = takewhile(lambda line: is_leftover(line, len(lines)), reversed(lines[1:][-_BEHIND:]))
    return "\n".join(lines[: len(lines) - sum(1 for _ in behind)]) or text


def _without_interruptions(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    skip_caption = False
    for line in map(without_agent_banner, lines):
        is_caption = skip_caption and line.count(" ") < _LINE_WORDS
        skip_caption = announces_video(line)
        if line and not (is_caption or skip_caption or is_interruption(line)):
            kept.append(line)
    return kept


def _from_title(lines: list[str], titles: frozenset[str]) -> list[str]:
    """Begin after the title where it stands among the lines and most of the words follow it: menus and teasers come before."""
    longest = max(map(len, titles), default=0) + 10
    at = max((at for at, line in enumerate(lines) if len(line) <= longest and label(line) in titles), default=-1)
    before = [len(line.split()) for line in lines[:at]] if at > 0 else []
    after = sum(len(line.split()) for line in lines[at + 1 :])
    is_menu = all(count <= 12 for count in before) and after >= _LINE_WORDS
    is_teasers = after >= 3 * sum(before) and sum(count >= _LINE_WORDS for count in before) <= 1
    return lines[at + 1 :] if at >= 0 and (is_menu or is_teasers) else lines


def _end(lines: Sequence[str]) -> int:
    """Find the first ending behind which only a small part of the whole stands."""
    total = sum(line.count(" ") + 1 for line in lines)
    before = 0
    for at, line in enumerate(lines):
        if (total - before) * 3 <= before and begins_ending(line):
            return at
        before += line.count(" ") + 1
    return len(lines)
