"""Boxes of links to other articles that stand within a text: headed lists, cards, paragraphs that are nothing but a headline."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import html

from news.reading.elements import whole_text
from news.reading.furniture import is_related_label

_BOXES = frozenset({"div", "section", "article", "blockquote", "ul", "ol", "dl", "table", "center", "details"})
_LABELS = ("p", "div", "h2", "h3", "h4", "h5", "h6", "li", "dt", "section", "blockquote", "ul", "summary", "td", "a", "center")
_HEADLINE = 4
"""Words that a link has at least where it is a headline; tags and sections have one or two."""
_BOX_WORDS = 120
"""Words of a box of five cards with teasers; what has more is text."""
_CARD_WORDS = 70
"""Words of one card: a headline and two sentences."""
_TEXT = 80
"""Words outside links that are a text; where less would stay, what looks like cards may be it."""
_FOLLOWERS = 12
"""Cards looked at behind a label."""


class Weight(NamedTuple):
    """Words of an element, and how many of them are in links."""

    words: int
    linked: int

    def is_linked(self, percent: int) -> bool:
        """Tell whether at least that part of the words is in links."""
        return self.linked > 0 and self.linked * 100 >= self.words * percent


Weights = Mapping[html.HtmlElement, Weight]
_NOTHING = Weight(0, 0)


def drop_teasers(part: html.HtmlElement, largest: html.HtmlElement | None) -> None:
    """Take boxes of links to other articles out of the part of a page that holds its article.

    What holds the largest group of paragraphs stays, and so does a page whose text is in such boxes.
    """
    weights = _weights(part)
    kept = {largest, *largest.iterancestors()} if largest is not None else {part}
    whole = weights[part]
    doomed = [*_labelled(part, weights, kept), *_unlabelled(part, weights, kept, largest)]
    doomed = [element for element in dict.fromkeys(doomed) if element not in kept]
    outer = [element for element in doomed if not any(above in doomed for above in element.iterancestors())] if len(doomed) < 60 else doomed
    lost = sum(weights[element].words - weights[element].linked for element in outer)
    stays = whole.words - whole.linked - lost
    if stays < min(lost * 2, _TEXT):
        return
    for element in outer:
        if element.getparent() is not None:
            element.drop_tree()


def _weights(part: html.HtmlElement) -> dict[html.HtmlElement, Weight]:
    """Count the words of all elements, from the leaves up."""
    weights: dict[html.HtmlElement, Weight] = {}
    for element in reversed(list(part.iter("*"))):
        text, below = element.text, weights.get(element, _NOTHING)
        words = below.words + (len(text.split()) if text else 0)
        linked = words if element.tag == "a" else below.linked
        weights[element] = Weight(words, linked)
        above = element.getparent()
        if above is not None and element is not part:
            tail, beside = element.tail, weights.get(above, _NOTHING)
            weights[above] = Weight(beside.words + words + (len(tail.split()) if tail else 0), beside.linked + linked)
    return weights


def _labelled(part: html.HtmlElement, weights: Weights, kept: set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Give what stands under or beside a label such as "Read also"."""
    for element in part.iter(*_LABELS):
        text = (element.text or "").strip()
        weight = weights[element]
        if not text or len(text) > 60 or not is_related_label(text):
            continue
        if weight.words > len(text.split()):  # the label and its links share one element
            if element not in kept and weight.words <= _BOX_WORDS and weight.is_linked(30):
                yield element
            continue
        yield from _under(element, weights, kept)


def _under(element: html.HtmlElement, weights: Weights, kept: set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Give the box around a label, or the label and the cards behind it."""
    box = None
    above = element.getparent()
    while above is not None and above not in kept and weights[above].words <= _BOX_WORDS and (weights[above].is_linked(30) or box is None):
        box = above if weights[above].linked else box
        above = above.getparent()
    if box is not None:
        yield box
        return
    yield element
    for follower, _ in zip(element.itersiblings(), range(_FOLLOWERS), strict=False):
        weight = weights.get(follower, _NOTHING)
        is_card = follower.tag in _BOXES and weight.linked >= _HEADLINE and weight.words <= _CARD_WORDS
        if follower in kept or not (is_card or weight.is_linked(60) or weight.words == 0):
            return
        yield follower


def _unlabelled(
    part: html.HtmlElement, weights: Weights, kept: set[html.HtmlElement], largest: html.HtmlElement | None
) -> Iterator[html.HtmlElement]:
    """Give lists and boxes that are nothing but headlines, and cards whose headline is a link."""
    text = weights.get(part if largest is None else largest, weights[part]).words
    for element in part.iter(*_BOXES):
        weight = weights[element]
        if element in kept or weight.linked < _HEADLINE:
            continue
        is_list = element.tag in {"ul", "ol"} and (weight.words * 2 < text or largest not in element.iterancestors())
        is_small = weight.words <= _CARD_WORDS and element.tag in {"div", "section", "article"}
        if (
            (weight.is_linked(80) and not _is_quotation(element))
            or (is_list and _is_list_of_teasers(element, weights))
            or (is_small and _has_linked_heading(element, weights))
        ):
            yield element


def _is_quotation(element: html.HtmlElement) -> bool:
    return element.tag == "blockquote" and "twitter" in (element.get("class") or "")


def _is_list_of_teasers(element: html.HtmlElement, weights: Weights) -> bool:
    """Tell whether every item of a list begins with a headline that is a link."""
    items = [item for item in element if weights.get(item, _NOTHING).words]
    if len(items) < 3 or not all(weights[item].linked >= _HEADLINE and weights[item].words <= _CARD_WORDS for item in items):
        return False
    return all(_begins_with_headline(item) for item in items)


def _begins_with_headline(item: html.HtmlElement) -> bool:
    for element in item.iter("*"):
        if element.tag == "a" and (element.text or len(element)):
            return not whole_text(element).rstrip().endswith(".")  # a sentence, linked to its source
        if element.text and element.text.strip():
            return False
    return False


def _has_linked_heading(element: html.HtmlElement, weights: Weights) -> bool:
    headings = [heading for heading in element.iter("h2", "h3", "h4", "h5", "h6") if weights[heading].words]
    return bool(headings) and all(weights[heading].is_linked(90) for heading in headings)
