"""What kind of page a fetched page is, and why."""

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree, html

from news.answers import Page, PageKind
from news.choices import Choice
from news.reading.elements import whole_text
from news.reading.kind_marks import CONSENT, CONSENT_STEMS, DENIED, FRONT_PATH, GUARDED, HEADS, LIST_PATH, READ_MORE, SEPARATOR, fold
from news.reading.kind_rules import HEAD_BYTES, TEASER, article_or_teaser, judge, live_words, offered
from news.reading.kind_seen import Heads, Seen, Verdicts, is_stamp, named
from news.reading.kind_services import is_service_address, service_name
from news.reading.page_marks import elements_after, read_declared
from news.reading.page_shapes import BREAK, shape_of
from news.reading.prose import blocks_of
from news.reading.stub_marks import CONSENT_HOST, fault_in

__all__ = ["TEASER", "flash_text", "kind_of"]

_CLEAR = 120
"""Words of paragraphs side by side that only articles have, where they neither link on nor ask for consent."""
_TOLD = 80
"""Words that are enough where the page's metadata give a date of publication."""
_SPOKEN = 5
"""Words of a line of text by which a body is found again below a headline."""
_SURE = 50
"""Words that are enough where the page's JSON-LD describes an article."""
_MAGIC = (
    *(b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00"),
    *(b"ID3", b"OggS", b"BM", b"MZ", b"\x7fELF", b"wOF", b"Rar!", b"7z"),
)
_HTML_TYPES = ("html", "text/plain", "octet-stream", "xml")
_FEED = re.compile(rb"<\?xml[^>]*\?>\s*<(?!!doctype html|html)|<(?:rss|feed|urlset|sitemapindex|rdf:rdf)\b", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^<>]{0,200}>([^<]{0,300})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Skim:
    """What one pass over a tree finds."""

    heads: Heads
    groups: dict[etree._Element, list[etree._Element]] = field(default_factory=dict)
    """The ``<p>`` of a page, by their parents."""
    tells: bool = False
    """Its JSON-LD speaks of a live blog or of payment."""


def kind_of(page: Page, tree: html.HtmlElement | None) -> Choice[PageKind]:
    """Say what a fetched page is; what has text of its own and shows no sign of being something else is an article."""
    known = _by_status(page) or _by_address(page) or _by_bytes(page)
    if known is not None:
        return known
    if tree is None:
        return Verdicts().choose("body", "empty", "nothing to parse")
    skim = _skim(tree)
    return _clear(page, tree, skim) or judge(_seen(page, tree, skim))


def flash_text(page: Page, tree: html.HtmlElement, text: str) -> str:
    """Give the body of a news flash on a page without the markup of an article, or nothing where the page shows none.

    The page shows one where it has a headline and a date beside it, or metadata of an article. The body is ``text`` where that stands below
    the headline, else the running text that does. It is meant for pages that ``kind_of`` took for articles.
    """
    seen = _seen(page, tree, _skim(tree))
    headline = seen.headline
    if headline is None or not (seen.is_dated(headline) or seen.declared.weight):
        return ""
    below = [line for line in seen.below(headline) if line.is_running]
    begins = [fold(line)[:60] for line in text.splitlines() if len(line.split()) >= _SPOKEN]
    if any(beginning in line.text for line in below for beginning in begins):
        return text
    elements = {line.element for line in below}
    wanted = {line.text for line in below}
    blocks = (block for block in blocks_of(tree) if block.element in elements)
    found = ([" ".join(part.split()) for part in block.text.split(BREAK) if part.strip()] for block in blocks)
    return "\n".join(
        part for parts in found if "\n".join(map(fold, parts)) in wanted for part in parts if fold(part) != headline and not is_stamp(part)
    )


def _seen(page: Page, tree: html.HtmlElement, skim: _Skim) -> Seen:
    at_front = FRONT_PATH.fullmatch(_path(page.url)) is not None or _went_up(page)
    return Seen(page, tree, skim.heads, shape_of(tree), read_declared(tree), at_front)


def _by_status(page: Page) -> Choice[PageKind] | None:
    status, place = page.status, f"HTTP {page.status}"
    if 200 <= status < 300:
        return None
    if status in {404, 410}:
        return Verdicts().choose(place, "gone", "the address holds no page")
    if 400 <= status < 500 or status == 503:
        head = page.body[:HEAD_BYTES]
        mark = GUARDED.search(head)
        title = _TITLE.search(head)
        said = named("challenge", [fold(title[1].decode("utf-8", "replace"))]) if title else None
        if mark or (said and not DENIED.search(said)):
            return Verdicts().choose(
                place, "challenge", f"the source carries {mark[0].decode('ascii', 'replace')}" if mark else f"it says: {said}"
            )
    if status in {401, 407}:
        return Verdicts().choose(place, "login page", "asks for a login")
    return Verdicts().choose(place, "server error" if status >= 500 else "refused", "the server answers with no page")


def _by_address(page: Page) -> Choice[PageKind] | None:
    """Tell a page that was asked for and answered by a front page or a host that asks for consent."""
    if not page.requested_url:
        return None
    host = page.url.partition("//")[2].partition("/")[0]
    if CONSENT_HOST.match(host) and f"//{host}/" not in page.requested_url:
        return Verdicts().choose("address", "consent wall", f"sent to {host[:60]}")
    asked, came = _path(page.requested_url), _path(page.url)
    if FRONT_PATH.fullmatch(came) and not FRONT_PATH.fullmatch(asked):
        return Verdicts().choose("address", "soft 404", f"sent from {asked[:60]} to {came[:60]}")
    return None


def _path(url: str) -> str:
    """Give the path and the query of an address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/?"
    return (parts.path or "/") + (f"?{parts.query}" if re.search(r"(?:^|&)\w{0,12}(?:p|id|news|article|post)\w{0,6}=", parts.query) else "")


def _went_up(page: Page) -> bool:
    """Tell whether the server sent from a page to the section above it."""
    if not page.requested_url:
        return False
    asked, came = _path(page.requested_url).rstrip("/"), _path(page.url).rstrip("/")
    return asked != came and asked.startswith(came + "/") and not re.search(r"\d{3}|(?:-[^-/]+){3}[^/]*$", came)


def _by_bytes(page: Page) -> Choice[PageKind] | None:
    if not page.body.strip():
        return Verdicts().choose("body", "empty", "no bytes")
    media = page.content_type.partition(";")[0].strip().lower()
    head = page.body[:512].lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return None
    if media and not any(kind in media for kind in _HTML_TYPES):
        return Verdicts().choose("Content-Type", "not HTML", media[:60])
    if media == "text/plain" and b"<" not in page.body[:4000]:
        return Verdicts().choose("body", "not HTML", "plain text")
    if head.startswith((*_MAGIC, b"{", b"[")) or _FEED.match(head):
        return Verdicts().choose("body", "not HTML", f"begins with {head[:8]!r}")
    return None


def _skim(tree: html.HtmlElement) -> _Skim:
    title, headings, tells = "", [], False
    groups: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    for element in tree.iter("p", "h1", "title", "script"):
        if element.tag == "p":
            parent = element.getparent()
            if parent is not None:
                groups[parent].append(element)
        elif element.tag == "h1":
            headings.append(fold(whole_text(element)[:400]))
        elif element.tag == "script":
            text = element.text if "json" in element.get("type", "") else None
            tells = tells or (text is not None and ("LiveBlogPosting" in text or "AccessibleForFree" in text))
        elif not title and (parent := element.getparent()) is not None and parent.tag in {"head", "html", "body"}:
            title = fold((element.text or "")[:400])
    parts = tuple(part for part in SEPARATOR.split(title) if part)
    return _Skim(Heads(title, parts, tuple(line for line in headings[:4] if line)), groups, tells)


def _clear(page: Page, tree: html.HtmlElement, skim: _Skim) -> Choice[PageKind] | None:
    """Decide on a page that is an article at first sight: long paragraphs side by side, and nothing that hints at another kind."""
    found = _paragraphs(skim)
    if found is None or _is_elsewhere(page.url) or service_name(skim.heads)[2]:  # a name and more decides nothing without an address
        return None
    words, texts, last = found
    opening = fold(" ".join(texts[:4])[:700])
    if any(map(opening.__contains__, CONSENT_STEMS)) and CONSENT.search(opening):
        return None
    if live_words(skim.heads) or _is_named(skim.heads):
        return None
    offer = None
    if words < TEASER:
        after = [*texts[-3:], *(whole_text(element)[:600] for element in elements_after(last, 8))]
        offer = offered(fold(text) for text in after if len(text.split()) <= 60)
    declared = None
    if words < _CLEAR or skim.tells:
        declared = read_declared(tree)
        if declared.is_live:
            return Verdicts().choose("json-ld", "live blog", "LiveBlogPosting")
        if (words < _CLEAR and declared.weight < 3 and (words < _TOLD or declared.weight < 2)) or (words < TEASER and not declared.is_free):
            return None
    return article_or_teaser(words, declared, offer, texts[-1], Verdicts())


def _is_named(heads: Heads) -> bool:
    """Tell whether the title or a heading names another kind of page."""
    short = [line for line in heads.lines if line.count(" ") < 8]
    return any(named(kind, short) for kind in HEADS) or fault_in(heads.title) is not None


def _is_elsewhere(url: str) -> bool:
    """Tell whether an address is one of front pages, lists or pages about the site."""
    path = _path(url)
    return FRONT_PATH.fullmatch(path) is not None or LIST_PATH.search(path) is not None or is_service_address(url)


def _paragraphs(skim: _Skim) -> tuple[int, list[str], etree._Element] | None:
    """Give the words, the texts and the last of the largest group of paragraphs, if it is plainly that of an article."""
    sized = [(sum(map(len, texts)), texts, group) for group in skim.groups.values() for texts in [[whole_text(p) for p in group]]]
    if not sized:
        return None
    size, texts, group = max(sized, key=lambda one: one[0])
    if sum(other * 5 >= size * 2 for other, _, _ in sized) > 3:
        return None
    words = running = breaks = items = 0
    for text, paragraph in zip(texts, group, strict=True):
        count = len(text.split())
        linked = [whole_text(link).strip() for link in paragraph.iter("a")] if len(paragraph) else []
        if sum(len(link.split()) for link in linked) * 2 > count:
            breaks += any(link.count(" ") >= 3 for link in linked)
            continue
        words += count
        running += count >= 8
        items += bool(linked) and _is_item(text.strip(), linked)
    between = itertools.takewhile(lambda child: child is not group[-1], group[0].itersiblings())
    breaks += sum(_leads_on(child) for child in between)
    if words < _SURE or running < 2 or breaks * 3 > running or (running >= 5 and items * 10 >= running * 7):
        return None
    return words, texts, group[-1]


def _is_item(text: str, links: list[str]) -> bool:
    """Tell whether a paragraph begins with a headline that links on, or ends with an invitation to read more."""
    return (links[0].count(" ") >= 3 and text.startswith(links[0])) or (
        bool(links[-1]) and text.endswith(links[-1]) and READ_MORE.search(fold(links[-1][-40:])) is not None
    )


def _leads_on(element: etree._Element) -> bool:
    """Tell whether what stands between paragraphs is the headline of another page."""
    if element.tag not in {"a", "b", "strong", "span", "div", "h2", "h3", "h4", "h5"}:
        return False
    link = element if element.tag == "a" else element.find(".//a")
    return link is not None and whole_text(link).count(" ") >= 2
