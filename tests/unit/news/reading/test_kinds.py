"""What kind a page is, on a corpus of labelled pages and on pages that are easily mistaken."""

import pytest
from kinds_corpus import KindCase, load

from news.pages import ARTICLE_KINDS, Page, PageKind, flash_text, parse_html
from news.reading.kinds import kind_of


def judged(case: KindCase) -> PageKind:
    page = Page(case.url, case.status, case.body, case.content_type, requested_url=case.requested_url)
    return kind_of(page, parse_html(page)).value


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[KindCase, PageKind]]:
    return [(case, judged(case)) for case in load()]


def told(wrong: list[tuple[KindCase, PageKind]]) -> str:
    return "".join(f"\n{case.name}: {case.kind} taken for {kind} ({case.note})" for case, kind in wrong)


def test_the_corpus_has_all_kinds_in_many_languages() -> None:
    assert len(load()) >= 120
    assert len({case.lang for case in load()}) >= 6


def test_hardly_anything_but_articles_is_stored(verdicts: list[tuple[KindCase, PageKind]]) -> None:
    others = [(case, kind) for case, kind in verdicts if not {case.kind, *case.also} & ARTICLE_KINDS]
    wrong = [(case, kind) for case, kind in others if kind in ARTICLE_KINDS]
    assert len(wrong) <= len(others) * 0.005, told(wrong)


def test_hardly_an_article_is_lost(verdicts: list[tuple[KindCase, PageKind]]) -> None:
    articles = [(case, kind) for case, kind in verdicts if case.kind in ARTICLE_KINDS]
    wrong = [(case, kind) for case, kind in articles if kind not in ARTICLE_KINDS]
    assert len(wrong) <= len(articles) * 0.005, told(wrong)


def test_pages_are_called_what_they_are(verdicts: list[tuple[KindCase, PageKind]]) -> None:
    wrong = [(case, kind) for case, kind in verdicts if kind not in {case.kind, *case.also}]
    assert len(wrong) <= len(verdicts) * 0.05, told(wrong)


def kind(body: str, head: str = "", path: str = "/news/2026/4711", asked: str = "") -> PageKind:
    source = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    page = Page(f"https://northwind.example{path}", 200, source.encode(), "text/html; charset=utf-8", requested_url=asked)
    return kind_of(page, parse_html(page)).value


HEADLINES = (
    *("Bakı–Quba yolunda təmir işləri başlayır", "Sumqayıtda yeni məktəb tikiləcək", "Neftin qiyməti yenə qalxıb"),
    *("Порт примет первые суда в апреле", "Тарифы на проезд вырастут с мая", "Музей открыл новый зал после ремонта"),
    *("Ferry to the islands sails again", "Bridge closed for repairs until autumn", "Harbour town counts its herring"),
)
SUMMARIES = (
    "Работы начнутся в понедельник и займут две недели, движение на время ремонта пустят по соседней улице, сообщили в мэрии города.",
    "Yeni bina gələn ilin sentyabrında istifadəyə veriləcək, məktəbdə səkkiz yüz şagird oxuyacaq, layihəni yerli şirkət hazırlayıb.",
    "The company says that the new pier is ready, and that the ice has gone from the bay earlier than in any year of its records.",
)


def links(count: int) -> str:
    return "".join(f"<li><a href='/news/{n}'>{HEADLINES[n % len(HEADLINES)]} {n}</a></li>" for n in range(count))


def cards(count: int, summaries: int = 1) -> str:
    return "".join(
        f"<div class='card'><h3><a href='/news/{n}'>{HEADLINES[n % len(HEADLINES)]}</a></h3>"
        + "".join(f"<p>{SUMMARIES[(n + m) % 3]}</p>" for m in range(summaries))
        + "</div>"
        for n in range(count)
    )


FLASH = (
    "В Каспийске на два часа остановили движение поездов: на путях обнаружили снаряд времён войны. Пострадавших нет, пассажиров "
    "двух электричек отправили автобусами, сообщили в управлении железной дороги."
)
FLASH_HEAD = "<title>В Каспийске остановили поезда из-за снаряда — Причал</title>"
FLASH_H1 = "<h1>В Каспийске остановили поезда из-за снаряда</h1>"
LOGIN_FORM = "<div class='modal'><h4>Войти</h4><form><input name='u'><input type='password'><a>Забыли пароль?</a></form></div>"
BANNER = (
    "<div class='cc'>Мы используем файлы cookie, чтобы сайт работал лучше. Продолжая пользоваться сайтом, вы даёте согласие на обработку "
    "персональных данных в соответствии с политикой конфиденциальности. <button>Принять</button></div>"
)


@pytest.mark.parametrize(
    "furniture",
    [
        f"<ul>{links(200)}</ul>",
        LOGIN_FORM,
        BANNER,
        "<form id='comment'><div class='g-recaptcha'></div><script src='https://www.google.com/recaptcha/api.js'></script></form>",
        "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><script src='/.well-known/ddos-guard/check.js'></script>",
        "<div class='adb'>Отключите, пожалуйста, блокировщик рекламы на нашем сайте.</div>",
        "<div class='search' style='display:none'>Ничего не найдено</div>",
        "<p>Оставлять комментарии могут только зарегистрированные пользователи. Войдите, чтобы читать ответы.</p>",
        f"<div class='related'>{cards(5)}</div>",
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_flash_is_not_lost_in_the_furniture(furniture: str, tag: str) -> None:
    text = f"{FLASH_H1}<span>12.03.2026, 14:35</span><div class='text'><{tag}>{FLASH}</{tag}></div>"
    assert kind(f"{text}{furniture}", FLASH_HEAD) == "article"
    assert kind(f"{furniture}{text}", FLASH_HEAD) == "article"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Ошибка 404: с сайта мэрии пропали отчёты",
            (
                "На месте трёх годовых отчётов мэрии со вторника открывается страница «Страница не найдена». В пресс-службе сообщили, что файлы "
                "переносят на новый сервер. Депутат Олег Зорин попросил прокуратуру проверить, все ли документы сохранились."
            ),
        ),
        (
            "Регулятор оштрафовал портал за cookie",
            (
                "Портал пользовался файлами cookie без согласия читателей, решил регулятор. Баннер «Мы используем файлы cookie» появлялся уже "
                "после того, как данные ушли рекламным партнёрам. Штраф составил четыре миллиона рублей, портал обжалует решение в суде."
            ),
        ),
        (
            "Kapça süni intellekti dayandıra bilmir",
            (
                "Tədqiqatçılar yüz min tapşırığı yoxlayıblar: proqramlar “Robot olmadığınızı təsdiqləyin” sınağını insanlardan tez keçir. "
                "Mütəxəssislər deyirlər ki, saytlar yeni üsullar axtarmalıdır. Hesabat aprel ayında Bakıda keçirilən konfransda təqdim olunub."
            ),
        ),
        (
            "DDoS attack takes down ministry sites",
            (
                "Three ministries were offline for two hours on Monday after a DDoS attack, the computer emergency team said. Visitors saw only "
                "the words “Checking your browser”. The sites were moved behind a protection service in the evening and work again."
            ),
        ),
        (
            "Gazeta zamyka teksty za opłatą",
            (
                "Od poniedziałku wszystkie teksty lokalnego dziennika będą dostępne tylko dla subskrybentów, zapowiedział wydawca. Bezpłatne "
                "pozostaną komunikaty o pogodzie i nekrologi. Abonament kosztuje dziewiętnaście złotych miesięcznie, połowę zapłacą studenci."
            ),
        ),
    ],
)
def test_an_article_about_walls_is_none(title: str, text: str) -> None:
    for markup in (f"<h1>{title}</h1><p>{text}</p>", f"<h1>{title}</h1><div>{text.replace('. ', '.<br><br>')}</div>"):
        assert kind(f"{markup}<ul>{links(12)}</ul>", f"<title>{title} | Northwind</title>") in ARTICLE_KINDS


@pytest.mark.parametrize(
    ("body", "head", "path"),
    [
        (f"<h1>Экономика</h1>{cards(12)}", "<title>Экономика — Причал</title>", "/economy"),
        (f"<h1>İqtisadiyyat</h1>{cards(10, 3)}", "<title>İqtisadiyyat</title>", "/iqtisadiyyat"),
        (f"<h1>Gaz</h1><p>{SUMMARIES[2]}</p><ul>{links(30)}</ul>", "<title>Gaz - Northwind</title>", "/temat/gaz"),
        (f"<h1>Anna Zielińska</h1><p>{' '.join(SUMMARIES)}</p><ul>{links(20)}</ul>", "<title>Anna Zielińska</title>", "/autor/zielinska"),
        ("".join(cards(8, 2)), "<title>Northwind Post — news of the north and of the world</title>", "/"),
        (
            "<h1>Афиша</h1>"
            + "".join(f"<div>{n} марта, 19:00 <a href='/e/{n}'>Концерт камерного оркестра</a> Дом культуры</div>" for n in range(20)),
            "<title>Афиша</title>",
            "/afisha",
        ),
        (
            "".join(f"<p><b><a href='/n/{n}'>{HEADLINES[n % 9]}</a></b></p><p>{SUMMARIES[n % 3]}</p>" for n in range(15)),
            "<title>Xəbər lenti</title><meta property='og:type' content='article'>",
            "/lent",
        ),
        (
            "<h1>News</h1>"
            + "".join(f"<div><h2>{HEADLINES[n % 9]}</h2><p>{SUMMARIES[n % 3]}</p><a href='/n/{n}'>Read more</a></div>" for n in range(9)),
            "<title>News</title>",
            "/latest",
        ),
    ],
)
def test_lists_of_articles_are_none(body: str, head: str, path: str) -> None:
    assert kind(body, head, path) == "listing"


def test_a_page_that_is_gone_may_list_others_at_length() -> None:
    leftover = '<meta property="og:type" content="article"><script type="application/ld+json">{"@type":"NewsArticle"}</script>'
    body = f"<h1>Страница не найдена</h1><p>Возможно, она была удалена. Посмотрите, что читают сейчас:</p>{cards(15)}<ul>{links(50)}</ul>"
    assert kind(body, f"<title>Страница не найдена</title>{leftover}") == "soft 404"


NOT_THERE = (
    *("Axtardığınız xəbər tapılmadı və ya silinib.", "Bu səhifə artıq mövcud deyil", "Aradığınız haber yayından kaldırılmış olabilir."),
    *("К сожалению, запрашиваемая страница не существует.", "Упс! Такой страницы нет. Попробуйте начать с главной.", "Новость не найдена"),
    *("На жаль, сторінку не знайдено", "Ups! Nie ma takiej strony. Sprawdź adres.", "Diese Seite existiert leider nicht (mehr)."),
    *("Sorry, we can't find that page", "Oops! This page has moved or no longer exists", "გვერდი ვერ მოიძებნა", "صفحه مورد نظر یافت نشد"),
)


@pytest.mark.parametrize("phrase", NOT_THERE)
def test_a_page_that_is_not_there_says_so_anywhere(phrase: str) -> None:
    head = '<title>Northwind</title><meta property="og:type" content="article">'
    assert kind(f"<div><p>{phrase}</p></div>", head) == "soft 404"
    assert kind(f"<div><h2>{phrase}</h2></div><ul>{links(50)}</ul>", head) == "soft 404"
    assert kind(f"<div><h1>{phrase}</h1></div>{cards(12)}", head) == "soft 404"


@pytest.mark.parametrize(
    "phrase",
    [
        *("Проверяем, что вы не робот", "Robot olmadığınızı təsdiqləyin", "Tarayıcınız kontrol ediliyor", "Перевіряємо ваш браузер"),
        *(
            "Making sure you're not a bot!",
            "Checking if the site connection is secure",
            "Sicherheitsüberprüfung",
            "Sprawdzanie przeglądarki",
        ),
    ],
)
def test_a_challenge_says_what_it_checks(phrase: str) -> None:
    assert kind(f"<h1>northwind.example</h1><p>{phrase}</p>", "<title>northwind.example</title>") == "challenge"
    assert kind("<div id='x'></div>", f"<title>{phrase}</title>") == "challenge"


def test_a_page_of_nothing_but_a_cookie_and_a_new_start_is_a_challenge() -> None:
    assert kind("<script>document.cookie='a=1';location.reload()</script>") == "challenge"
    assert kind("<div id='app'></div><noscript>You need to enable JavaScript.</noscript><script src='/app.js'></script>") == "empty"


def test_being_sent_up_to_a_section_or_to_the_front_page_gives_no_article() -> None:
    asked = "https://northwind.example/economy/2026/ferry-sails-again-after-the-winter"
    assert kind(f"<h1>Economy</h1>{cards(12)}", path="/economy/", asked=asked) == "listing"
    assert kind(f"<h1>Northwind</h1>{cards(12)}", path="/en/", asked=asked) == "soft 404"
    assert kind(f"{FLASH_H1}<p>{FLASH}</p>", FLASH_HEAD, path="/?p=4711", asked=asked) == "article"


ENTRIES = "".join(f"<div><time>{hour}:0{hour % 10}</time><p>{SUMMARIES[hour % 3]}</p></div>" for hour in range(10, 18))


def test_a_live_blog_has_entries_and_says_so() -> None:
    said = "<h1>Выборы: онлайн-трансляция</h1>"
    assert kind(f"{said}{ENTRIES}") == "live blog"
    assert (
        kind(f"<h1>Seçki günü – onlayn xronika</h1><div>{'<br>'.join(f'1{n}:05 – {SUMMARIES[n % 3]}' for n in range(8))}</div>")
        == "live blog"
    )
    assert kind(f"<h1>Как смотреть онлайн-трансляцию парада</h1><p>{FLASH}</p><p>{FLASH}</p>") == "article"
    news_line = "".join(f"<div>1{n}:05 <a href='/n/{n}'>{HEADLINES[n]}</a></div>" for n in range(8))
    assert kind(f"{news_line}<h1>Как смотреть онлайн-трансляцию парада</h1><p>{FLASH}</p><p>{FLASH}</p>") == "article"


def test_a_live_blog_in_json_ld_is_its_own_and_not_a_listed_one() -> None:
    own = '<script type="application/ld+json">{"@graph":[{"@type":"LiveBlogPosting","headline":"Vote"}]}</script>'
    listed = '<script type="application/ld+json">{"@type":"NewsArticle","isPartOf":{"@type":"LiveBlogPosting"}}</script>'
    text = "".join(f"<p>{summary}</p>" for summary in SUMMARIES * 3)
    assert kind(f"<h1>Vote in the harbour town</h1>{text}", own) == "live blog"
    assert kind(f"<h1>Vote in the harbour town</h1>{text}", listed) == "article"


@pytest.mark.parametrize(
    "offer",
    [
        "Məqalənin davamını oxumaq üçün abunə olun",
        "Материал доступен только подписчикам. Оформите подписку, чтобы читать дальше",
        "Subscribe to continue reading",
        "Devamını okumak için abone olun",
        "Щоб читати далі, оформіть передплату",
        "Dalsza część artykułu dostępna tylko dla subskrybentów",
        "Jetzt abonnieren und weiterlesen",
    ],
)
def test_an_offer_below_a_short_text_makes_a_teaser(offer: str) -> None:
    text = f"<h1>Ferry to the islands sails again</h1><div><p>{SUMMARIES[0]}</p><p>{SUMMARIES[1]}</p></div><div class='wall'><p>{offer}</p></div>"
    assert kind(text) == "teaser"
    assert kind(text.replace(SUMMARIES[1], " ".join(SUMMARIES * 6))) == "article"


def test_every_verdict_gives_its_reason() -> None:
    for case in load():
        page = Page(case.url, case.status, case.body, case.content_type, requested_url=case.requested_url)
        choice = kind_of(page, parse_html(page))
        assert choice.candidates[-1].text == choice.value
        assert choice.candidates[-1].verdict.startswith("chosen: ")
        assert all(0 < len(candidate.verdict) < 300 for candidate in choice.candidates)


def test_a_page_about_the_site_is_told_by_its_name_and_its_words() -> None:
    policy = "".join(
        f"<p>We collect your personal data when you use this website, and third parties may see it. {SUMMARIES[2]}</p>" for _ in range(6)
    )
    assert kind(f"<h1>Privacy Policy</h1>{policy}", "<title>Privacy Policy | Northwind</title>", "/privacy-policy") == "service page"
    assert kind(f"<h1>Privacy Policy</h1>{policy}", "<title>Privacy Policy | Northwind</title>", "/p/12") == "service page"
    law = "Privacy policy of the port comes before the court"
    assert kind(f"<h1>{law}</h1>{policy}", f"<title>{law} | Northwind</title>") == "article"


@pytest.mark.parametrize(
    "name",
    ["О нас", "Haqqımızda", "Əlaqə", "Impressum", "Polityka prywatności", "Про нас", "Künye", "ჩვენ შესახებ", "Մեր մասին", "درباره ما"],
)
def test_names_of_pages_about_the_site_are_known_in_many_languages(name: str) -> None:
    text = "".join(f"<p>{SUMMARIES[n % 3]}</p>" for n in range(8))
    assert kind(f"<h1>{name}</h1><div>{text}</div>", f"<title>{name} — Northwind</title>", "/page/view") == "service page"


def test_an_article_in_a_folder_of_such_pages_stays() -> None:
    title = "Jobs go begging in the oil towns of the south"
    text = "".join(f"<p>{SUMMARIES[2]} We offer more than others, says the yard.</p>" for _ in range(6))
    assert kind(f"<h1>{title}</h1><div>{text}</div>", f"<title>{title}</title>", "/jobs/oil-towns-empty") == "article"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Welcome to nginx!",
            "If you see this page, the web server is successfully installed and working. Configure it next, please.",
            "soft 404",
        ),
        (
            "Хостинг приостановлен",
            "Если вы владелец сайта, пополните баланс в личном кабинете, и сайт включится через пятнадцать минут.",
            "server error",
        ),
        (
            "Not available in your region",
            "We are sorry, but readers in Europe cannot see these pages at the moment, for legal reasons.",
            "refused",
        ),
        (
            "Are you over 18?",
            "This part of the site is meant for adults only, so please tell us how old you are before you go on.",
            "consent wall",
        ),
    ],
)
def test_pages_without_a_site_around_them_are_told_by_what_they_say(title: str, text: str, expected: str) -> None:
    page = f"<h1>{title}</h1><p>{text}</p>"
    assert kind(page, f"<title>{title}</title>") == expected
    around = f"<ul>{links(12)}</ul><h1>{title}: what it means for the readers of small papers</h1><span>12.03.2026, 14:35</span><p>{text}</p><p>{FLASH}</p>"
    assert kind(around, f"<title>{title}: what it means for the readers of small papers</title>") == "article"


def test_being_sent_to_a_host_that_asks_for_consent_is_a_wall() -> None:
    page = Page(
        "https://consent.northwind.example/m?continue=1", 200, b"<p>Hello</p>", "text/html", requested_url="https://northwind.example/a/1"
    )
    assert kind_of(page, parse_html(page)).value == "consent wall"


def test_the_text_of_a_flash_stands_below_a_headline_with_a_date() -> None:
    def read(body: str, text: str = "") -> str:
        page = Page(
            "https://northwind.example/a/1",
            200,
            f"<html><head>{FLASH_HEAD}</head><body>{body}</body></html>".encode(),
            "text/html; charset=utf-8",
        )
        tree = parse_html(page)
        assert tree is not None
        return flash_text(page, tree, text)

    menu = f"<ul>{links(12)}</ul>"
    whole = f"{menu}{FLASH_H1}<span>12.03.2026, 14:35</span><div>{FLASH}</div><h3>Ещё</h3>{menu}"
    assert read(whole) == FLASH
    assert read(whole, "Политика Экономика Общество Спорт Культура") == FLASH
    assert read(whole, FLASH + " ") == FLASH + " "
    assert read(f"{menu}{FLASH_H1}<div>{FLASH}</div>") == ""
    assert read(menu) == ""
