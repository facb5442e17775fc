"""Which page an address names: one key for all its faces, and which address a page may give as its own."""

import re
from urllib.parse import quote, unquote

from news.choices import Candidate, Choice
from news.faces import Address, names_article, numbers_asked, read_address, split_edition
from news.texts import word_set
from news.urls import canonical_url, is_private, owner_of

_PAGES = word_set("page paged pg sayfa strona seite sahifa")
"""Names of the number of a page of a long article."""
_DATE = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b(?=[a-f]*\d)[0-9a-f]{12,64}\b|\d{4,}")
"""A UUID, a hash, or a number too long to be a count of something in a headline."""
_LEFT_OVER = re.compile(r"%7B|%5Bobject|/(?:undefined|null|none|nan|404|error|not-?found|login)(?:\.\w{3,5})?$", re.IGNORECASE)
"""What a template that was not filled in leaves, and where a server sends who asks for nothing."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORDS_OF_A_HEADLINE = 4
"""Words of a slug under which two that share none may still be one headline, cut or rewritten."""


def face_of(url: str) -> str:
    """Give the key under which a page and its other faces (AMP, mobile, print, sessions, ``www.``, http) are one.

    It is there to be compared and kept beside the address, never to be fetched; what is no address is its own key.
    """
    address = read_address(url)
    if address is None:
        return url.strip()
    route = url.partition("#")[2].strip()  # a page that draws itself: the server never sees which article is asked for
    return f"{address}#{quote(route, safe='!/=&?:,;-._~%')}" if route.startswith("!/") else str(address)


def own_address(claimed: str | None, url: str, shared: str | None = None) -> Choice[str]:
    """Take the address a page gives as its own, unless it is another site's, the home page, a section, another edition or another article.

    ``claimed`` is its canonical link, ``shared`` what it gives social networks: looked at only where the first does not do.
    """
    looked_at: list[Candidate] = []
    for place, text in (("canonical link", claimed), ("meta og:url", shared)):
        if text is None:
            continue
        canonical = canonical_url(text, url)
        why_not = _why_not(canonical, url)
        if canonical is not None and why_not is None:
            asked = Candidate("address", url, "the same" if canonical == url else "the page names a better one")
            return Choice(canonical, (*looked_at, Candidate(place, text, "chosen: what the page calls itself"), asked))
        looked_at.append(Candidate(place, text, why_not or ""))
    verdict = "chosen: the address that answered" if looked_at else "chosen: the page names no other"
    return Choice(url, (*looked_at, Candidate("address", url, verdict)))


def _why_not(canonical: str | None, url: str) -> str | None:
    claimed = read_address(canonical) if canonical else None
    asked = read_address(url)
    if canonical is None or claimed is None or asked is None:
        return "no address that can be asked for"
    if claimed == asked:
        return "only another face of the page" if _is_bare(url, asked) and not _is_bare(canonical, claimed) else None
    return _why_not_host(claimed, asked) if claimed.host != asked.host else _why_not_path(claimed, asked)


def _why_not_path(claimed: Address, asked: Address) -> str | None:
    if claimed.host in claimed.steps[:-1] or f"www.{claimed.host}" in claimed.steps or _LEFT_OVER.search(str(claimed)):
        return "written wrong"  # "www.host/path" and "https:/host/path" are steps to whoever resolves them
    (language, here), (other, there) = split_edition(asked), split_edition(claimed)
    if not there.steps and not names_article((), there.query):
        return "the home page"
    if language != other:
        return "another edition's"
    if _page_number(here) > 1 and _page_number(there) != _page_number(here):
        return "another page of the article"
    return _why_not_section(there, here) or _why_not_article(there, here)


def _is_bare(url: str, address: Address) -> bool:
    """Tell whether an address asks for no face in particular."""
    spelled = url.partition("://")[2].removeprefix("www.").rstrip("/")
    return spelled == str(address).rstrip("/")


def _why_not_host(claimed: Address, asked: Address) -> str:
    there, here = (re.sub(r":\d+$", "", address.host) for address in (claimed, asked))
    if is_private(there):
        return "a private address"
    if there == here:
        return "another port's"
    if owner_of(f"http://{there}/") != owner_of(f"http://{here}/"):
        return "another site's"
    return "another edition's" if split_edition(claimed)[0] != split_edition(asked)[0] else "another site's of the same owner"


def _why_not_section(claimed: Address, asked: Address) -> str | None:
    if names_article(claimed.steps, claimed.query):
        rest = asked.steps[len(claimed.steps) :]
        is_above = claimed.steps == asked.steps[: len(claimed.steps)] and not claimed.query and not _ids(claimed)
        return "a section's front page" if is_above and rest and names_article(rest, asked.query) else None
    if claimed.steps == asked.steps:
        is_program = bool(claimed.steps) and claimed.steps[-1].lower().endswith((".php", ".asp", ".aspx", ".jsp", ".cfm"))
        is_lost = names_article((), asked.query) or (is_program and not claimed.query and _page_number(asked) == 1)
        return "what names the article is lost" if is_lost else None
    is_above = claimed.steps == asked.steps[: len(claimed.steps)]
    if len(asked.steps) == len(claimed.steps) > 1 and _words(claimed) & _words(asked):
        return None  # /news/ferry for /news/ferry-sails-again
    if is_above or names_article(asked.steps, asked.query) or len(claimed.steps) == 1 < len(asked.steps) - 1:
        return "a section's front page"
    return None


def _why_not_article(claimed: Address, asked: Address) -> str | None:
    there, here = _ids(claimed), _ids(asked)
    words, others = _words(claimed), _words(asked)
    common = len(words & others)
    if there and here:
        is_moved = common >= 3 and common * 2 >= min(len(words), len(others))  # the same headline under another number
        is_same = max(there, key=len) in here or max(here, key=len) in there
        return None if is_same or is_moved else "another article's"
    if claimed.steps == asked.steps and _named(claimed) & _named(asked):
        pairs = set(claimed.query.split("&")) ^ set(asked.query.split("&"))
        names = {piece.partition("=")[0] for piece in pairs}
        return "another article's" if len(names) < len(pairs) else None
    are_headlines = min(len(words), len(others)) >= _WORDS_OF_A_HEADLINE
    return "another article's" if are_headlines and not common and _is_latin(words) == _is_latin(others) else None


def _named(address: Address) -> set[str]:
    return {piece.partition("=")[0] for piece in address.query.split("&") if piece}


def _page_number(address: Address) -> int:
    """Give the number of the page of a long article that an address asks for."""
    asked = [value for name, _, value in (piece.partition("=") for piece in address.query.split("&")) if name.lower() in _PAGES]
    *before, last = address.steps or ("",)
    if len(last) <= 2 and before and (before[-1].lower() in _PAGES or names_article(before)):
        asked.append(last)
    return max((int(value) for value in asked if re.fullmatch(r"[0-9]{1,3}", value)), default=1)


def _ids(address: Address) -> list[str]:
    """List what may be the number of an article, the last first, so that of equal length the last one counts."""
    found = [number for step in address.steps for number in _ID.findall(unquote(step)) if not _DATE.fullmatch(number)]
    last = address.steps[-1] if address.steps else ""
    if last.isdigit() and not _DATE.fullmatch(last) and address.steps[-2:-1] != ("page",):
        found.append(last)
    return [*numbers_asked(address.query), *reversed(found)]


def _words(address: Address) -> set[str]:
    """List the words of the headline that an address carries."""
    steps = [set(_WORD.findall(unquote(step).casefold())) for step in reversed(address.steps[-2:])]
    return max(steps, key=len, default=set()) - {"html", "htm", "php", "shtml", "aspx"}


def _is_latin(words: set[str]) -> bool:
    return all(word.isascii() for word in words)


def is_plain_face(url: str) -> bool:
    """Tell whether an address is that of the page itself, not of its AMP, mobile or print face."""
    address = read_address(canonical_url(url) or "")
    return address is not None and _is_bare(url, address)
