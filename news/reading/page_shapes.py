"""How the text of a page stands: in one stretch, as an article's does, or in pieces between headlines."""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree, html

from news.answers import PageKind
from news.reading.kind_marks import CONSENT, CONSENT_STEMS, CONSENT_TERMS, HEADS, READ_MORE, TIME, fold
from news.reading.prose import Block, blocks_of

BREAK = "\u2028"
"""What stands for a line break in a block's text."""
_RUNNING = 8
"""Words outside links that a block of running text has at least; dates, captions and buttons have fewer."""
_SENTENCE = 5
"""Words that are enough where they end as a sentence does; languages that put endings for words have short sentences."""
_HEADLINE = 4
"""Words of a link that is a headline; sections have one or two."""
_NOTICE = 30
"""Words of the longest line that is taken for a notice: articles about pages that were not found run on."""
EXPLAINED = 150
"""Words with which the longest challenges explain themselves."""
_CONSENT = 160
"""Words of the longest paragraph by which a page asks for consent."""
_ENDS = frozenset(".!?…։؟။।。")
_STAMP = 16
"""Words of the longest line of a date, a section and a number of views."""
_QUOTES = ("«", "“", '"', "„", "”", "‚")
"""A notice asks for itself; articles quote it."""
_SPOKEN = 4000
"""Characters of a block that are looked at for words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One block of text, as far as its kind depends on it."""

    element: etree._Element
    text: str
    """Folded, cut where it is long, with newlines for line breaks."""
    plain: int
    linked: int
    headlines: int
    is_running: bool
    """The block is text: no heading, no line of dates and counters, no claim of rights."""

    @property
    def is_headline(self) -> bool:
        """The block is a link to another page, with a date at most beside it."""
        return self.linked > self.plain and self.linked >= (2 if self.element.tag in {"h2", "h3", "h4", "h5"} else _HEADLINE)

    @property
    def is_item(self) -> bool:
        """The block may be a headline with its summary; paragraphs of articles have links as well, but short ones."""
        return self.headlines > 0 or (self.linked >= 2 and self.plain < _NOTICE and self.element.tag != "p")

    @property
    def is_list(self) -> bool:
        """The block holds several headlines, with a few words to each."""
        return self.headlines >= 4 and self.plain < 25 * self.headlines


@dataclass(slots=True)
class _Group:
    words: int = 0
    blocks: int = 0
    breaks: int = 0
    end: int = 0

    def add(self, words: int, number: int) -> None:
        self.words += words
        self.blocks += 1
        self.end = number


@dataclass(slots=True)
class Shape:
    """The text of a page, counted by how it stands."""

    lines: list[Line] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    """Words of each stretch of running text between links to other pages."""
    words: int = 0
    """Words of the longest text: a stretch, or what stands side by side."""
    end: int = 0
    """The number of the line with which it ends."""
    headlines: int = 0
    """Links to other pages."""
    linked: int = 0
    all_words: int = 0
    """Words outside links, notices left out."""
    notices: dict[PageKind, str] = field(default_factory=dict)
    """The first notice of each kind."""
    consent_words: int = 0
    linking: int = 0
    """Blocks with a link of two words or more."""
    more: int = 0
    """Blocks that end in an invitation to read more."""
    dense: bool = False
    """One word in eighteen is about consent."""

    @property
    def is_even(self) -> bool:
        """Four stretches or more, and none that stands out."""
        pieces = sorted(self.runs)
        return len(pieces) >= 4 and self.words <= 2.5 * pieces[len(pieces) // 2]

    def take(self, line: Line, *, is_linking: bool) -> bool:
        """Count a line, and tell whether it leads to another page."""
        self.linked += line.linked
        self.linking += line.linked >= 2
        self.all_words += line.plain
        more = line.linked > 0 and READ_MORE.search(line.text[-40:]) is not None
        self.more += more
        breaks = line.is_headline or more or line.is_list or (is_linking and line.is_item)
        if breaks:
            self.headlines += line.headlines if line.is_list else line.is_headline or line.headlines > 0
        return breaks


def shape_of(tree: html.HtmlElement) -> Shape:
    """Walk a page and count its text."""
    lines = [_line(block) for block in blocks_of(tree)]
    notices = _requests(lines)
    shape = _counted(lines, notices)
    if shape.words < EXPLAINED:  # what says in a line that it is no article has no long text
        notices |= {number: kind for number, line in enumerate(lines) if number not in notices and (kind := _notice(line))}
        shape = _counted(lines, notices)
    for number, kind in sorted(notices.items()):
        shape.notices.setdefault(kind, lines[number].text[:80])
        shape.consent_words += lines[number].plain if kind == "consent wall" else 0
    shape.dense = "consent wall" in shape.notices and _is_dense(lines)
    return shape


def _counted(lines: list[Line], notices: dict[int, PageKind]) -> Shape:
    shape = Shape(lines)
    groups: dict[etree._Element, _Group] = defaultdict(_Group)
    is_linking = _is_linking(lines)
    run = last = 0
    ends: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if number in notices:
            continue
        breaks = shape.take(line, is_linking=is_linking)
        parent = line.element.getparent()
        group = groups[line.element if parent is None else parent]
        if line.is_list:
            ends += [(line.plain // line.headlines, number)] * line.headlines
        elif line.is_running:
            run, last = run + line.plain, number
            group.add(line.plain, number)
        if breaks:
            group.breaks += 1
            ends += [(run, last)] if run else []
            run = 0
    ends += [(run, last)] if run else []
    shape.runs = [words for words, _ in ends]
    whole = [(group.words, group.end) for group in groups.values() if group.blocks > 1 and group.breaks * 2 <= group.blocks]
    shape.words, shape.end = max([*ends, *whole], default=(0, 0))
    return shape


def _line(block: Block) -> Line:
    text = block.text[:_SPOKEN]
    plain, linked = block.plain, block.linked
    if len(text) > 16 * (plain + linked):  # a script without spaces between words: five characters are about a word
        plain, linked = len(text) // 5 if plain else 0, linked * 3
    folded = "" if linked > plain and linked > _NOTICE else "\n".join(filter(None, map(fold, text.split(BREAK))))
    return Line(block.element, folded, plain, linked, block.headlines, _is_running(block.element, folded, plain, linked))


def _is_running(element: etree._Element, text: str, plain: int, linked: int) -> bool:
    if plain <= linked or plain < _SENTENCE or element.tag == "h1" or "©" in text[:20]:
        return False
    return text[-1:] in _ENDS or (plain >= _RUNNING and not (plain < _STAMP and sum(map(str.isdigit, text)) * 7 >= len(text)))


def _is_linking(lines: list[Line]) -> bool:
    """Tell whether most blocks of text hold a link to another page: summaries with their headlines in one block."""
    running = [line for line in lines if line.is_running]
    return len(running) >= 4 and sum(line.is_item for line in running) * 10 >= len(running) * 7


def _requests(lines: list[Line]) -> dict[int, PageKind]:
    """Find the paragraphs that ask for consent."""
    return {
        number: "consent wall" for number, line in enumerate(lines) if 3 <= line.plain + line.linked <= _CONSENT and _asks(line.text[:600])
    }


def _asks(text: str) -> bool:
    return any(map(text.__contains__, CONSENT_STEMS)) and any(text[: found.start()][-1:] not in _QUOTES for found in CONSENT.finditer(text))


_SITE_WORDS = 14
"""Words in which sites say that they are out of order."""


def _notice(line: Line) -> PageKind | None:
    """Name the kind of page that says such a line; running text says none."""
    if line.plain + line.linked > _NOTICE or line.linked > line.plain:
        return None
    kinds: tuple[PageKind, ...] = ("soft 404", "challenge", "server error", "login page")
    text = line.text.lstrip("0123456789.:/ ") or line.text  # a date in an inline element stands right before the words
    for kind in kinds:
        found = HEADS[kind].search(text)
        # A long sentence that comes to speak of maintenance tells of a water main, not of the site.
        early = 1 if kind == "login page" or (kind == "server error" and len(text.split()) > _SITE_WORDS) else 4
        if found and len(text[: found.start()].split()) <= early:
            return kind
    return None


def _is_dense(lines: list[Line]) -> bool:
    text = " ".join(line.text for line in lines)[:6000]
    return len(CONSENT_TERMS.findall(text)) * 18 >= max(54, len(text.split()))


def stamped(lines: list[Line]) -> int:
    """Count the entries that begin with a time of day and go on with text of their own, not with a link."""
    count = 0
    waiting = False
    for line in lines:
        waiting = waiting and not line.is_headline
        for piece in line.text.split("\n") if line.plain > line.linked else ():
            words = len(piece.split())
            found = TIME.search(piece[:40])
            if found and (found.start() <= 3 or words <= 8):
                count += words >= _RUNNING
                waiting = words < _RUNNING
            elif waiting and words >= (3 if piece[-1:] in ".!?…" else _RUNNING):
                count += 1
                waiting = False
    return count
