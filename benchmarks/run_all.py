"""Runs the benchmarks one after the other, and writes what they found into the document: ``run_all.py [NAME …] [--pages DIR] …``.

Each is asked for as much as lets all end within a quarter of an hour on two cores; run one by itself for more: its first lines say how.
Options that a benchmark does not know are not passed on to it. With ``--check`` none of them runs: see ``check_ratios.py``.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import rows
from others import python_at

FOLDER = Path(__file__).parent
SMALL: dict[str, tuple[str, ...]] = {
    "backfill": ("--records", "2000", "--baseline", "100", "--rounds", "1"),
    "crawl": ("300", "--rounds", "1", "--newsplease-pages", "40"),
    "day": ("--outlets", "12"),
    "digest": ("5000", "--rounds", "3", "--stored", "10000", "100000"),
    "duplicates": ("4000",),
    "fleet": ("20", "60", "0.5", "--workers", "1", "2", "--rounds", "1"),
    "grouping": ("10000", "100000"),
    "polling": ("--feeds", "300", "--entries", "30", "100"),
    "retag": ("3000", "--stored", "0", "10000", "100000"),
    "search": ("10000", "100000"),
    "tagging": ("1500",),
}
"""Arguments beside which a benchmark is quick; one that is not named is quick by itself."""
PASSED_ON = ("pages", "others", "fundus")


def main() -> int:
    """Run them; return 1 where one failed."""
    names = [path.stem.removeprefix("bench_") for path in sorted(FOLDER.glob("bench_*.py"))]
    given = _read_arguments(names)
    failed = []
    for name in given.names or names:
        print(f"\n{name}", flush=True)
        started = time.monotonic()
        code = subprocess.run([sys.executable, str(_path(name)), *arguments_for(name, vars(given))], check=False).returncode
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
        failed += [name] * (code != 0)
    print()
    is_elsewhere = bool(os.environ.get(rows.ELSEWHERE))
    written = 0 if is_elsewhere else subprocess.run([sys.executable, str(FOLDER / "report.py")], check=False).returncode
    if failed:
        print(f"failed: {', '.join(failed)}; what they said stands above", file=sys.stderr)
    return 1 if failed or written else 0


def arguments_for(name: str, given: dict[str, object]) -> list[str]:
    """Return the small arguments of a benchmark with those of ours that its text names."""
    text = _path(name).read_text(encoding="utf-8")
    passed = [part for each in PASSED_ON if given.get(each) and f'"--{each}"' in text for part in (f"--{each}", str(given[each]))]
    return [*SMALL.get(name, ()), *passed]


def _path(name: str) -> Path:
    return FOLDER / f"bench_{name}.py"


def _read_arguments(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(names)}; all where none is named")
    parser.add_argument("--pages", type=Path, help="a folder of real pages, for those that read pages")
    parser.add_argument("--others", type=python_at, help="a Python that has the programs compared with; ./run others makes one")
    parser.add_argument("--fundus", type=python_at, help="a Python that has fundus, which needs one of its own; ./run others makes it")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in names]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(names)}")
    return given


if __name__ == "__main__":
    sys.exit(main())
