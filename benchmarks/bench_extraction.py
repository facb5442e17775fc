"""Finding an article's text: ours and seven others, milliseconds a page and F1: ``bench_extraction.py [--pages DIR] [--others PYTHON]``.

Without a folder on pages of real size that are made of the invented press's articles; with one on its pages (``real_pages.py`` says how
they lie there). Ours also finds out the kind of page and reads title, author, date and language; the others are asked for the text alone.
Each runs in a process of its own, all by turns, page by page for several rounds; the figure is the mean of the pages' medians, in
processor time. What is no part of this project is run by another Python: ``./run others`` makes it.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import rows
from extractors import EXTRACTORS
from others import OTHERS, is_there, python_at
from real_pages import KnownPage, known_pages, score
from rows import Row

ROUNDS = 3
OUR_PYTHON = {"khazri", "trafilatura", "trafilatura, fast"}


@dataclass
class Runner:
    """An extractor in its process."""

    name: str
    process: subprocess.Popen[str]
    version: str
    texts: list[str] = field(default_factory=list)
    rounds: list[list[float]] = field(default_factory=list)

    def read_all(self) -> None:
        """Have every page read once."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "texts" in answer:  # the first time is for warming up
            self.texts = answer["texts"]
        else:
            self.rounds.append(answer["milliseconds"])

    @property
    def milliseconds(self) -> float:
        """For a page, in the mean of their medians."""
        return statistics.mean(map(statistics.median, zip(*self.rounds, strict=True)))

    def f1(self, pages: list[KnownPage]) -> float:
        """How well the texts were found, over the pages of which the text is known."""
        known = [(page.text, text) for page, text in zip(pages, self.texts, strict=True) if page.text is not None]
        return statistics.mean(score(wanted, found) for wanted, found in known)

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def main() -> None:
    """Let all read the same pages by turns, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, help="a folder of pages with their texts")
    parser.add_argument("--others", type=python_at, default=OTHERS, help="a Python that has the other extractors")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    pages = known_pages(given.pages)
    sizes = [len(page.body) for page in pages]
    print(f"{len(pages)} pages of {statistics.median(sizes) / 1000:.0f} kB in the median, the largest {max(sizes) / 1000:.0f} kB")
    with tempfile.TemporaryDirectory() as folder:
        listing = _written(pages, Path(folder))
        runners = [runner for name in EXTRACTORS if (runner := _start(name, given.others, listing))]
        for _ in range(given.rounds + 1):
            for runner in runners:
                runner.read_all()
        for runner in runners:
            runner.close()
    _tell(runners, pages, "" if given.pages is None else "real pages")


def _written(pages: list[KnownPage], folder: Path) -> Path:
    lines = []
    for number, page in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_bytes(page.body)
        lines.append(json.dumps({"file": str(path), "url": page.url}))
    listing = folder / "pages.jsonl"
    listing.write_text("\n".join(lines), encoding="utf-8")
    return listing


def _start(name: str, others: Path, listing: Path) -> Runner | None:
    """Start an extractor's process; say in one line where it cannot be."""
    python = Path(sys.executable) if name in OUR_PYTHON else others
    if not is_there(name, python):
        return None
    command = [str(python), str(Path(__file__).with_name("extractors.py")), name, str(listing)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    said = json.loads(process.stdout.readline() or '{"absent": "it does not start"}')
    runner = Runner(name, process, said.get("ready", ""))
    if "absent" in said:
        runner.close()
        print(f"{name}: left out: {said['absent']}")
        return None
    return runner


def _tell(runners: list[Runner], pages: list[KnownPage], which: str) -> None:
    ours = runners[0]
    is_known = any(page.text for page in pages)
    print(f"{'':28} {'ms a page':>10} {'ours/its':>9} {'F1':>6}")
    found = []
    for runner in runners:
        name = f"{runner.name} {runner.version}".strip()
        f1 = f"{runner.f1(pages):6.3f}" if is_known else ""
        print(f"{name:28} {runner.milliseconds:10.2f} {ours.milliseconds / runner.milliseconds:9.2f} {f1:>6}")
        if runner is not ours:
            found += _rows(ours, runner, pages, which)
    rows.keep("extraction", *found)


def _rows(ours: Runner, other: Runner, pages: list[KnownPage], which: str) -> list[Row]:
    where = f", {which}" if which else ", invented pages"

    note = f"{len(pages)} pages"
    found = [Row(f"reading a page{where}", ours.milliseconds, other.milliseconds, "ms a page", other.name, note=note)]
    if any(page.text for page in pages):
        found.append(Row(f"text found{where}", ours.f1(pages), other.f1(pages), "F1", other.name, note=note))
    return found


if __name__ == "__main__":
    main()
