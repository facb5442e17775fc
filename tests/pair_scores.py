"""The gold pairs, and how duplicates and stories do on them: ``python tests/pair_scores.py`` prints the figures, and never the texts."""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from desk.comparing import compare_pair, read_pair
from news.beats import Beat, load_beat

FOLDER = Path(__file__).parent / "gold" / "pairs"
UNREAD = "unread"
"""The file of pairs from which nothing was learnt."""
MERGED = frozenset({"same-text", "near-duplicate"})


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two texts whose relation people labelled before the code was written."""

    id: str
    given: Mapping[str, Any]
    relation: str
    langs: str
    case: str
    file: str

    @property
    def is_across(self) -> bool:
        """Whether the two are in different languages."""
        return len(set(self.langs.split("-"))) > 1


def gold_pairs(folder: Path = FOLDER) -> list[GoldPair]:
    """Read every pair."""
    lines = [(path.stem, line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_pair(json.loads(line), file) for file, line in lines]


def _pair(given: Mapping[str, Any], file: str) -> GoldPair:
    return GoldPair(given["id"], given, given["relation"], given["langs"], given["case"], file)


def floors() -> dict[str, dict[str, float]]:
    """Return what each figure must reach, on all pairs and on the unread ones; they only ever rise."""
    return tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))


def answers(beat: Beat, pairs: Iterable[GoldPair]) -> list[tuple[GoldPair, str]]:
    """Compare the pairs; return each with the relation found."""
    return [(pair, compare_pair(beat, read_pair(pair.given))["relation"]) for pair in pairs]


def figures(found: Iterable[tuple[GoldPair, str]]) -> dict[str, float]:
    """Return the figures that have floors."""
    found = list(found)
    stories = [(pair, answer) for pair, answer in found if pair.relation == "same-story"]
    merged = [pair.relation in MERGED for pair, answer in found if answer in MERGED]
    told = [pair.relation == "same-story" or pair.relation in MERGED for pair, answer in found if answer == "same-story"]
    return {
        "merge-precision": _share(merged),
        "same-text-recall": _share([answer in MERGED for pair, answer in found if pair.relation == "same-text"]),
        "near-duplicate-recall": _share([answer in MERGED for pair, answer in found if pair.relation == "near-duplicate"]),
        "same-story-precision": _share(told),
        "same-story-recall-within": _share([answer == "same-story" for pair, answer in stories if not pair.is_across]),
        "same-story-recall-across": _share([answer == "same-story" for pair, answer in stories if pair.is_across]),
    }


def _share(rights: list[bool]) -> float:
    return sum(rights) / len(rights) if rights else 1.0


def main() -> None:
    """Print the figures, then what was taken for what."""
    every = answers(load_beat(), gold_pairs())
    for title, found in (("all", every), (UNREAD, [each for each in every if each[0].file == UNREAD])):
        print(f"{title}: {len(found)} pairs")
        for name, value in figures(found).items():
            print(f"  {name:<26}{value:.3f}")
        for (label, answer), count in sorted(Counter((pair.relation, answer) for pair, answer in found).items()):
            print(f"{label:<15} taken for {answer:<15}{count:4}")
        wrong = Counter((pair.relation, answer, pair.case, pair.is_across) for pair, answer in found if answer != pair.relation)
        for (label, answer, case, is_across), count in sorted(wrong.items()):
            print(f"  {label} taken for {answer}: {case}{' across languages' if is_across else ''}, {count}")


if __name__ == "__main__":
    main()
