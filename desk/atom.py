"""The parts of an Atom feed (RFC 4287): whatever texts hold, what is written is well-formed, and texts are texts."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from lxml import etree

from desk.objects import moment
from news.version import VERSION

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_AUTHORITY = "khazri.invalid,2026"  # of tag: ids (RFC 4151); nobody can own the name, so nobody else's ids are like ours
NEVER: Final = datetime(2026, 1, 1, tzinfo=UTC)  # a feed without entries must say when it changed, and never the present


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself."""

    title: str
    tag: str
    """What its id ends in; it never changes."""
    address: str = ""
    """Where it is; empty where it is a file."""
    page: str = ""
    """Where a person sees the same."""


def begin(head: FeedHead, updated: datetime) -> etree._Element:
    """Begin a feed."""
    feed = etree.Element(_name("feed"), nsmap={None: _ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    add(feed, "id", tag_id(head.tag))
    add(feed, "title", head.title)
    add(feed, "updated", written(updated))
    add(feed, "generator", "Khazri", version=VERSION)
    add(add(feed, "author"), "name", "Khazri")
    if head.address:
        add(feed, "link", rel="self", type="application/atom+xml", href=head.address)
    if head.page:
        add(feed, "link", rel="alternate", type="text/html", href=head.page)
    return feed


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element with a text and attributes, and return it."""
    element = etree.SubElement(parent, _name(name), {key: xml_text(value) for key, value in attributes.items()})
    element.text = xml_text(text) or None
    return element


def set_language(element: etree._Element, lang: str) -> None:
    """Say in which language an element is."""
    element.set(_LANG, xml_text(lang))


def as_bytes(feed: etree._Element) -> bytes:
    """Write a feed down."""
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def written(at: datetime) -> str:
    """Write a moment."""
    return moment(at) or ""


def tag_id(tag: str) -> str:
    """Write an id: what is no part of a URI, as a hash."""
    is_plain = tag.isascii() and tag.isprintable() and not set(tag) & set(' "<>\\^`{|}')
    return f"tag:{_AUTHORITY}:{tag if is_plain else blake2b(tag.encode(), digest_size=16).hexdigest()}"


def xml_text(text: str) -> str:
    """Return a text without what XML cannot hold or what turns the direction of what stands around it."""
    return "".join(sign for sign in text if _is_plain(sign))


def _is_plain(sign: str) -> bool:
    if sign in "\t\n\u200c\u200d":
        return True
    if ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF:
        return False
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
