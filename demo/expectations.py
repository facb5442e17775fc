"""What a perfect monitor would hold of the invented press, taken from the labels of its stories."""

from dataclasses import dataclass

from demo.contents import LAST_ROUND, Answers, Edit, Piece, Share, round_of
from demo.press import Press


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """One text on the beat."""

    url: str
    title: str
    """The title in the last round."""
    lang: str
    topics: tuple[str, ...]
    """Of arms-transfers, gas-routes and plane-crash; none where no mandatory topic fits."""
    thread: str
    """The matter that its story is a step of."""
    event: str
    """Texts of one event make one story."""
    copies: tuple[str, ...]
    """Further addresses that carry the same text."""
    versions: int
    """How many texts stood at the address, one after the other, for who looked in every round."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An announced address that holds no article for us."""

    url: str
    why: Answers
    """``private`` is one that robots.txt forbids."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is there to be found up to a round."""

    texts: tuple[ExpectedText, ...]
    off_beat: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    @property
    def copies(self) -> int:
        """How many addresses carry a text that another address has as well."""
        return sum(len(text.copies) for text in self.texts)


def expectations(press: Press, round_: int = LAST_ROUND) -> Expectations:
    """Return what a monitor that looked in every round up to this one should hold."""
    pieces = [piece for piece in press.contents.pieces if piece.round <= round_]
    shares = [share for share in press.contents.shared(round_) if share.piece is None]  # the others stand at a piece's own address
    articles = [piece for piece in pieces if piece.answers == "article"]
    texts = [_piece_text(press, piece, round_) for piece in articles if piece.beat and piece.copy_of is None]
    texts += [_share_text(press, share) for share in shares if share.beat and share.copy_of is None]
    off_beat = [press.url(piece) for piece in articles if not piece.beat] + [press.share_url(share) for share in shares if not share.beat]
    refusals = tuple(Refusal(press.url(piece), piece.answers) for piece in pieces if piece.answers != "article")
    return Expectations(tuple(texts), tuple(off_beat), refusals)


def _piece_text(press: Press, piece: Piece, round_: int) -> ExpectedText:
    copies = [press.url(other) for other in press.contents.pieces if other.copy_of == piece.ref and other.round <= round_]
    copies += [press.share_url(share) for share in press.contents.shared(round_) if share.copy_of == piece.ref]
    return ExpectedText(
        url=press.url(piece),
        title=piece.as_of(round_).title,
        lang=press.contents.outlet(piece.outlet_id).languages[0],
        topics=piece.topics,
        thread=piece.thread or "",
        event=piece.event or "",
        copies=tuple(copies),
        versions=2 if _is_made(piece.edit, round_) else 1,
    )


def _share_text(press: Press, share: Share) -> ExpectedText:
    return ExpectedText(
        url=press.share_url(share),
        title=share.title,
        lang=share.lang,
        topics=share.topics,
        thread=share.thread or "",
        event=share.event or "",
        copies=(),
        versions=1,
    )


def _is_made(edit: Edit | None, round_: int) -> bool:
    return edit is not None and round_of(edit.at) <= round_
