import importlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import beat_read_once

from news.beats import SHIPPED_BEAT, Relevance, judge, load_beat
from news.errors import InputError, TableError

BEAT = beat_read_once()
FILLER = "The delegation walked through the old town, drank tea and went home by bus in the rain. "


def relevance(title: str, text: str, lang: str | None = "en", country: str | None = None) -> Relevance:
    return judge(BEAT, title, text, lang, country).relevance


def topics(title: str, text: str, lang: str | None = "en", country: str | None = None) -> list[tuple[str, str]]:
    return [(tag.topic, tag.rank) for tag in judge(BEAT, title, text, lang, country).tags]


def test_the_module_wins_over_the_folder_of_the_same_name() -> None:
    assert importlib.import_module("news.beats").__file__ == str(Path(SHIPPED_BEAT).parent.parent / "beats.py")


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        ("en", "Baku summons envoy", "The ambassador was told that the Kremlin must answer."),
        ("ru", "Баку вызвал посла", "В Кремле заявили, что ответят."),
        ("az", "BAKI NOTA VERDİ", "Rusiyanın səfiri XİN-ə çağırılıb."),
        ("az", "Baki nota verdi", "Rusiyanin sefiri cagirilib."),
        ("tr", "Bakü'den nota", "Rus büyükelçi çağrıldı."),
        ("uk", "Баку викликав посла", "У Кремлі обіцяють відповісти."),
        ("pl", "Nota z Baku", "Ambasador Rosji został wezwany."),
        ("de", "Baku bestellt Botschafter ein", "Moskau will antworten."),
        ("fr", "Bakou convoque l’ambassadeur", "Moscou a promis une réponse."),
        ("hy", "Բաքվի նոտան", "Ռուսաստանի դեսպանը կանչվել է."),
        ("ka", "ბაქოს ნოტა", "რუსეთის ელჩი გამოიძახეს."),
        ("fa", "یادداشت باکو", "سفیر روسیه احضار شد."),
        (None, "Баку вызвал посла", "В Кремле заявили, что ответят."),
        ("es", "Baku convoca al embajador", "Putin no responde."),
    ],
)
def test_both_sides_in_title_or_lead_are_strong(lang: str | None, title: str, text: str) -> None:
    judgement = judge(BEAT, title, text + " " + FILLER * 10, lang)
    assert judgement.relevance == "strong"
    for anchor in judgement.anchors:
        assert (title if anchor.where == "title" else text)[anchor.start : anchor.end] == anchor.words


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        ("en", "Baku opens a park", "Azerbaijan planted trees."),
        ("ru", "Зеленский призвал ускорить поставки оружия", "Российские удары продолжаются, Киев ждёт снаряды."),
        ("en", "A good recipe", "Take flour and water."),
        ("en", "Rakhat Aliyev case", "The court in Moscow heard the Kazakh banker Aliyev."),
        ("az", "Rus dili kursları", "Bakıda rus dili kursları açılıb, rüşvət alınmayıb."),
        ("fa", "روستاهای شمال", "در باکو باران بارید."),
        ("en", "", ""),
    ],
)
def test_one_side_alone_is_nothing(lang: str, title: str, text: str) -> None:
    judgement = judge(BEAT, title, text, lang)
    assert judgement.relevance == "none"
    assert judgement.tags == ()
    assert judgement.why


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        ("en", "Baku side beats Moscow club", "A late goal by the striker decided the Champions League evening."),
        ("ru", "Бакинский клуб обыграл московский", "Матч прошёл в Баку при полных трибунах."),
        ("az", "Bakı klubu Moskvada qalib gəldi", "Futbolçular Çempionlar Liqasında üç xal qazandı."),
        ("tr", "Bakü ekibi Moskova'da kazandı", "Maçın golünü Şampiyonlar Ligi'nde genç oyuncu attı."),
        ("pl", "Baku lepsze od Moskwy", "Mecz rozstrzygnął bramkarz."),
        ("de", "Baku schlägt Moskau", "Der Torwart hielt im Halbfinale alles."),
        ("en", "Quake in Tabriz", "A quake shook Iran's East Azerbaijan Province; Russia sent help."),
    ],
)
def test_sport_and_namesakes_are_off_the_beat(lang: str, title: str, text: str) -> None:
    assert relevance(title, text, lang) == "none"


def test_two_topic_hits_in_the_title_overrule_a_veto() -> None:
    judgement = judge(BEAT, "After arms sale to Kyiv and the row over Russian gas supplies, Baku loses final", "UEFA moved it.", "en")
    assert judgement.relevance == "weak"
    assert judgement.tags == ()


def test_a_veto_makes_no_article_more_relevant() -> None:
    title, text = "After arms sale to Kyiv and the row over Russian gas supplies, the club loses its final", "It was played in the rain."
    assert relevance(title.replace("loses its final", "has moved"), text, "en") == "none"
    assert relevance(title, f"{text} UEFA moved it.", "en") == "none"


def test_a_quoted_agency_names_nobody() -> None:
    text = "A strong quake hit Tokyo, Russia's TASS news agency reports. Azerbaijan offered help. "
    assert relevance("Quake in Japan", text + FILLER * 10) == "none"


@pytest.mark.parametrize(
    ("lang", "dateline"),
    [
        ("en", "MOSCOW, March 5. /TASS/. "),
        ("en", "MOSCOW (Reuters) - "),
        ("ru", "МОСКВА, 5 марта. /ТАСС/. "),
        ("az", "Moskva, 5 mart, AZƏRTAC. "),
    ],
)
def test_a_dateline_names_nobody(lang: str, dateline: str) -> None:
    told = {
        "en": "Azerbaijan sent rescuers to Tokyo.",
        "ru": "Азербайджан направил спасателей в Токио.",
        "az": "Azərbaycan Tokioya xilasedici göndərib.",
    }
    assert relevance("…", dateline + told[lang], lang) == "none"


@pytest.mark.parametrize("opening", ["Moscow told Reuters that Azerbaijan is right.", "Moscow will send 5 envoys to Azerbaijan."])
def test_a_sentence_is_no_dateline(opening: str) -> None:
    assert relevance("…", opening) == "strong"


def test_a_side_often_named_in_the_body_is_medium() -> None:
    text = FILLER * 6 + "Moscow waits. The Kremlin is silent. Putin flew home."
    assert relevance("Baku waits for Azerbaijani deputies", text) == "medium"
    assert relevance("Baku waits for Azerbaijani deputies", FILLER * 6 + "Moscow waits.") == "weak"


def test_ukraine_stands_for_russia_in_stories_of_arms_and_gas() -> None:
    title = "Azerbaijan may send artillery shells to Kyiv"
    assert relevance(title, FILLER * 6) == "implicit"
    assert topics(title, FILLER + "The shells would be shipped by rail.") == [("arms-transfers", "primary")]
    assert relevance("Azerbaijan sends a choir to Kyiv", FILLER) == "none"


def test_an_outlet_at_home_need_not_name_its_country() -> None:
    title, text = "Moskva kompensasiya ödəyəcək", "Təyyarə qəzası ilə bağlı razılıq əldə olunub."
    assert relevance(title, text, "az", "AZ") == "medium"
    assert relevance(title, text, "az", "TR") == "none"
    assert relevance("Moskva yeni park açdı", "Ağac əkilib.", "az", "AZ") == "none", "only where a topic is found"
    assert relevance("Moscow's gas transit to Kyiv ends", "The gas pipeline is empty.", "en", "AZ") == "none", (
        "Ukraine is the other side here"
    )


def test_a_place_names_its_side_beside_a_topic() -> None:
    assert relevance("Passenger plane from Baku crashes near Aktau", "It was bound for Grozny.") == "medium"
    assert relevance("Choir from Baku sings", "It was bound for Grozny.") == "none"


def test_a_surname_counts_beside_its_country() -> None:
    assert relevance("Aliyev calls Putin", FILLER * 6 + "The leader of Azerbaijan called.") == "strong"


def test_a_weak_article_carries_no_tags() -> None:
    text = FILLER * 6 + "Gas pipeline. " + FILLER + "Gas pipeline. " + FILLER + "Gas pipeline, said Moscow."
    assert relevance("Baku plants trees", text) == "weak"
    assert topics("Baku plants trees", text) == []


def test_a_recap_of_the_crash_is_not_its_topic() -> None:
    lead = "Azerbaijan has bought shells from a Russian plant by contract. Ties soured after an Azerbaijani airliner was shot down. "
    assert topics("Baku buys Russian shells", lead + FILLER * 5) == [("arms-transfers", "primary"), ("plane-crash", "background")]


@settings(deadline=None)  # the first of a language compiles its words
@given(st.text(max_size=300), st.text(max_size=600), st.sampled_from(["en", "az", "ru", None, "??"]))
def test_every_text_can_be_judged(title: str, text: str, lang: str | None) -> None:
    assert judge(BEAT, title, text, lang, "AZ").why


@pytest.mark.thorough
def test_a_hostile_text_is_judged_in_time() -> None:
    text = "tear gas weapon supply Baku Moscow azal crash su 22 " * 20_000
    assert relevance("Baku", text) == "strong"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED_BEAT, tmp_path / "beat"))


def test_the_version_changes_with_any_rule(folder: Path) -> None:
    assert load_beat(folder).version == BEAT.version
    for file in (folder / "topics" / "gas-routes.toml", folder / "words" / "ka.toml", folder / "beat.toml"):
        before = load_beat(folder).version
        file.write_text(file.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
        assert load_beat(folder).version != before


def test_two_topics_with_one_id_are_refused(folder: Path) -> None:
    shutil.copy(folder / "topics" / "gas-routes.toml", folder / "topics" / "zz.toml")
    with pytest.raises(TableError, match=r'zz\.toml:1: the id "gas-routes" is taken by .*gas-routes\.toml; give each topic its own id'):
        load_beat(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "russia"', 'id = "azerbaijan"', "two with one id"),
        ('stands_for = "russia"', 'stands_for = "iran"', 'no side "iran"; write one of azerbaijan, russia'),
        ('topics = ["arms-transfers"', 'topics = ["arms"', 'no topic "arms"; the topics are armenia-peace, arms-transfers'),
        ("enough = 2", "enuf = 2", "unknown key 'enuf'; did you mean \"enough\"?"),
        ('"@azerbaijan"]', '"az*"]', "stem shorter than 3 letters"),
        ('"@azerbaijan"]', '"@azerbaijn"]', "no shared list '@azerbaijn'; did you mean \"@azerbaijan\"?"),
        ('id = "azerbaijan-russia"', "", 'no "id" here'),
    ],
)
def test_a_mistake_in_the_gate_is_told(folder: Path, old: str, new: str, said: str) -> None:
    file = folder / "beat.toml"
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError) as caught:
        load_beat(folder)
    assert said in str(caught.value)
    assert caught.value.remedy


def test_a_beat_without_topics_is_refused(folder: Path) -> None:
    shutil.rmtree(folder / "topics")
    with pytest.raises(InputError, match="no topic files"):
        load_beat(folder)


def test_a_folder_that_is_no_beat_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"beat\.toml"):
        load_beat(tmp_path)
