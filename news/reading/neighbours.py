"""Tell whether a date stands in a block of another story: a card, a teaser, an item of a list."""

import re
from collections.abc import Collection
from itertools import islice

from lxml import etree

from news.dating.date_words import is_silent, month_of, unlabelled

HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_HEADLINE_WORDS = 4
"""Words of a link that is another story's headline wherever it leads; an author's name or a section's has fewer."""
_SHORT_HEADLINE_WORDS = 2
"""Words of a link to a story that may be its headline: "Yol bağlandı"."""
_LEVELS = 4
_CARD = 400
"""Characters: a box with more text is no card, and may be the article itself."""
_PARTS = 120
_LOOKED_AT = 400
"""Elements of a box that are looked at for headlines; a card has a dozen."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_OF_A_STORY = re.compile(r"\d|\w-\w+-\w+-\w|\.s?html?$")
_AT_HOME = re.compile(r"/?[^/:]*$|/(?!/)|\.{1,2}/")
_ELSEWHERE = re.compile(r"\w-\w+-\w+-\w|\.s?html?$|/\d{5,}(?:/|$)")
_NOT_A_STORY = re.compile(
    r"^(?:#|javascript:|mailto:|tel:)|auth?or|muellif|avtor|yazar|profil|/users?/|people|person|kolum|column|/tags?[/-]|categor|section|rubri|topic|search|/page",
    re.IGNORECASE,
)


def is_neighbour(element: etree._Element, around: Collection[etree._Element], *, is_strict: bool) -> bool:
    """Tell whether an element belongs to another story than the one whose heading lies inside each box of ``around``.

    Beside the article's own date stand its author and section, so there only a headline that is a link speaks against it; ``is_strict`` is
    for places where nothing of the article is expected: there any heading, picture that is a link, or short headline does.
    """
    if _is_beside_a_headline(element, is_strict):
        return True
    box: etree._Element | None = element
    for _ in range(_LEVELS):
        if box is None or box in around or box.tag in {"body", "html", "main"} or not has_less_text(box, _CARD):
            return False
        if box.tag == "a" and _has_words(box, 3) and title_words(box) >= 3:
            return True
        if box.get("onclick") is not None or _holds_a_headline(box, is_strict):
            return True
        box = box.getparent()
    return False


def has_less_text(box: etree._Element, limit: int) -> bool:
    """Tell whether a box holds less text than a limit, and not very many pieces of it."""
    length = 0
    for count, part in enumerate(box.itertext("*")):
        length += len(part.strip())
        if length > limit or count > _PARTS:
            return False
    return True


def title_words(element: etree._Element) -> int:
    """Count the words of an element that belong to no date."""
    text = " ".join(map(str, islice(element.itertext("*"), 40)))[:300]
    return sum(1 for word in _WORD.findall(unlabelled(text)) if not is_silent(word) and not month_of(word))


def _has_words(element: etree._Element, least: int) -> bool:
    return len("".join(map(str, islice(element.itertext("*"), 40))).split()) >= least


def is_title(link: etree._Element, least: int = _HEADLINE_WORDS) -> bool:
    """Tell whether a link's text is the headline of another story."""
    if not _has_words(link, least):
        return False
    href = (link.get("href") or "").strip()
    words = title_words(link)
    return words >= least and not (words < _HEADLINE_WORDS and (not _OF_A_STORY.search(href) or _NOT_A_STORY.search(href)))


def _is_story(link: etree._Element) -> bool:
    """Tell whether an address may be a story's of the same outlet: an invitation to a messenger has a long text too."""
    href = (link.get("href") or "").strip()
    return not _NOT_A_STORY.search(href) and bool(_AT_HOME.match(href) or _ELSEWHERE.search(href))


def _is_beside_a_headline(element: etree._Element, is_strict: bool) -> bool:  # noqa: FBT001 - how much to doubt
    """Tell whether a line stands flat among others right before or behind a headline."""
    before, after = element.getprevious(), element.getnext()
    if before is not None and before.tag == "a" and is_title(before, _SHORT_HEADLINE_WORDS):
        return True
    if after is None or not (is_strict or (before is not None and before.tag in {"a", "hr"})):
        return False
    return after.tag == "a" and is_title(after, _SHORT_HEADLINE_WORDS)


def _holds_a_headline(box: etree._Element, is_strict: bool) -> bool:  # noqa: FBT001
    return any(_is_headline(link, box, is_strict) for link in islice(box.iter("a", *HEADINGS), _LOOKED_AT))


def _is_headline(element: etree._Element, box: etree._Element, is_strict: bool) -> bool:  # noqa: FBT001
    """Tell whether a heading or a link in a box is another story's headline."""
    if element.tag in HEADINGS:
        is_link = next(iter(element.iter("a")), None) is not None or next(iter(element.iterancestors("a")), None) is not None
        return is_link or (is_strict and title_words(element) > 0)
    if is_strict and (is_title(element, _SHORT_HEADLINE_WORDS) or next(iter(element.iter("img", "picture")), None) is not None):
        return True
    return (is_title(element) and _is_story(element)) or (is_title(element, _SHORT_HEADLINE_WORDS) and _is_repeated(box))


def _is_repeated(box: etree._Element) -> bool:
    """Tell whether a box is one of several alike: an item of a list."""
    for other in (box.getnext(), box.getprevious()):
        is_alike = other is not None and other.tag == box.tag and other.get("class") == box.get("class")
        if other is not None and is_alike and next(iter(other.iter("a")), None) is not None and has_less_text(other, _CARD):
            return re.search(r"\d", "".join(map(str, islice(other.itertext("*"), 40)))) is not None
    return False
