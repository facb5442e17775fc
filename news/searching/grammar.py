"""The grammar of queries: a line of text becomes a question, or an error that points at the place.

    question    = [either]
    either      = all { OR all }
    all         = one { [AND] one }
    one         = { NOT } chain
    chain       = part { near part }          pairs of neighbours
    part        = ( either ) | word | "phrase" | title:word | title:( either ) | field:values

1. The length, then the tokens (``tokens.py``), then whether parentheses meet, which also bounds how deep the parser goes.
2. The parser, one token after the other.
3. Whether each filter stands where it may.
"""

from collections.abc import Sequence

from news.searching import questions
from news.searching.fields import EXAMPLES, LIMITS, NEVER_IN_OR, TITLE, normal_value, value_problem, values_problem
from news.searching.pointing import MisreadQuery, point_at, shown
from news.searching.questions import And, Everything, Filter, Near, Node, Not, Or, Term, Title, as_text
from news.searching.terms import term_of, without_letters, words_in
from news.searching.tokens import Kind, Token, tokens_of, trimmed

LONGEST = 2000  # characters; more is a pasted article
MOST_WORDS = 64  # words and filters; each is a look-up in the index
DEEPEST = 20  # parentheses inside each other
_STARTS: frozenset[Kind] = frozenset({"(", "word", "quoted", "field", "NOT"})


def parse(text: str) -> Node:
    """Read a query as a plain tree. Raises MisreadQuery, a QueryError, and nothing else."""
    if len(text) > LONGEST:
        raise point_at(text, LONGEST, len(text), f"a query has at most {LONGEST:,} characters", "leave the rest out")
    tokens = tokens_of(text)
    _check_parentheses(text, tokens)
    node = _Parser(text, tokens).question()
    _check_filters(text, node)
    return node


def _check_parentheses(text: str, tokens: Sequence[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "(":
            opened.append(token)
            if len(opened) > DEEPEST:
                remedy = "take out those that are not needed, or ask two questions"
                raise point_at(text, token.start, token.end, f"more than {DEEPEST} parentheses inside each other", remedy)
        elif token.kind == ")":
            if not opened:
                raise point_at(text, token.start, token.end, "this parenthesis was never opened", "write ( before it, or leave it out")
            opened.pop()
    if opened:
        token = opened[-1]
        raise point_at(text, token.start, token.end, "this parenthesis is never closed", "write ) behind it, or leave it out")


class _Parser:
    """Reads tokens from left to right; each method reads one line of the grammar."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = [token for token in tokens if token.kind != "noise"]
        self.noise = [token for token in tokens if token.kind == "noise"]
        self.at = 0
        self.words = 0
        self.in_title = False

    def question(self) -> Node:
        if self._next.kind == "end" and not self.noise:
            return Everything(start=0, end=len(self.text))
        return self._either()

    def _either(self) -> Node:
        parts = [self._all()]
        while self._accept("OR"):
            parts.append(self._all())
        if len(parts) == 1:
            return parts[0]
        flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))]
        return Or(tuple(flat), start=parts[0].start, end=parts[-1].end)

    def _all(self) -> Node:
        parts = [self._one()]
        while self._accept("AND") or self._next.kind in _STARTS:
            parts.append(self._one())
        if len(parts) == 1:
            return parts[0]
        flat = [each for part in parts for each in (part.parts if isinstance(part, And) else (part,))]
        return And(tuple(flat), start=parts[0].start, end=parts[-1].end)

    def _one(self) -> Node:
        first = self._next
        is_negative = False
        while self._accept("NOT"):
            is_negative = not is_negative
        part = self._chain()
        if not is_negative:
            return part
        return part.part if isinstance(part, Not) else Not(part, start=first.start, end=part.end)

    def _chain(self) -> Node:
        left = self._part()
        pairs: list[Node] = []
        while near := self._accept("near"):
            right = self._part()
            pair = Near(self._beside(left), self._beside(right), int(near.text), start=left.start, end=right.end)
            pairs.append(pair)
            left = right
        if len(pairs) < 2:
            return pairs[0] if pairs else left
        return And(tuple(pairs), start=pairs[0].start, end=pairs[-1].end)

    def _part(self) -> Node:
        token = self._next
        if token.kind in {"word", "quoted"}:
            self.at += 1
            term = term_of(self.text, token)
            self._count(token, words_in(term))
            return term
        if token.kind == "field":
            self.at += 1
            return self._title(token) if token.text == TITLE else self._filter(token)
        if token.kind != "(" or self.tokens[self.at + 1].kind == ")":
            raise self._missing(token)
        self.at += 1
        node = self._either()
        self._accept(")")
        return node

    def _beside(self, node: Node) -> Term:
        if isinstance(node, questions.TERMS):
            return node
        remedy = "write title:(gas near/5 oil)" if isinstance(node, Title) else "write each pair: gas near/5 oil OR gas near/5 coal"
        raise point_at(self.text, node.start, node.end, "near stands between words, phrases and beginnings only", remedy)

    # Fields

    def _title(self, field: Token) -> Title:
        self._check_outside(field)
        token = self._next
        if token.start != field.end or token.kind not in {"word", "quoted", "("}:
            raise self._error(field, "title: has no word right behind it", f"write {EXAMPLES[TITLE]}, without a space")
        self.in_title = True
        part = self._part()
        self.in_title = False
        return Title(part, start=field.start, end=self.tokens[self.at - 1].end)

    def _filter(self, field: Token) -> Filter:
        self._check_outside(field)
        self._count(field, 1)
        values = self._values_behind(field)
        last = self.tokens[self.at - 1]
        kept = tuple(dict.fromkeys(normal_value(field.text, value.text) for value in values))
        for value in values:
            if problem := value_problem(field.text, normal_value(field.text, value.text)):
                raise self._error(value, *problem)
        if problem := values_problem(field.text, kept):
            raise point_at(self.text, values[0].start, values[-1].end, *problem)
        places = {normal_value(field.text, value.text): (value.start, value.end) for value in reversed(values)}
        return Filter(field.text, kept, tuple(places[value] for value in kept), start=field.start, end=last.end)

    def _check_outside(self, field: Token) -> None:
        if self.in_title:
            what = f"title holds words only, and {field.text} is a field"
            raise self._error(field, what, f"write it behind the parentheses: title:(gas OR oil) {EXAMPLES[field.text]}")

    def _values_behind(self, field: Token) -> list[Token]:
        values: list[Token] = []
        while value := self._accept("value"):
            values.append(value)
        if values:
            return values
        opening = self._next
        if opening.kind != "(" or opening.start != field.end:
            raise self._error(field, f"{field.text}: has no value right behind it", f"write {EXAMPLES[field.text]}, without a space")
        if self.tokens[self.at + 1].kind == ")":
            raise self._empty(opening, f"write {EXAMPLES[field.text]}")
        self.at += 1
        return self._alternatives(field)

    def _alternatives(self, field: Token) -> list[Token]:
        """Read what stands between a field's parentheses: values with OR or a comma between them."""
        values: list[Token] = []
        is_wanted = True
        while not self._accept(")"):
            before, token = self.tokens[self.at - 1], self._next
            self.at += 1
            if token.kind == "OR" and not is_wanted:
                is_wanted = True
                continue
            found = _split(token)
            if not found or not (is_wanted or "," in self.text[before.end : token.start] or token.text.startswith(",")):
                raise self._wrong_between(token, field)
            values += found
            is_wanted = token.kind == "word" and token.text.endswith(",")
        if is_wanted:
            raise self._wrong_between(self.tokens[self.at - 2], field)
        return values

    # Errors

    def _wrong_between(self, token: Token, field: Token) -> MisreadQuery:
        name = field.text
        remedies = {
            "AND": f"write {name}:one {name}:another for what has both",
            "NOT": f"write -{name}:one",
        }
        remedy = remedies.get(token.kind, f"write {name}:(one OR another)")
        return self._error(token, f"{name} takes values with OR between them", remedy)

    def _empty(self, opening: Token, remedy: str) -> MisreadQuery:
        closing = self.tokens[self.at + 1]
        if noise := self._noise_between(opening, closing):
            return without_letters(self.text, noise)
        return point_at(self.text, opening.start, closing.end, "nothing stands between these parentheses", remedy)

    def _missing(self, token: Token) -> MisreadQuery:
        """Return why no part of a question begins at a token."""
        before = self.tokens[self.at - 1] if self.at else None
        if noise := self._noise_between(before, token):
            return without_letters(self.text, noise)
        if token.kind == "(":
            return self._empty(token, "write something between them, or leave them out")
        if before is None or before.kind == "(":
            return self._alone(token, "before")
        return self._alone(before, "behind")

    def _alone(self, token: Token, side: str) -> MisreadQuery:
        typed = self.text[token.start : token.end]
        name = typed.partition("/")[0]
        examples = {"near": "gas near/5 oil", "-": "gas -oil"}
        example = examples.get(token.kind) or examples.get(typed) or f"gas {token.kind} oil"
        otherwise = f', or "{name.lower()}" in quotation marks for the word itself' if name.isalpha() else ""
        return self._error(token, f"{typed} has nothing {side} it", f"write {example}{otherwise}")

    def _noise_between(self, before: Token | None, after: Token) -> Token | None:
        start = before.end if before else 0
        return next((noise for noise in self.noise if start <= noise.start < after.start), None)

    def _error(self, token: Token, what: str, remedy: str) -> MisreadQuery:
        return point_at(self.text, token.start, token.end, what, remedy)

    # Tokens

    @property
    def _next(self) -> Token:
        return self.tokens[self.at]

    def _accept(self, kind: Kind) -> Token | None:
        token = self._next
        if token.kind != kind:
            return None
        self.at += 1
        return token

    def _count(self, token: Token, words: int) -> None:
        self.words += words
        if self.words > MOST_WORDS:
            raise self._error(token, f"a query has at most {MOST_WORDS} words and filters", "leave the rest out")


def _split(token: Token) -> list[Token]:
    """Return the values that a token between a field's parentheses holds; none where it can hold none."""
    if token.kind == "quoted":
        text = trimmed(token.text)
        return [token._replace(kind="value", text=text)] if text else []
    if token.kind != "word":
        return []
    values: list[Token] = []
    start = token.start
    for piece in token.text.split(","):
        if text := trimmed(piece):
            values.append(Token("value", text, start, start + len(piece)))
        start += len(piece) + 1
    return values


def _check_filters(text: str, node: Node, *, in_or: bool = False, in_not: bool = False) -> None:
    """Raise for a filter that limits the whole question and stands where it would limit a part of it."""
    match node:
        case And() | Or():
            for part in node.parts:
                _check_filters(text, part, in_or=in_or or isinstance(node, Or), in_not=in_not)
        case Not():
            _check_filters(text, node.part, in_or=in_or, in_not=True)
        case Filter() if in_or and node.field in NEVER_IN_OR:
            remedy = f"put what OR joins in parentheses and this behind them: (gas OR oil) {shown(as_text(node))}"
            raise point_at(text, node.start, node.end, f"{node.field} cannot stand inside OR", remedy)
        case Filter() if in_not and node.field in LIMITS:
            raise point_at(text, node.start, node.end, f"{node.field} cannot stand inside NOT", _turned(node))


def _turned(limit: Filter) -> str:
    other = {"since": "until", "until": "since"}.get(limit.field)
    return f"write {other}:{limit.values[0]}" if other else f"write the days that are wanted: {EXAMPLES[limit.field]}"
