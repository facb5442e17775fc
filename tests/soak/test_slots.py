"""Ten schedulers and 1,000 slots: each slot is run once, though the schedulers start at once and some are killed over their work."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from storage.database import open_database

SCHEDULERS = 10
SLOTS = int(os.environ.get("SOAK_SLOTS", "1000"))
SEED = 20260302  # any will do; a fixed one makes a failure come back

WORKER = """
import sys
from datetime import *
from storage import slots
from storage.database import open_database
database, start = open_database(sys.argv[1]), datetime(2026, 3, 1, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    slot = start + timedelta(minutes=number)
    if slots.claim(database, "crawl", slot, slot):
        print(number, flush=True)
"""


def test_a_thousand_slots_are_run_once_by_ten_schedulers(tmp_path: Path) -> None:
    url = os.environ.get("SOAK_DATABASE_URL", f"sqlite:///{tmp_path}/khazri.db")
    open_database(url).close()
    processes = [_start(url) for _ in range(SCHEDULERS)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    dice = random.Random(SEED)
    for process in dice.sample(processes, 3):  # of what a killed one claimed, the last may be untold
        time.sleep(dice.uniform(0.2, 1.0))
        process.send_signal(signal.SIGKILL)
    ran = Counter(int(line) for process in processes for line in process.communicate(timeout=600)[0].split())
    with open_database(url) as database, database.begin_read() as connection:
        claimed = connection.exec_driver_sql("SELECT count(*) FROM slots WHERE job = 'crawl'").scalar_one()
    assert claimed == SLOTS
    assert max(ran.values()) == 1
    assert SLOTS - 3 <= len(ran) <= SLOTS
    print(f"\n{SCHEDULERS} schedulers, 3 of them killed, {SLOTS} slots: {claimed} claimed, {len(ran)} told, 0 twice")


def _start(url: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WORKER, url, str(SLOTS)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
