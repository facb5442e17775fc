"""Gate and topics on texts that were labelled before the rules were written."""

import unicodedata
from collections import Counter

from gold_scores import figures, floors, gold_texts, score
from papers import beat_read_once

from news.beats import judge

BEAT, TEXTS = beat_read_once(), gold_texts()


def test_no_figure_falls_below_its_floor() -> None:
    reached = figures(score(BEAT, TEXTS))
    assert reached.keys() == floors().keys()
    assert not [f"{name} is {reached[name]:.4f}" for name, floor in floors().items() if reached[name] < floor]


def test_the_texts_are_many_and_hard() -> None:
    known = {topic.id for topic in BEAT.topics}
    assert len(TEXTS) >= 400
    assert len({text.id for text in TEXTS}) == len(TEXTS)
    assert {text.lang for text in TEXTS} == {"en", "ru", "az", "tr", "uk", "pl", "de", "fr", "hy", "ka", "fa"}
    assert sum(not text.on for text in TEXTS) >= 0.4 * len(TEXTS)
    assert all(text.topics | text.may <= known for text in TEXTS)
    assert not any(text.topics for text in TEXTS if not text.on)
    cases = Counter(text.case for text in TEXTS)
    assert cases.keys() >= {"other-crash", "other-gas", "one-country", "sport", "iran-province", "homonym", "background", "capitals", "nfd"}
    assert any(text.text != unicodedata.normalize("NFC", text.text) for text in TEXTS)


def test_evidence_points_at_its_words_in_every_text() -> None:
    for text in TEXTS:
        judgement = judge(BEAT, text.title, text.text, text.lang, text.country)
        for evidence in (*judgement.anchors, *(each for tag in judgement.tags for each in tag.evidence)):
            assert (text.title if evidence.where == "title" else text.text)[evidence.start : evidence.end] == evidence.words
