"""Failpoints: named places at which a process can be made to kill itself, to see what a crash there leaves behind.

``KHAZRI_FAILPOINT=article-stored`` kills the process as it first comes to that place, ``article-stored:3`` as it comes there for the third
time. It is a kill without warning (SIGKILL), as a power cut or the kernel's memory killer would be: nothing is tidied up. Without the
variable a failpoint costs the comparison of two strings.
"""

import os
import signal
from collections.abc import Mapping

from news.errors import SettingsError

VARIABLE = "KHAZRI_FAILPOINT"

FAILPOINTS: Mapping[str, str] = {
    "look-half-written": "a feed's new validators are written, the entries they announced are not; neither is committed",
    "look-recorded": "what a feed announced is in the ledger, and no page of it was asked for",
    "gap-half-written": "a gap is written beside the look that found it; neither is committed",
    "gap-recorded": "a gap is in the ledger, and nothing was asked for that may fill it",
    "gap-half-filled": "a gap is closed by a look whose entries are not committed",
    "page-half-settled": "the ledger says why a page is no article of ours; that is not committed",
    "page-settled": "the ledger says why a page is no article of ours, and the crawl has not counted it",
    "article-announced": "the ledger says that a page is stored, and there is no article yet; that is not committed",
    "article-half-stored": "an article has its row, its words and tags, and no story; that is not committed",
    "version-half-written": "an article shows its new text, and the old one is nowhere; that is not committed",
    "article-unplanned": "everything of an article is written but when its page is read again; that is not committed",
    "article-stored": "an article is stored, and the crawl has not counted it",
    "reread-half-planned": "the next reading of an unchanged page is planned; that is not committed",
    "reread-planned": "the next reading of an unchanged page is planned, and the crawl has not counted it",
    "repeats-uncounted": "paragraphs that a host repeats are taken out of its articles, and not counted",
    "crawl-begun": "a crawl has its row, and has asked for nothing",
    "alarm-half-written": "alarms are opened and ended; that is not committed",
    "alarm-raised": "an alarm is open, and nobody was told",
    "crawl-done": "all of a crawl is done, and its row has no end",
    "slot-half-claimed": "a slot is claimed; that is not committed",
    "slot-claimed": "a slot is claimed, and nothing of its work is done",
    "lead-half-taken": "the lead is taken; that is not committed",
    "lead-taken": "the lead is taken, and whoever took it does not know yet",
    "lead-released": "the lead is given back, and the process has not ended",
    "digest-owed": "it is this process that is to make the digest, and none is frozen",
    "digest-half-frozen": "a digest's items are told, and nobody is to get them; that is not committed",
    "digest-frozen": "a digest is frozen, and no mail server was asked to take it",
    "mail-undotted": "a mail server has all of a mail but the dot that makes it take it; the ledger says pending",
    "mail-committing": "the ledger says committing, and the dot is not said",
    "mail-dotted": "a mail server has taken a mail; the ledger says committing",
    "mail-marked": "the ledger says what became of a mail, and nobody was told",
    "exchange-half-written": "the record of an answer is written by half; the file of pages ends in the middle",
    "files-read": "changed files are read and the old parser processes stopped; no crawl is made by the new ones",
}
"""What is half done at each."""


class _Armed:
    """The one failpoint that kills, if any, and how often it is still passed before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.name, _, count = text.strip().partition(":")
        times = count or "1"
        self.is_right = not text.strip() or (self.name in FAILPOINTS and times.isdecimal() and int(times) > 0)
        self.left = int(times) if self.is_right else 1


_armed = _Armed(os.environ.get(VARIABLE, ""))


def failpoint(name: str) -> None:
    """Kill this process if that is what it was told to do here."""
    if name == _armed.name:
        _pass_or_die()


def arm(text: str) -> None:
    """Have this process die at a failpoint, written as in the environment; nowhere for an empty text."""
    global _armed  # noqa: PLW0603 - one process dies once
    _armed = _Armed(text)


def check() -> None:
    """Raise SettingsError where the environment names a failpoint that there is not."""
    if not _armed.is_right:
        remedy = "write a name of storage/failpoints.py, or name:3 for the third time; or leave the variable out"
        raise SettingsError(f"{VARIABLE}: there is no failpoint {_armed.text!r}", remedy)


def _pass_or_die() -> None:
    _armed.left -= 1
    if _armed.left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
