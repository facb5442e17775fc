"""Which kind a page is that a quick look leaves open: what speaks for each kind, weighed."""

import re
from collections.abc import Iterable

from lxml import html

from news.answers import PageKind
from news.choices import Choice
from news.reading.kind_lists import judge_list
from news.reading.kind_marks import CHALLENGING, ELSEWHERE, GUARDED, LIVE, PAYWALL, RELOADS, SETS_COOKIE
from news.reading.kind_seen import FLASH, Heads, Seen, Verdicts, named, text_of
from news.reading.kind_services import judge_service
from news.reading.page_marks import Declared
from news.reading.page_shapes import EXPLAINED, stamped
from news.reading.stub_marks import SPOKEN, STUBS, fault_in

TEASER = 250
"""Words under which the text of a page that says it is not free is only the article's beginning."""
HEAD_BYTES = 200_000
"""Bytes of the source that are searched for marks."""
_BEGINNING = 90
"""Words under which it is that even where nothing invites to read on and the last sentence is whole."""
_WORDLESS = 10
"""Words that are less than any text."""
_ENTRIES = 4
"""Entries with a time of day that a live blog has at least; articles quote a time or two."""
_SENT_ON = 60
"""Words of the longest page that only sends on."""
_SOON = 15
"""Seconds after which it does; pages that load themselves anew wait for minutes."""
_NOTICED = 16
"""Words of a line that says in place of which page a stub stands."""
_LINKING = 12
"""Blocks with links that a wall has at most; where a menu and a list stand, the notice is a banner."""
_SPOKEN, _DENSE = 3, 15
"""Words about sites and servers, and one in how many they are, on a page that speaks of nothing else."""
_STUB = 300
"""Words of the longest page that a server or a hoster prints by itself: Apache's has 250."""


def judge(seen: Seen) -> Choice[PageKind]:
    """Weigh what speaks for each kind."""
    verdicts = Verdicts()
    return (
        _stub(seen, verdicts)
        or _guard(seen, verdicts)
        or _notice(seen, verdicts)
        or _wall(seen, verdicts)
        or judge_list(seen, verdicts)
        or judge_service(seen, verdicts)
        or _bare(seen, verdicts)
        or kept(seen, verdicts)
    )


def _stub(seen: Seen, verdicts: Verdicts) -> Choice[PageKind] | None:
    """Judge a page that stands alone, as those of servers, hosters and guards do, by what it begins with."""
    begins = [*seen.heads.headings, *(() if seen.headline else seen.heads.parts), *(line.text[:200] for line in seen.shape.lines[:2])]
    fault = next(filter(None, map(fault_in, (*begins, seen.heads.title))), None)
    if fault and seen.declared.weight < 2:
        return verdicts.choose("text", "server error", f"it says: {fault[:60]}")
    return _lone(seen, begins, verdicts) if seen.is_stub and seen.shape.words <= _STUB else None


def _lone(seen: Seen, begins: list[str], verdicts: Verdicts) -> Choice[PageKind] | None:
    if seen.shape.words < _SENT_ON and _sends_on(seen.tree):
        return verdicts.choose("meta refresh", "empty", "no site around it, and it sends on to another page")
    if found := CHALLENGING.search(seen.page.body[:HEAD_BYTES]):
        return verdicts.choose("source", "challenge", f"no site around it, and the source carries {found[0].decode('ascii', 'replace')}")
    lines = [line for line in (*seen.heads.lines, *begins) if len(line.split()) <= _NOTICED]
    said = next(((kind, line) for kind, pattern in STUBS.items() for line in lines if pattern.search(line)), None)
    if said is None and seen.headline is None:
        kinds: tuple[PageKind, ...] = ("soft 404", "challenge", "server error")
        said = next(((kind, line) for kind in kinds if (line := seen.called(kind))), None)
    if said:
        return verdicts.choose("text", said[0], f"no site around it, and it says: {said[1][:60]}")
    text = " ".join(line.text for line in seen.shape.lines)
    spoken = sum(1 for _ in SPOKEN.finditer(text))
    if spoken >= _SPOKEN and spoken * _DENSE >= len(text.split()):
        return verdicts.choose("text", "server error", f"no site around it, and {spoken} words about sites and servers")
    return None


def _guard(seen: Seen, verdicts: Verdicts) -> Choice[PageKind] | None:
    shape, headline = seen.shape, seen.headline
    head = seen.called("challenge")
    said = head or shape.notices.get("challenge")
    if seen.declared.weight >= 2 or shape.words >= EXPLAINED:
        if said:
            verdicts.against("text", "challenge", f"it says: {said}; but {text_of(shape)}")
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
    limit = EXPLAINED if sure and said else 60 if sure or head else 40 if said and guard else FLASH
    if shape.words >= limit or (headline and not (sure or head) and shape.words >= FLASH):
        verdicts.against("source" if found else "text", "challenge", f"{why}, but {text_of(shape)}")
        return None
    if not sure and not said and (shape.headlines > 5 or headline):
        return None
    return verdicts.choose("source" if found else "text", "challenge", why)


def _notice(seen: Seen, verdicts: Verdicts) -> Choice[PageKind] | None:
    """Judge by what the title, a heading or a short line says of the page itself."""
    shape, weight, headline = seen.shape, seen.declared.weight, seen.headline
    for kind in ("soft 404", "server error", "login page"):
        head, line = seen.called(kind), shape.notices.get(kind)
        if head and shape.words < (90 if weight < 3 or kind == "soft 404" else 30):
            return verdicts.choose("title", kind, f"it says: {head}")
        limit = _WORDLESS if headline else 40 if weight < 2 or shape.is_even else FLASH
        if line and shape.words < limit and (kind != "login page" or (shape.words < FLASH and shape.headlines < 6)):
            return verdicts.choose("text", kind, f"it says: {line}")
        if head or (line and kind != "login page"):
            verdicts.against("title" if head else "text", kind, f"{head or line}, but {text_of(shape)}")
    if shape.words < 30 and not headline and weight < 2 and shape.headlines < 6 and _asks_for_password(seen):
        return verdicts.choose("form", "login page", "asks for a password")
    return None


def _asks_for_password(seen: Seen) -> bool:
    return seen.tree.find(".//input[@type='password']") is not None


def _wall(seen: Seen, verdicts: Verdicts) -> Choice[PageKind] | None:
    shape, headline = seen.shape, seen.headline
    head, line = seen.called("consent wall"), shape.notices.get("consent wall")
    if not (head or line):
        return None
    own = headline is not None and seen.is_own(headline) and not named("consent wall", [headline])
    if not head and not own and shape.words < 40:
        head = named("consent wall", (part.text for part in shape.lines if part.element.tag in {"h1", "h2", "h3"}))
    reason = f"it says: {head or line}"
    if head and not (own and shape.words >= FLASH) and (shape.words < 60 or shape.dense):
        return verdicts.choose("title", "consent wall", reason)
    is_all = shape.linking < _LINKING and seen.declared.weight < 2 and shape.all_words <= 2 * shape.consent_words + 20
    if line and not own and (shape.dense or (shape.words < 40 and not headline and is_all)) and shape.headlines < 8:
        return verdicts.choose("text", "consent wall", reason)
    verdicts.against("text", "consent wall", f"{shape.consent_words} words about consent, but {text_of(shape)}")
    return None


def _bare(seen: Seen, verdicts: Verdicts) -> Choice[PageKind] | None:
    """End with pages that hold next to no text."""
    shape, declared, headline = seen.shape, seen.declared, seen.headline
    if declared.carries_text or shape.words >= FLASH:
        return None
    if shape.words >= 6 and (headline or declared.weight):
        return None
    if max(shape.headlines + 2, shape.linking) >= 8 and shape.linked * 2 > shape.all_words:
        return verdicts.choose("text", "listing", f"{shape.linking} links and no text")
    return verdicts.choose("text", "empty", f"{shape.words} words of running text")


def _sends_on(tree: html.HtmlElement) -> bool:
    """Tell whether the page loads another one by itself, within seconds."""
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh" and next(element.iterancestors("noscript"), None) is None:
            seconds, _, target = (element.get("content") or "").lower().partition("url")
            digits = re.match(r"\s*(\d{1,3})\b", seconds, re.ASCII)
            if target and digits and int(digits[1]) <= _SOON:
                return True
    return False


_TOLD = 8
"""Words of the shortest flash; what has fewer shows something, or its text is put in by a script."""


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
    if shape.words < _TOLD and not declared.carries_text:
        return verdicts.choose("text", "empty", f"{shape.words} words of its own beside a headline: a player, or a picture")
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
