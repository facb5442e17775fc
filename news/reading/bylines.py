"""Bylines that a page shows its readers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from lxml import html

from news.choices import Said
from news.reading.elements import text_of
from news.reading.job_titles import names_its_author
from news.texts import word_set

_WORDS: Final = ("uthor", "yline")
_WORDS_ELSEWHERE: Final = ("vtor", "uellif", "utor", "yazar", "muhabir")
"""In other languages; looked for only where English finds nothing."""
_BYLINE_CLASSES: Final = (
    *("byline", "author-name", "author__name", "byline__name", "author_name", "byline-name", "authorname", "article__author-name"),
    *("article-author__name", "author", "authors", "muellif", "muəllif", "avtor", "avtory", "autor", "autorzy", "yazar", "post-author"),
    *(
        "article-author",
        "article__author",
        "articleauthor",
        "news-author",
        "post__author",
        "entry-author",
        "story-author",
        "author-info__name",
    ),
    *(
        "article-byline",
        "post-byline",
        "author-link",
        "authorlink",
        "author-title",
        "news__author",
        "material-author",
        "articlebyline",
        "yazar-adi",
    ),
    *("muhabir", "article__byline", "byline__author", "autor-name", "author-box__name", "contributor"),
)
_RANKS: Final = {name: 3 + at for at, name in enumerate(_BYLINE_CLASSES)}
_OUTSIDE: Final = frozenset(("aside", "footer", "nav", "blockquote", "figure", "figcaption", "q", "form"))
_OTHERS: Final = re.compile(
    r"comment|related|recommend|sidebar|widget|quote|caption|most-?read|popular|latest|teaser|columnists|opinions-list|photo|gallery"
    r"|carousel|footer|cytat",
    re.IGNORECASE,
)
"""Classes of boxes whose authors wrote something else."""
_AUTHORS: Final = frozenset(("author", "creator"))
_BOXES = 300
"""Elements looked at: most pages have ten, lists of columnists hundreds."""
_MOST, _LONGEST = 4, 120
"""More of one kind are a list of columnists, longer ones a paragraph about an author."""
_HEAD_LINES, _TAIL_LINES, _LINE = 3, 4, 100
"""Lines at the ends of a text where its author may be named, and the characters of such a line."""
_NAME_PARTS: Final = word_set("name fn author-name author__name byline__name")


class _Marks(NamedTuple):
    """What may be a byline, by what says so."""

    classes: list[tuple[str, html.HtmlElement]]
    items: list[html.HtmlElement]
    related: list[html.HtmlElement]
    linked: list[html.HtmlElement]


def visible_bylines(tree: html.HtmlElement) -> Iterator[str]:
    """Give the texts of short bylines, the most certain kind first."""
    marks = _marks(tree)
    marked = (box for boxes in (marks.items, marks.related, marks.linked) for box in boxes[:_BOXES])
    ranked = _ranked((*marked, *_called(marks.classes, _WORDS))) or _ranked(_called(marks.classes, _WORDS_ELSEWHERE))
    for rank in sorted(ranked):
        texts = list(dict.fromkeys(text for text in map(_text, ranked[rank][:20]) if text))
        if len(texts) <= _MOST and texts and len(texts[0]) <= _LONGEST:
            # Two boxes side by side are two authors, one elsewhere is the same again.
            yield ", ".join(text for text in texts if len(text) <= _LONGEST) if _are_neighbours(ranked[rank]) else texts[0]


def _marks(tree: html.HtmlElement) -> _Marks:
    """Walk a page once for all that may mark a byline: an XPath for each takes half as long as the whole walk."""
    marks = _Marks([], [], [], [])
    for element in islice(tree.iter("*"), 1, None):
        if classes := element.get("class"):
            marks.classes.append((classes, element))
        if element.get("itemprop") in _AUTHORS:
            marks.items.append(element)
        if element.tag == "a":
            if "author" in element.get("rel", ""):
                marks.related.append(element)
            if "/author" in element.get("href", ""):
                marks.linked.append(element)
    return marks


def _called(classes: Sequence[tuple[str, html.HtmlElement]], words: Iterable[str]) -> Iterator[html.HtmlElement]:
    for word in words:
        yield from islice((element for names, element in classes if word in names), _BOXES)


def _ranked(boxes: Iterable[html.HtmlElement]) -> dict[int, list[html.HtmlElement]]:
    ranked: dict[int, list[html.HtmlElement]] = {}
    for element in boxes:
        rank = _byline_rank(element)
        if rank is not None and element not in ranked.get(rank, ()) and _is_of_the_text(element):
            ranked.setdefault(rank, []).append(element)
    return ranked


def text_bylines(text: str) -> Iterator[Said]:
    """Give the first and last lines of a text, one paragraph a line, that begin with "Author:" and its like."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in (*lines[:_HEAD_LINES], *reversed(lines[_HEAD_LINES:][-_TAIL_LINES:])):
        if len(line) <= _LINE and names_its_author(line):
            yield Said("line of the text", line)


def _text(element: html.HtmlElement) -> str:
    """Give a byline's text with its boxes parted; of a marked author only the name."""
    for inner in element.iter():
        if inner is not element and (inner.get("itemprop") == "name" or inner.get("class") in _NAME_PARTS):
            named = inner.get("content") if inner.tag == "meta" else text_of(inner)
            if named:
                return named
    if element.tag == "meta":
        return element.get("content") or ""
    return (
        " ".join(" | ".join(piece for piece in map(str, element.itertext()) if piece.strip()).split()) if len(element) else text_of(element)
    )


def _are_neighbours(boxes: list[html.HtmlElement]) -> bool:
    return len(boxes) > 1 and all(box.getparent() is boxes[0].getparent() for box in boxes)


def _is_of_the_text(element: html.HtmlElement) -> bool:
    for at, box in enumerate(element.iterancestors()):
        if box.tag in _OUTSIDE or (at < 5 and box.tag not in {"body", "html"} and _OTHERS.search(box.get("class") or "")):
            return False
    return not _OTHERS.search(element.get("class") or "")


def _byline_rank(element: html.HtmlElement) -> int | None:
    if element.get("itemprop") in {"author", "creator"}:
        return 0
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return 1
    classes = (element.get("class") or "").lower().split()
    ranks = [_RANKS[name] for name in classes if name in _RANKS]
    if ranks:
        return min(ranks)
    if element.tag == "a" and "/author" in (element.get("href") or ""):
        return 2 + len(_BYLINE_CLASSES)
    return None
