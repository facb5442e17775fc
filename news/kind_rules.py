"""Which kind a page is that a quick look leaves open: what speaks for each kind, weighed."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import html

from news.answers import Page, PageKind
from news.choices import Candidate, Choice
from news.kind_marks import (
    CHALLENGING,
    DATE,
    ELSEWHERE,
    GUARDED,
    HEADS,
    LIST_PATH,
    LISTING,
    LIVE,
    PATHS,
    PAYWALL,
    RELOADS,
    SEPARATOR,
    SETS_COOKIE,
    fold,
)
from news.page_marks import Declared
from news.page_shapes import EXPLAINED, Shape, stamped

TEASER = 250
"""Words under which the text of a page that says it is not free is only the article's beginning."""
HEAD_BYTES = 200_000
"""Bytes of the source that are searched for marks."""
_BEGINNING = 90
"""Words under which it is that even where nothing invites to read on and the last sentence is whole."""
_WORDLESS = 10
"""Words that are less than any text."""
_FLASH = 16
"""Words of the shortest text that is an article without saying so."""
_ENTRIES = 4
"""Entries with a time of day that a live blog has at least; articles quote a time or two."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The title and the headings of a page, folded."""

    title: str = ""
    parts: tuple[str, ...] = ()
    """The title's parts between bars and dashes."""
    headings: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them, as lines that may name a kind of page."""
        return (*self.headings, *self.parts)


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that a kind is judged by."""

    page: Page
    tree: html.HtmlElement
    heads: Heads
    shape: Shape
    declared: Declared
    at_front: bool = False
    """The address is that of a front page or of a section."""

    def called(self, kind: PageKind) -> str | None:
        """Give the title, the heading or the address after a redirect that names a kind."""
        path = self.page.url.partition("//")[2].partition("?")[0]
        if self.page.requested_url not in {"", self.page.url} and (found := PATHS[kind].search(path)):
            return found[0]
        return named(kind, self.heads.lines)


class Verdicts:
    """The candidates that were looked at so far."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []

    def against(self, place: str, kind: PageKind, why: str) -> None:
        """Note why a page is not of a kind that something speaks for."""
        self.candidates.append(Candidate(place, kind, why))

    def choose(self, place: str, kind: PageKind, why: str) -> Choice[PageKind]:
        """End with a kind."""
        return Choice(kind, (*self.candidates, Candidate(place, kind, f"chosen: {why}")))


def named(kind: PageKind, lines: Iterable[str]) -> str | None:
    """Give the line that says nothing but that the page is of a kind: a headline holds more words."""
    for line in lines:
        found = HEADS[kind].search(line)
        if found and len(line.split()) <= len(found[0].split()) + 3 and len(line[: found.start()].split()) <= 3:
            return line[:60]
    return None


def judge(seen: Seen) -> Choice[PageKind]:
    """Weigh what speaks for each kind."""
    verdicts = Verdicts()
    headline = _headline(seen)
    return (
        _guard(seen, headline, verdicts)
        or _notice(seen, headline, verdicts)
        or _wall(seen, headline, verdicts)
        or _listing(seen, headline, verdicts)
        or _bare(seen, headline, verdicts)
        or kept(seen, verdicts)
    )


def _headline(seen: Seen) -> str | None:
    """Find the headline: a long first-rank heading, or a line of the page that its title or its metadata repeats."""
    for heading in seen.heads.headings:
        if _is_long(heading) and (_is_own(heading, seen) or not any(pattern.search(heading[:60]) for pattern in HEADS.values())):
            return heading
    announced = {part for part in (*seen.heads.parts[:1], fold(seen.declared.heading)) if _is_long(part)}
    return next((line.text for line in seen.shape.lines if line.text in announced and line.plain), None)


def _is_long(line: str) -> bool:
    """Tell whether a line has the length of a headline, and does not call itself a list."""
    words = sum(word[0].isalnum() or len(word) > 1 for word in line.split())
    if words < 8 and (found := LISTING.match(line)) and (words <= len(found[0].split()) + 2 or line[found.end() :][:1] == ":"):
        return False
    return words >= 4 or (words == 3 and len(line) >= 20) or (len(line) >= 12 and words * 12 < len(line) and not line.isascii())


def _guard(seen: Seen, headline: str | None, verdicts: Verdicts) -> Choice[PageKind] | None:
    shape = seen.shape
    head = seen.called("challenge")
    said = head or shape.notices.get("challenge")
    if seen.declared.weight >= 2 or shape.words >= EXPLAINED:
        if said:
            verdicts.against("text", "challenge", f"it says: {said}; but {_text_of(seen)}")
        return None
    source = seen.page.body[:HEAD_BYTES]
    sure, guard = CHALLENGING.search(source), GUARDED.search(source)
    if not (sure or guard or said):
        few = shape.all_words + shape.linked < 15 and not seen.declared.carries_text and len(source) < 60_000
        if few and RELOADS.search(source) and SETS_COOKIE.search(source):
            return verdicts.choose("source", "challenge", "hardly a word, and a script that sets a cookie and loads the page anew")
        return None
    found = sure or guard
    why = f"the source carries {found[0].decode('ascii', 'replace')}" if found else f"it says: {said}"
    limit = EXPLAINED if sure and said else 60 if sure or head else 40 if said and guard else _FLASH
    if shape.words >= limit or (headline and not (sure or head) and shape.words >= _FLASH):
        verdicts.against("source" if found else "text", "challenge", f"{why}, but {_text_of(seen)}")
        return None
    if not sure and not said and (shape.headlines > 5 or headline):
        return None
    return verdicts.choose("source" if found else "text", "challenge", why)


def _text_of(seen: Seen) -> str:
    return f"{seen.shape.words} words of running text"


def _notice(seen: Seen, headline: str | None, verdicts: Verdicts) -> Choice[PageKind] | None:
    """Judge by what the title, a heading or a short line says of the page itself."""
    shape, weight = seen.shape, seen.declared.weight
    for kind in ("soft 404", "server error", "login page"):
        head, line = seen.called(kind), shape.notices.get(kind)
        if head and shape.words < (90 if weight < 3 or kind == "soft 404" else 30):
            return verdicts.choose("title", kind, f"it says: {head}")
        limit = _WORDLESS if headline else 40 if weight < 2 or shape.is_even else _FLASH
        if line and shape.words < limit and (kind != "login page" or (shape.words < _FLASH and shape.headlines < 6)):
            return verdicts.choose("text", kind, f"it says: {line}")
        if head or (line and kind != "login page"):
            verdicts.against("title" if head else "text", kind, f"{head or line}, but {_text_of(seen)}")
    if (
        shape.words < 30
        and not headline
        and weight < 2
        and shape.headlines < 6
        and seen.tree.find(".//input[@type='password']") is not None
    ):
        return verdicts.choose("form", "login page", "asks for a password")
    return None


def _wall(seen: Seen, headline: str | None, verdicts: Verdicts) -> Choice[PageKind] | None:
    shape = seen.shape
    head, line = seen.called("consent wall"), shape.notices.get("consent wall")
    if not (head or line):
        return None
    own = headline is not None and _is_own(headline, seen)
    if not head and not own and shape.words < 40:
        head = named("consent wall", (part.text for part in shape.lines if part.element.tag in {"h1", "h2", "h3"}))
    reason = f"it says: {head or line}"
    if head and not (own and shape.words >= _FLASH) and (shape.words < 60 or shape.dense):
        return verdicts.choose("title", "consent wall", reason)
    if line and not own and (shape.dense or (shape.words < 40 and not headline)) and shape.headlines < 8:
        return verdicts.choose("text", "consent wall", reason)
    verdicts.against("text", "consent wall", f"{shape.consent_words} words about consent, but {_text_of(seen)}")
    return None


def _is_own(headline: str, seen: Seen) -> bool:
    """Tell whether the title or the metadata repeats half of a headline's words: those of walls and notices stand alone."""
    words = set(headline.split())
    return any(len(words & set(line.split())) * 2 >= len(words) for line in (seen.heads.title, fold(seen.declared.heading)) if line)


def _listing(seen: Seen, headline: str | None, verdicts: Verdicts) -> Choice[PageKind] | None:
    shape, declared = seen.shape, seen.declared
    if shape.headlines < 4 and shape.more < 3 and declared.listing is None and not seen.at_front:
        return None
    signs = _signs_of_list(seen, headline)
    against = _signs_of_article(seen, headline)
    what = ", ".join(name for name, _ in signs)
    if sum(worth for _, worth in signs) > sum(worth for _, worth in against):
        return verdicts.choose("text", "listing", what)
    verdicts.against("text", "listing", f"{what or 'nothing but links'}; but {', '.join(name for name, _ in against)}")
    return None


def _worded(heads: Heads) -> str | None:
    """Give the heading or the part of it that says of itself that it stands over a list; a title's last part is the site's name."""
    pieces = [piece for heading in heads.headings for piece in (heading, *SEPARATOR.split(heading))]
    for line in (*pieces, *heads.parts[:1], *heads.parts[1:-1]):
        found = LISTING.match(line)
        if found and len(line.split()) <= 4 + len(found[0].split()):
            return line
    return None


def _signs_of_list(seen: Seen, headline: str | None) -> list[tuple[str, int]]:
    shape, declared = seen.shape, seen.declared
    worded = _worded(seen.heads)
    is_below = headline is not None and _is_own(headline, seen) and _words_below(shape, headline) >= _FLASH
    signs = [
        (f"{shape.headlines} links to other pages", 2 if shape.headlines >= 15 else 1 if shape.headlines >= 6 else 0),
        (
            f"{len(shape.runs)} pieces of like length",
            0 if not shape.is_even else 1 if is_below else 3 if len(shape.runs) >= 5 else 2,
        ),
        (f"{shape.more} invitations to read more", 2 if shape.more >= 4 else 1 if shape.more == 3 else 0),
        ("few words of its own", 1 if shape.linked > 3 * shape.words else 0),
        (declared.listing or "", 2 if declared.listing else 0),
        (f"titled {worded}", 2 if worded else 0),
        ("an address of lists", 2 if LIST_PATH.search(_path(seen.page.url)) else 0),
        ("an address of front pages", 3 if seen.at_front else 0),
        ("no headline", 0 if any(_is_long(line) for line in seen.heads.headings) else 1),
    ]
    return [(name, worth) for name, worth in signs if worth]


def _signs_of_article(seen: Seen, headline: str | None) -> list[tuple[str, int]]:
    shape, declared = seen.shape, seen.declared
    words = shape.words if not shape.is_even else min(shape.words, 49)
    signs = [
        (declared.article or "", declared.weight),
        ("a headline", 0 if headline is None else 2 if len(headline.split()) >= 6 or " " not in headline else 1),
        (
            _text_of(seen),
            5 if words >= 250 else 4 if words >= 150 else 3 if words >= 90 else 2 if words >= 50 else 1 if words >= _FLASH else 0,
        ),
        ("which the title repeats", 1 if headline and not shape.is_even and _is_own(headline, seen) else 0),
        ("a date", 1 if headline and _is_dated(shape, headline) else 0),
        ("text below it", 1 if headline and _words_below(shape, headline) >= _FLASH else 0),
    ]
    return [(name, worth) for name, worth in signs if worth]


def _words_below(shape: Shape, headline: str) -> int:
    """Count the running text between the headline and the next link to another page."""
    place = next((number for number, line in enumerate(shape.lines) if line.text == headline), -1)
    below = itertools.takewhile(lambda line: not line.is_headline, shape.lines[place + 1 :])
    return sum(line.plain for line in below if line.is_running)


def _is_dated(shape: Shape, headline: str) -> bool:
    """Tell whether a date stands within four lines of the headline."""
    place = next((number for number, line in enumerate(shape.lines) if line.text == headline), 0)
    near = shape.lines[max(0, place - 2) : place + 5]
    return any(line.plain <= 12 and not line.is_headline and DATE.search(line.text[:80]) for line in near)


def _path(url: str) -> str:
    return "/" + url.partition("//")[2].partition("/")[2]


def _bare(seen: Seen, headline: str | None, verdicts: Verdicts) -> Choice[PageKind] | None:
    """End with pages that hold next to no text."""
    shape, declared = seen.shape, seen.declared
    if declared.carries_text or shape.words >= _FLASH:
        return None
    if shape.words >= 6 and (headline or declared.weight):
        return None
    if max(shape.headlines + 2, shape.linking) >= 8 and shape.linked * 2 > shape.all_words:
        return verdicts.choose("text", "listing", f"{shape.linking} links and no text")
    if declared.weight >= 2 and headline and shape.all_words >= 6:
        return None
    return verdicts.choose("text", "empty", f"{shape.words} words of running text")


def kept(seen: Seen, verdicts: Verdicts) -> Choice[PageKind]:
    """End with an article: the whole of it, its beginning, or a live blog."""
    shape, declared = seen.shape, seen.declared
    if declared.is_live:
        return verdicts.choose("json-ld", "live blog", "LiveBlogPosting")
    live = live_words(seen.heads)
    entries = stamped(shape.lines)
    kicker = live or next((line.text for line in shape.lines[:14] if line.plain + line.linked <= 5 and LIVE.match(line.text)), None)
    if kicker and entries >= _ENTRIES:
        return verdicts.choose("text", "live blog", f"{entries} entries with a time of day, and the words: {kicker[:60]}")
    if live:
        verdicts.against("title", "live blog", f"{live[:60]}, but {entries} entries with a time of day")
    last = shape.lines[max(0, shape.end - 2) : shape.end + 9]
    offer = offered(line.text for line in last if line.plain + line.linked <= 60)
    closing = shape.lines[shape.end].text if shape.lines else ""
    return article_or_teaser(shape.words, declared, offer, closing, verdicts)


def live_words(heads: Heads) -> str | None:
    """Give the title or heading that speaks of a live report."""
    return next((line for line in (*heads.headings, heads.title) if LIVE.search(line)), None)


def offered(texts: Iterable[str]) -> str | None:
    """Give what invites to pay for the rest."""
    return next((found[0] for found in map(PAYWALL.search, (text for text in texts if not ELSEWHERE.search(text))) if found), None)


def article_or_teaser(words: int, declared: Declared | None, offer: str | None, closing: str, verdicts: Verdicts) -> Choice[PageKind]:
    """Tell an article from its beginning; ``closing`` is its last paragraph."""
    if words < TEASER and offer:
        return verdicts.choose("text", "teaser", f"{words} words, and then: {offer[:60]}")
    if declared is not None and not declared.is_free:
        if words < _BEGINNING or (words < TEASER and _is_broken_off(closing)) or declared.words > words * 2:
            return verdicts.choose("json-ld", "teaser", f"not free, and only {words} words")
        verdicts.against("json-ld", "teaser", f"not free, but {words} words")
    return verdicts.choose("text", "article", f"{words} words of running text")


def _is_broken_off(text: str) -> bool:
    end = text.rstrip(" »”“\"')]")
    return bool(end) and (end[-1] not in ".!?։؟۔।。" or end.endswith("..."))
