import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.articles import Article, Origin, StoredArticle
from news.beats import Judgement
from news.dates import UNDATED
from news.digesting.statuses import Standing, status_of
from news.patterns import LANGUAGES

NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)
CORPORA = Path(__file__).parents[2] / "corpora"


def told(title, text="", lang="en", *, number=1, source="north", origin=None, domain="example", hours=0):
    credit = Origin(origin, None, "text mention") if origin else None
    article = Article(f"https://{source}.{domain}/{number}", title, text, lang, None, UNDATED, credit)
    seen = NOON + timedelta(hours=hours)
    return StoredArticle(number, article, source, (article.url,), seen, seen, Judgement("strong", "both sides"))


def standing(title, text="", lang="en", **more):
    return status_of([told(title, text, lang, **more)], {})


@pytest.mark.parametrize(
    ("lang", "title", "by"),
    [
        ("en", "Kremlin denies grain trains were turned back", "Kremlin"),
        ("ru", "В Минтрансе Азербайджана опровергли закрытие моста", "Минтрансе Азербайджана"),
        ("az", "Rusiya XİN körpünün bağlanmasını təkzib edib", "Rusiya XİN"),
        ("tr", "Türkiye Dışişleri Bakanlığı haberi yalanladı", "Türkiye Dışişleri Bakanlığı"),
        ("uk", "МЗС України спростувало закриття мосту", "МЗС України"),
        ("pl", "Rosyjskie MSZ zdementowało zamknięcie mostu", "Rosyjskie MSZ"),
        ("de", "Das russische Außenministerium dementiert die Sperrung", "russische Außenministerium"),
        ("fr", "Moscou dément la fermeture du pont", "Moscou"),
        ("hy", "Փաշինյանը հերքել է կամրջի փակման լուրը", "Փաշինյանը"),
        ("ka", "პესკოვმა ხიდის დაკეტვა უარყო", "პესკოვმა"),
        ("fa", "وزارت خارجه روسیه بسته شدن پل را تکذیب کرد", "وزارت خارجه روسیه"),
    ],
)
def test_a_denial_is_shown_with_who_denied(lang, title, by):
    assert standing(title, lang=lang) == Standing("denied", by, title, 1)


@pytest.mark.parametrize(
    ("lang", "title", "by"),
    [
        ("en", "Peskov confirms second ferry to Alat", "Peskov"),
        ("ru", "Оверчук подтвердил запуск второго парома", "Оверчук"),
        ("az", "Ceyhun Bayramov ikinci bərənin işə düşəcəyini təsdiqlədi", "Bayramov"),
        ("tr", "Erdoğan ikinci feribotu doğruladı", "Erdoğan"),
        ("uk", "Сибіга підтвердив запуск порома", "Сибіга"),
        ("pl", "Kreml potwierdza uruchomienie promu", "Kreml"),
        ("de", "Lawrow bestätigt zweite Fähre", "Lawrow"),
        ("fr", "Le Kremlin confirme le second ferry", "Kremlin"),
        ("ka", "ლავროვმა ბორანი დაადასტურა", "ლავროვმა"),
    ],
)
def test_a_confirmation_is_shown_with_who_confirmed(lang, title, by):
    assert standing(title, lang=lang) == Standing("confirmed", by, title, 1)


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Port neither confirms nor denies loss of ferry"),
        ("ru", "Порт не подтвердил и не опроверг потерю парома"),
        ("az", "Liman bərənin itməsini təsdiq etməyib"),
        ("tr", "Liman feribotun kaybını doğrulamadı"),
        ("uk", "Порт не підтвердив втрату порома"),
        ("pl", "Port nie potwierdza utraty promu"),
        ("de", "Hafen bestätigt Verlust der Fähre nicht"),
        ("fr", "Le port ne confirme pas la perte du ferry"),
        ("hy", "Նավահանգիստը չի հաստատել լաստանավի կորուստը"),
        ("ka", "პორტმა ბორნის დაკარგვა არ დაადასტურა"),
        ("fa", "بندر گم شدن کشتی را تأیید نکرد"),
    ],
)
def test_who_neither_confirms_nor_denies_changes_nothing(lang, title):
    assert standing(title, lang=lang).status == "reported"


@pytest.mark.parametrize(
    "title",
    [
        "Kremlin reportedly confirms ferry",
        "Sources confirm second ferry",
        "If confirmed, the ferry would be the third",
        "Ministers urged to confirm the ferry",
        "Crew of ferry denied entry",
        "Ministers confirm readiness for ferry talks",
    ],
)
def test_hedged_conditional_and_nameless_words_never_raise_a_claim(title):
    assert standing(title).status in {"reported", "claimed, one source", "official, one side"}


def test_an_official_who_will_not_confirm_is_no_official_act():
    assert standing("Talks in Gabala", "Peskov said he could not confirm the talks.").status == "reported"


def test_the_newest_word_counts_of_a_denial_and_a_confirmation():
    denied = told("Kremlin denies ferry accident", number=1)
    confirmed = told("Kremlin confirms ferry accident", number=2, hours=5)
    assert status_of([denied, confirmed], {}).status == "confirmed"
    assert status_of([confirmed, denied], {}).article_id == 2


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Correction: Ferry was empty"),
        ("ru", "Паром был пуст (исправлено)"),
        ("az", "Düzəliş: Bərə boş olub"),
        ("pl", "Sprostowanie: prom był pusty"),
        ("de", "Korrektur: Die Fähre war leer"),
    ],
)
def test_a_corrected_headline_is_shown_as_corrected(lang, title):
    assert standing(title, lang=lang) == Standing("corrected", None, title, 1)


def test_a_correction_of_prices_corrects_no_story():
    assert standing("Correction in oil prices hits Baku budget").status == "reported"


def test_one_side_or_both_spoke():
    baku = told("Ferry opens", "Bayramov said the ferry would open on Monday.", number=1)
    moscow = told("Паром откроется", "Об этом сообщил представитель Кремля Дмитрий Песков.", "ru", number=2, source="south")
    assert status_of([baku], {}) == Standing("official, one side", "Bayramov", "Bayramov said the ferry would open on Monday.", 1)
    both = status_of([baku, moscow], {})
    assert (both.status, both.by) == ("official, both sides", "Bayramov; Дмитрий Песков")


def test_an_article_of_an_official_source_is_an_official_statement():
    stored = told("Ferry line opened", source="mfa", domain="az")
    assert status_of([stored], {"mfa": "official"}).status == "official, one side"
    assert status_of([stored], {"mfa": "state"}).status == "reported"


def test_what_leads_to_one_publisher_is_the_claim_of_one_source():
    first = told("Ferry line sold to Northwind", number=1, source="south", origin="Harbour Post")
    second = told("Паром продан, пишет Harbour Post", lang="ru", number=2, source="east", origin="Harbour Post")
    found = status_of([first, second], {})
    assert (found.status, found.by, found.article_id) == ("claimed, one source", "Harbour Post", 1)


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Ferry reportedly sold"),
        ("ru", "Паром якобы продан"),
        ("az", "Bərə guya satılıb"),
        ("tr", "Feribotun satıldığı iddia edildi"),
        ("uk", "Пором нібито продано"),
        ("pl", "Prom rzekomo sprzedany"),
        ("de", "Fähre angeblich verkauft"),
        ("hy", "Լաստանավը իբր վաճառվել է"),
        ("ka", "ბორანი თითქოს გაიყიდა"),
        ("fa", "کشتی گویا فروخته شد"),
    ],
)
def test_a_hedge_makes_a_claim_of_one_source_or_of_several(lang, title):
    assert standing(title, lang=lang).status == "claimed, one source"
    both = [told(title, lang=lang), told(title, lang=lang, number=2, source="south")]
    assert status_of(both, {}).status == "claimed, several sources"


def test_a_plain_report_shows_the_headline_seen_first():
    articles = [told("Ferry arrives late", number=2, hours=3), told("Ferry arrives", number=1)]
    assert status_of(articles, {}) == Standing("reported", None, "Ferry arrives", 1)
    assert status_of([], {}) == Standing()


def test_words_behind_the_lead_say_nothing_of_the_claim():
    assert standing("Ferry arrives", "word " * 100 + "The Kremlin denied it.").status == "reported"


def test_long_sentences_are_shown_around_the_word_that_counts():
    found = standing("Ferry arrives", "however " * 60 + "the Kremlin denied the loss of a ferry off Alat " + "again " * 10)
    assert found.status == "denied"
    assert "denied" in found.sentence
    assert len(found.sentence) <= 200


@pytest.mark.parametrize(("corpus", "least"), [("statuses", 0.95), ("statuses-hard", 0.95)])
def test_labelled_headlines_are_denied_confirmed_or_neither(corpus, least):
    counts = Counter()
    for line in (CORPORA / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = standing(row["title"], row["text"], row["lang"]).status
        counts[row["status"], found if found in {"denied", "confirmed"} else "neither"] += 1
    for status in ("denied", "confirmed"):
        right = counts[status, status]
        assert right / sum(count for (_, found), count in counts.items() if found == status) >= least
        assert right / sum(count for (meant, _), count in counts.items() if meant == status) >= least


@given(st.text(), st.text(), st.sampled_from([*LANGUAGES, None, "kk"]))
def test_every_text_has_a_standing_of_at_most_200_characters(title, text, lang):
    found = standing(title, text, lang)
    assert len(found.sentence or "") <= 200


WORDS = [
    "Kremlin",
    "denied",
    "not",
    "Песков",
    "не",
    "подтвердил",
    "təkzib",
    "edib",
    ":",
    ",",
    "by",
    "если",
    "sources",
    "Корр",
    "correction",
    "(",
    "«",
]


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(["en", "ru", "az", None]))
def test_any_row_of_telling_words_has_a_standing(words, lang):
    found = standing(" ".join(words), " ".join(reversed(words)), lang)
    assert not any(category(letter) == "Cc" for letter in (found.by or "") + (found.sentence or ""))


def test_a_story_of_twenty_articles_is_read_in_20_milliseconds():
    lead = "The ferry left Alat on Monday with grain for Astrakhan, and ports on both shores expect a second one soon. "
    status_of([told("Ferry leaves", lead)], {})
    times = []
    for turn in range(5):
        articles = [
            told(
                f"Ferry number {each} leaves Alat {turn}", (lead + f"Trip {turn * 100 + each}. ") * 18, number=each, source=f"paper-{each}"
            )
            for each in range(20)
        ]
        began = process_time()
        status_of(articles, {})
        times.append(process_time() - began)
    assert min(times) < 0.02
