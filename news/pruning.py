"""The part of a page that holds the article, in a small tree of its own, without the furniture that stands in it."""

import copy
import re
from collections.abc import Collection
from functools import lru_cache

from lxml import etree, html

from news.paragraph_groups import groups_of, holder_of, is_one_text, largest_of
from news.teasers import drop_teasers
from news.texts import label

# What never holds text of an article. Forms stay: some systems wrap the whole page into one.
_SILENT = (
    *("script", "style", "noscript", "template", "svg", "head", "link", "nav", "aside", "footer", "menu", "dialog", "iframe", "frame"),
    *("object", "embed", "applet", "video", "audio", "canvas", "map", "figure", "picture", "source", "track"),
    *("button", "select", "option", "datalist", "textarea", "input", "label", "legend", "progress"),
)
# Markup within sentences: trafilatura looks at each element several times, and has no use for these.
_INLINE = (
    *("span", "b", "strong", "em", "i", "u", "font", "small", "big", "mark", "ins", "bdi", "bdo", "nobr", "sub", "sup", "abbr", "acronym"),
    *("wbr", "cite", "img"),
)
# Words in the class or id of an element that is no part of the text. Left out are those that some outlets give to leads and bodies:
# "teaser", "views" (Drupal's fields), "print", "premium".
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:related|read-?(?:also|more|next)|also-?read|see-?also|more-?(?:on|from|news|stories)|recommend\w*|recirc\w*|promo\w*"
    r"|newsletter\w*|subscri(?:be|ption)\w*|donat\w+|support-?us|advert\w*|adv|ads|ad-?(?:slot|unit|block|box|label)|sponsor\w*"
    r"|shar(?:e|es|ing)|social\w*|addtoany|addthis|sharethis|follow-?us|telegram|whatsapp"
    r"|tags?-?(?:list|cloud|links)|tags|keywords|breadcrumbs?|pagination|pager"
    r"|comments?|comments?-?(?:list|area|form|section|block)|disqus\w*|respond|cookies?|gdpr|consent"
    r"|copyright|disclaimer|byline|author-?(?:box|bio|info|card)|about-?author|photo-?credit|credits?|figcaption|caption"
    r"|image-?(?:source|credit|caption)|ratings?|(?:view|page)s?-?(?:count\w*|views)|counter|font-?size|text-?size|orphus|misprint"
    r"|ticker|currency|most-?(?:read|popular|viewed)|popular|trending|latest-?news|sr-only|visually-?hidden|screen-reader(?:-text)?"
    r"|jp-relatedposts|vacanc\w+|poll|quiz|modal|(?:tooltip|popover|popup|hover-?card)-?(?:text|content|box|body|inner|block)"
    r"|app-?(?:promo|download|banner)|inline-?(?:related|promo|newsletter))(?=$|[\s_-])",
    re.IGNORECASE,
)
_BOXES = (
    *(
        "div",
        "section",
        "article",
        "form",
        "details",
        "center",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "p",
        "span",
        "small",
        "em",
        "i",
        "a",
    ),
    *("h2", "h3", "h4", "h5", "h6"),
)
_CELLS = ("table", "tbody", "tr", "td", "th")
_HIDDEN = etree.XPath(".//*[@hidden or (@style and (contains(@style, 'display:none') or contains(@style, 'display: none')))]")
_LEFT = 500
"""Characters outside links that a page still has without its hidden parts, or those are its text."""
_SMALL = 0.3
"""Part of the page's text that an element called furniture may hold; what holds more is the text, whatever its class says."""

_HEADINGS = 60
"""Headings looked at for the title: menus and cards before it have headings too."""

_HEADLINE, _TITLE = 15, 500
"""Characters of the shortest heading that is told from a section's name, and of the longest headline."""

JOINERS = {"\u2e31": "\u200c", "\u2e33": "\u200d"}
"""Rare marks that stand for the joiners within Persian words: trafilatura takes away what prints nothing."""


def _parser() -> html.HTMLParser:
    # One class for all elements: trafilatura asks for hundreds of them, and lxml's own choice by tag name is made in Python.
    parser = html.HTMLParser(encoding="utf-8")
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser


_PARSER = _parser()


def article_tree(tree: html.HtmlElement, titles: Collection[str] = ()) -> html.HtmlElement:
    """Copy the part of a page that holds its article into a tree of its own; where none stands out, the whole body.

    The heading that is one of the titles shows where the article is; without one, the first ``<h1>``.
    """
    body = _copied_body(tree)
    _strip_silent(body)
    _drop_hidden(body)
    groups = groups_of(body)
    largest = largest_of(groups)
    _drop_furniture(body, largest)
    part = holder_of(groups, body, _heading(body, titles))
    if not isinstance(part, html.HtmlElement) or _is_minor(part, body):
        part = body
    is_one = part is not body and is_one_text(groups, part)
    etree.strip_tags(part, *_INLINE)
    _unfold_layout(part)
    _mark_joiners(part)
    drop_teasers(part, largest)
    return part.getroottree().getroot() if part is body else _framed(part, is_one=is_one)


def _copied_body(tree: html.HtmlElement) -> html.HtmlElement:
    found = tree.find("body")
    root = _PARSER.makeelement("html")
    root.append(copy.deepcopy(found if found is not None else tree))
    body = root[0]
    body.tag, body.tail = "body", None
    return body


def _heading(body: html.HtmlElement, titles: Collection[str]) -> html.HtmlElement | None:
    """Find the heading that a title is, or begins with: that of the page has the site's name behind it."""
    known = [label(title) for title in titles]
    found, longest = body.find(".//h1"), 0
    for heading, _ in zip(body.iter("h1", "h2", "h3") if known else (), range(_HEADINGS), strict=False):
        text = label(heading.text_content()[:_TITLE])
        if len(text) > longest and any(title == text or (len(text) >= _HEADLINE and title.startswith(text)) for title in known):
            found, longest = heading, len(text)
    return found


def _framed(part: html.HtmlElement, *, is_one: bool) -> html.HtmlElement:
    """Put a part into a page of its own; the mark of an article's body makes trafilatura take all of it."""
    root = _PARSER.makeelement("html")
    frame = etree.SubElement(root, "body")
    if is_one:
        frame = etree.SubElement(frame, "article", itemprop="articleBody")
    if part.tag in {"td", "th", "tr", "tbody", "li", "dd"}:
        part.tag = "div"
    part.tail = None
    frame.append(part)
    return root


def _strip_silent(body: html.HtmlElement) -> None:
    for figure in body.iter("figure"):
        if figure.find(".//table") is not None:
            figure.tag = "div"
    etree.strip_elements(body, *_SILENT, with_tail=False)
    for time in list(body.iter("time")):
        before, parent = time.getprevious(), time.getparent()
        said = before.tail if before is not None else parent.text if parent is not None else None
        if len((said or "").split()) >= 2 and (time.tail or "").strip():
            time.tag = "span"  # a date within a sentence


def _drop_hidden(body: html.HtmlElement) -> None:
    """Take out what no reader sees, unless little is left: some pages show their text by a script."""
    found = _HIDDEN(body)
    hidden = {element for element in found if isinstance(element, html.HtmlElement)} if isinstance(found, list) else set()
    outer = [element for element in hidden if not any(above in hidden for above in element.iterancestors())]
    if outer and _plain_length(body) - sum(map(_plain_length, outer)) >= _LEFT:
        for element in outer:
            element.drop_tree()


def _drop_furniture(body: html.HtmlElement, largest: etree._Element | None) -> None:
    kept = {largest, *largest.iterancestors()} if largest is not None else set()
    limit = len(body.text_content()) * _SMALL
    for element in [each for each in body.iter(*_BOXES) if _is_called_furniture(f"{each.get('class', '')} {each.get('id', '')}")]:
        if element not in kept and element.getparent() is not None and len(element.text_content()) <= limit:
            element.drop_tree()


@lru_cache(maxsize=8192)
def _is_called_furniture(names: str) -> bool:
    return len(names) < 400 and _FURNITURE.search(names) is not None


def _unfold_layout(part: html.HtmlElement) -> None:
    """Make plain boxes of tables that hold paragraphs: they lay the page out, and are no rows of figures."""
    count: dict[etree._Element, int] = {}
    for text in part.iter("p", "h1"):
        cell = next(text.iterancestors("td"), None)
        if cell is not None:
            count[cell] = count.get(cell, 0) + (2 if text.tag == "h1" else 1)
    layout = {table for cell, texts in count.items() if texts > 1 for table in cell.iterancestors("table")}
    if layout:
        boxes = [
            each
            for each in part.iter(*_CELLS)
            if each in layout or (each.tag != "table" and next(each.iterancestors("table"), None) in layout)
        ]
        for element in boxes:
            element.tag = "div"


def _mark_joiners(part: html.HtmlElement) -> None:
    text = part.text_content()
    if not any(joiner in text for joiner in JOINERS.values()):
        return
    marks = str.maketrans({joiner: mark for mark, joiner in JOINERS.items()})
    for element in part.iter("*"):
        element.text = element.text.translate(marks) if element.text else element.text
        element.tail = element.tail.translate(marks) if element.tail else element.tail


def _is_minor(part: html.HtmlElement, body: html.HtmlElement) -> bool:
    """Tell whether most text outside links stands elsewhere."""
    if part is body:
        return False
    plain = _plain_length(part)
    return plain * 2 < len(body.text_content()) and plain * 2 < _plain_length(body)


def _plain_length(element: html.HtmlElement) -> int:
    return len(element.text_content()) - sum(len(link.text_content()) for link in element.iter("a"))
