"""A beat: what is watched. Its gate says how much an article belongs to it, its topics say what it is about."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from news.documents import Document
from news.errors import InputError
from news.findings import Found
from news.gates import GATE_KEYS, Gate, GateReader, Side, View, read_gate
from news.lexicons import Lexicon
from news.name_lists import NAME_FILE, NameFinder
from news.pattern_fields import PatternFields
from news.patterns import Langs
from news.rules import load_topic
from news.tables import read_table
from news.tagging import Finding, Tagger, piece
from news.topics import Evidence, Tag, Topic
from news.word_lists import load_word_lists, word_files

SHIPPED_BEAT = Path(__file__).parent / "beats" / "azerbaijan_russia"
_OVERRULING = 2  # topic hits in the title against which a sports word is not the subject: clubs banned, a final moved
_TIED = 40  # words between what is told on a topic and the further side: two sentences
_TIED_TO_OTHERS = 20  # where the title names another country: one sentence
_OPENING = 20  # words of the text: its first sentence, which says what is new
_ONCE = 2  # what two mentions weigh
_TOGETHER = 4  # words: one phrase, in which one side does something that concerns the other
_ANCHORS_KEPT = 2  # for each side: the one in the title, and one to be sure

Relevance = Literal["strong", "medium", "implicit", "weak", "none"]
RELEVANCES: tuple[Relevance, ...] = get_args(Relevance)
ON_BEAT: frozenset[Relevance] = frozenset({"strong", "medium", "implicit"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a beat says of one article."""

    relevance: Relevance
    why: str
    """One line for a person: which condition gave the relevance."""
    tags: tuple[Tag, ...] = ()
    anchors: tuple[Evidence, ...] = ()
    """The first words found for each side of the beat."""


class Reader(NamedTuple):
    """The words, the gate and the topics of a beat, ready for documents in certain languages."""

    lexicon: Lexicon
    gate: GateReader
    tagger: Tagger


@dataclass(frozen=True, slots=True)
class Beat:
    """What is watched."""

    id: str
    title: str
    version: str
    """A short hash of the beat's files: another version may judge otherwise."""
    topics: tuple[Topic, ...]
    gate: Gate
    mandatory: tuple[str, ...] = ()
    """The topics that come first in digests, and of which a new story is worth an alert."""
    names: NameFinder = field(default_factory=lambda: NameFinder(None), repr=False, compare=False)
    """What finds the names by which its events are known in every language."""
    compiling: Callable[[], AbstractContextManager[None]] = field(default=nullcontext, repr=False, compare=False)
    """Around what is done once for all documents of a kind: a second, where their language is not known."""
    _readers: dict[tuple[Langs, bool], Reader] = field(default_factory=dict, repr=False, compare=False)

    def reader(self, document: Document) -> Reader:
        """Return what reads documents in the languages of this one; the first of each kind is compiled."""
        key = document.langs, document.with_diacritics
        if key not in self._readers:
            with self.compiling():
                lexicon = Lexicon(document.langs, with_diacritics=document.with_diacritics)
                self._readers[key] = Reader(lexicon, GateReader(self.gate, lexicon), Tagger(self.topics, lexicon))
        return self._readers[key]


def load_beat(folder: Path | None = None) -> Beat:
    """Read and check a beat: ``beat.toml``, ``topics/*.toml``, ``words/*.toml`` and ``names.toml``, if there is one.

    Without a folder, it is the one that ships. The names are read and checked when they are first asked for.

    Raises InputError where a file cannot be read, TableError for the first thing that is wrong.
    """
    folder = folder or SHIPPED_BEAT
    shared = load_word_lists(folder)
    table = read_table(folder / "beat.toml")
    fields = PatternFields(table, (), table.values, shared)
    fields.check_keys(("id", "title"), (*GATE_KEYS, "mandatory"))
    gate = read_gate(fields)
    files = sorted((folder / "topics").glob("*.toml"))
    if not files:
        raise InputError(f"{folder / 'topics'}: no topic files", "write one: topics/gas-routes.toml")
    topics = tuple(load_topic(file, shared) for file in files)
    _check_ids(topics)
    _check_stand_in(gate, topics, fields)
    mandatory = _mandatory(topics, fields)
    named = [folder / NAME_FILE] if (folder / NAME_FILE).is_file() else []
    version = _version([table.path, *files, *word_files(folder), *named])
    return Beat(fields.id(), fields.text("title"), version, topics, gate, mandatory, NameFinder(folder))


class Reading(NamedTuple):
    """An article judged, with what was found in it."""

    judgement: Judgement
    reader: Reader
    found: Found
    findings: tuple[Finding, ...]
    """Its topics, whether or not the article is on the beat."""


def judge(beat: Beat, title: str, text: str, lang: str | None, country: str | None = None) -> Judgement:
    """Say how much an article is on the beat, and about what.

    ``country`` is the outlet's: at home a newspaper need not name its own country. Articles judged ``weak`` or ``none`` carry no tags.
    """
    return read(beat, title, text, lang, country).judgement


def read(beat: Beat, title: str, text: str, lang: str | None, country: str | None = None) -> Reading:
    """Judge an article as ``judge`` does, and keep what was found.

    The order of work: one pass over the words; the gate; the topics; the first condition that holds, from veto to none.
    """
    document = Document(title, text, lang)
    reader = beat.reader(document)
    found = reader.lexicon.find(document)
    view = reader.gate.look(found)
    if not any(side.anchors or side.half for side in view.sides):
        return Reading(Judgement("none", "neither side is named"), reader, found, ())
    findings = _told(tuple(_tied(finding, view) for finding in reader.tagger.find(found)), document)
    relevance, why = _weigh(beat.gate, view, findings, country)
    tags = tuple(finding.tag for finding in findings) if relevance in ON_BEAT else ()
    return Reading(Judgement(relevance, why, tags, tuple(_anchors(view, found))), reader, found, findings)


def _told(findings: tuple[Finding, ...], document: Document) -> tuple[Finding, ...]:
    """Return the findings, in the background those that the lead touches once under a headline on another topic."""
    first = document.text_at + _OPENING
    if not any(finding.in_title and finding.tag.rank != "background" for finding in findings):
        return findings
    why = "the lead touches it once, under a headline on another topic"
    return tuple(
        finding._replace(tag=replace(finding.tag, rank="background"), why=why)
        if finding.tag.rank == "primary" and not finding.in_title and finding.mentions < _ONCE and finding.in_lead[0].first >= first
        else finding
        for finding in findings
    )


def _tied(finding: Finding, view: View) -> Finding:
    """Return a finding, in the background where title and lead name both sides but tell of its topic far from one of them."""
    if finding.tag.rank != "primary" or not all(side.lead for side in view.sides):
        return finding
    reach = _TIED_TO_OTHERS if view.is_of_others and view.in_title < 2 else _TIED
    if any(view.reach(span) <= reach for span in finding.in_lead):
        return finding
    why = f"title or lead speaks of it, but more than {reach} words from where one of the sides is named"
    return finding._replace(tag=replace(finding.tag, rank="background"), why=why)


def _check_ids(topics: Iterable[Topic]) -> None:
    files: dict[str, str] = {}
    for topic in topics:
        if topic.id in files:
            raise read_table(Path(topic.file)).error(
                ("id",), f'the id "{topic.id}" is taken by {files[topic.id]}', "give each topic its own id"
            )
        files[topic.id] = topic.file


def _mandatory(topics: Iterable[Topic], fields: PatternFields) -> tuple[str, ...]:
    named = fields.ids("mandatory")
    known = {topic.id for topic in topics}
    for topic in named:
        if topic not in known:
            raise fields.wrong("mandatory", f'"{topic}" is no topic', "write the ids of topic files")
    return named


def _check_stand_in(gate: Gate, topics: Iterable[Topic], fields: PatternFields) -> None:
    known = {topic.id for topic in topics}
    unknown = sorted(gate.stand_in.topics - known) if gate.stand_in else []
    if unknown:
        stand_in = fields.tables("stand_in")[0]
        raise stand_in.wrong("topics", f'no topic "{unknown[0]}"', f"the topics are {', '.join(sorted(known))}")


def _version(files: Iterable[Path]) -> str:
    content = sha256()
    for file in files:
        content.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return content.hexdigest()[:12]


def _weigh(gate: Gate, view: View, findings: Sequence[Finding], country: str | None) -> tuple[Relevance, str]:
    relevance, why = _weigh_unvetoed(gate, view, findings, country)
    if view.veto is None or relevance == "none":
        return relevance, why
    if sum(finding.in_title for finding in findings) >= _OVERRULING:
        return "weak", "a word that puts it off the beat stands in title or lead, but the title speaks of a topic"
    return "none", "a word that puts it off the beat stands in title or lead"


def _weigh_unvetoed(gate: Gate, view: View, findings: Sequence[Finding], country: str | None) -> tuple[Relevance, str]:
    first, second = gate.sides
    here, there = view.sides
    shown = [finding for finding in findings if finding.tag.rank != "background"]
    if here.lead and there.lead:
        return _weigh_both(gate, view, shown)
    are_listed = (here.lead or here.is_listed) and (there.lead or there.is_listed) and not view.is_elsewhere
    if are_listed and any(finding.in_title for finding in shown):
        return "medium", f"{first.title} and {second.title} are named in a list, and the title is on the topic {shown[0].tag.topic}"
    return _weigh_one_side(gate, view, [finding.tag.topic for finding in shown], country) or _weigh_passing(gate, view)


def _weigh_both(gate: Gate, view: View, shown: Sequence[Finding]) -> tuple[Relevance, str]:
    """Weigh an article whose title and lead name both sides: something must be between them."""
    names = f"{gate.sides[0].title} and {gate.sides[1].title}"
    if view.is_elsewhere and not any(finding.is_specific for finding in shown):
        return "weak", f"the lead names {names}, but the title is about another country"
    if shown:
        return "strong", f"{names} are named in title or lead"
    if view.aside is not None:
        return "weak", f"title or lead names {names}, but it is about something else, and no topic is found"
    if view.is_of_others or view.in_title == 0:
        return "weak", f"the lead names {names}, the title is about something else, and no topic is found"
    if view.in_title < 2 and view.distance > _TOGETHER:
        return "weak", f"title or lead names {names} apart from each other, and no topic is found"
    return "strong", f"{names} are named together in title or lead"


def _weigh_one_side(gate: Gate, view: View, shown: Sequence[str], country: str | None) -> tuple[Relevance, str] | None:
    """Weigh an article whose title and lead name one side at most."""
    if view.is_elsewhere:
        return None
    pairs = list(zip(gate.sides, view.sides, strict=True))
    is_enough = all(len(naming.anchors) >= side.enough for side, naming in pairs)
    for (side, naming), (other_side, other) in (pairs, pairs[::-1]):
        if naming.lead and is_enough:
            return "medium", f"title or lead names {side.title}, the text {other_side.title} {len(other.anchors)} times"
        if naming.lead and other.half and shown:
            return "medium", f"title or lead names {side.title} and a place in {other_side.title}, on the topic {shown[0]}"
        if naming.lead and (why := _stands_in(gate, view, other_side, shown)):
            return "implicit", why
        if naming.lead and shown and _is_at_home(view, other_side, country):
            return "medium", f"title or lead names {side.title}, the outlet is of {other_side.title}, on the topic {shown[0]}"
    return None


def _stands_in(gate: Gate, view: View, side: Side, shown: Sequence[str]) -> str | None:
    stand_in = gate.stand_in
    if stand_in is None or view.stand_in is None or stand_in.stands_for != side.id:
        return None
    topic = next((topic for topic in shown if topic in stand_in.topics), None)
    return f"{side.title} not named: {stand_in.title} stands for it, on the topic {topic}" if topic else None


def _is_at_home(view: View, side: Side, country: str | None) -> bool:
    """Return whether the outlet's country may stand for a side: not where a third country is the one that acts."""
    return view.stand_in is None and (country or "").upper() == side.country


def _weigh_passing(gate: Gate, view: View) -> tuple[Relevance, str]:
    first, second = gate.sides
    here, there = view.sides
    if here.anchors and there.anchors:
        passing = first if not here.lead else second
        return "weak", f"{passing.title} is named only in passing"
    named = first if here.anchors else second
    return "none", f"only {named.title} is named" if here.anchors or there.anchors else "neither side is named"


def _anchors(view: View, found: Found) -> Iterable[Evidence]:
    for naming in view.sides:
        spans = naming.lead or naming.anchors or ((naming.half,) if naming.half else ())
        for span in spans[:_ANCHORS_KEPT]:
            yield piece(span, found)
    if view.stand_in is not None:
        yield piece(view.stand_in, found)
