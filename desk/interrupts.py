"""A Ctrl-C that Python would lose.

Where the signal strikes inside a callback of Python's own (weak references that die, as at every import, and ``__del__``), the
KeyboardInterrupt is reported as "ignored" and the program goes on as if nothing had been typed. The hook that reports it here sends
the signal once more, a moment later.
"""

import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_MOMENT = 0.02  # seconds: the callback is over by then, and a person has noticed nothing


def insist() -> None:
    """Let every Ctrl-C from now on count, also one that strikes inside a callback which cannot raise it."""
    report = sys.unraisablehook

    def again(lost: "UnraisableHookArgs", /) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            report(lost)
            return
        timer = threading.Timer(_MOMENT, _interrupt)
        timer.daemon = True
        timer.start()

    sys.unraisablehook = again


def _interrupt() -> None:
    main = threading.main_thread().ident
    if main is not None:
        signal.pthread_kill(main, signal.SIGINT)
