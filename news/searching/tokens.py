"""The tokens of a query: words, quotations, operators, fields with their values.

Quotation marks, parentheses and spaces part tokens; everything else is a run. A run is an operator, a field with its values,
noise without a letter or digit, or a word as the analyser will read it. Each character is looked at once.
"""

import re
from typing import Literal, NamedTuple, NoReturn
from unicodedata import category

from news.searching.fields import EXAMPLES, TITLE, unknown_field
from news.searching.pointing import point_at, shown
from news.words import analyse

Kind = Literal["word", "quoted", "field", "value", "(", ")", "AND", "OR", "NOT", "near", "noise", "end"]

QUOTES = '"„“”«»'
STAR = "*"
NEAR = "near"
NEAREST, FARTHEST, USUAL = 1, 50, 10  # words between the two sides of near; beyond 50 they are seldom one thought
OPERATORS: dict[str, Kind] = {"AND": "AND", "OR": "OR", "NOT": "NOT", "&&": "AND", "||": "OR"}
_CLOSING = {'"': '"', "„": '“”"', "“": '”“"', "”": '”“"', "«": "»", "»": "«"}
_CLOSING_OTHERWISE = "“”"  # what a telephone makes of the second straight mark

_RUN = re.compile(rf"[^\s(){QUOTES}]+")
_VALUE = re.compile(rf"[^\s(){QUOTES},]*")
_DISTANCE = re.compile(r"[0-9]{1,4}")


class Token(NamedTuple):
    """A part of a query and its place."""

    kind: Kind
    text: str
    """A word as typed, what a quotation holds, a field's name or value, a distance; else as typed."""
    start: int
    end: int


def tokens_of(query: str) -> list[Token]:
    """Return the tokens of a query in order, the last of kind ``end``. Raises MisreadQuery."""
    tokens: list[Token] = []
    at = 0
    while (at := _skip(query, at)) < len(query):
        tokens += _read(query, at)
        at = tokens[-1].end
    return [*tokens, Token("end", "", len(query), len(query))]


def is_operator(word: str) -> bool:
    """Return whether a word, typed alone, is an operator."""
    return word in OPERATORS or word.casefold() == NEAR


def needs_quotes(value: str) -> bool:
    """Return whether a field's value can be written in quotation marks only."""
    whole = _VALUE.fullmatch(value) is not None
    return not value or not whole or value[0] == "-" or _is_invisible(value[0]) or _is_invisible(value[-1])


def quote(text: str) -> str:
    """Write a text in quotation marks that it does not hold itself."""
    if '"' not in text:
        return f'"{text}"'
    return f"»{text}«" if "»" in text else f"«{text}»"


def _read(query: str, at: int) -> list[Token]:
    """Read what begins at one place: a token, or a field with its values."""
    character = query[at]
    if character in "()":
        return [Token("(" if character == "(" else ")", character, at, at + 1)]
    if character in QUOTES:
        return [_quotation(query, at)]
    if _is_minus(query, at):
        return [Token("NOT", "-", at, at + 1)]
    return _read_run(query, _run_at(query, at))


def _read_run(query: str, run: Token) -> list[Token]:
    if run.text in OPERATORS:
        return [run._replace(kind=OPERATORS[run.text])]
    if run.text.casefold().partition("/")[0] == NEAR:
        return [_distance(query, run)]
    head, colon, rest = run.text.partition(":")
    if colon and head.lower() in EXAMPLES:
        return _field(query, run.start, head.lower())
    if colon:
        _check_unknown(query, run, head, rest)
    return [run if STAR in run.text or analyse(run.text).forms else run._replace(kind="noise")]


def _skip(query: str, at: int) -> int:
    while at < len(query) and (query[at].isspace() or _is_invisible(query[at])):
        at += 1
    return at


def _is_invisible(character: str) -> bool:
    return category(character) == "Cf"


def _is_minus(query: str, at: int) -> bool:
    """Return whether a minus excludes what follows: it stands right before a word, quotation or parenthesis, and behind no quotation."""
    after = query[at + 1 : at + 2]
    return query[at] == "-" and (after.isalnum() or after in tuple(QUOTES + "(")) and (at == 0 or query[at - 1] not in QUOTES)


def _run_at(query: str, at: int) -> Token:
    match = _RUN.match(query, at)
    end = match.end() if match else at
    while end > at and _is_invisible(query[end - 1]):
        end -= 1
    return Token("word", query[at:end], at, end)


def _quotation(query: str, at: int) -> Token:
    for marks in (_CLOSING[query[at]], _CLOSING_OTHERWISE if query[at] == '"' else ""):
        ends = [end for mark in marks if (end := query.find(mark, at + 1)) >= 0]
        if ends:
            return Token("quoted", query[at + 1 : min(ends)], at, min(ends) + 1)
    remedy = f"write {query[at]}{shown(query[at + 1 :]) or '…'}{_CLOSING[query[at]][0]}, or leave the mark out"
    raise point_at(query, at, at + 1, "this quotation has no end", remedy)


def _distance(query: str, run: Token) -> Token:
    slash, digits = run.text[len(NEAR) :][:1], run.text[len(NEAR) + 1 :]
    if not slash:
        return run._replace(kind="near", text=str(USUAL))
    if _DISTANCE.fullmatch(digits) and NEAREST <= int(digits) <= FARTHEST:
        return run._replace(kind="near", text=str(int(digits)))
    what = f"near takes a number of words from {NEAREST} to {FARTHEST}"
    raise point_at(query, run.start, run.end, what, f"write near/5, or near alone, which is near/{USUAL}")


def _check_unknown(query: str, run: Token, head: str, rest: str) -> None:
    """Raise where a word with a colon was meant as a field: one with a value right behind it, which is no address."""
    after = query[run.end : run.end + 1]
    has_value = bool(rest) or (after != "" and after in QUOTES + "(")
    problem = unknown_field(head, shown(rest) or "…") if has_value and not rest.startswith("//") else None
    if problem:
        raise point_at(query, run.start, run.start + len(head) + 1, *problem)


def _field(query: str, at: int, name: str) -> list[Token]:
    """Read a field and the values right behind its colon; parentheses are left for the parser."""
    end = at + len(name) + 1
    field = Token("field", name, at, end)
    if query[end : end + 1] == "-":
        raise point_at(query, end, end + 1, "a minus stands before the field", f"write -{name}:{shown(_run_at(query, end).text[1:])}")
    if end == len(query) or query[end].isspace() or query[end] in "()":
        return [field]
    if name == TITLE:
        return [field, _quotation(query, end) if query[end] in QUOTES else _run_at(query, end)]
    values = [_value(query, end, name)]
    while query[values[-1].end : values[-1].end + 1] == ",":
        values.append(_value(query, values[-1].end + 1, name))
    return [field, *values]


def _value(query: str, at: int, name: str) -> Token:
    if at < len(query) and query[at] in QUOTES:
        token = _quotation(query, at)
        value = Token("value", trimmed(token.text), token.start, token.end)
    else:
        match = _VALUE.match(query, at)
        end = match.end() if match else at
        value = Token("value", trimmed(query[at:end]), at, end)
    if not value.text:
        _raise_empty(query, value, name)
    return value


def trimmed(value: str) -> str:
    """Return a value without spaces and invisible characters around it."""
    start, end = _skip(value, 0), len(value)
    while end > start and (value[end - 1].isspace() or _is_invisible(value[end - 1])):
        end -= 1
    return value[start:end]


def _raise_empty(query: str, value: Token, name: str) -> NoReturn:
    start = value.start if value.end > value.start else max(value.start - 1, 0)
    raise point_at(
        query, start, value.end, f"a value of {name} is empty", f"write {EXAMPLES[name]}, without spaces around commas and colons"
    )
