"""A digest of an invented morning: every section, seven languages, and all that a line can say. Of invented outlets and events."""

from dataclasses import replace
from datetime import UTC, date, datetime

from news.dates import UNDATED, Dating
from news.digesting.officials import Statement
from news.digesting.statuses import Standing
from news.digests import Digest, Line, Outlet, Section, SourceHealth, ThemeLine, ThemeSample, Told

MADE_AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

NORTHWIND = Outlet("Northwind", "independent", "AZ", "en")
KASPI = Outlet("Kaspi Postası", "pro-government", "AZ", "az")
LIGHTHOUSE = Outlet("Маяк", "state", "RU", "ru")
NASIM = Outlet("نسیم خزر", "agency", "IR", "fa")
STEP = Outlet("Степ", "private", "UA", "uk")
CHAIR = Outlet("კასპია", "public-broadcaster", "GE", "ka")
ARAGAST = Outlet("Առագաստ", "independent", "AM", "hy")
QUAI = Outlet("Le Quai", "private", "FR", "fr")
MINISTRY = Outlet("Ministry of Fairways", "official", "AZ", "en")


def _at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def plain_line(title: str = "Northwind says barges left the inner roads", **values: object) -> Line:
    """A line with nothing special about it."""
    line = Line(
        story_id=11,
        article_id=101,
        title=title,
        url="https://northwind.example/2026/03/barges",
        lang="en",
        outlet=NORTHWIND,
        published=Dating(_at(15, 5), "exact", "feed"),
        first_seen_at=_at(15, 20),
    )
    return replace(line, **values)  # type: ignore[arg-type]


def _arms() -> Section:
    claim = plain_line(
        "Bakı Ukrayna üçün silah embarqosunu götürə bilər",
        story_id=12,
        article_id=102,
        url="https://kaspi.example/az/12",
        lang="az",
        outlet=KASPI,
        also=(STEP, LIGHTHOUSE._replace(label="pro-kremlin"), QUAI),
        texts=1,
        copies=9,
        standing=Standing("claimed, one source", "Kaspi Postası", "Mənbələr bildirir ki, embarqoya yenidən baxıla bilər.", 102),
        hedges=("bildirilir ki", "guya"),
        silent_sides=("Baku", "Moscow"),
        words=("silah", "embarqo", "Ukrayna"),
        topics=("Azerbaijan's stance on the war",),
        gloss="Baku may lift its arms embargo for Ukraine",
        origin="Kaspi Postası",
    )
    official = plain_line(
        "Ministry confirms talks on river patrol boats with Kyiv",
        story_id=13,
        article_id=103,
        outlet=MINISTRY,
        url="https://fairways.example/press/13",
        published=Dating(date(2026, 3, 1), "day", "text"),
        first_seen_by=NORTHWIND,
        also=(NORTHWIND, QUAI),
        texts=3,
        standing=Standing("official, one side", "Ministry of Fairways", "Talks are under way, the ministry said.", 103),
        statements=(Statement("Rahimova", "Baku", "Talks on patrol boats are under way, said Rahimova."),),
        silent_sides=("Moscow",),
        words=("patrol boats", "Kyiv"),
    )
    return Section("new", "arms-transfers", "Arms transfers", (official, claim), more=(31, 32), more_articles=(301,))


def _gas() -> Section:
    persian = plain_line(
        "وزارت نفت: انتقال گاز آذربایجان به روسیه از مسیر جدید آغاز می‌شود",
        story_id=14,
        article_id=104,
        url="https://nasim.example/fa/14",
        lang="fa",
        outlet=NASIM,
        reading="names: Azerbaijan, Russia",
        gloss="Oil ministry: transfer of Azerbaijani gas to Russia by a new route begins",
        standing=Standing("claimed, one source", "نسیم خزر", None, 104),
        hedges=("گویا",),
        silent_sides=("Baku", "Moscow"),
        words=("گاز", "مسیر"),
        published=Dating(_at(18, 40), "inferred", "feed"),
    )
    note = "quiet 24 days since 2026-02-05, last “Նոր գազատարի շինարարությունը հետաձգվել է”"
    return Section("woke", "gas-routes", "Gas routes", (persian,), note=note)


def _updates() -> Section:
    denied = plain_line(
        "Пилотов «Альбатроса» не допрашивали, заявил Орлов; следствие опровергло сообщения об аресте",
        story_id=7,
        article_id=105,
        url="https://mayak.example/ru/5",
        lang="ru",
        outlet=LIGHTHOUSE,
        also=(STEP, KASPI, CHAIR, ARAGAST, QUAI, NORTHWIND),
        texts=4,
        copies=2,
        standing=Standing("denied", "Orlov", "Следствие опровергло сообщения об аресте пилотов.", 105),
        statements=(Statement("Orlov", "Moscow", "Пилотов не допрашивали, заявил Орлов."),),
        silent_sides=("Baku",),
        words=("Альбатрос", "пилот*"),
        note="was claimed, one source, now denied by Orlov",
        reading="Pilotov «Albatrosa» ne doprashivali, zayavil Orlov; sledstvie oproverglo soobshcheniya ob areste",
        gloss="Pilots of the Albatross were not questioned, said Orlov; investigators deny reports of an arrest",
    )
    edited = plain_line(
        "ბათუმის პორტში რუსული ბარჟა გააჩერეს",
        story_id=9,
        article_id=106,
        url="https://kaspia.example/ka/6",
        lang="ka",
        outlet=CHAIR,
        reading="batumis portshi rusuli barzha gaacheres",
        note="changed by its outlet: headline, a number",
        published=UNDATED,
        edited=(106, 2),
    )
    return Section("updates", None, "Stories that go on", (denied, edited))


def full_digest(link: str = "http://127.0.0.1:8765") -> Digest:
    """A digest of all sections."""
    unclassified = plain_line(
        "Հայ վարորդները Բաքվի և Մոսկվայի միջև նոր երթուղի են խնդրում",
        story_id=15,
        article_id=107,
        url="https://aragast.example/hy/7",
        lang="hy",
        outlet=ARAGAST,
        reading="Hay varordnere Baku yev Moscow mijev nor yertughi yen khndrum",
    )
    older = plain_line(
        "Баржі на Каспії: рік після угоди",
        story_id=None,
        article_id=108,
        url="https://step.example/uk/8",
        lang="uk",
        outlet=STEP,
        published=Dating(_at(19, 12).replace(year=2024, month=11, day=22), "exact", "meta"),
        reading="Barzhi na Kaspii: rik pislia uhody",
    )
    samples = (
        ThemeSample(201, "Prisoner exchange planned through Batumi", "en", NORTHWIND),
        ThemeSample(202, "Məhbus mübadiləsi Batumidən keçəcək", "az", KASPI),
        ThemeSample(203, "تبادل زندانیان از راه باتومی", "fa", NASIM),
        ThemeSample(204, "Обмен пленными пройдёт через Батуми", "ru", LIGHTHOUSE),
    )
    health = SourceHealth(
        131,
        128,
        ("mayak/rss: HTTP 503", "step/rss: the host name does not resolve", "quai/atom: not a feed any more: text/html"),
        ("Le Quai: silent for 3 days, usually 12 articles a day", "Степ: no feed answers since 28 Feb"),
        44,
        2,
        3,
    )
    return Digest(
        "daily",
        "Azerbaijan–Russia relations",
        MADE_AT,
        "Asia/Baku",
        _at(3, 0),
        sections=(
            _arms(),
            _gas(),
            _updates(),
            Section("unclassified", None, "Both countries, no topic", (unclassified,)),
            Section("older", None, "Older texts, found now", (older,)),
        ),
        emerging=(ThemeLine(("prisoner exchange", "Batumi", "обмен пленными"), 40, 4, 3, samples),),
        health=health,
        told=Told(articles=(101, 102, 103, 104, 105, 107, 108, 201, 202, 203, 204), edits=((106, 2),)),
        link=link,
    )
