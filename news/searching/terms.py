"""A word or a quotation of a query as a term: the analyser says which words it holds."""

from news.searching.pointing import MisreadQuery, point_at, shown
from news.searching.questions import Adjacent, Phrase, Prefix, Term, Word
from news.searching.tokens import STAR, Token
from news.words import Words, analyse

SHORTEST_PREFIX = 2  # letters; one letter begins a tenth of all words
_BEHIND_A_STAR = ".,;:!?…"


def term_of(query: str, token: Token) -> Term:
    """Return the term that a token of kind ``word`` or ``quoted`` is. Raises MisreadQuery."""
    if token.kind == "quoted":
        return _phrase(query, token)
    if STAR in token.text:
        return _prefix(query, token)
    found = list(analyse(token.text))
    if not found:
        raise without_letters(query, token)
    start, end = token.start + found[0].start, token.start + found[-1].end
    if len(found) == 1:
        return Word(found[0].text, start=start, end=end)
    return Adjacent(tuple(word.text for word in found), start=start, end=end)


def words_in(term: Term) -> int:
    """Return how many words a term looks for."""
    return len(term.words) if isinstance(term, Phrase | Adjacent) else 1


def without_letters(query: str, token: Token) -> MisreadQuery:
    """Return the error about signs that stand where a word is needed."""
    return _error(query, token, f"{shown(token.text)!r} holds no letter or digit", "write a word, or leave it out")


def _phrase(query: str, token: Token) -> Phrase:
    words = tuple(word.text for word in analyse(token.text))
    if STAR in token.text:
        what = "a star is not read inside quotation marks, which keep words as they are"
        raise _error(query, token, what, "leave the star out, or write gas near/2 pipe*")
    if not words:
        raise _error(query, token, "no word stands between these quotation marks", "write a word or a phrase there, or leave them out")
    if query.startswith("~", token.end):
        raise point_at(query, token.end, token.end + 1, "a distance is not written so", "write gas near/5 oil")
    return Phrase(words, start=token.start, end=token.end)


def _prefix(query: str, token: Token) -> Prefix:
    text = token.text.rstrip(_BEHIND_A_STAR)
    before = text.partition(STAR)[0]
    words = analyse(before)
    if not words or len(text) != len(before) + 1 or words[-1].end != len(before):
        what = "a star stands right behind the beginning of a word, and nowhere else"
        raise _error(query, token, what, f"write {shown(words[0].text) if words else 'pipe'}*, or leave the star out")
    if len(words) > 1:
        raise _error(query, token, "a star ends one word, and these are several", f"write {_side_by_side(words)}*")
    if len(words[0].folded) < SHORTEST_PREFIX:
        raise _error(query, token, f"a beginning has at least {SHORTEST_PREFIX} letters", "write more of the word: pipe*")
    return Prefix(words[0].text, start=token.start + words[0].start, end=token.start + len(text))


def _side_by_side(words: Words) -> str:
    return shown(" near/1 ".join(word.text for word in words))


def _error(query: str, token: Token, what: str, remedy: str) -> MisreadQuery:
    return point_at(query, token.start, token.end, what, remedy)
