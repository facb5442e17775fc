"""The other language editions of an article that its page names."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml import html

from news.faces import Address, language_step, names_article, read_address, split_edition
from news.texts import label, word_set
from news.urls import canonical_url, is_private, owner_of

MAX_EDITIONS = 20
"""Editions of one page that are kept: no outlet on any beat of ours speaks more languages."""
_ELEMENTS = 5000
"""Links looked at, as on a listing."""
_DEPTH = 6
"""Elements around a link that may say that it stands in a switch of languages."""

_NAMES = {
    name: code
    for code, names in (
        ("az", "az|aze|azərbaycan|azərbaycanca|azərbaycan dili|azərbaycan dilində|azerbaijani|азербайджанский|по-азербайджански|azerice"),
        ("ru", "ru|rus|рус|русский|русская версия|по-русски|на русском|rusca|rus dili|rus dilində|russian|rusça|rosyjski|russisch"),
        ("ru", "російська|російською|русча|ռուսերեն|რუსული"),
        ("en", "en|eng|english|english version|in english|ingilis|ingilis dili|ingiliscə|ingilis dilində|английский|по-английски|англ"),
        ("en", "на английском|англійська|англійською|englisch|ingilizce|angielski|անգլերեն|ინგლისური"),
        ("tr", "tr|türkçe|türkcə|türk dili|türk dilində|turkish|турецкий|по-турецки|türkisch"),
        ("uk", "uk|ua|укр|українська|українською|украинский|ukrainian|ukraińska|ukrainisch"),
        ("pl", "pl|polski|po polsku|polish"),
        ("de", "de|deutsch|auf deutsch|german|немецкий|almanca"),
        ("fr", "fr|français|french|французский"),
        ("es", "es|español|spanish"),
        ("ka", "ka|geo|ქართული|ქართულად|georgian|грузинский"),
        ("hy", "hy|arm|հայերեն|armenian|армянский"),
        ("fa", "fa|فارسی|persian|персидский"),
        ("ar", "ar|العربية|عربي|arabic|арабский"),
        ("kk", "kk|kz|қазақша|казахский"),
    )
    for name in names.split("|")
}
"""What a link to another edition is called, and the language of that edition."""
_READ = word_set("read oxu oxuyun oku okuyun читать читайте читати lesen czytaj this it bu xəbəri")
_FIRST_LETTERS = frozenset(name[:2] for name in (*_NAMES, *_READ))
_MARKS = " :.[]()→»>-–—\n\t\r\f\xa0"
"""Marks that may stand before the name of a language."""
_SWITCH = ("lang", "locale", "hreflang", "wpml", "dil-", "idiom")
"""Parts of a class or an id by which a switch of languages is known."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The same article in another language: a text of its own at an address of its own."""

    lang: str
    """ISO 639-1; with the script where that is not the usual one: ``az-cyrl``."""
    url: str


class _Offers(NamedTuple):
    links: list[html.HtmlElement]
    switches: list[html.HtmlElement]
    bases: list[html.HtmlElement]


def read_editions(tree: html.HtmlElement, url: str, lang: str | None) -> tuple[Edition, ...]:
    """Read the other language editions that a page names, in its head or in a switch of languages: one a language.

    A link that leads to the front page or to a section of another edition is a switch, not a translation, and is left out.
    """
    asked = read_address(url)
    if asked is None:
        return ()
    offers = _offers(tree)
    offered = (*_alternates(offers.links), *_switches(offers.switches))
    if not offered:
        return ()
    base = _base(offers.bases, url)
    found: dict[str, Edition] = {}
    taken = {asked}
    for code, href, is_said in offered:
        address = canonical_url(href, base)
        named = read_address(address) if address else None
        if address is None or named is None or named in taken or code == lang or code in found:
            continue
        if _is_translation(named, asked, is_said=is_said):
            taken.add(named)
            found[code] = Edition(code, address)
            if len(found) == MAX_EDITIONS:
                break
    return tuple(found.values())


def _offers(tree: html.HtmlElement) -> _Offers:
    """Walk a page once for what may lead to its other editions.

    Only the first letters of a link are looked at, which is cheap: nearly all of a page's links are called otherwise.
    """
    offers = _Offers([], [], [])
    for element in islice(tree.iter("a", "option", "link", "base"), _ELEMENTS * 2):
        text = element.text
        if not text or text.isspace():
            text = _first_text(element)
        if (text and (text[:2] in _FIRST_LETTERS or text.lstrip(_MARKS)[:2].casefold() in _FIRST_LETTERS)) or element.get("hreflang"):
            (offers.links if element.tag == "link" else offers.switches).append(element)
        elif not text and element.tag == "base":
            offers.bases.append(element)
    return offers


def _first_text(element: html.HtmlElement) -> str:
    """Give the first text within an element whose own begins with another element, or with white space before one."""
    count = len(element)
    if count == 0:
        return ""
    first = element[0]
    if count == 1 and len(first) == 0:
        return first.text or first.tail or ""
    return next((piece for piece in islice(element.itertext(), 8) if not piece.isspace()), "")


def _base(bases: list[html.HtmlElement], url: str) -> str:
    declared = next((base.get("href") for base in bases if base.get("href")), None)
    return (canonical_url(declared, url) if declared else None) or url


def _alternates(links: list[html.HtmlElement]) -> Iterator[tuple[str, str, bool]]:
    """List what a page's head names as the same page in another language."""
    for link in links:
        if "alternate" not in (link.get("rel") or "").lower().split() or link.get("media"):
            continue
        kind = (link.get("type") or "text/html").lower()
        code = _code(link.get("hreflang"))
        if code and "html" in kind and link.get("href"):
            yield code, link.get("href") or "", True


def _switches(links: list[html.HtmlElement]) -> Iterator[tuple[str, str, bool]]:
    """List the links that are called by the name of a language, where a page offers its languages."""
    for link in links:
        href = (link.get("href") if link.tag == "a" else link.get("value")) or ""
        if not href or href.startswith(("#", "javascript:")) or (link.tag == "option" and "/" not in href):
            continue
        text = label("".join(islice(link.itertext(), 8))[:60])
        code = _code(link.get("hreflang")) or _NAMES.get(text)
        invited = _NAMES.get(" ".join(word for word in text.split() if word not in _READ)) if code is None else None
        if invited and text.split()[0] in _READ:
            yield invited, href, False
        elif code and (link.get("hreflang") or _is_in_switch(link)):
            yield code, href, False


def _is_in_switch(link: html.HtmlElement) -> bool:
    """Tell whether a link stands in a header or in something called a switch of languages."""
    around = [link, *islice(link.iterancestors(), _DEPTH)]
    named = (
        f"{element.get('class') or ''} {element.get('id') or ''}".lower()[:500] for element in around if element.tag not in {"body", "html"}
    )
    return any(element.tag in {"header", "nav"} for element in around) or any(mark in names for names in named for mark in _SWITCH)


def _code(declared: str | None) -> str | None:
    """Give the language of a ``hreflang``, or nothing for none and for ``x-default``."""
    spoken = (declared or "").strip().lower()
    named = language_step(spoken)
    if named:
        return named
    code = spoken.replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _is_translation(named: Address, asked: Address, *, is_said: bool) -> bool:
    """Tell whether an address may be that of the same article; where only a switch says so, it must name another edition of this house."""
    (spoken, rest), (asked_spoken, asked_rest) = split_edition(named), split_edition(asked)
    if not rest.steps and not names_article((), rest.query):
        return False
    is_same_path = (rest.steps, rest.query) == (asked_rest.steps, asked_rest.query)
    if not is_same_path and not names_article(rest.steps, rest.query, words=2 if is_said else 3):
        return False
    if len(rest.steps) < len(asked_rest.steps) and rest.steps == asked_rest.steps[: len(rest.steps)] and not rest.query:
        return False  # the section that the article stands in
    if is_private(named.host) and not is_private(asked.host):
        return False
    is_same_house = owner_of(f"http://{named.host}/").split(".")[0] == owner_of(f"http://{asked.host}/").split(".")[0]
    return is_said or (is_same_house and (spoken != asked_spoken or named.host != asked.host))
