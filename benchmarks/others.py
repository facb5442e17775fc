"""The Pythons that have what benchmarks compare with: ``./run others`` makes them. fundus asks for libraries older than the others do."""

from pathlib import Path

_ROOT = Path(__file__).parents[1]
OTHERS = _ROOT / ".venv-others" / "bin" / "python"
FUNDUS = _ROOT / ".venv-fundus" / "bin" / "python"


def is_there(name: str, python: Path) -> bool:
    """Whether a rival's Python is there; where not, say so."""
    if not python.exists():
        print(f"{name}: left out, for there is no {python}; ./run others makes it, --others and --fundus name another")
    return python.exists()
