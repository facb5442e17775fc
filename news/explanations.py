"""Why an article is judged as it is: every rule whose words stand in it, what became of each place, and what a near miss lacked."""

from collections import defaultdict
from dataclasses import dataclass

from news.beats import ON_BEAT, Beat, Judgement, read
from news.findings import Found
from news.tagging import Hit, Miss, piece
from news.topics import Evidence, Rank, Tag


@dataclass(frozen=True, slots=True)
class Attempt:
    """One place where a rule's own words stand."""

    evidence: Evidence
    others: tuple[Evidence, ...]
    """The words near it that made it a hit, or the word that kept it from being one."""
    missed: str | None
    """Why it is no hit; None where it is one."""


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What became of one rule."""

    rule: str
    version: str
    attempts: tuple[Attempt, ...]

    @property
    def matched(self) -> bool:
        """Whether it matched anywhere."""
        return any(attempt.missed is None for attempt in self.attempts)


@dataclass(frozen=True, slots=True)
class TopicVerdict:
    """What became of one topic."""

    topic: str
    rank: Rank | None
    """None where no rule matched."""
    why: str
    rules: tuple[RuleVerdict, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article judged, with the reasons."""

    judgement: Judgement
    suppressed: bool
    """Whether the topics found do not count because the article is not on the beat."""
    found: tuple[Tag, ...]
    """The topics that the rules find, whether or not they count."""
    topics: tuple[TopicVerdict, ...]
    """Those found first, by rank; then those of which only some words stand there."""

    @property
    def marks(self) -> tuple[Evidence, ...]:
        """Every word that made a rule match or names a side, in order, without doubles: for marking them in the text."""
        hits = [attempt for topic in self.topics for rule in topic.rules for attempt in rule.attempts if attempt.missed is None]
        found = {each for hit in hits for each in (hit.evidence, *hit.others)} | set(self.judgement.anchors)
        return tuple(sorted(found, key=lambda each: (each.where != "title", each.start, -each.end)))


def explain(beat: Beat, title: str, text: str, lang: str | None, country: str | None = None) -> Explanation:
    """Judge an article and say why; takes what ``judge`` takes, and comes to the same judgement."""
    judgement, reader, found, read_findings = read(beat, title, text, lang, country)
    findings = {finding.tag.topic: finding for finding in read_findings}
    rules: defaultdict[str, list[RuleVerdict]] = defaultdict(list)
    for topic, rule, tries in reader.tagger.tries(found):
        rules[topic.id].append(RuleVerdict(rule.id, rule.version, tuple(_attempt(each, found) for each in tries)))
    order = [*findings, *(topic for topic in rules if topic not in findings)]
    verdicts = [
        TopicVerdict(topic, findings[topic].tag.rank, findings[topic].why, tuple(rules[topic]))
        if topic in findings
        else TopicVerdict(topic, None, "no rule matched", tuple(rules[topic]))
        for topic in order
    ]
    tags = tuple(finding.tag for finding in findings.values())
    return Explanation(judgement, judgement.relevance not in ON_BEAT, tags, tuple(verdicts))


def _attempt(tried: Hit | Miss, found: Found) -> Attempt:
    if isinstance(tried, Hit):
        return Attempt(piece(tried.span, found), tuple(piece(span, found) for span in tried.others), None)
    return Attempt(piece(tried.span, found), (piece(tried.by, found),) if tried.by else (), tried.why)
