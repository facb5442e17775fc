"""Names across alphabets, and how search finds them: ``python tests/name_scores.py tests/corpora/names.jsonl`` prints the figures."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from news.searching.names import name_key, name_keys_asked
from news.words import analyse

NEAR = frozenset({"az", "ru", "uk", "tr", "en", "pl"})
_SCRIPTS = {"ru": "Cyrillic", "uk": "Cyrillic", "hy": "Armenian", "ka": "Georgian", "fa": "Arabic"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name, how languages write it, and names that are others."""

    name: str
    spellings: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Pairs that are one name and those of them that are found, by languages; names that are others and which spellings find them."""

    pairs: Counter[tuple[str, str]]
    found: Counter[tuple[str, str]]
    lost: tuple[tuple[str, str, str, str], ...]
    others: int
    mistaken: tuple[tuple[str, str, str], ...]

    def recall(self, langs: frozenset[str] | None = None) -> float:
        """Return the share of pairs found, among some languages or all."""
        chosen = [pair for pair in self.pairs if langs is None or langs.issuperset(pair)]
        return sum(self.found[pair] for pair in chosen) / (sum(self.pairs[pair] for pair in chosen) or 1)

    def wrong(self) -> float:
        """Return the share of other names that are found by any spelling."""
        return len({(name, other) for name, _, other in self.mistaken}) / (self.others or 1)


def read_names(path: Path) -> list[Labelled]:
    """Read labelled names, one in each line."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Labelled(line["name"], {lang: tuple(ways) for lang, ways in line["spellings"].items()}, tuple(line["not"])) for line in lines]


def indexed(spelling: str, lang: str) -> set[str]:
    """Return the keys under which a text in a language holds a name."""
    return {key for form in analyse(spelling).forms if (key := name_key(form, lang))}


def is_found(asked: str, keys: set[str]) -> bool:
    """Return whether every word of a name that is asked for, if it is long enough to have keys, is found."""
    words = [found for form in analyse(asked).forms if (found := name_keys_asked(form))]
    return bool(words) and all(not keys.isdisjoint(word) for word in words)


def score(names: Iterable[Labelled]) -> Scores:
    """Ask for every spelling of each name in the texts of every other language, and for the names that are others."""
    pairs: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    lost: list[tuple[str, str, str, str]] = []
    mistaken: list[tuple[str, str, str]] = []
    others = 0
    for name in names:
        ways = [(lang, way) for lang, written in name.spellings.items() for way in written]
        for (lang, asked), (text_lang, way) in product(ways, ways):
            if lang == text_lang:
                continue
            pairs[lang, text_lang] += 1
            if is_found(asked, indexed(way, text_lang)):
                found[lang, text_lang] += 1
            else:
                lost.append((lang, asked, text_lang, way))
        others += len(name.others)
        mistaken += [(name.name, asked, other) for other in name.others for _, asked in ways if is_found(asked, as_other(other))]
    return Scores(pairs, found, tuple(lost), others, tuple(mistaken))


def as_other(name: str) -> set[str]:
    """Return the keys of a name whose language is not told: those of every language that may write it."""
    cyrillic = any("\u0400" <= letter <= "\u052f" for letter in name)
    return set().union(*(indexed(name, lang) for lang in (("ru", "uk") if cyrillic else ("az", "en", "pl"))))


def _print(scores: Scores) -> None:
    print(f"recall {scores.recall():.3f}; among {', '.join(sorted(NEAR))} {scores.recall(NEAR):.3f}")
    print(f"other names found {scores.wrong():.3f} of {scores.others}")
    by_script: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for (lang, other), number in scores.pairs.items():
        scripts = _SCRIPTS.get(lang, "Latin"), _SCRIPTS.get(other, "Latin")
        by_script[scripts] += number
        found[scripts] += scores.found[lang, other]
    for scripts, number in sorted(by_script.items()):
        print(f"  {scripts[0]:9} asks {scripts[1]:9} {found[scripts] / number:.3f} of {number}")


if __name__ == "__main__":
    result = score(read_names(Path(sys.argv[1])))
    _print(result)
    if "--lost" in sys.argv:
        for each in result.lost:
            print("lost", *each)
        for mistake in sorted(set(result.mistaken)):
            print("mistaken", *mistake)
