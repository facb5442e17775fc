"""An error that points at a place of a query: two lines, the query and carets under what could not be read."""

from itertools import accumulate
from unicodedata import category, east_asian_width

from news.errors import QueryError

WIDTH = 100  # columns; fits beside a margin in most terminals, and in a line of a web page
_NARROWEST = 20  # columns: in less than that nobody finds a place
_LONGEST_SHOWN = 40  # characters of a query repeated in a message, which stays one line
_NEAR = 4 * WIDTH  # characters looked at on either side of the place: a query of a megabyte is told as quickly as a short one
_CUT = "…"
_SPACES = frozenset({"Cc", "Zl", "Zp"})
_WIDTHLESS = frozenset({"Mn", "Me"})


class MisreadQuery(QueryError):
    """One place of a query cannot be read, or asks for something that does not exist."""

    def __init__(self, text: str, place: tuple[int, int], what: str, remedy: str) -> None:
        self.text = text
        self.start, self.end = place
        super().__init__(what, remedy)

    def pointed(self, width: int = WIDTH) -> tuple[str, str]:
        """Return the query and, under it, carets below the place: two lines without control characters, at most so wide, or 100 columns."""
        width = max(_NARROWEST, min(width, WIDTH))
        before = max(0, self.start - _NEAR)
        cells = [_cell(character) for character in self.text[before : self.start + _NEAR]]
        columns = [0, *accumulate(width for _, width in cells)]
        left = columns[self.start - before]
        right = max(columns[min(self.end - before, len(cells))], left + 1)
        is_whole = len(cells) == len(self.text) and max(columns[-1], right) <= width
        first, last = (0, len(cells)) if is_whole else _window(columns, left, right, width)
        cut_before, cut_after = _CUT * (before + first > 0), _CUT * (before + last < len(self.text))
        line = cut_before + "".join(character for character, _ in cells[first:last]) + cut_after
        margin = len(cut_before) + left - columns[first]
        carets = min(right, max(columns[last], left + 1)) - left
        return line, " " * margin + "^" * carets


def point_at(text: str, start: int, end: int, what: str, remedy: str) -> MisreadQuery:
    """Return the error about a place of a query, to be raised; ``start`` and ``end`` are code points of the query."""
    start = min(max(start, 0), len(text))
    return MisreadQuery(text, (start, min(max(end, start), len(text))), what, remedy)


def shown(text: str) -> str:
    """Return a part of a query as it may be repeated in a message: printable, and not long."""
    plain = " ".join("".join(character if character.isprintable() else " " for character in text[: _LONGEST_SHOWN * 2]).split())
    return plain if len(plain) <= _LONGEST_SHOWN else plain[: _LONGEST_SHOWN - 1] + _CUT


def _cell(character: str) -> tuple[str, int]:
    """Return how a character is shown, and in how many columns."""
    kind = category(character)
    if kind in _SPACES:
        return " ", 1
    if kind == "Cs":
        return "\ufffd", 1  # half of a surrogate pair cannot be printed
    if kind == "Cf":
        return "", 0  # marks of direction would turn the line around
    if kind in _WIDTHLESS:
        return character, 0
    return character, 2 if east_asian_width(character) in "WF" else 1


def _window(columns: list[int], left: int, right: int, width: int) -> tuple[int, int]:
    """Return the first character that is shown and the one after the last, so that the place from ``left`` to ``right`` is among them."""
    total = max(columns[-1], right)
    room = width - 2 * len(_CUT)
    begin = max(0, min(left - (room - min(right - left, room)) // 2, total - room))
    first = next(index for index, column in enumerate(columns) if column >= begin)
    last = max(index for index, column in enumerate(columns) if column <= columns[first] + room)
    return first, last
