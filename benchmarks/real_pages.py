"""Pages with known texts for benchmarks: the invented press's, or those of a folder, and how well a text was found.

A folder has ``ground-truth.json`` (an object of names, each with ``articleBody`` and, if known, ``url``) and, in itself or in ``html/``, a
file NAME.html or NAME.html.gz for each: the form of the article-extraction-benchmark. Without the ground truth there are pages alone.
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from realistic_pages import pages_with_texts

GRAM = 4  # words in a row: what the article-extraction-benchmark compares by


class KnownPage(NamedTuple):
    """A page, and the text of its article where somebody wrote it down."""

    name: str
    body: bytes
    url: str
    text: str | None


def known_pages(folder: Path | None) -> list[KnownPage]:
    """Read the pages of a folder, or make the invented press's; exits with one line where there are none."""
    if folder is None:
        return [KnownPage(str(number), page.body, page.url, text) for number, (page, text) in enumerate(pages_with_texts())]
    truth_file = folder / "ground-truth.json"
    truths = json.loads(truth_file.read_text(encoding="utf-8")) if truth_file.exists() else {}
    files = sorted(path for where in (folder, folder / "html") for end in ("html", "html.gz") for path in where.glob(f"*.{end}"))
    if not files:
        sys.exit(f"no .html or .html.gz files in {folder} or {folder / 'html'}")
    return [_page_in(path, truths) for path in files]


def _page_in(path: Path, truths: dict[str, dict[str, str]]) -> KnownPage:
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    name = path.name.partition(".html")[0]
    truth = truths.get(name, {})
    return KnownPage(name, body, truth.get("url") or f"https://outlet.example/{name}", truth.get("articleBody"))


def score(wanted: str, found: str) -> float:
    """Return the F1 of the runs of four words of two texts."""
    want, got = _grams(wanted), _grams(found)
    both = (want & got).total()
    return 2 * both / (want.total() + got.total()) if both else 0.0


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1))) if words else Counter()
