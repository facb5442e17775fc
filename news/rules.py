"""Topic files: read and checked."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from news.documents import WHERES, Where
from news.pattern_fields import PatternFields
from news.patterns import EVERY_LANGUAGE, NO_LISTS, Lists
from news.tables import read_table
from news.topics import LEAD_WINDOW, Example, Near, Rule, Topic

_DEFAULT_WINDOW = 12  # words: a subject and its verb in one sentence of news prose
_WIDEST_WINDOW = 100  # words; beyond it "near" says nothing
_HEAVIEST = 10.0

_TOPIC_NEEDS = ("id", "title")
_TOPIC_MAY_HAVE = ("rule", "description", "enough", "vetoes", "exceptions", "recaps", "must_match", "must_not_match")
_RULE_NEEDS = ("any",)
_RULE_MAY_HAVE = ("name", "lang", "near", "then", "within", "with", "without", "not", "except", "in", "weight", "specific")


def load_topic(path: Path, shared: Mapping[str, Lists] | None = None) -> Topic:
    """Read and check a topic file; ``shared`` are the lists that it may use by name.

    Raises InputError where the file cannot be read, TableError for the first thing in it that is wrong.
    """
    table = read_table(path)
    fields = PatternFields(table, (), table.values, shared or {})
    fields.check_keys(_TOPIC_NEEDS, _TOPIC_MAY_HAVE)
    topic_id = fields.id()
    vetoes, exceptions, recaps = (fields.lists(key) for key in ("vetoes", "exceptions", "recaps"))
    return Topic(
        id=topic_id,
        title=fields.text("title"),
        description=fields.text("description") if "description" in fields.values else "",
        file=str(path),
        rules=tuple(_read_rules(fields, topic_id, (vetoes, exceptions, recaps))),
        recaps=recaps,
        enough=fields.number("enough", 3.0, 1.0, 100.0),
        examples=(*_examples(fields, "must_match", matches=True), *_examples(fields, "must_not_match", matches=False)),
    )


def _read_rules(fields: PatternFields, topic_id: str, around: tuple[Lists, Lists, Lists]) -> Iterable[Rule]:
    counts: Counter[str] = Counter()
    taken: set[str] = set()
    for rule in fields.tables("rule", needed=True):
        rule.check_keys(_RULE_NEEDS, _RULE_MAY_HAVE)
        lang = rule.lang("lang") if "lang" in rule.values else EVERY_LANGUAGE
        counts[lang] += 1
        rule_id = f"{topic_id}/{lang}/{rule.id('name') if 'name' in rule.values else counts[lang]}"
        if rule_id in taken:
            raise rule.wrong("name", f'the name "{rule.values["name"]}" is taken', "give each rule its own name")
        taken.add(rule_id)
        yield _read_rule(rule, rule_id, lang, around)


def _read_rule(fields: PatternFields, rule_id: str, lang: str, around: tuple[Lists, Lists, Lists]) -> Rule:
    vetoes, exceptions, recaps = (lists.only(lang) for lists in around)
    words = fields.patterns("any", lang)
    near = tuple(_read_near(fields, lang))
    present, absent = fields.groups("with", lang), fields.patterns("without", lang)
    is_specific = fields.switch("specific")
    vetoes = (NO_LISTS if is_specific else vetoes).joined(fields.patterns("not", lang))
    exceptions = exceptions.joined(fields.patterns("except", lang))
    where, weight = _read_where(fields), fields.number("weight", 1.0, 0.1, _HEAVIEST)
    content = (
        lang,
        words,
        [(each.words, each.within, each.follows) for each in near],
        present,
        (absent, vetoes, exceptions, recaps),
        sorted(where or WHERES),
        (weight, is_specific),
    )
    version = sha256(json.dumps(content, ensure_ascii=False, default=_plain).encode()).hexdigest()[:8]
    return Rule(rule_id, version, lang, words, near, present, absent, vetoes, exceptions, where, weight, is_specific)


def _plain(value: object) -> object:
    """Return lists of patterns in an order that is always the same."""
    if isinstance(value, Lists):
        return [[lang, sorted(patterns)] for lang, patterns in sorted(value.by_lang)]
    raise TypeError(type(value).__name__)


def _read_near(fields: PatternFields, lang: str) -> Iterable[Near]:
    near, then = fields.groups("near", lang), fields.groups("then", lang)
    if "within" in fields.values and not near and not then:
        raise fields.wrong("within", '"within" without "near" or "then"', 'add near = ["…"], or take "within" out')
    is_wide = fields.values.get("within") == "lead"
    if isinstance(fields.values.get("within"), str) and not is_wide:
        raise fields.wrong("within", f'"within" cannot be "{fields.values["within"]}"', 'write a number of words, or "lead"')
    within = LEAD_WINDOW if is_wide else fields.count("within", _DEFAULT_WINDOW, _WIDEST_WINDOW)
    yield from (Near(words, within) for words in near)
    yield from (Near(words, within, follows=True) for words in then)


def _read_where(fields: PatternFields) -> frozenset[Where] | None:
    if "in" not in fields.values:
        return None
    named = fields.ids("in")
    known = [where for where in WHERES if where in named]
    if not named or len(known) != len(set(named)):
        raise fields.wrong(
            "in", '"in" names a part that articles do not have', f'write in = ["title", "lead"]; the parts are {", ".join(WHERES)}'
        )
    return frozenset(known)


def _examples(fields: PatternFields, key: str, *, matches: bool) -> tuple[Example, ...]:
    examples: list[Example] = []
    for number, each in enumerate(fields.tables(key)):
        each.check_keys(("lang", "title", "text"))
        line = fields.table.line(key, number)
        examples.append(Example(each.lang("lang", every=False), each.text("title"), each.text("text"), matches, line))
    return tuple(examples)
