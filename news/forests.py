"""Small forests of decision trees, learnt elsewhere and kept as data: how likely something is, given a handful of features.

A forest is a JSON object: the names of its features in order, a bias, and trees; a tree is a number, its answer, or a list of feature,
threshold and two trees, the first for values up to the threshold. The answers add up to the logarithm of the odds.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any, NamedTuple

_FARTHEST = 30.0  # beyond, the odds are certain


class Forest(NamedTuple):
    """Trees over named features."""

    features: tuple[str, ...]
    bias: float
    trees: tuple[Any, ...]

    def likelihood(self, values: Sequence[float]) -> float:
        """Return how likely it is, from 0 to 1; the values stand in the order of the features."""
        odds = self.bias
        for tree in self.trees:
            node = tree
            while type(node) is tuple:
                node = node[2] if values[node[0]] <= node[1] else node[3]
            odds += node
        return 1 / (1 + exp(-max(-_FARTHEST, min(odds, _FARTHEST))))


@cache
def read_forest(folder: str, name: str) -> Forest:
    """Read a forest from a folder of the package ``news``; raises ValueError where the file does not hold one."""
    stored = json.loads(files("news").joinpath(*folder.split("/"), f"{name}.json").read_text(encoding="utf-8"))
    return Forest(tuple(stored["features"]), float(stored["bias"]), tuple(_tree(each) for each in stored["trees"]))


def _tree(stored: Any) -> Any:
    if not isinstance(stored, list):
        return float(stored)
    feature, threshold, low, high = stored
    return int(feature), float(threshold), _tree(low), _tree(high)
