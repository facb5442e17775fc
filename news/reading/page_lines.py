"""The short lines around a page's heading, where a paper says when and by whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from news.dating.date_words import PUBLICATION, labels
from news.reading.elements import whole_text
from news.reading.neighbours import HEADINGS, has_less_text, is_title, title_words

_LONGEST_LINE = 160
"""Characters: a box with more text is a paragraph or holds several lines."""
_PARAGRAPH = 60
"""Characters of its own with which a box is a paragraph: a date line with an author and a section has fewer."""
_LEAD = 500
"""Characters of running text that may stand between the heading and the date: a lead. What is behind more is behind the article."""
_RUNNING_TEXT = 2 * _LEAD
"""Characters behind the heading with which the article has begun for certain: a lead, and as much again."""
_AFTER_A_LEAD = 2
"""How much text there must be for each character above a line."""
_AFTER_A_BOX = 4
"""The same where the text above stands in a box of its own: a short article stands so, and then a column beside it follows."""
_LINES_AFTER = 40
_PARTS = 24
"""Elements of a line that are looked at."""
_LINES_BEHIND = 3
_LEVELS_BEHIND = 4
_LONGEST_BEHIND = 60
_LINES_BEFORE = 6
_ELEMENTS = 200
"""Elements looked at behind the heading: share buttons and pictures may come before the date."""
_LEVELS = 5
_LEVELS_BEFORE = 3
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
_BYLINE = re.compile(r"author|byline|muellif|avtor|yazar|autor", re.IGNORECASE)
_MAY_HEAD = frozenset(("h2", "h3", "h4", "h5", "div", "p", "span"))
_MARKED = frozenset(("b", "strong", "em", "i", "u", "span", "font", "mark"))
_OUTER = frozenset(("article", "main", "body", "html"))
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
    is_below_text: bool = False
    """A paragraph stands above it, which is the lead, or the whole of a short article."""


class Walk:
    """What a walk over a page's boxes has used up, and the running text it has met."""

    def __init__(self, lines: int = _LINES_AFTER) -> None:
        self.elements = _ELEMENTS
        self.lines = lines
        self.text = 0
        self.before = ""
        self.paragraphs: list[etree._Element] = []
        self.box: etree._Element | None = None
        """The smallest box with the heading and the last of the paragraphs."""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is to be looked at."""
        return self.elements <= 0 or self.lines <= 0 or self.text > _RUNNING_TEXT

    def read(self, paragraph: etree._Element, length: int) -> None:
        """Count a paragraph."""
        self.text += length
        self.paragraphs.append(paragraph)


def lines_after(heading: etree._Element, walk: Walk) -> Iterator[Line]:
    """Give the lines between the heading and the article's text, and those behind its lead; never what stands behind the whole text.

    Below an article stand its neighbours, which nothing in a page tells from it but the place: a line with running text before it counts
    only where as much running text follows, inside the smallest box that holds both the heading and the text.
    """
    place: etree._Element = heading
    held: list[tuple[int, Line]] = []
    least = _AFTER_A_LEAD
    for _ in range(_LEVELS):
        parent, text = place.getparent(), walk.text
        for sibling in place.itersiblings():
            for line in _lines(sibling, walk):
                if walk.text == 0:
                    yield line
                elif walk.text <= _LEAD:
                    held.append((walk.text, replace(line, is_below_text=True)))
            while held and walk.text >= least * held[0][0]:
                yield held.pop(0)[1]
            walk.box = walk.box if walk.text == text else parent
            if walk.is_over:
                return
        if parent is None or parent.tag in _OUTER or len(walk.paragraphs) > 1 or walk.text > _LEAD:
            return
        if walk.paragraphs and not any(above is walk.paragraphs[0].getparent() for above in heading.iterancestors()):
            least = _AFTER_A_BOX
        place = parent


def lines_before(heading: etree._Element) -> Iterator[Line]:
    """Give the few lines right above the heading, nearest first; what is above a menu belongs to the paper."""
    place, left = heading, _LINES_BEFORE
    for level in range(_LEVELS_BEFORE):
        for sibling in place.itersiblings(preceding=True):
            if sibling.tag in {"nav", "header", "form", "ul", "script", "h1"} and not _is_meta_list(sibling):
                return
            for line in reversed(list(_lines(sibling, Walk()))[-left:]):
                left -= 1
                yield line
            left -= 1
            if left <= 0:
                return
        parent = place.getparent()
        if parent is None or parent.tag in _OUTER or level + 1 == _LEVELS_BEFORE:
            return
        place = parent


def lines_behind(walk: Walk) -> Iterator[Line]:
    """Give the bare lines right behind the last paragraph, inside the box of the heading and its text, which a walk has found."""
    if not walk.paragraphs or walk.box is None:
        return
    node = _last_paragraph(walk.paragraphs[-1])
    for _ in range(_LEVELS_BEHIND):
        parent = node.getparent()
        if parent is None or parent.tag in {"body", "html"}:
            return
        lines, is_end = _bare_siblings(node)
        yield from lines
        if lines or not is_end or parent is walk.box:
            return
        node = parent


def _last_paragraph(paragraph: etree._Element) -> etree._Element:
    """Find the last of the paragraphs in a row with one; headlines of other stories end the row."""
    parent = paragraph.getparent()
    if parent is not None and parent.tag == "p":
        paragraph = parent
    last = paragraph
    for sibling in paragraph.itersiblings():
        if not isinstance(sibling.tag, str):
            continue
        if _is_foreign(sibling) or any(is_title(link, 2) for link in islice(sibling.iter("a"), 3) if _holds_little_else(sibling, link)):
            break
        if _own_length(sibling) >= _PARAGRAPH:
            last = sibling
    return last


def _holds_little_else(box: etree._Element, link: etree._Element) -> bool:
    return has_less_text(box, len(whole_text(link)) + _PARAGRAPH)


def _bare_siblings(node: etree._Element) -> tuple[list[Line], bool]:
    """Give the date lines right behind a box, and tell whether nothing else stands there."""
    lines: list[Line] = []
    for sibling in node.itersiblings():
        if not isinstance(sibling.tag, str) or sibling.tag in {"br", "hr", "script", "style", "meta"}:
            continue
        text = _short_text(sibling)
        if text == "" and sibling.tag not in {"img", "figure"} and next(iter(sibling.iter("img", "time")), None) is None:
            continue
        if text is None or not _is_bare(sibling, text):
            # A date and a headline flat behind it are an item of a list.
            is_item = sibling.tag == "a" or (sibling.tag in HEADINGS and not _OTHER_STORIES.match(text or ""))
            return ([] if is_item else lines), False
        if re.search(r"\d", text):
            lines.append(Line(sibling, text))
        elif not lines and not _BYLINE.search(sibling.get("class") or ""):
            return [], False  # a name and a date are a reader's comment
        if len(lines) >= _LINES_BEHIND:
            return lines, False
    return lines, not lines


def _is_bare(element: etree._Element, text: str) -> bool:
    """Tell whether a box holds a line and nothing that could be a story: no link but in "published by", no heading, no picture."""
    if len(text) > _LONGEST_BEHIND or _is_foreign(element) or element.get("onclick") is not None:
        return False
    if element.tag in _SKIPPED - {"footer"} or element.tag in HEADINGS or next(iter(element.iter("img", *HEADINGS)), None) is not None:
        return False
    label = next(iter(labels(text)), None)
    return (label is not None and label.lastgroup == PUBLICATION and title_words(element) <= 3) or (
        element.tag != "a" and next(iter(element.iter("a")), None) is None
    )


def time_inside(heading: etree._Element) -> Line | None:
    """Give the ``<time>`` of the heading's article where there is one only, and nothing stands with it."""
    box = next(iter(heading.iterancestors("article", "main")), None)
    times = list(islice(box.iter("time"), 2)) if box is not None else []
    if len(times) != 1:
        return None
    time, text = times[0], _short_text(times[0])
    for above in time.iterancestors():
        if above is box:
            break
        if _is_foreign(above) or above.tag in _SKIPPED - {"footer"} or above.tag == "li":
            return None
        if has_less_text(above, _LONGEST_LINE) and not _is_bare(above, _short_text(above) or ""):
            return None
    return Line(time, text or "") if _is_bare(time, text or "") else None


def _lines(box: etree._Element, walk: Walk) -> Iterator[Line]:
    """Give the lines of a box in their order, going into boxes that hold several."""
    stack = [box]
    while stack and not walk.is_over:
        element = stack.pop()
        walk.elements -= 1
        if not isinstance(element.tag, str) or _is_foreign(element):
            continue
        if element.tag in _SKIPPED:
            if element.tag in {"table", "blockquote"} and not has_less_text(element, 2 * _LONGEST_LINE):
                walk.read(element, _LONGEST_LINE)
            continue
        text = _short_text(element)
        if _begins_other_stories(element, text, walk):
            walk.lines = 0
        elif text is None:
            stack.extend(_long_box(element, walk))
        else:
            yield from _line(element, text, walk)


def _begins_other_stories(element: etree._Element, text: str | None, walk: Walk) -> bool:
    """Tell whether an element heads other stories: it says so, or it is a heading below the text and a link."""
    if walk.text and element.tag in HEADINGS and next(iter(element.iter("a")), None) is not None:
        return True
    return text is not None and len(text) <= 40 and element.tag in _MAY_HEAD and _OTHER_STORIES.match(text) is not None


def _long_box(element: etree._Element, walk: Walk) -> Iterator[etree._Element]:
    """Count a box with much text as a paragraph, or give the boxes it holds, the last first."""
    own = _own_length(element)
    if own >= _PARAGRAPH:
        walk.read(element, own)
    elif element.tag == "p":
        walk.read(element, _LONGEST_LINE)
    elif element.tag != "li":
        yield from element.iterchildren(reversed=True)


def _line(element: etree._Element, text: str, walk: Walk) -> Iterator[Line]:
    if text or _has_stamp(element):
        walk.lines -= 1
        yield Line(element, text, walk.before)
        walk.before = text if len(text) <= 30 else ""
    paragraph = _paragraph_in(element) if len(text) > _PARAGRAPH else None
    if paragraph is not None:
        walk.read(paragraph, len(text))


def _paragraph_in(line: etree._Element) -> etree._Element | None:
    """Find the paragraph in a box with the text of a line."""
    boxes = (box for box in islice(line.iter("*"), _PARTS) if box.tag not in HEADINGS)
    return next((box for box in boxes if _own_length(box) >= _PARAGRAPH), None)


def _own_length(element: etree._Element) -> int:
    """Count the characters that are directly in a box or in its marked words; of its links no more than of the rest."""
    length, linked = len((element.text or "").strip()), 0
    for child in element:
        if child.tag == "a":
            linked += len((child.text or "").strip())
        elif child.tag in _MARKED:
            length += len((child.text or "").strip())
        length += len((child.tail or "").strip())
    return length + min(length, linked)


def _short_text(element: etree._Element) -> str | None:
    """Give the text of a box on one line, nothing where it is too long for one."""
    if len(element) == 0:
        text = element.text or ""
        if len(text) > _LONGEST_LINE:
            text = text.strip()
        return " ".join(text.split()) if len(text) <= _LONGEST_LINE else None
    parts: list[str] = []
    length = 0
    part: str
    for part in element.itertext("*"):  # type: ignore[assignment]  # lxml gives text, not bytes
        bare = part.strip()
        if bare:
            parts.append(bare)
            length += len(bare)
        if length > _LONGEST_LINE or len(parts) > 50:
            return None
    return " ".join(" ".join(parts).split())


def _is_foreign(element: etree._Element) -> bool:
    named, known = element.get("class"), element.get("id")
    return bool(named and _names_foreign(named)) or bool(known and _names_foreign(known))


@lru_cache(maxsize=4096)
def _names_foreign(marks: str) -> bool:
    """Judge a class attribute; the pages of an outlet have the same few hundred."""
    return bool(_FOREIGN.search(marks[:200]))


def _has_stamp(element: etree._Element) -> bool:
    if element.tag in {"time", "meta"} or any(str(name).startswith("data-") for name in element.keys()):  # noqa: SIM118 - no mapping
        return True
    return len(element) > 0 and next(iter(element.iter("time", "meta")), None) is not None


def _is_meta_list(element: etree._Element) -> bool:
    return element.tag == "ul" and not element.findall(".//a") and len(element) <= 6
