"""A plan in the words of a database: an expression of FTS5, or a tsquery."""

from collections.abc import Iterable, Sequence
from functools import partial

from news.searching.facts import SHOWN
from news.searching.indexing import token
from news.searching.plans import All, But, Close, Fact, Plan, Run, Some
from storage.searching.writing import lexeme

_COLUMNS = {
    "stems": ("title", "text"),
    "forms": ("title_forms", "text_forms"),
    "names": ("title_names", "text_names"),
}
_SHOWN = Fact((SHOWN,))
_NOTHING = "\ue001"  # a token that no article has


def expression(plan: Plan) -> str:
    """Return the expression of FTS5 that finds the articles a plan means, among those that are shown."""
    return _fts(plan if _only_shown(plan) else All((_SHOWN, plan)))


def _only_shown(plan: Plan) -> bool:
    """Whether a plan finds shown articles alone: others have no facts. The list of all that are shown is the longest to read."""
    match plan:
        case Fact():
            return True
        case All(parts=parts):
            return any(map(_only_shown, parts))
        case Some(parts=parts):
            return all(map(_only_shown, parts))
    return False


def _fts(plan: Plan) -> str:
    match plan:
        case Run():
            return f"({{{_columns(plan)}}} : {_fts_run(plan)})"
        case Close(left=left, right=right, distance=distance):
            return f"({{{_columns(left)}}} : NEAR({_fts_run(left)} {_fts_run(right)}, {distance}))"
        case Fact(values=values):
            return _joined(" OR ", (f"(facts : {_quoted(token(value))})" for value in values), _fts_nothing())
        case Some(parts=parts):
            return _joined(" OR ", map(_fts, parts), _fts_nothing())
        case But():
            return _fts(All((plan,)))
        case All(parts=parts):
            return _fts_all(parts)


def _fts_all(parts: Sequence[Plan]) -> str:
    """Return what finds all parts: FTS5 knows NOT only between two, so what must not occur comes after everything else."""
    found = _joined(" AND ", (_fts(part) for part in parts if not isinstance(part, But)), _fts(_SHOWN))
    excluded = _joined(" OR ", (_fts(part.part) for part in parts if isinstance(part, But)), "")
    return f"({found} NOT {excluded})" if excluded else found


def _columns(run: Run) -> str:
    title, text = _COLUMNS[run.stream]
    return title if run.in_title else f"{title} {text}"


def _fts_run(run: Run) -> str:
    return f"{_quoted(' '.join(run.tokens))}{' *' if run.is_prefix else ''}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _fts_nothing() -> str:
    return f"(facts : {_quoted(_NOTHING)})"


def tsquery(plan: Plan) -> str:
    """Return the tsquery that finds the articles a plan means, among those that are shown."""
    return _ts(plan if _only_shown(plan) else All((_SHOWN, plan)))


def _ts(plan: Plan) -> str:
    match plan:
        case Run():
            return _ts_run(plan)
        case Close(left=left, right=right, distance=distance):
            return _ts_close(left, right, distance)
        case Fact(values=values):
            return _joined(" | ", map(partial(_lexeme, "facts"), map(token, values)), _lexeme("facts", _NOTHING))
        case Some(parts=parts):
            return _joined(" | ", map(_ts, parts), _lexeme("facts", _NOTHING))
        case But(part=part):
            return f"!{_ts(part)}"
        case All(parts=parts):
            return _joined(" & ", map(_ts, parts), _lexeme("facts", SHOWN))


def _ts_run(run: Run) -> str:
    last = len(run.tokens) - 1
    marks = [f"{'*' if run.is_prefix and place == last else ''}{'A' if run.in_title else ''}" for place in range(last + 1)]
    return "(" + " <-> ".join(_lexeme(run.stream, word, mark) for word, mark in zip(run.tokens, marks, strict=True)) + ")"


def _ts_close(left: Run, right: Run, distance: int) -> str:
    """Return that two runs overlap or have at most so many words between them; a match of a run ends where its last word stands."""
    one, other = _ts_run(left), _ts_run(right)
    after = (f"({one} <{step}> {other})" for step in range(distance + 2))
    before = (f"({other} <{step}> {one})" for step in range(1, distance + 2))
    return _joined(" | ", (*after, *before), "")


def _lexeme(stream: str, text: str, marks: str = "") -> str:
    return f"'{lexeme(stream, text)}'{':' if marks else ''}{marks}"


def _joined(sign: str, parts: Iterable[str], empty: str) -> str:
    found = list(parts)
    return f"({sign.join(found)})" if len(found) > 1 else found[0] if found else empty
