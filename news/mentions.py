"""Whether anything that is told names a side of the beat: where not, nothing that is made of it is on the beat (news/beats.py)."""

from news.beats import Beat
from news.documents import Document
from news.lexicons import Lexicon
from news.words import has_seam


class Mentions:
    """The names of both sides in every language, looked for as the gate looks for them."""

    def __init__(self, beat: Beat) -> None:
        """Take the beat's names; without diacritics, which finds all that is found with them."""
        self._lexicon = Lexicon(None, with_diacritics=False)
        names = (lists.of(None) for side in beat.gate.sides for lists in (side.anchors, side.half))
        self._names = self._lexicon.add(frozenset().union(*names))

    def may_be_in(self, told: str) -> bool:
        """Tell whether a name may stand in a text, or in any part of it; in doubt it may.

        Words of Latin and Cyrillic letters are in doubt: in which script they are read depends on the text around them.
        """
        return has_seam(told) or self._names in self._lexicon.find(Document("", told, None)).numbers
