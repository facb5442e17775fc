import random
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.changes import Change, compare_versions, word_diff

CORPUS = Path(__file__).parents[2] / "corpora" / "edits"
ODD = "ab AB.,!?:-–«»\"'’1235 \n\u00a0&;əİıчН։"


@dataclass(frozen=True)
class Edit:
    name: str
    kind: str
    reason: str
    lang: str
    titles: tuple[str, str]
    texts: tuple[str, str]

    def judged(self) -> Change:
        return compare_versions(self.titles[0], self.texts[0], self.titles[1], self.texts[1], self.lang)


def read_edit(article: dict[str, Any], edit: dict[str, str]) -> Edit:
    text, place = article["text"].strip(), edit.get("replace", "")
    assert place in text, f"{edit['what']}: not in the text"
    versions = (text.replace(place, edit.get("was", place)), text.replace(place, edit.get("by", place))) if place else (text, text)
    titles = (article["title"], edit.get("new_title", article["title"]))
    return Edit(f"{article['lang']}: {edit['what']}", edit["kind"], edit.get("reason", ""), article["lang"], titles, versions)


def read_edits() -> list[Edit]:
    articles = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.toml"))]
    return [read_edit(article, edit) for article in articles for edit in article["edits"]]


EDITS = read_edits()


def test_labelled_edits_are_judged_right() -> None:
    assert len(EDITS) >= 100
    wrong = [f"{edit.name}: {edit.kind}, judged {edit.judged()}" for edit in EDITS if edit.judged().kind != edit.kind]
    assert len(wrong) <= 0.05 * len(EDITS), wrong


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit.kind != "none"], ids=lambda edit: edit.name)
def test_no_edit_of_the_text_is_lost_and_its_reason_is_told(edit: Edit) -> None:
    change = edit.judged()
    assert change.kind != "none"
    assert any(edit.reason in reason for reason in change.reasons), change.reasons


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_the_kind_is_the_same_backwards(edit: Edit) -> None:
    backwards = compare_versions(edit.titles[1], edit.texts[1], edit.titles[0], edit.texts[0], edit.lang)
    assert backwards.kind == edit.judged().kind


@given(st.text(alphabet=ODD) | st.text(), st.text(alphabet=ODD), st.sampled_from(["az", "ru", "en", "de", "hy", "xx", None]))
def test_a_text_has_not_changed_from_itself(text: str, title: str, lang: str | None) -> None:
    assert compare_versions(title, text, title, text, lang) == Change("none")


@given(st.text(alphabet=ODD) | st.text(), st.text(alphabet=ODD) | st.text(), st.sampled_from(["az", "ru", "en", "de", "hy", None]))
def test_any_two_texts_have_one_kind_both_ways(old: str, new: str, lang: str | None) -> None:
    assert compare_versions("", old, "", new, lang).kind == compare_versions("", new, "", old, lang).kind


SENTENCES = [
    "Bakıda 3 nəfər saxlanılıb.", "Nazir Rauf Səmədov bunu təkzib edib.", "Yoxlama davam edir.", "Baxış sayı: 55", "Yeni telefon modeli satışa çıxarılıb",
    "Futbolçu klubunu sürpriz şəkildə dəyişdi", "Moskva cavab vermədi.", "Həmçinin oxuyun:", "Bakıda 5 nəfər saxlanılıb.", "Yoxlama başa çatıb.", "Rauf Səmədov, 45",
]  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_texts_of_real_sentences_have_one_kind_both_ways(old: list[str], new: list[str]) -> None:
    one, other = "\n".join(old), "\n".join(new)
    assert compare_versions("Xəbər", one, "Xəbər", other, "az").kind == compare_versions("Xəbər", other, "Xəbər", one, "az").kind


def test_a_title_in_capitals_is_the_same_title() -> None:
    assert compare_versions("Bakıda işıq söndü", "Mətn.", "BAKIDA İŞIQ SÖNDÜ", "Mətn.", "az") == Change("none")


ARTICLE = "Bakıda yarış keçirilib. İdmançılar çıxış ediblər.\nQaliblər aşağıdakılardır:\nRauf Səmədov\nElçin Quliyev\nYarış növbəti il davam edəcək."


def test_a_name_added_to_a_list_is_never_lost() -> None:
    longer = ARTICLE.replace("Elçin Quliyev", "Elçin Quliyev\nSevinc Qafar qızı Abbaslı")
    assert compare_versions("Yarış", ARTICLE, "Yarış", longer, "az").kind == "material"


def test_a_sentence_is_never_taken_for_a_rotating_headline() -> None:
    shorter = "В посёлке отключили свет. Причина неизвестна.\nРемонт идёт."
    longer = "В посёлке отключили свет. Причина неизвестна.\nМинистерство опровергло сообщения.\nРемонт идёт."
    assert compare_versions("Свет", shorter, "Свет", longer, "ru").kind == "material"


@pytest.mark.parametrize(
    ("old", "new"),
    [("Iran", "Iraq"), ("Kərimov", "Kazımov"), ("Avstriya", "Avstraliya")],
)
def test_names_that_look_alike_are_different(old: str, new: str) -> None:
    change = compare_versions(
        "Səfər", f"Dünən keçmiş nazir {old} haqqında yazıldı.", "Səfər", f"Dünən keçmiş nazir {new} haqqında yazıldı.", "az"
    )
    assert change.reasons[0] == f"name {old} → {new}"


@pytest.mark.thorough
def test_large_unrelated_texts_are_compared_in_bounded_time() -> None:
    rnd = random.Random(7)
    words = [f"söz{number}" for number in range(20_000)]

    def text() -> str:
        return "\n".join(" ".join(rnd.choices(words, k=40)).capitalize() + "." for _ in range(250))

    for old, new in (
        (text(), text()),
        (" ".join(["a"] * 10_000), " ".join(["a", "b"] * 5_000)),
        ("Evdə. " * 4_000, "Evdə qal. " * 4_000),
    ):
        began = time.process_time()
        word_diff(old, new)
        compare_versions("", old, "", new, "az")
        assert time.process_time() - began < 10  # half a second; work that grows with the square takes minutes


@settings(max_examples=100)
@given(st.text(alphabet="ab \n.,A&;\u0301") | st.text(), st.text(alphabet="ab \n.,A&;\u0301") | st.text())
def test_the_parts_of_a_difference_are_both_texts(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert "".join(part.text for part in parts if part.kind != "added") == old
    assert "".join(part.text for part in parts if part.kind != "removed") == new
    assert all(part.text for part in parts)


def test_a_difference_marks_words_not_letters() -> None:
    parts = [(part.kind, part.text) for part in word_diff("Погибли трое рабочих.\nИдёт ремонт.", "Погибли пятеро рабочих.\nИдёт ремонт.")]
    assert parts == [("same", "Погибли "), ("removed", "трое "), ("added", "пятеро "), ("same", "рабочих.\nИдёт ремонт.")]


def test_a_new_paragraph_is_marked_as_a_whole() -> None:
    parts = [(part.kind, part.text) for part in word_diff("Bir.\nÜç.", "Bir.\nİki söz.\nÜç.")]
    assert [text for kind, text in parts if kind == "added"] in (["\nİki söz."], ["İki söz.\n"])
    assert not [text for kind, text in parts if kind == "removed"]
