"""The Pythons that have what benchmarks compare with: ``./run others`` makes them. fundus asks for libraries older than the others do."""

from argparse import ArgumentTypeError
from pathlib import Path

_ROOT = Path(__file__).parents[1]
OTHERS = _ROOT / ".venv-others" / "bin" / "python"
FUNDUS = _ROOT / ".venv-fundus" / "bin" / "python"


def is_there(name: str, python: Path) -> bool:
    """Whether a rival's Python is there; where not, say so."""
    if not python.exists():
        print(f"{name}: left out, for there is no {python}; ./run others makes it, --others and --fundus name another")
    return python.exists()


def python_at(told: str) -> Path:
    """Return the whole path of a Python named on the command line, for it is run in other folders; raises ArgumentTypeError without one."""
    path = Path(told).absolute()
    if not path.is_file():
        raise ArgumentTypeError(f"{told}: there is no Python; ./run others makes one")
    return path
