from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.articles import Article
from news.dates import UNDATED
from news.digesting.officials import Statement, official_sides, statements_of
from news.patterns import LANGUAGES


def article(title, text="", lang="en", url="https://north.example/1"):
    return Article(url, title, text, lang, None, UNDATED)


def spoke(text, lang="en", **more):
    return [(each.name, each.side) for each in statements_of(article("", text, lang, **more))]


@pytest.mark.parametrize(
    ("lang", "text", "name", "side"),
    [
        ("en", "Kremlin spokesman Dmitry Peskov said on Friday that the ferry would sail.", "Peskov", "Moscow"),
        ("ru", "Об этом сообщил пресс-секретарь президента РФ Дмитрий Песков.", "Peskov", "Moscow"),
        ("az", "Dmitri Peskov jurnalistlərə bərənin yola düşəcəyini bildirib.", "Peskov", "Moscow"),
        ("tr", "Erdoğan, feribotun yakında hareket edeceğini söyledi.", "Erdogan", "Ankara"),
        ("uk", "Президент України Володимир Зеленський заявив про нову лінію.", "Zelensky", "Kyiv"),
        ("pl", "Minister spraw zagranicznych Siergiej Ławrow oświadczył, że prom wypłynie.", "Lavrov", "Moscow"),
        ("de", "„Die Fähre fährt“, sagte Kremlsprecher Dmitri Peskow.", "Peskov", "Moscow"),
        ("fr", "Le Premier ministre Pachinian a déclaré que le pont ouvrirait.", "Pashinyan", "Yerevan"),
        ("hy", "Փաշինյանը հայտարարել է, որ կամուրջը կբացվի։", "Pashinyan", "Yerevan"),
        ("ka", "კობახიძემ განაცხადა, რომ ხიდი გაიხსნება.", "Kobakhidze", "Tbilisi"),
        ("fa", "عراقچی گفت پل باز می‌شود.", "Araghchi", "Tehran"),
    ],
)
def test_a_person_who_speaks_is_named_in_english(lang, text, name, side):
    assert (name, side) in spoke(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "The Azerbaijani Foreign Ministry said the bridge was open.", "Foreign Ministry of Azerbaijan"),
        ("en", "The Foreign Ministry of Russia announced talks.", "Foreign Ministry of Russia"),
        ("ru", "В МИД России заявили, что мост открыт.", "Foreign Ministry of Russia"),
        ("ru", "Росавиация сообщила о новом рейсе.", "Rosaviatsia"),
        ("az", "Azərbaycan XİN körpünün açıldığını bildirib.", "Foreign Ministry of Azerbaijan"),
        ("tr", "Azerbaycan Dışişleri Bakanlığı köprünün açıldığını duyurdu.", "Foreign Ministry of Azerbaijan"),
        ("uk", "Міноборони України повідомило про нову лінію.", "Defence Ministry of Ukraine"),
        ("pl", "Rosyjskie MSZ oświadczyło, że most jest otwarty.", "Foreign Ministry of Russia"),
        ("de", "Das russische Außenministerium erklärte, die Brücke sei offen.", "Foreign Ministry of Russia"),
        ("hy", "Ռուսաստանի արտգործնախարարությունը հայտարարել է այդ մասին։", "Foreign Ministry of Russia"),
        ("fa", "وزارت خارجه روسیه اعلام کرد پل باز است.", "Foreign Ministry of Russia"),
    ],
)
def test_an_institution_is_that_of_the_country_beside_it(lang, text, name):
    assert [found for found, _ in spoke(text, lang)] == [name]


def test_an_institution_without_a_country_is_that_of_the_outlets():
    text = "Xarici İşlər Nazirliyi bunu bildirib."
    assert spoke(text, "az", url="https://north.az/1") == [("Foreign Ministry of Azerbaijan", "Baku")]
    assert spoke(text, "az") == []


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Speaking to Putin, Aliyev said the ferry would sail.", ["Aliyev"]),
        ("en", "The Kremlin did not know that Aliyev would come.", []),
        ("ru", "Алиев заявил Путину, что паром отправится.", ["Aliyev"]),
        ("ru", "МИД Азербайджана вызвал посла, заявили в МИД России.", ["Foreign Ministry of Russia"]),
        ("az", "İlham Əliyev Putinə bunu deyib.", ["Aliyev"]),
        ("tr", "Erdoğan, Putin'e teşekkür ettiğini söyledi.", ["Erdogan"]),
        ("uk", "Зеленський заявив Алієву, що пором вирушить.", ["Zelensky"]),
        ("pl", "Alijew powiedział Putinowi, że prom wypłynie.", ["Aliyev"]),
        ("pl", "MSZ oświadczyło, że Polska otworzy most.", []),
        ("en", "SOCAR said the tanker was safe.", []),
        ("en", "Peskov came to Baku.", []),
    ],
)
def test_who_is_spoken_to_or_of_says_nothing(lang, text, names):
    assert [name for name, _ in spoke(text, lang)] == names


@pytest.mark.parametrize(
    ("lang", "title", "name"),
    [
        ("ru", "Лавров: паром отправится в мае", "Lavrov"),
        ("az", "Bayramov: Bərə may ayında yola düşəcək", "Bayramov"),
        ("en", "Ferry safe, according to Zakharova", "Zakharova"),
        ("ru", "По словам Захаровой, паром цел", "Zakharova"),
        ("de", "Laut Peskow ist die Fähre sicher", "Peskov"),
        ("pl", "Według Ławrowa prom jest bezpieczny", "Lavrov"),
        ("ru", "Москва заявила о новой линии", "Moscow"),
    ],
)
def test_headlines_name_speakers_without_a_verb(lang, title, name):
    assert [each.name for each in statements_of(article(title, "", lang))] == [name]


def test_each_official_is_named_once_with_the_first_sentence():
    found = statements_of(article("Peskov says ferry will sail", "Peskov said it would sail in May. Bayramov said he agreed."))
    assert found == (
        Statement("Peskov", "Moscow", "Peskov says ferry will sail"),
        Statement("Bayramov", "Baku", "Bayramov said he agreed."),
    )


def test_the_line_says_for_each_capital_who_spoke():
    statements = statements_of(article("", "Rusiya XİN bunu bildirib.", "az"))
    assert official_sides(statements) == (("Baku", ()), ("Moscow", ("MFA",)))
    assert official_sides(statements, names_ukraine=True) == (("Baku", ()), ("Moscow", ("MFA",)), ("Kyiv", ()))
    spoken = official_sides(statements_of(article("", "Fidan said so. Peskov said no.")))
    assert spoken == (("Baku", ()), ("Moscow", ("Peskov",)), ("Ankara", ("Fidan",)))


def test_officials_behind_the_lead_are_not_looked_for():
    assert spoke("word " * 100 + "Peskov said so.") == []


@given(st.text(), st.text(), st.sampled_from([*LANGUAGES, None, "kk"]))
def test_every_text_can_be_asked_for_officials(title, text, lang):
    for statement in statements_of(article(title, text, lang)):
        assert len(statement.words) <= 200
        assert statement.name


WORDS = [
    "Peskov",
    "said",
    "Putin",
    "'e",
    "Russian",
    "Foreign Ministry",
    "of",
    "Baku",
    "заявил",
    "Песков",
    "что",
    ":",
    ",",
    "according to",
    "bildirib",
    "XİN",
]


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(["en", "ru", "az", "tr", None]))
def test_any_row_of_names_and_verbs_has_an_answer(words, lang):
    for statement in statements_of(article(" ".join(words), "", lang)):
        assert not any(category(letter) == "Cc" for letter in statement.name + statement.words)
