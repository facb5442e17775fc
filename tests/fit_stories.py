"""Learn what tells one event from two, from labelled articles: ``python tests/fit_stories.py [--write]``, with scikit-learn installed.

The order of work: count how rare terms are → features of every pair that lies within 72 hours, and of the labelled pairs → forests of
shallow trees, tried on what each fold kept back → the files in ``news/naming/learnt``. Two fortnights and two files of pairs are never
learnt from; ``tests/story_scores.py`` and ``tests/pair_scores.py`` measure on them.
"""

import json
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from fortnights import UNREAD, article_gist, fortnight, names, near_pairs
from sklearn.ensemble import HistGradientBoostingClassifier

from news.beats import Beat, load_beat
from news.gists import Gist
from news.naming import rarities
from news.naming.overlaps import FEATURES, features_of

GOLD = Path(__file__).parent / "gold"
LEARNT = Path(__file__).parents[1] / "news" / "naming" / "learnt"
PAIRS = ("across", "across-2", "across-3", "across-4", "en-ru", "practice", "within", "within-2", "within-3")
_FEWEST = 3  # texts that have a term before it is noted
_DECIMALS = 4
_HOURS, _LATE = FEATURES.index("hours"), FEATURES.index("late")
_LATER, _LATER_WEIGHT = (6.0, 12.0, 18.0, 24.0), 0.5
"""Hours by which a report may be later than those of the fortnights, and what such a pair weighs."""
_PAIR, _PAIR_WITHIN = 2.0, 3.0
"""How much more a labelled pair weighs than two articles of a fortnight, most of which have nothing in common; of one language there are few."""


class Row(NamedTuple):
    """A pair, whether it is what is learnt, and the fold that keeps it back."""

    features: list[float]
    is_one: bool
    weight: float
    fold: str


def texts() -> list[tuple[str, str]]:
    """Return title and text of everything that is counted or learnt from."""
    lines = [line for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    lines += [line for name in names() if name not in UNREAD for line in (GOLD / "fortnights" / f"{name}.jsonl").open(encoding="utf-8")]
    pairs = [json.loads(line) for name in PAIRS for line in (GOLD / "pairs" / f"{name}.jsonl").open(encoding="utf-8")]
    sides = [pair[side] for pair in pairs if pair["relation"] in {"same-story", "different"} for side in "ab"]
    return [(each["title"], each["text"]) for each in (*map(json.loads, lines), *sides)]


def count_terms(beat: Beat) -> str:
    """Return the file of rarities."""
    counts, languages = Counter[str](), Counter[str]()
    for title, text in texts():
        gist = article_gist(beat, title, text, None)
        languages.update(["", gist.lang or ""] if gist.lang else [""])
        counts.update(gist.terms.keys())
    head = " ".join(f"{lang or '*'}={count}" for lang, count in sorted(languages.items()))
    grouped: dict[int, list[str]] = {}
    for term, count in counts.items():
        if count >= _FEWEST and term[0] not in "dmot":
            grouped.setdefault(count, []).append(term)
    paragraphs = [_wrapped(f"{count}: {' '.join(sorted(grouped[count]))}") for count in sorted(grouped, reverse=True)]
    return "\n".join([head, *paragraphs]) + "\n"


def _wrapped(paragraph: str) -> str:
    return textwrap.fill(paragraph, width=130, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def pair_rows(beat: Beat) -> list[Row]:
    """Return the rows of the labelled pairs; pairs that share a text are in one fold."""
    given = [json.loads(line) for name in PAIRS for line in (GOLD / "pairs" / f"{name}.jsonl").open(encoding="utf-8")]
    roots: dict[str, str] = {}

    def root(text: str) -> str:
        while roots.setdefault(text, text) != text:
            text = roots[text]
        return text

    for pair in given:
        roots[root(pair["a"]["text"])] = root(pair["b"]["text"])
    rows = []
    for pair in given:
        if not _is_far(pair):
            one, other = (_side(beat, pair[side]) for side in "ab")
            fold = f"pairs {crc32(root(pair['a']['text']).encode()) % 5}"
            weight = _PAIR_WITHIN if one.lang == other.lang else _PAIR
            rows.append(Row(features_of(one, other), pair["relation"] != "different", weight, fold))
    return rows


def _is_far(pair: dict[str, Any]) -> bool:
    """Tell whether the same words were published so far apart that they are a reprint, which tells nothing of events."""
    times = [datetime.fromisoformat(pair[side]["published_at"]) for side in "ab" if pair[side].get("published_at")]
    return pair["relation"] in {"same-text", "near-duplicate"} and len(times) == 2 and abs(times[0] - times[1]) > timedelta(hours=48)


def _side(beat: Beat, side: dict[str, Any]) -> Gist:
    at = datetime.fromisoformat(side["published_at"]) if side.get("published_at") else None
    return article_gist(beat, side["title"], side["text"], at)


def event_rows(beat: Beat) -> list[Row]:
    """Return the rows of every pair of a fortnight that lies within 72 hours.

    The fortnights' reports of one event lie within 30 hours; some outlets are later. So each such pair stands there again, further apart.
    """
    rows = []
    for name in names():
        found = [
            Row(features_of(one.gist, other.gist), one.event == other.event, 1.0, name) for one, other in near_pairs(fortnight(beat, name))
        ]
        later = [row for row in found if row.is_one and row.features[_HOURS] >= 0 and name not in UNREAD]
        rows += found + [_later(row, number) for number, row in enumerate(later)]
    return rows


def _later(row: Row, number: int) -> Row:
    hours = row.features[_HOURS] + _LATER[number % len(_LATER)]
    features = [hours if at == _HOURS else max(0.0, hours - 12) / 24 if at == _LATE else value for at, value in enumerate(row.features)]
    return row._replace(features=features, weight=_LATER_WEIGHT)


def thread_rows(beat: Beat) -> list[Row]:
    """Return the rows of the pairs of a fortnight that tell two events: whether both belong to one matter."""
    rows = []
    for name in names():
        rows += [
            Row(features_of(one.gist, other.gist), one.thread == other.thread, 1.0, name)
            for one, other in near_pairs(fortnight(beat, name), timedelta(days=45))
            if one.event != other.event
        ]
    return rows


def model() -> HistGradientBoostingClassifier:
    """Return what is fitted: shallow trees, so that few features meet in one."""
    return HistGradientBoostingClassifier(
        max_depth=3, max_iter=200, learning_rate=0.06, min_samples_leaf=15, l2_regularization=3.0, early_stopping=False, random_state=0
    )


def fit(rows: Sequence[Row]) -> HistGradientBoostingClassifier:
    """Fit a forest to rows."""
    features, answers, weights = _arrays(rows)
    return model().fit(features, answers, sample_weight=weights)


def _arrays(rows: Sequence[Row]) -> tuple[Any, Any, Any]:
    return np.array([row.features for row in rows]), np.array([row.is_one for row in rows]), np.array([row.weight for row in rows])


def to_json(fitted: HistGradientBoostingClassifier) -> str:
    """Return a forest as ``news.forests`` reads it."""
    trees = [_tree(predictors[0].nodes, 0) for predictors in fitted._predictors]
    stored = {"features": FEATURES, "bias": round(float(fitted._baseline_prediction.ravel()[0]), _DECIMALS), "trees": trees}
    return json.dumps(stored, separators=(",", ":")).replace('"trees":[', '"trees":[\n').replace("],[", "],\n[") + "\n"


def _tree(nodes: Any, at: int) -> Any:
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), _DECIMALS)
    threshold = round(float(node["num_threshold"]), _DECIMALS)
    return [int(node["feature_idx"]), threshold, _tree(nodes, int(node["left"])), _tree(nodes, int(node["right"]))]


def report(title: str, rows: Sequence[Row], answers: Iterable[float]) -> None:
    """Print precision and recall at several likelihoods, within a language and across."""
    found = list(zip(rows, answers, strict=True))
    for is_one_language in (1.0, 0.0):
        chosen = [(row.is_one, answer) for row, answer in found if row.features[-1] == is_one_language]
        line = []
        for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            told = [is_one for is_one, answer in chosen if answer >= least]
            all_told = sum(is_one for is_one, _ in chosen)
            line.append(f"{least}: {sum(told) / max(1, len(told)):.2f}/{sum(told) / max(1, all_told):.2f}")
        print(f"{title} {'within' if is_one_language else 'across'} ({len(chosen)})  " + "  ".join(line))


def cross_validate(title: str, rows: Sequence[Row]) -> None:
    """Print how rows do that their own fold's forest has not seen; those of unread fortnights by a forest of all others."""
    folds = sorted({row.fold for row in rows})
    for group in ("fortnights", "pairs", "unread"):
        kept: list[Row] = []
        answers: list[float] = []
        for fold in folds:
            of = "unread" if fold in UNREAD else "pairs" if fold.startswith("pairs") else "fortnights"
            if of == group:
                held = [row for row in rows if row.fold == fold]
                fitted = fit([row for row in rows if row.fold != fold and row.fold not in UNREAD])
                kept += held
                answers += list(fitted.predict_proba(_arrays(held)[0])[:, 1])
        if kept:
            report(f"{title}, {group}", kept, answers)


def main() -> None:
    """Count, fit, print what was kept back; with ``--write`` write the files."""
    beat = load_beat()
    if "--write" in sys.argv:
        (LEARNT / "rarities.txt").write_text(count_terms(beat), encoding="utf-8")
        rarities._counts.cache_clear()
    events, matters = pair_rows(beat) + event_rows(beat), thread_rows(beat)
    for name, rows in (("event", events), ("thread", matters)):
        cross_validate(name, rows)
        if "--write" in sys.argv:
            (LEARNT / f"{name}.json").write_text(to_json(fit([row for row in rows if row.fold not in UNREAD])), encoding="utf-8")


if __name__ == "__main__":
    main()
