"""One topic tried on texts that a person hands over: where it is found, and what the others lacked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desk.inputs import GivenText, given_texts
from news.beats import Beat, Relevance
from news.errors import UsageError
from news.explanations import Attempt, explain
from news.topics import Tag

_NEAR_MISSES = 3  # told of one text


@dataclass(frozen=True, slots=True)
class Trial:
    """A topic tried on one text."""

    text: GivenText
    relevance: Relevance
    tag: Tag | None
    is_shown: bool
    """Whether it is found as primary or secondary."""
    why: str
    misses: tuple[Attempt, ...]

    @property
    def lines(self) -> Iterator[str]:
        """The trial for a person."""
        name = f"{self.text.id}: " if self.text.id is not None else ""
        yield f"{'+' if self.is_shown else '-'} {name}{self.text.title or self.text.text[:80]}"
        if self.tag:
            words = ", ".join(f"“{each.words}” ({each.where})" for each in self.tag.evidence)
            yield f"    {self.tag.rank}, {self.why}; rule {self.tag.rule}: {words}"
        else:
            yield f"    {self.why}"
        if not self.is_shown:
            for miss in self.misses[:_NEAR_MISSES]:
                others = ", ".join(f"“{other.words}”" for other in miss.others)
                yield f"    “{miss.evidence.words}” ({miss.evidence.where}): {miss.missed}" + (f": {others}" if others else "")
        if self.relevance in {"weak", "none"}:
            yield f"    the article itself is {self.relevance}: it would carry no topic"


def read_texts(file: Path) -> list[GivenText]:
    """Read the texts of a file; raises UsageError at the first line that is none."""
    texts: list[GivenText] = []
    for given in given_texts(file):
        if isinstance(given, str):
            what, _, remedy = given.rpartition("; ")
            raise UsageError(what, remedy)
        texts.append(given)
    return texts


def try_topic(beat: Beat, topic: str, given: GivenText) -> Trial:
    """Try one topic of a beat on a text, whether or not the text is on the beat."""
    explanation = explain(beat, given.title, given.text, given.lang, given.country)
    verdict = next((each for each in explanation.topics if each.topic == topic), None)
    tag = next((each for each in explanation.found if each.topic == topic), None)
    misses = [attempt for rule in verdict.rules for attempt in rule.attempts if attempt.missed] if verdict else []
    why = verdict.why if verdict else "none of the words of its rules stands there"
    is_shown = tag is not None and tag.rank != "background"
    return Trial(given, explanation.judgement.relevance, tag, is_shown, why, tuple(misses))
