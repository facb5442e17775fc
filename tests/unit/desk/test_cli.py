"""How the command ends."""

import subprocess
import sys

_COMMAND = """
import atexit, gc, sys
atexit.register(lambda: print("frozen" if gc.get_freeze_count() else "to be gone through"))
sys.argv = ["khazri", "--version"]
from desk.cli import main
main()
"""


def test_at_its_end_a_command_does_not_go_through_all_that_it_imported() -> None:
    done = subprocess.run([sys.executable, "-c", _COMMAND], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "frozen"
