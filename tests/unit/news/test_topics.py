from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import beat_read_once

from news.errors import TableError
from news.rules import load_topic
from news.tagging import check_topic, tag
from news.topics import Tag, Topic
from news.word_lists import load_word_lists

FILLER = "The delegation walked through the old town, drank tea and went home by bus in the rain. "
SHIPPED = beat_read_once().topics
HEAD = 'id = "gas"\ntitle = "Gas"\n'
RULE = '[[rule]]\nlang = "en"\nany = ["gas"]\nnear = ["pipeline*"]\nwithin = 5\n'


def topic_of(tmp_path: Path, content: str, name: str = "gas") -> Topic:
    file = tmp_path / f"{name}.toml"
    file.write_text(content, encoding="utf-8")
    return load_topic(file)


def only(tags: tuple[Tag, ...]) -> Tag:
    (one,) = tags
    return one


@pytest.mark.parametrize("topic", SHIPPED, ids=lambda topic: topic.id)
def test_shipped_topics_are_right_on_their_examples(topic: Topic) -> None:
    assert [str(wrong) for wrong in check_topic(topic)] == []


@pytest.mark.parametrize("topic", SHIPPED, ids=lambda topic: topic.id)
@pytest.mark.parametrize("matches", [True, False])
def test_shipped_topics_have_examples_in_seven_languages(topic: Topic, matches: bool) -> None:
    assert {example.lang for example in topic.examples if example.matches is matches} >= {"en", "ru", "az", "tr", "uk", "pl", "de"}


def test_a_wrong_topic_is_told_with_file_and_line(tmp_path: Path) -> None:
    example = '[[must_match]]\nlang = "en"\ntitle = "Oil"\ntext = "Oil only."\n'
    (wrong,) = check_topic(topic_of(tmp_path, HEAD + RULE + example))
    assert str(wrong) == f"{tmp_path / 'gas.toml'}:8: gas must be found and is not: Oil"


def test_the_title_makes_a_topic_primary(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE)
    text = FILLER * 8 + "The gas runs on."
    found = only(tag((topic,), "Gas pipeline opens", text, "en"))
    assert (found.rank, found.rule) == ("primary", "gas/en/1")
    assert [(piece.where, piece.words) for piece in found.evidence] == [("title", "Gas"), ("title", "pipeline")]


def test_the_lead_makes_a_topic_primary(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE)
    assert only(tag((topic,), "News", "A pipeline for gas opens. " + FILLER * 8, "en")).rank == "primary"


@pytest.mark.parametrize(("mentions", "rank"), [(1, "background"), (2, "background"), (3, "secondary")])
def test_the_body_makes_a_topic_secondary_with_three_hits(tmp_path: Path, mentions: int, rank: str) -> None:
    topic = topic_of(tmp_path, HEAD + RULE)
    text = FILLER * 6 + (FILLER + "The gas pipeline runs. ") * mentions
    assert only(tag((topic,), "News", text, "en")).rank == rank


def test_words_side_by_side_are_one_mention(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + '[[rule]]\nlang = "en"\nany = ["howitzer*", "shells", "tanks"]\n')
    text = FILLER * 6 + "Howitzers, shells and tanks."
    assert only(tag((topic,), "News", text, "en")).rank == "background"


def test_a_topic_that_only_the_headline_names_ranks_lower(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE)
    assert only(tag((topic,), "Gas pipeline opens", FILLER * 4, "en")).rank == "secondary"
    assert only(tag((topic,), "Gas pipeline opens", FILLER, "en")).rank == "primary", "a short text cannot contradict its headline"


def test_both_words_must_be_near_each_other(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE)
    assert tag((topic,), "News", "Gas is dear, and so is a new one for us: pipelines.", "en") == ()
    assert only(tag((topic,), "Gas is dear", "Pipelines are long.", "en")).rank == "primary", "the title stands directly before the text"


def test_within_lead_reaches_over_the_first_sentences(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE.replace("within = 5", 'within = "lead"'))
    assert only(tag((topic,), "Gas is dear", FILLER * 2 + "So are pipelines.", "en")).rank == "primary"


def test_words_may_have_to_follow(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + '[[rule]]\nany = ["baku"]\nthen = ["grozny"]\nwithin = 2\n')
    assert only(tag((topic,), "Flight from Baku to Grozny", "", "en")).rank == "primary"
    assert tag((topic,), "Flight from Grozny to Baku", "", "en") == ()


def test_each_of_several_lists_may_be_asked_for(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + '[[rule]]\nany = ["plane"]\nnear = [["crash*"], ["baku", "aktau"]]\n')
    assert only(tag((topic,), "Plane crashes near Aktau", "", "en")).rank == "primary"
    assert tag((topic,), "Plane crashes in fog", "", "en") == ()


def test_words_may_have_to_stand_anywhere_or_nowhere(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + '[[rule]]\nany = ["crash*"]\nwith = ["azal"]\nwithout = ["train"]\n')
    assert only(tag((topic,), "Crash inquiry", FILLER * 5 + "AZAL waits.", "en")).rule == "gas/xx/1"
    assert tag((topic,), "Crash inquiry", FILLER, "en") == ()
    assert tag((topic,), "Crash inquiry", FILLER * 5 + "AZAL waits. A train too.", "en") == ()


def test_a_rule_may_look_at_parts_only(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + '[[rule]]\nany = ["gas"]\nin = ["title"]\n')
    assert only(tag((topic,), "Gas", "", "en")).rank == "primary"
    assert tag((topic,), "News", "Gas.", "en") == ()


def test_light_hits_add_up(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + '[[rule]]\nany = ["gas"]\nweight = 0.5\n')
    assert only(tag((topic,), "News", "Gas is dear.", "en")).rank == "background"
    assert only(tag((topic,), "News", "Gas is dear. Nobody knows why it should be so. Gas was cheap once.", "en")).rank == "primary"
    cheap = topic_of(tmp_path, HEAD + "enough = 1.0\n" + RULE)
    assert only(tag((cheap,), "News", FILLER * 6 + "A gas pipeline.", "en")).rank == "secondary"


def test_an_exception_is_only_the_phrase_itself(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + 'exceptions.en = ["think tank*"]\n[[rule]]\nlang = "en"\nany = ["tank*"]\nexcept = ["fish tank"]\n')
    assert tag((topic,), "A think tank and a fish tank", "", "en") == ()
    assert only(tag((topic,), "Think tanks on tanks", "", "en")).evidence[0].words == "tanks"


def test_shared_lists_hold_in_their_languages(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_text('fuel = ["gas"]\nflow = ["pipeline*"]\n', encoding="utf-8")
    (tmp_path / "words" / "ru.toml").write_text('fuel = ["газ", "газа"]\n', encoding="utf-8")
    (tmp_path / "gas.toml").write_text(HEAD + '[[rule]]\nname = "flow"\nany = ["@fuel"]\nnear = ["@flow"]\n', encoding="utf-8")
    topic = load_topic(tmp_path / "gas.toml", load_word_lists(tmp_path))
    assert topic.languages == ("en",), "Russian lacks a list"
    assert only(tag((topic,), "Gas pipeline", "", "en")).rule == "gas/xx/flow"
    assert tag((topic,), "Газ, pipeline", "", "ru") == ()
    (tmp_path / "words" / "klingon.toml").write_text("", encoding="utf-8")
    with pytest.raises(TableError, match=r"klingon\.toml:1: no language 'klingon'; name the file after a language"):
        load_word_lists(tmp_path)


def test_a_veto_acts_near_the_hit_only(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + 'vetoes.en = ["tear gas"]\n' + RULE)
    assert tag((topic,), "News", "Tear gas drifted over the gas pipeline.", "en") == ()
    assert only(tag((topic,), "News", "A gas pipeline opens. " + FILLER * 3 + "Tear gas was used.", "en")).rank == "primary"


def test_a_rule_has_vetoes_of_its_own(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE + 'not = ["toy"]\n')
    assert tag((topic,), "A toy gas pipeline", "Fun.", "en") == ()


def test_a_lead_that_looks_back_is_background(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + 'recaps.en = ["last year"]\n' + RULE)
    assert only(tag((topic,), "Presidents meet", "Last year the gas pipeline burst.", "en")).rank == "background"
    assert only(tag((topic,), "Gas pipeline row", "Last year the gas pipeline burst.", "en")).rank == "primary"


def test_rules_of_another_language_do_not_apply(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE + '[[rule]]\nlang = "xx"\nany = ["tanap"]\n')
    assert tag((topic,), "Gas pipeline", "", "pl") == ()
    assert only(tag((topic,), "Gas pipeline", "", None)).rule == "gas/en/1"
    assert only(tag((topic,), "Tanap", "", "pl")).rule == "gas/xx/1"


def test_the_topic_of_the_headline_comes_first(tmp_path: Path) -> None:
    gas = topic_of(tmp_path, HEAD + RULE)
    arms = topic_of(tmp_path, 'id = "arms"\ntitle = "Arms"\n[[rule]]\nlang = "en"\nany = ["shells"]\n', "arms")
    text = "A gas pipeline opens. " + (FILLER + "The gas pipeline runs. ") * 3 + "Then shells."
    assert [found.topic for found in tag((gas, arms), "Shells for Kyiv", text, "en")] == ["arms", "gas"]
    assert [found.topic for found in tag((arms, gas), "News", "Shells first. " + text, "en")] == ["gas", "arms"]


def test_evidence_is_written_as_in_the_article(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + '[[rule]]\nlang = "az"\nany = ["qazı*"]\nnear = ["rusiya*"]\n')
    title, text = "RUSİYA QAZI", "Bakıda Rusi\u00adyanın qazı haqqında danışıblar."
    evidence = only(tag((topic,), title, text, "az")).evidence
    assert [piece.words for piece in evidence] == ["QAZI", "RUSİYA", "qazı", "Rusi\u00adyanın"]
    for piece in evidence:
        assert (title if piece.where == "title" else text)[piece.start : piece.end] == piece.words


def test_evidence_is_kept_short(tmp_path: Path) -> None:
    topic = topic_of(tmp_path, HEAD + RULE)
    assert len(only(tag((topic,), "Gas pipeline", (FILLER + "A gas pipeline. ") * 50, "en")).evidence) == 8


def test_a_changed_rule_has_another_version(tmp_path: Path) -> None:
    plain = topic_of(tmp_path, HEAD + RULE)
    spaced = topic_of(tmp_path, HEAD + "\n# a note\n" + RULE)
    wider = topic_of(tmp_path, HEAD + RULE.replace("5", "6"))
    vetoed = topic_of(tmp_path, HEAD + 'vetoes.en = ["toy"]\n' + RULE)
    versions = [topic.rules[0].version for topic in (plain, spaced, wider, vetoed)]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


@settings(deadline=None)  # it compiles all topics each time
@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["fa", "hy"]))
def test_every_text_can_be_tagged(title: str, text: str, lang: str | None) -> None:
    for found in tag(SHIPPED, title, text, lang):
        assert found.evidence


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (HEAD, 1, 'no "rule" here; add a [[rule]]'),
        ('title = "Gas"\n' + RULE, 1, 'no "id" here'),
        ('id = "gas"\n' + RULE, 1, 'no "title" here'),
        ('id = "Gas Routes"\ntitle = "Gas"\n' + RULE, 1, "\"id\" cannot be 'Gas Routes'; use small letters"),
        (HEAD + 'veto.en = ["a"]\n' + RULE, 3, "unknown key 'veto'; did you mean \"vetoes\"?"),
        (HEAD + RULE + "whitin = 3\n", 8, "unknown key 'whitin'; did you mean \"within\"?"),
        (HEAD + "rule = []\n", 3, 'no "rule" here; add a [[rule]]'),
        (HEAD + RULE.replace('"en"', '"eng"'), 4, "unknown language 'eng'"),
        (HEAD + RULE.replace('["gas"]', "[]"), 5, '"any" is an empty list'),
        (HEAD + RULE.replace('["gas"]', '"gas"'), 5, '"any" is not a list'),
        (HEAD + RULE.replace('["gas"]', "[3]"), 5, "not text"),
        (HEAD + RULE.replace('"gas"', '""'), 5, "an empty pattern"),
        (HEAD + RULE.replace('"gas"', '"ga*"'), 5, "shorter than 3"),
        (HEAD + RULE.replace('"gas"', '\n"oil",\n"g*s"'), 7, "a star inside a word"),
        (HEAD + RULE.replace("within = 5", "within = 0"), 7, "no whole number from 1 to 100"),
        (HEAD + RULE.replace("within = 5", 'within = "title"'), 7, 'a number of words, or "lead"'),
        (HEAD + '[[rule]]\nlang = "en"\nany = ["gas"]\nwithin = 5\n', 6, '"within" without "near"'),
        (HEAD + 'vetoes = "tear gas"\n' + RULE, 3, '"vetoes" has no languages'),
        (HEAD + RULE + 'then = ["@pipes"]\n', 8, "no shared list '@pipes'"),
        (HEAD + RULE + 'in = ["headline"]\n', 8, "the parts are title, lead, body"),
        (HEAD + RULE + "weight = 0\n", 8, '"weight" is no number from 0.1 to 10'),
        (HEAD + RULE + 'name = "Big"\n', 8, "\"name\" cannot be 'Big'"),
        (HEAD + RULE + 'name = "a"\n' + RULE + 'name = "a"\n', 14, 'the name "a" is taken'),
        (HEAD + 'vetoes.qq = ["abc"]\n' + RULE, 3, "unknown language 'qq'"),
        (HEAD + RULE + '[[must_match]]\nlang = "en"\ntitle = "Gas"\n', 8, 'no "text" here'),
        (HEAD + RULE + '[[must_match]]\nlang = "xx"\ntitle = "Gas"\ntext = "x"\n', 9, "unknown language 'xx'"),
    ],
)
def test_a_mistake_is_told_with_line_and_remedy(tmp_path: Path, content: str, line: int, said: str) -> None:
    with pytest.raises(TableError) as caught:
        topic_of(tmp_path, content)
    assert str(caught.value).startswith(f"{tmp_path / 'gas.toml'}:{line}: ")
    assert said in str(caught.value)
    assert caught.value.remedy
