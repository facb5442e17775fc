"""A million damaged feeds, sitemaps, lists, robots.txt files and pages: no parser crashes, hangs or says what nobody can rely on.

``SOAK_FUZZ`` says how many in all, ``SOAK_FUZZ_SEED`` which: other seeds give other documents.
"""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from soak import mutations

ALL = int(os.environ.get("SOAK_FUZZ", "1000000"))
SEED = os.environ.get("SOAK_FUZZ_SEED", "20260302")
# Parts of all: a page takes a hundred times as long as a sitemap, and strangers' feeds are read most often.
SHARES = {"feed": 0.40, "sitemap": 0.25, "opml": 0.15, "robots": 0.10, "listing": 0.03, "stories": 0.02, "home page": 0.02, "page": 0.03}
DEATHS = 20  # of one parser, after which the point is made


@dataclass
class Fuzzed:
    """What became of the documents of one parser."""

    errors: list[str] = field(default_factory=list)
    slowest: float = 0.0
    seconds: float = 0.0


@pytest.mark.parametrize("parser", SHARES)
def test_no_damaged_document_breaks_a_parser(parser: str, tmp_path: Path) -> None:
    count = max(int(ALL * SHARES[parser]), 2)
    workers = os.cpu_count() or 1
    bounds = [count * number // workers for number in range(workers + 1)]
    began = time.monotonic()
    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(partial(_fuzz, parser, tmp_path), bounds, bounds[1:]))
    seconds = time.monotonic() - began
    slowest = max(part.slowest for part in parts)
    print(f"\n{parser}: {count:,} documents, {count / seconds:,.0f} a second, the slowest took {slowest:.2f} s of the processor")
    assert [error for part in parts for error in part.errors] == []


def _fuzz(parser: str, folder: Path, first: int, end: int) -> Fuzzed:
    """Read a range of documents in a process of its own, and in another from the next on when it dies."""
    fuzzed, state = Fuzzed(), folder / f"{first}.state"
    state.write_bytes(first.to_bytes(8, "big"))
    while first < end and len(fuzzed.errors) < DEATHS:
        command = [sys.executable, mutations.__file__, parser, str(first), str(end), SEED, str(state)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for line in map(json.loads, done.stdout.splitlines()):
            if "error" in line:
                fuzzed.errors.append(f"{parser} {line['number']}: {line['error']}")
            fuzzed.slowest = max(fuzzed.slowest, line.get("slowest", 0.0))
        if done.returncode == 0:
            break
        number = int.from_bytes(state.read_bytes(), "big")
        fuzzed.errors.append(f"{parser} {number}: the process ended with {done.returncode}: {done.stderr[-300:]}")
        first = number + 1
    return fuzzed
