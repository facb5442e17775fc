"""An archive as an analyst meets it in the morning: a story in four languages with a copy and a version, a digest, an outlet that fails,
and headlines that try to break out of a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.archive import Archive
from desk.digests import gather, parcel_of, reader_of
from desk.reader_settings import MailSettings
from desk.settings import Settings
from desk.subscribing import DAILY, subscriptions_of
from news.articles import Article, Origin
from news.beats import Judgement
from news.dates import Dating
from news.duplicates import fingerprint
from news.feeds import Entry
from news.gists import gist_of
from news.ledger import FeedLook
from news.reading.editions import Edition
from news.searching.indexing import index_text
from news.sources import Feed, Source
from news.topics import Evidence, Tag
from storage import articles, digests, ledger, sources
from storage.database import open_database

OUTLETS = (
    Source("northwind", "Northwind & Sons", "https://northwind.example/", "AZ", ("en", "az"), "Asia/Baku", "independent"),
    Source("lighthouse", "Маяк", "https://lighthouse.example/", "RU", ("ru",), "Europe/Moscow", "state"),
    Source("nasim", "نسیم", "https://nasim.example/", "IR", ("fa",), "Asia/Tehran", "agency"),
    Source("quai", "Le Quai", "https://quai.example/", "FR", ("fr",), "Europe/Paris", "private"),
)
_RUN = "window.__pwned=1"
HOSTILE = (
    *(f"<{tag}>{_RUN}</{tag.split()[0]}>" for tag in ("script", "SCRIPT", "script/x", "svg/onload=" + _RUN, "style")),
    *(f"<img src=x onerror={quote}{_RUN}{quote}>" for quote in ("", "'", '"', "`")),
    *(
        f"{end}<svg onload={_RUN}>"
        for end in ('">', "'>", "</title>", "</textarea>", "</script>", "-->", "]]>", "</bdi>", "</style>", "/>")
    ),
    *(f'{sign} onmouseover={_RUN} autofocus onfocus={_RUN} x="' for sign in ('"', "'", " ", "`", "\t")),
    *(f"<iframe src={scheme}{_RUN}></iframe>" for scheme in ("javascript:", "data:text/html,<script>", "JaVaScRiPt:", "vbscript:")),
    *(f"&lt;script&gt;{each}&lt;/script&gt;" for each in (_RUN, "&quot;" + _RUN)),
    f"{{{{ {_RUN} }}}}",
    f'<xmp><p title="</xmp><svg/onload={_RUN}>">',
    f'<noscript><p title="</noscript><img src=x onerror={_RUN}>">',
    "{% raw %}{{ config }}{% endraw %}",
    f"<a href='javascript:{_RUN}'>read</a>",
    f"<math><mtext><img src=x onerror={_RUN}>",
    f"<form action=javascript:{_RUN}><button autofocus>x",
    f"<base href=//evil.example><script src=x.js>{_RUN}",
    f"<link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content='0;javascript:{_RUN}'>",
    "\u202egnirts\u202c <b>\ufeff<u>",
    f"＜script＞{_RUN}＜/script＞ \x00<scr\x00ipt>{_RUN}</script>",
)
"""Headlines that must never be anything but headlines."""


@dataclass(frozen=True)
class Told:
    """One text of an outlet."""

    outlet: str
    name: str
    lang: str
    title: str
    text: str
    hours: float
    """Ago."""
    words: tuple[str, ...] = ()
    """What in its text made the topic match."""
    origin: str | None = None
    topic: str = "gas-routes"
    has_story: bool = True


STORY = (
    Told(
        "northwind",
        "gas",
        "en",
        "Baku reportedly books Gazprom's old pipeline",
        "Azerbaijan took over the gas route.\nRussia is silent.",
        20,
        ("gas route",),
    ),
    Told(
        "lighthouse",
        "gaz",
        "ru",
        "Баку занимает трубу «Газпрома»",
        "Азербайджан получил газовый маршрут.\nРоссия молчит.",
        18,
        ("газовый маршрут",),
        "Northwind & Sons",
    ),
    Told(
        "nasim",
        "gaz",
        "fa",
        "باکو خط لوله گازپروم را در اختیار گرفت",
        "جمهوری آذربایجان مسیر گاز را گرفت.\nروسیه ساکت است.",
        9,
        ("مسیر گاز",),
    ),
    Told(
        "quai",
        "gaz",
        "fr",
        "Bakou reprend le tuyau de Gazprom",
        "L'Azerbaïdjan reprend la route du gaz.\nLa Russie se tait.",
        3,
        ("route du gaz",),
    ),
)
BEFORE = Told("northwind", "old", "en", "A harbour of winter", "Azerbaijan and Russia spoke of a gas route.", 24 * 40, ("gas route",))


def make(folder: Path, *, hostile: Sequence[str] = (), url: str = "") -> Archive:
    """Make the archive, with an article for each hostile headline: in a folder, or at the address of an empty database."""
    url = url or f"sqlite:///{folder / 'khazri.db'}"
    database = open_database(url)
    archive = Archive(database, Settings(database_url=url))
    now = datetime.now(UTC).replace(microsecond=0)
    known = tuple(replace(source, feeds=(_feed(source.id),)) for source in OUTLETS)
    sources.register(database, known)
    for told in (BEFORE, *STORY):
        _add(archive, told, now)
    copied = replace(STORY[0], outlet="quai", name="copied", hours=11, title="Baku books a pipeline")
    _add(archive, copied, now)
    _add(archive, replace(STORY[0], text=STORY[0].text.replace("is silent", "denies it") + "\nNobody knows.", hours=2), now)
    for number, title in enumerate(hostile):
        _add(
            archive,
            Told(
                "northwind",
                f"h{number}",
                "en",
                title,
                f"gas route {title}\nNumber {number} of many.",
                5 + number / 60,
                ("gas route",),
                title,
                has_story=number < 4,
            ),
            now,
        )
    _look(archive, now)
    _digest(archive, now)
    return archive


def _feed(outlet: str) -> Feed:
    return Feed(f"{outlet}/rss", outlet, f"https://{outlet}.example/rss", "rss")


def _add(archive: Archive, told: Told, now: datetime) -> int:
    url, at = f"https://{told.outlet}.example/{told.name}", now - timedelta(hours=told.hours)
    evidence = tuple(Evidence("body", words, told.text.index(words), told.text.index(words) + len(words)) for words in told.words)
    tag = Tag(told.topic, "primary", f"{told.topic}/{told.lang}/1", "abc", evidence)
    published = Dating(at - timedelta(minutes=20), "exact", "meta")
    editions = tuple(
        Edition(other.lang, f"https://{other.outlet}.example/{other.name}")
        for other in STORY
        if other.name != told.name or other.lang != told.lang
    )
    is_of_story = told.name in {"gas", "gaz"}
    _, number = articles.add(
        archive.database,
        Article(
            url,
            told.title,
            told.text,
            told.lang,
            None,
            published,
            Origin(told.origin, None, "text mention") if told.origin else None,
            "article",
            editions if is_of_story else (),
        ),
        entry=Entry(url, url),
        feed=_feed(told.outlet),
        judgement=Judgement("strong", "both sides are named in the lead", (tag,)),
        fingerprint=fingerprint(told.title if not is_of_story and told.name != "copied" else "", told.text),
        indexed=index_text(told.title, told.text, told.lang),
        now=at,
        gist=gist_of(archive.beat, told.title, told.text, told.lang, published, [told.topic]) if told.has_story else None,
    )
    return number


def _look(archive: Archive, now: datetime) -> None:
    """Let one outlet answer for a while, and another fail."""
    for day in range(20, -1, -1):
        at = now - timedelta(days=day)
        entries = tuple(
            Entry(f"https://northwind.example/{day}/{number}", f"https://northwind.example/{day}/{number}") for number in range(day % 5 + 1)
        )
        ledger.record(archive.database, FeedLook("northwind/rss", "northwind", "new", at, entries), next_look_at=at + timedelta(hours=1))
    failed = FeedLook("lighthouse/rss", "lighthouse", "failed", now, problem="HTTP 503")
    ledger.record(archive.database, failed, next_look_at=now + timedelta(hours=1))


def _digest(archive: Archive, now: datetime) -> None:
    mail = MailSettings(sender="khazri@desk.example", to=["analyst@desk.example"])
    settings = archive.settings.model_copy(update={"mail": mail})
    daily = subscriptions_of(settings, archive.database)[DAILY]
    digest = gather(archive.database, daily, settings, reader_of(settings, archive.beat, now, daily))
    digests.freeze(archive.database, parcel_of(digest, daily, settings), now)
