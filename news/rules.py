"""Topic files: read and checked."""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from news.pattern_fields import PatternFields
from news.patterns import EVERY_LANGUAGE, Lists
from news.tables import read_table
from news.topics import LEAD_WINDOW, Example, Rule, Topic

_DEFAULT_WINDOW = 12  # words: a subject and its verb in one sentence of news prose
_WIDEST_WINDOW = 100  # words; beyond it "near" says nothing

_TOPIC_NEEDS = ("id", "title")
_TOPIC_MAY_HAVE = ("rule", "description", "vetoes", "recaps", "must_match", "must_not_match")
_RULE_NEEDS = ("lang", "any")
_RULE_MAY_HAVE = ("near", "within", "not")


def load_topic(path: Path) -> Topic:
    """Read and check a topic file.

    Raises InputError where the file cannot be read, TableError for the first thing in it that is wrong.
    """
    table = read_table(path)
    fields = PatternFields(table, (), table.values)
    fields.check_keys(_TOPIC_NEEDS, _TOPIC_MAY_HAVE)
    topic_id = fields.id()
    vetoes, recaps = fields.lists("vetoes"), fields.lists("recaps")
    return Topic(
        id=topic_id,
        title=fields.text("title"),
        description=fields.text("description") if "description" in fields.values else "",
        file=str(path),
        rules=tuple(_read_rules(fields, topic_id, (vetoes, recaps))),
        vetoes=vetoes,
        recaps=recaps,
        examples=(*_examples(fields, "must_match", matches=True), *_examples(fields, "must_not_match", matches=False)),
    )


def _read_rules(fields: PatternFields, topic_id: str, around: tuple[Lists, ...]) -> Iterable[Rule]:
    counts: Counter[str] = Counter()
    for rule in fields.tables("rule", needed=True):
        rule.check_keys(_RULE_NEEDS, _RULE_MAY_HAVE)
        lang = rule.lang("lang")
        counts[lang] += 1
        langs = None if lang == EVERY_LANGUAGE else frozenset({lang})
        yield _read_rule(rule, f"{topic_id}/{lang}/{counts[lang]}", [sorted(lists.of(langs)) for lists in around])


def _read_rule(fields: PatternFields, rule_id: str, around: list[list[str]]) -> Rule:
    near = fields.patterns("near")
    if "within" in fields.values and not near:
        raise fields.wrong("within", '"within" without "near"', 'add near = ["…"], or take "within" out')
    is_wide = fields.values.get("within") == "lead"
    if isinstance(fields.values.get("within"), str) and not is_wide:
        raise fields.wrong("within", f'"within" cannot be "{fields.values["within"]}"', 'write a number of words, or "lead"')
    within = LEAD_WINDOW if is_wide else fields.count("within", _DEFAULT_WINDOW, _WIDEST_WINDOW)
    words, vetoes = fields.patterns("any"), fields.patterns("not")
    lang = fields.lang("lang")
    content = json.dumps([lang, sorted(words), sorted(near), within, is_wide, sorted(vetoes), around], ensure_ascii=False)
    version = sha256(content.encode()).hexdigest()[:8]
    return Rule(rule_id, version, lang, words, near, within, is_wide, vetoes)


def _examples(fields: PatternFields, key: str, *, matches: bool) -> tuple[Example, ...]:
    examples: list[Example] = []
    for number, each in enumerate(fields.tables(key)):
        each.check_keys(("lang", "title", "text"))
        line = fields.table.line(key, number)
        examples.append(Example(each.lang("lang", every=False), each.text("title"), each.text("text"), matches, line))
    return tuple(examples)
