"""Tagging: the rules of many topics, compiled for documents in certain languages, and the ranks that their hits come to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from news.documents import WHERES, Document, Where
from news.findings import Found, Neighbours
from news.lexicons import Lexicon
from news.patterns import Langs, Span, applies
from news.topics import RANKS, RECAP_REACH, VETO_REACH, Evidence, Misjudged, Near, Rank, Rule, Tag, Topic

SEPARATE = 5  # words; "howitzers, shells and other weapons" is one mention
SHOWN = 1.0  # what the hits of title and lead must weigh for a topic to be primary
OFTEN = 2.0  # what the hits of a lead that only looks back must weigh
CONTRADICTING = 40  # words of text; a shorter one cannot be said to leave out what its headline says
EVIDENCE_KEPT = 8  # pieces a tag; enough for a person, and a row stays small


class Finding(NamedTuple):
    """A tag, and how often the title speaks of its topic."""

    tag: Tag
    in_title: int
    why: str
    """One line for a person: why it has this rank."""
    in_lead: tuple[Span, ...]
    """Where title and lead speak of it."""
    mentions: float
    """What its separate mentions weigh together."""
    is_specific: bool
    """Whether the title names a matter of this beat and no other."""


class Hit(NamedTuple):
    """One place where a rule matched."""

    span: Span
    """Where the rule's own words stand."""
    others: tuple[Span, ...]
    """Where the words near them stand."""
    where: Where
    looks_back: bool
    """Whether words beside it say that the lead only recalls this."""
    ready: "Ready"

    @property
    def rule(self) -> Rule:
        """The rule that matched."""
        return self.ready.rule


class Miss(NamedTuple):
    """One place where a rule's words stand and the rule did not match."""

    span: Span
    why: str
    by: Span | None
    """The words that kept it from matching."""
    rule: Rule
    far: tuple[Near, int] | None = None
    """The words it needs that are too far away, with the number of their set; ``explained`` says so in words."""

    def explained(self, found: Found) -> "Miss":
        """Return the miss with its reason in words: while an article is judged nobody reads them."""
        if self.far is None:
            return self
        near, number = self.far
        why = f"none of the words it needs {'follows' if near.follows else 'stands'} within {near.within} words"
        return Miss(self.span, why, found.neighbours(number).nearest(self.span)[1], self.rule)


class Ready(NamedTuple):
    """A rule with the numbers of its sets of patterns."""

    rule: Rule
    words: int
    near: tuple[tuple[Near, int], ...]
    present: tuple[int, ...]
    absent: int
    vetoes: int
    exceptions: int
    recaps: int

    @property
    def needed(self) -> frozenset[int]:
        """The sets of which something must be found."""
        return frozenset((self.words, *(number for _, number in self.near), *self.present))


class Tagger:
    """Topics compiled for documents in certain languages."""

    def __init__(self, topics: Sequence[Topic], lexicon: Lexicon) -> None:
        """Add every pattern that applies to the lexicon."""
        self._topics = tuple(topics)
        self._ready: list[tuple[int, frozenset[int], Ready]] = []
        for number, topic in enumerate(topics):
            for rule in topic.rules:
                ready = _prepare(rule, topic, lexicon)
                if ready is not None:
                    self._ready.append((number, ready.needed, ready))

    def find(self, found: Found) -> tuple[Finding, ...]:
        """Return the topics of a document that the lexicon has gone through, the main one first."""
        hits: defaultdict[int, list[Hit]] = defaultdict(list)
        numbers = found.numbers
        for topic, needed, ready in self._ready:
            if needed <= numbers:
                hits[topic] += [each for each in attempts(ready, found) if isinstance(each, Hit)]
        ranked = [_ranked(self._topics[topic], each, found) for topic, each in hits.items() if each]
        return tuple(finding for _, finding in sorted(ranked, key=lambda entry: (entry[0], entry[1].tag.topic)))

    def tries(self, found: Found) -> Iterator[tuple[Topic, Rule, list[Hit | Miss]]]:
        """Return every rule whose words stand in a document, with what became of each place: for whoever asks why."""
        for topic, _, ready in self._ready:
            if ready.words in found.numbers:
                tries = [each.explained(found) if isinstance(each, Miss) else each for each in attempts(ready, found)]
                yield self._topics[topic], ready.rule, tries


def tag(topics: Sequence[Topic], title: str, text: str, lang: str | None) -> tuple[Tag, ...]:
    """Return the topics of an article with their evidence, the main one first.

    A topic is ``primary`` when title or lead speaks of it, ``secondary`` when the body does at least three times, or the headline alone
    does; else ``background``. This compiles the topics anew: for many articles use a Beat and ``judge``.
    """
    document = Document(title, text, lang)
    lexicon = Lexicon(document.langs, with_diacritics=document.with_diacritics)
    tagger = Tagger(topics, lexicon)
    return tuple(finding.tag for finding in tagger.find(lexicon.find(document)))


def check_topic(topic: Topic) -> tuple[Misjudged, ...]:
    """Try a topic on its own examples; found means primary or secondary, for a background mention is not shown."""
    wrong: list[Misjudged] = []

    @cache
    def compiled(langs: Langs, with_diacritics: bool) -> tuple[Lexicon, Tagger]:  # noqa: FBT001
        lexicon = Lexicon(langs, with_diacritics=with_diacritics)
        return lexicon, Tagger((topic,), lexicon)

    for example in topic.examples:
        document = Document(example.title, example.text, example.lang)
        lexicon, tagger = compiled(document.langs, document.with_diacritics)
        findings = tagger.find(lexicon.find(document))
        rank = findings[0].tag.rank if findings else None
        if (rank in {"primary", "secondary"}) is not example.matches:
            wrong.append(Misjudged(topic.id, topic.file, example, rank))
    return tuple(wrong)


def _prepare(rule: Rule, topic: Topic, lexicon: Lexicon) -> Ready | None:
    """Return a rule ready for documents in the lexicon's languages, or None where it lacks words for them."""
    langs = lexicon.langs
    needed = [rule.words, *(near.words for near in rule.near), *rule.present]
    if not applies(rule.lang, langs) or not all(lists.of(langs) for lists in needed):
        return None
    return Ready(
        rule,
        lexicon.add(rule.words.of(langs)),
        tuple((near, lexicon.add(near.words.of(langs))) for near in rule.near),
        tuple(lexicon.add(lists.of(langs)) for lists in rule.present),
        lexicon.add(rule.absent.of(langs)),
        lexicon.add(rule.vetoes.of(langs)),
        lexicon.add(rule.exceptions.of(langs)),
        lexicon.add(topic.recaps.of(langs)),
    )


def attempts(ready: Ready, found: Found) -> Iterator[Hit | Miss]:
    """Return what becomes of each place where a rule's own words stand."""
    spans, rule = found.spans(ready.words), ready.rule
    if absent := found.spans(ready.absent):
        yield from (Miss(span, "the article has a word that forbids the rule", absent[0], rule) for span in spans)
    elif not all(number in found.numbers for number in ready.present):
        yield from (Miss(span, "the article lacks a word that the rule asks for", None, rule) for span in spans)
    else:
        looks = [(near, number, _look(near, found.neighbours(number))) for near, number in ready.near]
        for span in spans:
            yield _attempt(ready, span, looks, found)


_Look = Callable[[Span, int], Span | None]


def _look(near: Near, neighbours: Neighbours) -> _Look:
    return neighbours.following if near.follows else neighbours.beside


def _attempt(ready: Ready, span: Span, looks: Iterable[tuple[Near, int, _Look]], found: Found) -> Hit | Miss:
    others = []
    for near, number, look in looks:
        other = look(span, near.within)
        if other is None:
            return Miss(span, "", None, ready.rule, (near, number))
        others.append(other)
    return _forbidden(ready, span, others, found) or _hit(ready, span, others, found)


def _forbidden(ready: Ready, span: Span, others: list[Span], found: Found) -> Miss | None:
    """Return why a rule does not match although all its words stand there."""
    rule, numbers = ready.rule, found.numbers
    if ready.exceptions in numbers and (other := found.neighbours(ready.exceptions).within(span, 0)) is not None:
        return Miss(span, "here it means something else", other, rule)
    if rule.fields is not None and found.document.where(max((span, *others))) not in rule.fields:
        return Miss(span, f"the rule looks at {' and '.join(each for each in WHERES if each in rule.fields)} only", None, rule)
    if ready.vetoes in numbers and (other := found.neighbours(ready.vetoes).within(span, VETO_REACH)) is not None:
        return Miss(span, f"a veto stands within {VETO_REACH} words", other, rule)
    return None


def _hit(ready: Ready, span: Span, others: list[Span], found: Found) -> Hit:
    document = found.document
    looks_back = False
    if ready.recaps in found.numbers and not document.is_title(span):
        recaps = found.neighbours(ready.recaps).around(span, RECAP_REACH)
        looks_back = any(found.are_in_one_sentence(span, recap) for recap in recaps)
    return Hit(span, tuple(others), document.where(max((span, *others)) if others else span), looks_back, ready)


def _ranked(topic: Topic, hits: list[Hit], found: Found) -> tuple[tuple[int, bool, float, int], Finding]:
    hits.sort(key=lambda hit: (hit.span, -hit.rule.weight, hit.rule.id))
    separate = _separate(hits)
    in_title = len(_separate([hit for hit in hits if hit.where == "title"]))
    rank, why = _rank(topic, hits, separate, found)
    ordered = sorted(hits, key=lambda hit: WHERES.index(hit.where))
    best = ordered[0].rule
    found_tag = Tag(topic.id, rank, best.id, best.version, _evidence(ordered, found))
    order = (RANKS.index(rank), in_title == 0, -_weight(separate), hits[0].span.first)
    in_lead = tuple(hit.span for hit in hits if hit.where != "body")
    is_specific = any(hit.where == "title" and hit.rule.is_specific for hit in hits)
    return order, Finding(found_tag, in_title, why, in_lead, _weight(separate), is_specific)


def _separate(hits: list[Hit]) -> list[Hit]:
    """Return the first of each row of hits that follow closely on each other: a row is one mention."""
    kept: list[Hit] = []
    end = -1 - SEPARATE
    for hit in hits:
        if hit.span.first - end > SEPARATE:
            kept.append(hit)
        end = max(end, hit.span.last)
    return kept


def _weight(hits: Iterable[Hit]) -> float:
    return sum(hit.rule.weight for hit in hits)


def _rank(topic: Topic, hits: list[Hit], separate: list[Hit], found: Found) -> tuple[Rank, str]:
    in_lead = [hit for hit in hits if hit.where == "lead"]
    told = _weight(_separate([hit for hit in in_lead if not hit.looks_back]))
    in_title = _weight(_separate([hit for hit in hits if hit.where == "title"]))
    if in_lead and told + in_title >= SHOWN:
        return "primary", "title or lead speaks of it"
    if _weight(_separate(in_lead)) >= OFTEN:
        return "primary", "the lead looks back on it, but more than once"
    if in_title >= SHOWN:
        if _is_headline_only(hits, found):
            return "secondary", "the headline names it, the text never does"
        return "primary", "the headline speaks of it"
    weight = _weight(separate)
    if weight >= topic.enough:
        return "secondary", f"mentions that weigh {weight:g} in all; {topic.enough:g} are enough"
    passing = "the lead only looks back on it" if in_lead and told < SHOWN else "not in title or lead"
    return "background", f"{passing}, and its mentions weigh {weight:g}; {topic.enough:g} would show it"


def _is_headline_only(hits: list[Hit], found: Found) -> bool:
    """Return whether the text, long enough to speak of it, has not even a word of the topic that its headline names."""
    document = found.document
    if len(document.text.tokens) < CONTRADICTING:
        return False
    return all(document.is_title(span) for words in {hit.ready.words for hit in hits} for span in found.spans(words))


def _evidence(hits: Iterable[Hit], found: Found) -> tuple[Evidence, ...]:
    spans = dict.fromkeys(span for hit in hits for span in (hit.span, *hit.others))
    return tuple(piece(span, found) for span in list(spans)[:EVIDENCE_KEPT])


def piece(span: Span, found: Found) -> Evidence:
    """Return a finding as evidence: its words as written, and where they stand."""
    words, start, end = found.offsets(span)
    return Evidence(found.document.where(span), words, start, end)
