"""What the command ``khazri`` begins with: little to import, so that an early Ctrl-C or a bad argument meets a person's words."""

import contextlib
import gc
import io
import logging
import os
import sys

from desk import interrupts
from news.errors import KhazriError
from news.searching.pointing import MisreadQuery


def main() -> None:
    """Run the command, and tell a person what went wrong in one line."""
    interrupts.insist()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still gets its line
    try:
        from desk.application import app

        app(prog_name="khazri")
    except MisreadQuery as error:
        _stop_at(error)
    except KhazriError as error:
        _stop(f"khazri: {error}", error.exit_code)
    except KeyboardInterrupt:
        _stop("khazri: stopped", 130)
    except BrokenPipeError:
        with contextlib.suppress(OSError):  # whoever read our output has left: nothing more to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        logging.getLogger("khazri").info("the error", exc_info=True)
        _stop(f"khazri: a defect of ours ({type(error).__name__}: {error}); 'khazri --verbose …' shows where, please report it", 1)
    finally:
        gc.freeze()  # else the interpreter goes through all that was ever imported before it ends, which takes longer than some commands


def _stop_at(error: MisreadQuery) -> None:
    """Show the query with carets under the place that cannot be read, then the remedy."""
    from desk.printing import say, terminal

    margin = "  "
    for line in error.pointed(terminal(stderr=True).width - len(margin)):
        say(margin + line)
    _stop(f"khazri: {error}", error.exit_code)


def _stop(line: str, code: int) -> None:
    from desk.printing import say

    say(line)
    sys.exit(code)


if __name__ == "__main__":
    main()
