"""All that a page tells, before anything of it is read: whatever its article could be made of stands in it."""

from itertools import pairwise
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from news.mojibake import is_garbled
from news.reading.elements import whole_text
from news.reading.metadata import Claims

_ENOUGH = 120  # words in paragraphs: such a page has a text, whatever its reading would find; flashes are few, and read
_TEXTS = etree.XPath("//text()", smart_strings=False)


def has_text(tree: HtmlElement) -> bool:
    """Tell whether a page surely has a text, of letters that are right; not every page that has one is told."""
    text = "\n".join(whole_text(each) for each in tree.iter("p"))
    return len(text.split()) >= _ENOUGH and not is_garbled(text)


def all_told(tree: HtmlElement, claims: Claims, title: str | None) -> str:
    """Return everything that an article of a page could say, its announced title included, with one space between two words.

    Words that a tag may cut stand there in one piece, too.
    """
    pieces = _shown(tree)
    declared = (title, claims.headline, claims.shared_title, claims.tweeted_title, claims.page_title, claims.body, *claims.headings)
    said = " ".join([*filter(None, declared), *pieces])
    return " ".join([*said.split(), *_joined(pieces)])


def _shown(tree: HtmlElement) -> list[str]:
    """Return the pieces of text that are neither script nor style.

    Those are taken out and put back: asking each piece whose child it is takes two thirds of the time.
    """
    silent = [(element, element.text) for element in tree.iter("script", "style")]
    for element, _ in silent:
        element.text = None
    pieces = cast("list[str]", _TEXTS(tree))
    for element, text in silent:
        element.text = text
    return pieces


def _joined(pieces: list[str]) -> set[str]:
    """Return the words that pieces of text make together where no space is between them."""
    words: set[str] = set()
    begun = ""
    for before, after in pairwise(pieces):
        if not before or before[-1].isspace() or after[:1].isspace():
            begun = ""
            continue
        first, last = before.split(), after.split()
        begun = (begun if len(first) == 1 and begun else first[-1] if first else "") + (last[0] if last else "")
        words.add(begun)
        if len(last) != 1:
            begun = ""
    return words
