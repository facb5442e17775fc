"""The short lines around a page's heading, where a paper says when and by whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_LONGEST_LINE = 160
"""Characters: a box with more text is a paragraph or holds several lines."""
_RUNNING_TEXT = 700
"""Characters of paragraphs behind the heading: a lead and a bit; then the article itself has begun."""
_LINES_AFTER = 25
_LINES_BEFORE = 6
_ELEMENTS = 200
"""Elements looked at behind the heading: share buttons and pictures may come before the date."""
_LEVELS = 5
_LEVELS_BEFORE = 3
_HEADLINE_WORDS = 4
"""Words of a link that may be another story's headline."""
_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "aside", "nav", "footer", "form", "figure", "figcaption", "select", "iframe", "svg"),
        *("picture", "button", "table", "textarea", "video", "audio", "h1", "link", "input", "blockquote"),
    )
)
_FOREIGN = re.compile(
    r"related|sidebar|side-bar|(?:^|[-_\s])comments?(?:$|[-_\s](?!count|link|num))|weather"
    r"|(?:^|[-_\s])hava(?:$|[-_\s])|pogoda|valyuta|currenc|kurs|exchange|popular|latest|similar|ox[sş]ar|recommend"
    r"|read-?(?:also|more|next)|see-?also|more-?news|last-?news|other-?news|copyright|breadcrumb|banner"
    r"|ticker|(?:^|[-_\s])(?:today|clock|menu|navbar|caption|poll|calendar|archive|subscribe|events?|match|score|top-?bar"
    r"|masthead|site-?header|logo|promo|ads?|advert\w*|toc)(?:$|[-_\s])|(?<!elementor-)widget(?!-container|-wrap)|namaz|prayer"
    r"|photo-?(?:info|caption|credit|author)|author-?(?:bio|box)",
    re.IGNORECASE,
)
_OTHER_STORIES = re.compile(
    r"related|read (?:also|more|next)|more (?:news|stories)|latest|see also|you may|(?:digər|son|oxşar|əlaqəli) xəbər|həmçinin oxu|oxşar"
    r"|читайте та|по теме|похожие|последние новости|другие новости|материалы по|ещё|ilgili|benzer|son haberler|diğer haber"
    r"|схожі|останні новини"
    r"|czytaj (?:także|też|również)|zobacz t|podobne|najnowsze|lesen sie auch|mehr zum thema|weitere|verwandte"
    r"|comments?$|şərhlər|комментарии|yorumlar",
    re.IGNORECASE,
)
"""How a box of other stories, or of what readers wrote, is headed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A box with little text in it."""

    element: etree._Element
    text: str
    before: str = ""
    """The line before it, where that is short enough to be its label."""


class _Walk:
    """What a walk over a page's boxes has used up."""

    def __init__(self) -> None:
        self.elements = _ELEMENTS
        self.text = _RUNNING_TEXT
        self.lines = _LINES_AFTER
        self.before = ""

    @property
    def is_over(self) -> bool:
        return self.elements <= 0 or self.text <= 0 or self.lines <= 0


def lines_after(heading: etree._Element) -> Iterator[Line]:
    """Give the lines behind the heading, up to where the article's text is under way or its box ends."""
    walk, place = _Walk(), heading
    for _ in range(_LEVELS):
        for sibling in place.itersiblings():
            yield from _lines(sibling, walk)
            if walk.is_over:
                return
        parent = place.getparent()
        if parent is None or parent.tag in {"article", "main", "body", "html"}:
            return
        place = parent


def lines_before(heading: etree._Element) -> Iterator[Line]:
    """Give the few lines right above the heading, nearest first; what is above a menu belongs to the paper."""
    place, left = heading, _LINES_BEFORE
    for level in range(_LEVELS_BEFORE):
        for sibling in place.itersiblings(preceding=True):
            if sibling.tag in {"nav", "header", "form", "ul", "script", "h1"} and not _is_meta_list(sibling):
                return
            for line in reversed(list(_lines(sibling, _Walk()))[-left:]):
                left -= 1
                yield line
            left -= 1
            if left <= 0:
                return
        parent = place.getparent()
        if parent is None or parent.tag in {"article", "main", "body", "html"} or level + 1 == _LEVELS_BEFORE:
            return
        place = parent


def times_inside(heading: etree._Element) -> list[etree._Element]:
    """Give the ``<time>`` of the heading's article where there is one only."""
    box = next(iter(heading.iterancestors("article", "main")), None)
    if box is None:
        return []
    times = [time for _, time in zip(range(4), box.iter("time"), strict=False)]
    own = [
        time for time in times if not any(_is_foreign(above) or above.tag in _SKIPPED or above.tag == "li" for above in _up_to(time, box))
    ]
    return own if len(times) == 1 else []


def _up_to(element: etree._Element, box: etree._Element) -> Iterator[etree._Element]:
    for above in element.iterancestors():
        if above is box:
            return
        yield above


def _lines(box: etree._Element, walk: _Walk) -> Iterator[Line]:
    """Give the lines of a box in their order, going into boxes that hold several."""
    stack = [box]
    while stack and not walk.is_over:
        element = stack.pop()
        walk.elements -= 1
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or _is_foreign(element):
            continue
        text = _short_text(element)
        if text is None:
            if element.tag in {"li", "article", "p"} or len(element) == 0:
                walk.text -= _LONGEST_LINE
            else:
                stack.extend(reversed(element))
            continue
        if len(text) <= 40 and element.tag in {"h2", "h3", "h4", "h5", "div", "p", "span"} and _OTHER_STORIES.match(text):
            walk.lines = 0
            return
        if (text or _has_stamp(element)) and not _leads_elsewhere(element):
            walk.lines -= 1
            yield Line(element, text, walk.before)
        if text:
            walk.before = text if len(text) <= 30 else ""
        if element.tag == "p" and len(text) > 60:
            walk.text -= len(text)


def _short_text(element: etree._Element) -> str | None:
    """Give the text of a box on one line, nothing where it is too long for one."""
    parts: list[str] = []
    length = 0
    for part in map(str, element.itertext("*")):
        parts.append(part)
        length += len(part.strip())
        if length > _LONGEST_LINE or len(parts) > 50:
            return None
    return " ".join(" ".join(parts).split())


def lines_at_end(heading: etree._Element) -> Iterator[Line]:
    """Give the short boxes with which the heading's article ends."""
    box = next(iter(heading.iterancestors("article", "main")), None)
    box = heading.getparent() if box is None else box
    if box is None or box.tag in {"body", "html"}:
        return
    for _, child in zip(range(4), box.iterchildren(reversed=True), strict=False):
        text = _short_text(child) if isinstance(child.tag, str) and child.tag not in _SKIPPED and not _is_foreign(child) else None
        if text and len(text) <= 60 and not _leads_elsewhere(child):
            yield Line(child, text)


def _is_foreign(element: etree._Element) -> bool:
    named, known = element.get("class"), element.get("id")
    return bool(named and _names_foreign(named)) or bool(known and _names_foreign(known))


@lru_cache(maxsize=4096)
def _names_foreign(marks: str) -> bool:
    """Judge a class attribute; the pages of an outlet have the same few hundred."""
    return bool(_FOREIGN.search(marks[:200]))


def _has_stamp(element: etree._Element) -> bool:
    if any(str(name).startswith("data-") for name in element.attrib):
        return True
    return element.tag in {"time", "meta"} or next(iter(element.iter("time", "meta")), None) is not None


def _leads_elsewhere(element: etree._Element) -> bool:
    """Tell whether a line is the headline of another story, alone or with its date."""
    for heading in element.iter("h2", "h3", "h4"):
        if next(iter(heading.iter("a")), None) is not None or next(iter(heading.iterancestors("a")), None) is not None:
            return True
    for link in (element, *element.iter("a")) if element.tag == "a" else element.iter("a"):
        if len("".join(map(str, link.itertext())).split()) >= _HEADLINE_WORDS and not re.search(
            r"\d{4}|\d:\d\d", "".join(map(str, link.itertext()))
        ):
            return True
    return False


def _is_meta_list(element: etree._Element) -> bool:
    return element.tag == "ul" and not element.findall(".//a") and len(element) <= 6
