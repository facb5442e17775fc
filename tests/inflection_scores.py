"""How well stems find the forms of words: ``python tests/inflection_scores.py [FOLDER] [LANG …]`` prints a table, and what is missed with ``-v``.

Each line of a file is a word, its forms, and words that are like it and are others. Recall is the share of forms that the word finds in a text and
that find the word; precision the share of the others that the word does not find. Both are given for questions in the language and in any.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from news.searching.stems import stem_of, stems_asked
from news.words import Form, analyse

FOLDER = Path(__file__).parent / "corpora" / "inflection"


@dataclass(frozen=True, slots=True)
class Family:
    """A word, its forms, and others that are like it."""

    lemma: str
    forms: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What was found and what was not, as pairs of words."""

    found: int
    missed: tuple[tuple[str, str], ...]
    apart: int
    mixed: tuple[tuple[str, str], ...]

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.apart / (self.apart + len(self.mixed))


def families(path: Path) -> list[Family]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Family(row["lemma"], tuple(row["forms"]), tuple(row["not"])) for row in rows]


def score(path: Path, langs: tuple[str, ...]) -> Score:
    lang = path.stem
    pairs = [(each.lemma, form) for each in families(path) for form in each.forms]
    others = [(each.lemma, other) for each in families(path) for other in each.others]
    missed = tuple(pair for pair in pairs if not (_finds(*pair, lang, langs) and _finds(*reversed(pair), lang, langs)))
    mixed = tuple(pair for pair in others if _finds(*pair, lang, langs))
    return Score(len(pairs) - len(missed), missed, len(others) - len(mixed), mixed)


def _finds(asked: str, written: str, lang: str, langs: tuple[str, ...]) -> bool:
    return stem_of(_form(written), lang) in stems_asked(_form(asked), langs)


def _form(word: str) -> Form:
    return analyse(word).forms[0]


def _lines(paths: list[Path], *, verbose: bool) -> Iterator[str]:
    yield "lang  recall  precision   any language: recall  precision"
    for path in paths:
        own, every = score(path, (path.stem,)), score(path, ())
        yield f"{path.stem:4} {own.recall:7.4f} {own.precision:9.4f} {every.recall:24.4f} {every.precision:9.4f}"
        if verbose:
            yield from (f"  missed {lemma} {form}" for lemma, form in every.missed)
            yield from (f"  mixed  {lemma} {other}" for lemma, other in every.mixed)


if __name__ == "__main__":
    arguments = [each for each in sys.argv[1:] if each != "-v"]
    folder = Path(arguments[0]) if arguments else FOLDER
    chosen = [path for path in sorted(folder.glob("*.jsonl")) if not arguments[1:] or path.stem in arguments[1:]]
    print("\n".join(_lines(chosen, verbose="-v" in sys.argv)))
