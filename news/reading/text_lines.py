"""The lines of the part of a page that is one article: paragraphs, headings, list items and rows, without mere links and buttons."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from news.reading.elements import text_of, whole_text
from news.reading.furniture import is_ad_label, is_interruption
from news.texts import word_set

_BLOCKS = word_set(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html "
    "li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BOXES = word_set("div section td center article body form main address header dd li")
"""What holds a text as well as buttons and counters; nobody writes those into paragraphs."""
_HEADS = word_set("h1 h2 h3 h4 h5 h6")
_BREAK = "\u2028"
_BAR_SIGNS = "|•·/"
_BARS = str.maketrans(_BAR_SIGNS, " " * len(_BAR_SIGNS))
"""What stands between links in a row."""
_BUTTON = 3
"""Words of a button, a section's name or a counter."""
_BOX_LINES = 4
"""Lines of a box that asks for something."""
_HEADLINE, _CARDS = 4, 3
"""Words of a link to another story, and how many cards with such links make a row."""
_WRAPPED = 6
"""Words of a line that was broken by hand where it was full; items of a list have fewer."""
_CARD = 40
"""Words of a link to another story with its teaser, and of an advertisement."""
_ENDS = (".", "!", "?", "…", ":", ";", '"', "»", "”", "“", "’", ")", "։", "؟", "।")


@dataclass(slots=True)
class _Reader:
    lines: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    """For each line the tag of the heading that it is, with an "a" behind it where all of it is a link."""
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    owners: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """For each open block the count of lines before it."""
    headlines: list[int] = field(default_factory=list)
    """For each open block the count of links to other stories that were left out in it."""
    cards: list[tuple[int, int]] = field(default_factory=list)
    """Where lines stand that may be the teasers of cards."""
    item: bool = False
    """Whether the next line is the first of a list item."""

    def add(self, text: str | None, *, in_link: bool) -> None:
        if text:
            self.parts.append(text)
            if in_link:
                self.linked += len(text.split())

    def open(self, tag: str) -> None:
        """Begin a block."""
        self.flush()
        self.owners.append(tag)
        self.starts.append(len(self.lines))
        self.headlines.append(0)
        self.item = tag == "li" or (self.item and tag == "p")

    def close(self) -> None:
        """End a block; a box of a heading and lines that ask or point elsewhere goes as a whole."""
        self.flush()
        tag, start, headlines = self.owners.pop(), self.starts.pop(), self.headlines.pop()
        count = len(self.lines) - start
        if tag in _BOXES and 0 < count <= _BOX_LINES:
            if count > 1 and self.heads[start] and self._asks(start):
                del self.lines[start:], self.heads[start:]
            elif headlines + self.heads[start].endswith("a") == 1 and sum(map(_words, self.lines[start:])) <= _CARD:
                self.cards.append((start, len(self.lines)))
        elif self.headlines and tag not in _BOXES and count == 0:
            self.headlines[-1] += headlines

    def _asks(self, start: int) -> bool:
        """Tell whether the lines of a box are headings and lines that ask or point elsewhere."""
        return all(head or is_interruption(line) for head, line in zip(self.heads[start:], self.lines[start:], strict=True))

    def flush(self) -> None:
        """End a stretch of text that nothing but inline markup interrupts."""
        if not self.parts:
            return
        text, linked = "".join(self.parts), self.linked
        self.parts.clear()
        self.linked = 0
        words, tag = len(_without_bars(text).split()), self.owners[-1]
        if not words:
            return
        if linked * 5 >= words * 4 and words <= _CARD and tag not in _HEADS:
            self.headlines[-1 if tag in _BOXES or len(self.headlines) < 2 else -2] += words >= _HEADLINE
            return
        if tag in _BOXES and tag != "li" and words <= _BUTTON and not text.rstrip().endswith(_ENDS) and ": " not in text:
            return  # with a colon it may say who wrote it and where it comes from
        found = _broken(text, is_pre=tag == "pre")
        if len(found) > 1 and words <= _CARD and is_ad_label(found[0]):
            return
        head = (tag + ("a" if linked * 5 >= words * 4 else "")) if tag in _HEADS else ""
        if head:
            self._drop_empty_section(tag)
        for line in found:
            self.lines.append(f"- {line}" if self.item else line)
            self.heads.append(head)
            self.item = False

    def _drop_empty_section(self, tag: str = "") -> None:
        """Take headings away under which nothing stands: their lists of links were left out."""
        while self.heads and self.heads[-1] and self.heads[-1].startswith(tag):
            self.lines.pop()
            self.heads.pop()

    def end(self) -> list[str]:
        """Give the lines, without the teasers of cards and headings behind the text."""
        if len(self.cards) >= _CARDS:
            dropped = {at for start, end in self.cards for at in range(start, end)}
            self.lines = [line for at, line in enumerate(self.lines) if at not in dropped]
            self.heads = [head for at, head in enumerate(self.heads) if at not in dropped]
        if any(not head for head in self.heads):
            self._drop_empty_section()
        return self.lines


def _without_bars(text: str) -> str:
    return text.translate(_BARS) if any(map(text.__contains__, _BAR_SIGNS)) else text  # which most texts hold none of


def _words(line: str) -> int:
    return line.count(" ") + 1


def lines_of(part: etree._Element) -> list[str]:
    """Give the lines of a part of a page in their order; rows of a table between bars, list items behind a dash."""
    reader = _Reader()
    reader.open("")
    links = 0
    walker = etree.iterwalk(part, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                reader.open(tag)
            links += tag == "a"
            if tag == "table":
                _take_rows(reader, element)
                walker.skip_subtree()
            elif tag:
                reader.add(_BREAK if tag == "br" else element.text, in_link=links > 0)
            continue
        if tag in _BLOCKS:
            reader.close()
        elif tag == "a":
            links = max(0, links - 1)
        if element is not part:
            reader.add(element.tail, in_link=links > 0)
    reader.flush()
    return reader.end()


def section_heads(lines: etree._Element) -> frozenset[str]:
    """Give the headings of a part that has several of one level: they are its sections, whichever stands first."""
    levels: dict[str, list[str]] = {}
    for heading in lines.iter("h2", "h3", "h4"):
        levels.setdefault(str(heading.tag), []).append(text_of(heading))
    return frozenset(head for heads in levels.values() if len(heads) > 1 for head in heads if head)


def _broken(text: str, *, is_pre: bool) -> list[str]:
    """Part a text at its line breaks; one break within a sentence, where a small letter follows, parts nothing."""
    pieces = (text.replace("\n", _BREAK) if is_pre else text).split(_BREAK)
    lines: list[list[str]] = []
    is_near = False
    for piece in pieces:
        line = " ".join(piece.split())
        if line and is_near and line[0].islower() and _words(lines[-1][-1]) >= _WRAPPED and not lines[-1][-1].endswith(_ENDS):
            lines[-1].append(line)
        elif line:
            lines.append([line])
        is_near = bool(line)
    return [" ".join(each) for each in lines]


def _take_rows(reader: _Reader, table: etree._Element) -> None:
    for row in table.iter("tr"):
        cells = [text_of(cell) for cell in row if cell.tag in {"td", "th"}]
        words = sum(len(cell.split()) for cell in cells)
        linked = sum(len(whole_text(link).split()) for link in row.iter("a"))
        if words and linked * 5 < words * 4:
            full = [cell for cell in cells if cell]
            reader.lines.append(f"| {' | '.join(cells)} |" if len(full) > 1 else full[0])
            reader.heads.append("")


def link_lines(tree: etree._Element) -> Iterator[str]:
    """Give the paragraphs that are nothing but a link: pointers to other pages."""
    for paragraph in tree.iter("p"):
        anchors = list(paragraph.iter("a"))
        if 0 < len(anchors) <= 3:
            whole = text_of(paragraph)
            linked = " ".join(text_of(anchor) for anchor in anchors)
            if whole and len(linked) * 10 >= len(whole) * 9:
                yield whole
