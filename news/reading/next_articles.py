"""Articles that follow the one that was asked for on its page, as a reader scrolls."""

from collections.abc import Iterator

from lxml import html

from news.reading.elements import whole_text
from news.texts import label

_HEADLINE, _HEADLINE_WORDS = 25, 4
"""Characters and words of a headline; what is shorter may head a section of the article."""
_TEXT = 25
"""Words outside links that a text has; a card has fewer."""


def drop_next_articles(body: html.HtmlElement, heading: html.HtmlElement | None) -> None:
    """Take articles out that stand behind the one under this heading and have headlines of their own."""
    if heading is None:
        return
    above = {heading, *heading.iterancestors()}
    following = [*_named_articles(body, heading, above), *_like(heading)]
    following = [element for element in dict.fromkeys(following) if _is_another(element, heading)]
    if following and _words_between(body, heading, set(following)) >= _TEXT:
        for element in following:
            if element.getparent() is not None:
                element.drop_tree()


def _named_articles(body: html.HtmlElement, heading: html.HtmlElement, above: set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Give the ``<article>`` elements behind a heading, the outer ones."""
    is_behind = False
    outer: html.HtmlElement | None = None
    for element in body.iter("article", str(heading.tag)):
        is_behind = is_behind or element is heading
        if (
            is_behind
            and element.tag == "article"
            and element not in above
            and (outer is None or outer not in element.iterancestors("article"))
        ):
            outer = element
            yield element


def _like(heading: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Give the boxes that follow a box around the heading, are called the same and have such a heading too."""
    for element in (heading, *heading.iterancestors()):
        names = element.get("class")
        if element.tag == "body" or not names or element is heading:
            continue
        for follower in element.itersiblings(element.tag):
            if follower.get("class") == names and follower.find(f".//{heading.tag}") is not None:
                yield follower


def _is_another(element: html.HtmlElement, heading: html.HtmlElement) -> bool:
    """Tell whether an element has a headline, another than this one, and a text under it."""
    found = next(element.iter("h1", "h2", str(heading.tag)), None)
    headline = label(whole_text(found)[:500]) if found is not None else ""
    if len(headline) < _HEADLINE or headline.count(" ") < _HEADLINE_WORDS - 1 or headline == label(whole_text(heading)[:500]):
        return False
    linked = sum(len(whole_text(link).split()) for link in element.iter("a"))
    return len(whole_text(element).split()) - linked - len(headline.split()) >= _TEXT


def _words_between(body: html.HtmlElement, heading: html.HtmlElement, following: set[html.HtmlElement]) -> int:
    """Count the words from a heading to the first of the following articles."""
    words, is_behind = -len(whole_text(heading).split()), False
    for element in body.iter("*"):
        is_behind = is_behind or element is heading
        if element in following or words >= _TEXT:
            break
        if is_behind and element.tag != "a":
            words += len((element.text or "").split()) + len((element.tail or "").split())
    return words
