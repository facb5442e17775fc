"""The short lines above and below a text in which a paper says who wrote it and where it is from."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from lxml import etree

from news.choices import Said
from news.reading.authors import is_person
from news.reading.credits import SOURCE_LABELS, begins_as_taken
from news.reading.elements import text_of
from news.reading.job_titles import BYLINE_VERBS, FIRST_WORDS, is_author_label
from news.texts import label

SOURCE_LINE: Final = "line beside the text"
"""The place of a line such as "Source: Reuters"."""
_LONGEST, _LINE = 160, 100
"""Characters of a box with a date, a place and a byline in it, and of a paragraph that is one line."""
_PARTS: Final = 50
"""Pieces of text in such a box."""
_LABEL: Final = 40
"""Characters of a label, with its colon."""
_LINES_BELOW: Final = 8
_PARAGRAPHS: Final = 12
"""Paragraphs behind the heading among which those of the text begin."""
_PARAGRAPH, _CLOSING = 80, 40
"""Characters of a paragraph that shows where the text is, and of one under which a signature may stand; closing words are shorter."""
_HEADLINE_WORDS: Final = 4
"""Words of a link that may be another story's headline: behind it nothing belongs to the text."""
_NOT_BELOW: Final = frozenset(("script", "style", "nav", "aside", "footer", "form", "figure", "table", "h2", "h3", "iframe", "section"))
_OTHERS: Final = re.compile(
    r"comment(?!-?(?:count|num|link))|related|recommend|similar|read-?(?:also|more|next)|latest|popular|widget(?!-container|-wrap)|teaser"
    r"|card|sidebar|caption|gallery|carousel|slider|photo|picture|image|thumb|banner|advert|promo|menu|breadcrumb|subscribe|ticker",
    re.IGNORECASE,
)
"""Classes of boxes that speak of something else: other stories, pictures, the site."""
_SKIPPED: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "aside", "nav", "footer", "form", "figure", "figcaption", "select", "iframe", "svg"),
        *("picture", "button", "table", "textarea", "video", "audio", "blockquote", "h1", "img", "link", "input"),
    )
)
_LEVELS: Final = 5
"""Boxes around the heading whose next ones are looked at."""
_ELEMENTS, _LINES_ABOVE = 150, 25
"""Elements between a heading and its text: share buttons and pictures may come before a byline."""
_LEADS: Final = 1
"""Paragraphs behind the heading that a byline may follow; behind the next the text itself has begun."""
_COLONS: Final = re.compile(r"[:：՝](?!\d)")
_PARTED: Final = re.compile(r"\s+[|·•/]\s*|\s+[–—]\s+")
_GENDERED: Final = re.compile(r"^(?:in|innen|r)\s*:\s*")
"""What follows the first colon of "Autor:in:"."""
_JOINED: Final = frozenset((",", "and", "und", "и", "і", "й", "та", "və", "ve", "i", "oraz", "և", "და", "و", "&", "/"))
"""What stands between two names that are two links."""
_BOLD: Final = ("strong", "b", "em", "i")


def labelled_lines(heading: etree._Element | None) -> Iterator[Said]:
    """Give the names behind "Author:" and its like, and whole lines such as "Source: X", from around the text."""
    if heading is None:
        return
    before = ""
    for box, text in _above(heading):
        yield from _read(box, text, before)
        before = text if len(text) <= _LABEL else ""
    last = _last_paragraph(heading)
    if last is None:
        return
    for box in islice(_below(last), _LINES_BELOW):
        yield from _read(box, text_of(box), "")
    if (name := _signature(last)) is not None:
        yield Said("signature", name)


def _above(heading: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Give the short boxes between a heading and its text, a lead of one paragraph among them."""
    place: etree._Element = heading
    elements, lines, paragraphs = _ELEMENTS, _LINES_ABOVE, 0
    for _ in range(_LEVELS):
        stack = list(place.itersiblings())[::-1]
        while stack:
            element = stack.pop()
            elements -= 1
            if elements < 0 or lines < 0 or paragraphs > _LEADS:
                return
            if not isinstance(element.tag, str) or element.tag in _SKIPPED or _speaks_of_others(element.get("class") or ""):
                continue
            text = _short_text(element)
            if text is None and len(element) and element.tag not in {"p", "li"}:
                stack.extend(list(element)[::-1])
            elif text is None or (element.tag == "p" and len(text) > _LINE):
                paragraphs += 1
            elif len(text) > 3:
                lines -= 1
                yield element, text
        parent = place.getparent()
        if parent is None or parent.tag in {"article", "main", "body", "html"}:
            return
        place = parent


@lru_cache(4096)
def _speaks_of_others(classes: str) -> bool:
    """Judge a class attribute; the pages of an outlet have the same few hundred."""
    return bool(classes) and _OTHERS.search(classes[:200]) is not None


def _short_text(element: etree._Element) -> str | None:
    """Give the text of a box on one line, nothing where it is too long for one."""
    parts: list[str] = []
    length = 0
    for part in map(str, element.itertext("*")):
        parts.append(part)
        length += len(part.strip())
        if length > _LONGEST or len(parts) > _PARTS:
            return None
    return " ".join(" ".join(parts).split())


def _read(element: etree._Element, text: str, before: str) -> Iterator[Said]:
    if begins_as_taken(text):
        yield Said(SOURCE_LINE, text)
    first = text.split(maxsplit=1)[0].casefold() if text else ""
    has_label = _COLONS.search(text) is not None or len(element) > 0
    if not has_label and first not in FIRST_WORDS and not before:
        return
    pieces = ([before] if before and not text.startswith(before) else []) + _pieces(element)
    for at, piece in enumerate(pieces[:40]):
        colon = _COLONS.search(piece)
        head, name = (piece[: colon.start()], piece[colon.end() :].strip()) if colon else (piece, "")
        name = _GENDERED.sub("", name) or _behind(pieces[at + 1 :])
        if name and any(map(is_author_label, _ends(head) if colon else (head,))):
            yield Said("labelled line", name)
        elif label(head) in SOURCE_LABELS and name and (colon or name.startswith((":", "-", "–", "—"))) and not _is_under_picture(element):
            yield Said(SOURCE_LINE, f"{head}: {name.lstrip(':–—- ')}")
        elif piece.split(maxsplit=1)[0].casefold() in FIRST_WORDS and BYLINE_VERBS.match(whole := _joined(pieces[at:])):
            yield Said("labelled line", whole)


def _pieces(element: etree._Element) -> list[str]:
    """Give the texts of a box that its elements, bars and dots part."""
    texts = (" ".join(text.split()) for text in map(str, element.itertext("*")))
    return [piece.strip() for text in texts for piece in _PARTED.split(f" {text}") if piece and not piece.isspace()]


def _ends(head: str) -> Iterator[str]:
    """Give what may be the label before a colon: all, or the last words behind a date."""
    yield head
    words = head.split()
    for count in range(1, min(4, len(words))):
        if words[-count - 1][-1].isdigit():
            yield " ".join(words[-count:])


def _behind(pieces: Collection[str]) -> str:
    """Give the first name among the pieces behind a label, and those that are joined to it."""
    return _joined([piece for piece in pieces if piece.strip(" :–—-")])


def _joined(pieces: Collection[str]) -> str:
    joined = ""
    goes_on = True
    for piece in list(pieces)[:8]:
        is_link_word = piece.casefold() in _JOINED or piece.endswith(",") or piece.startswith(",")
        if not goes_on and not is_link_word:
            break
        joined = f"{joined} {piece}".replace(" ,", ",")
        goes_on = is_link_word or (len(piece.split()) <= 3 and BYLINE_VERBS.match(f"{piece} X") is not None)
    return joined.strip()


def _is_under_picture(element: etree._Element) -> bool:
    """Tell whether a line stands right under a picture, whose source it names."""
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        before = parent.getprevious() if parent is not None and parent.tag not in {"article", "main", "body"} else None
    if before is None or not isinstance(before.tag, str) or before.tag == "h1":
        return False
    has_picture = before.tag in {"img", "figure", "picture"} or next(before.iter("img", "picture"), None) is not None
    return has_picture and len(text_of(before)) <= _LONGEST and before.find(".//h1") is None


def _last_paragraph(heading: etree._Element) -> etree._Element | None:
    """Find the last long paragraph of the first row of paragraphs behind the heading."""
    for paragraph in islice(_paragraphs_behind(heading), _PARAGRAPHS):
        parent = paragraph.getparent()
        if parent is None or len(text_of(paragraph)) < _PARAGRAPH or any(map(_is_beside, islice(paragraph.iterancestors(), 4))):
            continue
        row = [each for each in parent if each.tag == "p"]
        if len(row) > 1:
            return next((each for each in reversed(row[-_LINES_BELOW:]) if len(text_of(each)) >= _CLOSING), None)
    return None


def _paragraphs_behind(heading: etree._Element) -> Iterator[etree._Element]:
    place: etree._Element | None = heading
    while place is not None and place.tag not in {"body", "html"}:
        for sibling in place.itersiblings():
            yield from sibling.iter("p")
        place = place.getparent()


def _is_beside(box: etree._Element) -> bool:
    return box.tag in {"aside", "footer", "nav"} or (box.tag not in {"body", "html"} and _speaks_of_others(box.get("class") or ""))


def _below(last: etree._Element) -> Iterator[etree._Element]:
    """Give the short boxes behind the last paragraph, up to the first that leads to another story."""
    parent = last.getparent()
    rows = [last.itersiblings(), parent.itersiblings()] if parent is not None and parent.tag not in {"article", "main", "body"} else []
    for row in rows or [last.itersiblings()]:
        for box in islice(row, _LINES_BELOW):
            if not isinstance(box.tag, str) or box.tag in {"script", "style", "br", "hr"}:
                continue
            if box.tag in _NOT_BELOW or _speaks_of_others(box.get("class") or "") or len(text_of(box)) > _LONGEST:
                return
            if any(len(text_of(link).split()) >= _HEADLINE_WORDS for link in box.iter("a")):
                return
            yield box


def _signature(last: etree._Element) -> str | None:
    """Give the name in bold, or at the right, with which a text ends; one that the text speaks of signs a letter."""
    lines = [each for each in last.itersiblings() if isinstance(each.tag, str) and text_of(each)]
    if len(lines) != 1 or lines[0].tag not in {"p", "div", "strong", "b"}:
        return None
    line = lines[0]
    name = text_of(line).strip(" .—–-")
    children = [child for child in line if isinstance(child.tag, str)]
    is_bold = line.tag in {"strong", "b"} or (len(children) == 1 and children[0].tag in _BOLD and not (children[0].tail or "").strip())
    is_right = "right" in (line.get("style") or "") + (line.get("align") or "") + (line.get("class") or "")
    if not (is_bold or is_right) or not is_person(name) or next(line.iter("a"), None) is not None:
        return None
    root = last.getroottree().getroot()
    heading = next(root.iter("h1"), None)
    parent = last.getparent()
    told = f"{text_of(heading)} {text_of(parent)}".casefold().replace(name.casefold(), "", 1)
    return name if name.split()[-1].casefold()[:5] not in told else None
