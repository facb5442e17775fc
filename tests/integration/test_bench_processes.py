"""The servers that benchmarks ask, and the processes that they watch."""

import os
import subprocess
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from others import python_at
from polling_server import base_of, feed_body
from processes import family, run_watched
from rows import ELSEWHERE
from serving import server


def test_a_process_is_watched_with_all_below_it_and_hears_nothing_of_benchmarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ELSEWHERE, "results")
    below = "import os, time; held = bytearray(40 << 20); time.sleep(0.6); print(os.environ.get('KHAZRI_BENCH_RESULTS'))"
    command = [sys.executable, "-c", f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {below!r}]).returncode + 3)"]
    watched = run_watched(command, tmp_path, {})
    assert (watched.code, watched.said) == (3, "None\n")
    assert [held.role for held in watched.peaks] == ["main process", "helper"]
    assert watched.peaks[1].most > 40
    assert watched.cpu_seconds > 0


def test_a_family_knows_how_far_each_stands_below_the_first() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert family(os.getpid())[child.pid] == 1
        assert child.stdin
        child.stdin.close()


def test_a_server_answers_at_every_address_until_it_is_left() -> None:
    with server("polling_server.py", 3, 2) as port:
        bodies = [urlopen(f"{base_of(number, 3, port)}/{number}.xml").read() for number in range(3)]
        urlopen(f"{base_of(0, 3, port)}/_news").close()
        after = urlopen(f"{base_of(1, 3, port)}/1.xml").read()
    assert bodies == [feed_body(base_of(number, 3, port), number, 2, 0) for number in range(3)]
    assert after == feed_body(base_of(1, 3, port), 1, 2, 1)
    with pytest.raises(URLError):
        urlopen(f"{base_of(0, 3, port)}/0.xml")


def test_a_python_to_compare_with_is_named_from_any_folder_and_has_to_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    python = Path(sys.executable)
    monkeypatch.chdir(python.parent)
    assert python_at(python.name) == python
    with pytest.raises(ArgumentTypeError, match="no-python: there is no Python"):
        python_at("no-python")
