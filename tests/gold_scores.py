"""The gold texts, and how gate and topics do on them: ``python tests/gold_scores.py`` prints the figures, and never the texts."""

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from news.beats import ON_BEAT, Beat, judge, load_beat

FOLDER = Path(__file__).parent / "gold"
MANDATORY = ("arms-transfers", "gas-routes", "plane-crash")


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text that people labelled before the rules were written."""

    id: str
    lang: str
    title: str
    text: str
    country: str | None
    on: bool
    """Whether it is on the beat."""
    topics: frozenset[str]
    """What must be shown of it."""
    may: frozenset[str]
    """What may be shown or not."""
    case: str


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


def gold_texts(folder: Path = FOLDER) -> list[GoldText]:
    """Read every text, language by language."""
    return [_text(json.loads(line)) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def _text(given: Mapping[str, Any]) -> GoldText:
    topics, may = frozenset(given["topics"]), frozenset(given.get("may", ()))
    return GoldText(
        given["id"], given["lang"], given["title"], given["text"], given.get("country"), given["on"], topics, may, given["case"]
    )


def floors() -> dict[str, float]:
    """Return what each figure must reach; they only ever rise."""
    return tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))


def score(beat: Beat, texts: Iterable[GoldText]) -> dict[str, Score]:
    """Judge the texts: the gate, all topics together, each topic."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        judgement = judge(beat, text.title, text.text, text.lang, text.country)
        shown = {tag.topic for tag in judgement.tags if tag.rank != "background"}
        is_on = judgement.relevance in ON_BEAT
        counts["gate"]["right" if is_on and text.on else "wrong" if is_on else "missed" if text.on else "left"] += 1
        for kind, topics in (("right", shown & text.topics), ("wrong", shown - text.topics - text.may), ("missed", text.topics - shown)):
            for topic in topics:
                counts[topic][kind] += 1
                counts["topics"][kind] += 1
    return {name: Score(count["right"], count["wrong"], count["missed"]) for name, count in counts.items()}


def figures(scores: Mapping[str, Score]) -> dict[str, float]:
    """Return the figures that have floors."""
    told = {
        "gate-precision": scores["gate"].precision,
        "gate-recall": scores["gate"].recall,
        "topics-f1": scores["topics"].f1,
    }
    for topic in MANDATORY:
        told[f"{topic}-precision"], told[f"{topic}-recall"] = scores[topic].precision, scores[topic].recall
    return told


def main() -> None:
    """Print the figures: all together, by language, by topic."""
    beat, texts = load_beat(), gold_texts()
    print(f"{len(texts)} texts, {sum(not text.on for text in texts)} of them off the beat")
    for name, value in figures(score(beat, texts)).items():
        print(f"  {name:<26}{value:.3f}")
    for lang in sorted({text.lang for text in texts}):
        scores = score(beat, [text for text in texts if text.lang == lang])
        gate, topics = scores["gate"], scores["topics"]
        print(f"{lang}: gate {gate.precision:.3f} {gate.recall:.3f}, topics F1 {topics.f1:.3f}")
    for name, each in sorted(score(beat, texts).items()):
        print(f"{name:<22}{each.right:4} right {each.wrong:3} wrong {each.missed:3} missed, F1 {each.f1:.3f}")


if __name__ == "__main__":
    main()
