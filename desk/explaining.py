"""Why an article has its relevance and its topics, laid out for a person: each rule's verdict, then the text with the matches marked."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from desk.printing import visible, write
from news.explanations import Attempt, Explanation, TopicVerdict
from news.topics import Evidence

_HITS_SHOWN = 6  # places of one rule; a long article repeats itself
_MARK = "[[{}]]"


def print_explanation(title: str, text: str, explanation: Explanation, topics: Mapping[str, str]) -> None:
    """Print why an article is judged so; on a terminal the matches are in colour, elsewhere in double brackets."""
    judgement = explanation.judgement
    write(f"relevance: {judgement.relevance}: {judgement.why}")
    for anchor in judgement.anchors:
        write(f"  {_quoted(anchor)}")
    if explanation.suppressed and any(topic.rank for topic in explanation.topics):
        write("The article is not on the beat: the topics below do not count.")
    for verdict in explanation.topics:
        write()
        for line in _topic_lines(verdict, topics):
            write(line)
    write()
    for line in marked_lines(title, text, explanation.marks, colour=sys.stdout.isatty()):
        print(line)  # noqa: T201 - harmless already, and coloured


def _topic_lines(verdict: TopicVerdict, topics: Mapping[str, str]) -> Iterator[str]:
    name = topics.get(verdict.topic, verdict.topic)
    yield f"{name}: {verdict.rank}, {verdict.why}" if verdict.rank else f"{name}: not tagged, {verdict.why}"
    for rule in verdict.rules:
        yield f"  rule {rule.rule} (version {rule.version}): {'matches' if rule.matched else 'does not match'}"
        ordered = sorted(rule.attempts, key=lambda attempt: attempt.missed is not None)
        for attempt in ordered[:_HITS_SHOWN]:
            yield f"    {_attempt_line(attempt)}"
        if len(ordered) > _HITS_SHOWN:
            yield f"    … and {len(ordered) - _HITS_SHOWN} more places"


def _attempt_line(attempt: Attempt) -> str:
    others = ", ".join(map(_quoted, attempt.others))
    if attempt.missed is None:
        return f"+ {_quoted(attempt.evidence)}" + (f" near {others}" if others else "")
    return f"- {_quoted(attempt.evidence)}: {attempt.missed}" + (f": {others}" if others else "")


def _quoted(evidence: Evidence) -> str:
    words = " ".join(evidence.words.split())
    return f"“{words}” ({evidence.where}, {evidence.start}–{evidence.end})"


def marked_lines(title: str, text: str, marks: Sequence[Evidence], *, colour: bool) -> list[str]:
    """Return title and text as lines, with the matches marked; nothing in them can steer the terminal."""
    in_title = [mark for mark in marks if mark.where == "title"]
    in_text = [mark for mark in marks if mark.where != "title"]
    return [*_marked(title, in_title, colour=colour), "", *_marked(text, in_text, colour=colour)]


def _marked(text: str, marks: Sequence[Evidence], *, colour: bool) -> list[str]:
    shown = Text()
    at = 0
    for mark in marks:
        if mark.start < at:
            continue
        words = visible(text[mark.start : mark.end])
        shown.append(visible(text[at : mark.start]))
        shown.append(words if colour else _MARK.format(words), style="bold yellow")
        at = mark.end
    shown.append(visible(text[at:]))
    if not colour:
        return shown.plain.split("\n")
    console = Console(color_system="standard", force_terminal=True, no_color=False, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(shown, soft_wrap=True)
    return captured.get().split("\n")


def explanation_object(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation for a program."""
    judgement = explanation.judgement
    return {
        "relevance": judgement.relevance,
        "why": judgement.why,
        "anchors": [anchor._asdict() for anchor in judgement.anchors],
        "suppressed": explanation.suppressed,
        "topics": [
            {
                "id": topic.topic,
                "rank": topic.rank,
                "why": topic.why,
                "rules": [
                    {
                        "rule": rule.rule,
                        "version": rule.version,
                        "matched": rule.matched,
                        "attempts": [
                            {
                                "evidence": attempt.evidence._asdict(),
                                "others": [other._asdict() for other in attempt.others],
                                "missed": attempt.missed,
                            }
                            for attempt in rule.attempts
                        ],
                    }
                    for rule in topic.rules
                ],
            }
            for topic in explanation.topics
        ],
    }
