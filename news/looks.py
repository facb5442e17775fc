"""What the gate before the parser keeps of one page: what was found, which words are looked at, and where scripts stand."""

import re
from collections.abc import Sequence

from news.escapes import escaped_word
from news.traces import LOWER

PIECE = re.compile(rb"[0-9A-Za-z'`\x80-\xff]+")
_SCRIPT_END = re.compile(rb"</script", re.IGNORECASE)
_HIDDEN_END = re.compile(rb"<\\?/(?:script|style)", re.IGNORECASE)
_ESCAPE = re.compile(rb"&|\\u")


class Seen:
    """What has been found of one page."""

    def __init__(self, enough: Sequence[bool], named: int = 0, *, is_resolved: bool = False) -> None:
        """Begin a page, with or without escapes; ``enough`` tells of every set of bits whether no more is looked for."""
        self._enough = enough
        self.named = named
        """Bits for what has been named."""
        self.words: set[int] = set()
        self.is_resolved = is_resolved
        """Whether no entity or escape of the page stands for a letter any more."""
        self.is_cut = False
        """Whether a word that is looked for may be cut by tags that are unclear."""
        self.is_unclear = False
        """Whether the page has to be resolved as a whole."""
        self.script = range(0)
        """Where the script that was met last stands."""
        self.opened, self.looked_over = -1, 0
        """Where the last script opens before a place, and that place."""
        self.hidden = range(0)
        """Where the script or style that was met last behind a word stands, up to its end tag."""
        self.is_hidden_closed = False

    @property
    def is_enough(self) -> bool:
        """Whether all has been named that is looked for."""
        return self._enough[self.named]

    def leave_page(self) -> None:
        """Forget where something stands."""
        self.script = self.hidden = range(0)
        self.opened, self.looked_over = -1, 0


class Look:
    """Bytes that are looked at, and the words of them that are to be looked at letter by letter."""

    def __init__(self, raw: bytes, *, is_part: bool = False) -> None:
        """Take the bytes, in UTF-8."""
        self.raw = raw
        self.lower = b" " + raw.translate(LOWER)
        """Small letters, with a space before the first."""
        self.is_part = is_part
        """Whether these are words out of a page, without what stood behind their tags."""
        self.words: set[bytes] = set()
        self.escaped: dict[bytes, list[int]] = {}
        """Words that hold escapes, with the places of the tags that follow them."""
        self.end = 0
        """Up to where words were taken."""
        self.escaped_end = 0
        """Up to where words with escapes were taken."""

    def take(self, at: int, seen: Seen) -> None:
        """Take the word around a place in ``lower``, with all signs and tags that it touches."""
        if at < self.end:
            return
        start, end = self.lower.rfind(b" ", 0, at + 1), self.lower.find(b" ", at + 1)
        self.end = end if end >= 0 else len(self.lower)
        taken = self.raw[start : self.end - 1]
        if taken in self.words:
            return
        self.words.add(taken)
        if not seen.is_resolved and (b"&" in taken or b"\\u" in taken):
            for escape in _ESCAPE.finditer(taken):
                self.take_escaped(start + escape.start() + 1, seen)

    def take_escaped(self, at: int, seen: Seen) -> None:
        """Take the word around an escape that stands at a place in ``lower``; one without an end makes the page unclear."""
        if self.is_part or seen.is_resolved or at <= self.escaped_end:
            return
        span = escaped_word(self.raw, at - 1)
        if span is None:
            seen.is_unclear = True
        else:
            self.escaped_end = span[1]
            tags = self.escaped.setdefault(self.raw[span[0] : span[1]], [])
            tags += [span[1]] if self.raw[span[1] : span[1] + 1] == b"<" else []


def end_of_hidden(raw: bytes, at: int, seen: Seen) -> int:
    """Return where the script or style that opens before a place is closed; nothing, as -1, where it is not, or may be text."""
    if PIECE.match(raw, at):
        return -1
    if at not in seen.hidden:
        closed = _HIDDEN_END.search(raw, at)
        seen.hidden = range(at, closed.start() + 1 if closed else len(raw) + 1)
        seen.is_hidden_closed = closed is not None
    return seen.hidden[-1] if seen.is_hidden_closed else -1


def _script_before(raw: bytes, at: int, seen: Seen) -> int:
    """Return where the last script before a place opens, or -1; what lies before an earlier place is not looked over again."""
    if at < seen.looked_over:
        seen.looked_over, seen.opened = 0, -1
    start = max(0, seen.looked_over - len(b"<script"))
    seen.opened = max(seen.opened, raw.rfind(b"<script", start, at), raw.rfind(b"<SCRIPT", start, at))
    seen.looked_over = at
    return seen.opened


def is_in_script(raw: bytes, at: int, seen: Seen) -> bool:
    """Tell whether a place is surely inside a script that holds no JSON: what is written there is no part of a page."""
    if at in seen.script:
        return True
    opened = _script_before(raw, at, seen)
    closed = _SCRIPT_END.search(raw, max(0, opened))
    if opened < 0 or (closed and closed.start() < at) or b"json" in raw[opened : opened + 400].lower():
        return False
    comment = raw.rfind(b"<!--", 0, opened)
    if comment >= 0 and raw.find(b"-->", comment) > opened:
        return False
    seen.script = range(opened + 1, closed.start() if closed else len(raw))
    return True
