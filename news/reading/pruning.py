"""The part of a page that holds the article, in a small tree of its own, without the furniture that stands in it."""

import copy
import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, cast

from lxml import etree, html

from news.reading.elements import whole_text
from news.reading.next_articles import drop_next_articles
from news.reading.page_tables import unfold_layout
from news.reading.paragraph_groups import groups_of, holder_of, is_one_text, largest_of
from news.reading.teasers import drop_teasers
from news.texts import label

# What never holds text of an article. Forms stay: some systems wrap the whole page into one.
_SILENT = (
    *("script", "style", "noscript", "template", "svg", "head", "link", "nav", "aside", "footer", "menu", "dialog", "iframe", "frame"),
    *("object", "embed", "applet", "video", "audio", "canvas", "map", "figure", "picture", "source", "track"),
    *("button", "select", "option", "datalist", "textarea", "input", "label", "legend", "progress"),
    *("amp-ad", "amp-sidebar", "amp-consent", "amp-user-notification", "amp-embed", "amp-social-share", "amp-lightbox", "amp-sticky-ad"),
)
# Markup within sentences: trafilatura looks at each element several times, and has no use for these.
_INLINE = (
    *("span", "b", "strong", "em", "i", "u", "font", "small", "big", "mark", "ins", "bdi", "bdo", "nobr", "sub", "sup", "abbr", "acronym"),
    *("wbr", "cite", "img"),
)
# Words in the class or id of an element that is no part of the text. Left out are those that some outlets give to leads and bodies:
# "teaser", "views" (Drupal's fields), "print", "premium".
_FURNITURE = re.compile(
    r"(?:^|[\s-])(?:related|read-?(?:also|more|next)|also-?read|see-?also|more-?(?:on|from|news|stories)|recommend\w*|recirc\w*|promo\w*"
    r"|newsletter\w*|subscri(?:be|ption)\w*|sign-?up|cta|side-?bar|donat\w+|support(?:-?(?:us|box|block))?|advert\w*|adv|ads|sponsor\w*"
    r"|ad-?(?:slot|unit|block|box|label|text)|messenger|snippet-login|login"
    r"|paylas\w{0,4}|ilgili|etiket(?:ler)?|teqler|yorum(?:lar)?|oxsar|reklam\w{0,3}|yazar-?(?:kutu\w{0,2}|kart\w{0,1}|box)|anzeige|werbung"
    r"|podel(?:itsya|is)|kommentarii|komentar(?:ze|i)|udostepnij|powiazane|shar(?:e|es|ing)|social\w*|addtoany|addthis|sharethis|follow-?us|telegram|whatsapp"
    r"|tags?-?(?:list|cloud|links)|tags|keywords|breadcrumbs?|pagination|pager"
    r"|comments?|comments?-?(?:list|area|form|section|block|container)|disqus\w*|respond|cookies?|gdpr|consent"
    r"|copyright|disclaimer|byline|author-?(?:box|bio|info|card)|about-?author|photo-?credit|credits?|figcaption|caption"
    r"|image-?(?:source|credit|caption)|slide-?count|ratings?|(?:view|page)s?-?(?:count\w*|views)|counter|font-?size|text-?size|orphus|misprint"
    r"|ticker|currency|most-?(?:read|popular|viewed)|popular|trending|(?:latest|last|other|hot)-?news(?:-?list)?|sr-only|print-only|d-print-block|visually-?hidden|screen-reader(?:-text)?"
    r"|jp-relatedposts|vacanc\w+|poll|quiz|modal|(?:tooltip|popover|popup|hover-?card)-?(?:text|content|box|body|inner|block)"
    r"|app-?(?:promo|download|banner)|inline-?(?:related|promo|newsletter))(?=$|[\s-])"
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
_HIDDEN = tuple(
    # A third of what one expression takes that asks each element for all of them; a step "/.." would look for each among all before it.
    etree.XPath(f".//*/@{attribute}")
    for attribute in (
        *("hidden", "amp-access-hide", "amp-access[starts-with(., 'NOT')]"),
        "style[contains(., 'display:none') or contains(., 'display: none')]",
    )
)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:(?:post|article|entry|news|user|top|reader)-)?"
    r"(?:comments?(?:-?(?:list|area|section|block|container|wrap\w{0,3}|content|form|body))?|disqus-thread)(?=$|\s)"
)
"""Names of what readers write: more of it than of the article may stand on a page."""
_PICTURE = re.compile(r"(?:^|[\s-])(?:image|photo|picture|pic|img)(?=$|[\s-])")
"""Names of a box that holds a picture with its caption."""
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMES = 400
"""Characters of the longest class and id that are names; some builders write whole style sheets there."""
_LEFT = 500
"""Characters outside links that a page still has without its hidden parts, or those are its text."""
_SMALL = 0.3
"""Part of the page's text that an element called furniture may hold; what holds more is the text, whatever its class says."""

_FORM = 60
"""Words of a form that subscribes or comments; what has more is a page within a form."""

_HEADINGS = 60
"""Headings looked at for the title: menus and cards before it have headings too."""

_HEADLINE, _TITLE = 15, 500
"""Characters of the shortest heading that is told from a section's name, and of the longest headline."""

JOINERS = {"\u2e31": "\u200c", "\u2e33": "\u200d"}
"""Rare marks that stand for the joiners within Persian words: trafilatura takes away what prints nothing."""


Named = list[tuple[html.HtmlElement, str]]


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
    is_laid_out = unfold_layout(body)
    heading = _heading(body, titles)
    named = _named(body)
    _drop_comments(named, heading)
    drop_next_articles(body, heading)
    groups = groups_of(body)
    largest = largest_of(groups)
    _drop_furniture(body, named, largest)
    part = holder_of(groups, body, heading)
    if not isinstance(part, html.HtmlElement) or _is_minor(part, body):
        part = body
    is_one = is_laid_out or (part is not body and is_one_text(groups, part))
    etree.strip_tags(part, *_INLINE)
    if not is_one:
        _mark_joiners(part)
    drop_teasers(part, largest)
    return _framed(part, is_one=is_one) if is_one or part is not body else part.getroottree().getroot()


def is_one_article(tree: html.HtmlElement) -> bool:
    """Tell whether all of the tree that was made of a page is one article; otherwise that stands somewhere in it."""
    return tree.find("body/article[@itemprop]") is not None


def bare_fragment(content: str) -> html.HtmlElement:
    """Parse a piece of HTML that is nothing but an article with what a page hangs around it, and take that out."""
    tree = html.fragment_fromstring(content, create_parent="div", parser=_PARSER)
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    _drop_hidden(tree)
    unfold_layout(tree)
    groups = groups_of(tree)
    largest = largest_of(groups)
    _drop_furniture(tree, _named(tree), largest)
    etree.strip_tags(tree, *_INLINE)
    drop_teasers(tree, largest)
    return tree


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
    found, best = body.find(".//h1"), (True, len(known), 0)
    for heading, _ in zip(body.iter("h1", "h2", "h3") if known else (), range(_HEADINGS), strict=False):
        text = label(whole_text(heading)[:_TITLE])
        place = next((at for at, title in enumerate(known) if title == text or (len(text) >= _HEADLINE and title.startswith(text))), None)
        rank = (len(text) < _HEADLINE, len(known) if place is None else place, -len(text))
        if text and place is not None and rank < best:
            found, best = heading, rank
    if found is None and known:
        lines = (line for line in body.iter("b", "strong", "font", "div", "span", "td") if line.text and len(line.text) >= _HEADLINE)
        found = next((line for line in lines if label(whole_text(line)[:_TITLE]) == known[0]), None)
    return found


def _named(body: html.HtmlElement) -> Named:
    """Give the boxes that have a class or an id, with both."""
    pairs = ((element, f"{element.get('class', '')} {element.get('id', '')}") for element in body.iter(*_BOXES))
    return [(element, names) for element, names in pairs if names != " "]


def _drop_comments(named: Named, heading: html.HtmlElement | None) -> None:
    """Take out what readers wrote: there may be more of it than of the article, and it would be taken for the text."""
    if heading is None:
        return
    above = set(heading.iterancestors())
    for element, names in named:
        if ("omment" in names or "disqus" in names) and element not in above and len(names) < _NAMES and _COMMENTS.search(_parted(names)):
            _drop(element)


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _framed(part: html.HtmlElement, *, is_one: bool) -> html.HtmlElement:
    """Put a part into a page of its own, with the mark of an article's body around it where all of it is one."""
    root = _PARSER.makeelement("html")
    frame = etree.SubElement(root, "body")
    if is_one:
        frame = etree.SubElement(frame, "article", itemprop="articleBody")
    if part.tag in {"body", "td", "th", "tr", "tbody", "li", "dd"}:
        part.tag = "div"
    part.tail = None
    frame.append(part)
    return root


def _strip_silent(body: html.HtmlElement) -> None:
    for figure in body.iter("figure"):
        if sum(1 for _ in zip(figure.iter("tr"), range(2), strict=False)) > 1:
            figure.tag = "div"
    etree.strip_elements(body, *_SILENT, with_tail=False)
    for time in list(body.iter("time")):
        before, parent = time.getprevious(), time.getparent()
        said = before.tail if before is not None else parent.text if parent is not None else None
        if len((said or "").split()) >= 2 and (time.tail or "").strip():
            time.tag = "span"  # a date within a sentence
    etree.strip_elements(body, "time", with_tail=False)


def _drop_hidden(body: html.HtmlElement) -> None:
    """Take out what no reader sees, unless little is left: some pages show their text by a script."""
    hidden: set[html.HtmlElement] = {value.getparent() for find in _HIDDEN for value in cast("list[Any]", find(body))}
    outer = [element for element in hidden if not any(above in hidden for above in element.iterancestors())]
    if outer and _plain_length(body) - sum(map(_plain_length, outer)) >= _LEFT:
        for element in outer:
            element.drop_tree()


def _drop_furniture(body: html.HtmlElement, named: Named, largest: etree._Element | None) -> None:
    kept = {largest, *largest.iterancestors()} if largest is not None else set()
    limit = len(whole_text(body)) * _SMALL
    for element, names in named:
        if _is_called_furniture(names) and element not in kept:
            if len(whole_text(element)) <= (limit * 2 if "sidebar" in names else limit):
                _drop(element)
        elif "im" in names or "pho" in names or "pic" in names:
            _drop_caption(element, names, kept)
    for form in list(body.iter("form")):
        if form not in kept and len(whole_text(form).split()) <= _FORM:
            _drop(form)


def _drop_caption(element: html.HtmlElement, names: str, kept: set[etree._Element]) -> None:
    is_picture = _PICTURE.search(_parted(names)) is not None and element not in kept and element.find(".//img") is not None
    if is_picture and len(whole_text(element).split()) <= _FORM:
        _drop(element)


@lru_cache(maxsize=8192)
def _is_called_furniture(names: str) -> bool:
    return len(names) < _NAMES and _FURNITURE.search(_parted(names)) is not None


def _parted(names: str) -> str:
    """Part the words of names however they are joined: ``photoCredit``, ``photo_credit``."""
    small = names.lower()
    return (small if small == names else _INNER_CAPITAL.sub("-", names).lower()).replace("_", "-")


def _mark_joiners(part: html.HtmlElement) -> None:
    text = whole_text(part)
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
    return plain * 2 < len(whole_text(body)) and plain * 2 < _plain_length(body)


def _plain_length(element: html.HtmlElement) -> int:
    return len(whole_text(element)) - sum(len(whole_text(link)) for link in element.iter("a"))
