import signal
import subprocess
import sys

import pytest

LOST = """
import os, signal, sys, time
from desk import interrupts
interrupts.insist()
class Callback:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000): pass
Callback()
{then}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX does")
@pytest.mark.parametrize("then", ["time.sleep(20)", "for _ in range(10**10): pass"], ids=["asleep", "busy"])
def test_a_ctrl_c_that_strikes_where_python_would_lose_it_counts(then: str) -> None:
    done = subprocess.run([sys.executable, "-c", LOST.format(then=then)], capture_output=True, text=True, timeout=15, check=False)
    assert done.returncode in {1, 130, -signal.SIGINT}
    assert "Exception ignored" not in done.stderr


def test_other_things_that_cannot_be_raised_are_still_told() -> None:
    program = "from desk import interrupts\ninterrupts.insist()\nclass C:\n    def __del__(self): raise ValueError('told')\nC()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=15, check=True)
    assert "told" in done.stderr
