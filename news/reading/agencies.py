"""News agencies and outlets whose names stand under other people's texts, in the spellings of eleven languages."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from news.texts import word_set

# One line each (a semicolon goes on with the line before): the name we give, its home hosts, and what else it is called.
# Agencies write for others to reprint.
_AGENCIES: Final = """
Report | report.az | İA Report; Report İA; Report İnformasiya Agentliyi; Репорт; REPORT.AZ
APA | apa.az apa.tv | APA İnformasiya Agentliyi; АПА
Trend | trend.az | Trend News Agency; AMİ Trend; Trend BİA; АМИ Trend; Тренд; АМИ Тренд
Turan | turan.az | Turan İnformasiya Agentliyi; Turan News Agency; Туран; ИА Туран
AZERTAC | azertag.az azertac.az | AZƏRTAC; AzerTac; AZERTAG; AzərTAc; Azərtac; АЗЕРТАДЖ; Азертадж; АзерТАдж; АЗЕРТАГ; آذرتاج; Azertaç
; Азертач
Interfax-Azerbaijan | interfax.az | İnterfaks-Azərbaycan; Интерфакс-Азербайджан; Interfax Azerbaijan
TASS | tass.ru tass.com itar-tass.com | ТАСС; ИТАР-ТАСС; ITAR-TASS; TASS agency; ՏԱՍՍ; თასი; ტასი; تاس
RIA Novosti | ria.ru rian.ru | РИА Новости; РИА «Новости»; RİA Novosti; RIA; РИА; РІА Новини; РІА Новості; RIA Nowosti; RİA
; ՌԻԱ Նովոստի; Ria Novosti; ریانووستی
Interfax | interfax.ru interfax.com | Интерфакс; INTERFAX.RU; İnterfaks; Interfaks; Інтерфакс; Ինտերֆաքս; اینترفکس; ინტერფაქსი; ინტერფაქს
Interfax-Ukraine | interfax.com.ua | Интерфакс-Украина; Інтерфакс-Україна; İnterfaks-Ukrayna; Interfaks-Ukraina; Interfax-Ukraina
; Interfax-Ukrayna
Reuters | reuters.com | Рейтер; Рейтерс; Ройтерс; Reuter; Agencja Reutera; Thomson Reuters; Ռոյթերս; Ռոյթեր; როიტერი; როიტერსი
; როიტერს; رویترز; Röyters; Роїтерс
AFP | afp.com | Agence France-Presse; Agence France Presse; Франс Пресс; Франс-Пресс; Франс Прес; АФП; France-Presse; Ֆրանս Պրես
; فرانس پرس; خبرگزاری فرانسه
AP | apnews.com ap.org | Associated Press; The Associated Press; Ассошиэйтед Пресс; Ассошиэйтед пресс; Асошіейтед Прес; АП; آسوشیتدپرس
; Ասոշիեյթեդ Պրես
PAP | pap.pl | Polska Agencja Prasowa; ПАП; Kurier PAP
Ukrinform | ukrinform.ua ukrinform.net ukrinform.ru ukrinform.pl ukrinform.de | Укринформ; Укрінформ; Ukrİnform
UNIAN | unian.ua unian.net unian.info | УНИАН; УНІАН; UNİAN
Anadolu | aa.com.tr | AA; Anadolu Ajansı; Anadolu Agency; Anadolu agentliyi; Anadolu Agentliyi; Anadolu agentliği; Анадолу
; Анадолу Ажансы; Agencja Anadolu; Անադոլու; ანადოლუ; آناتولی; آنادولو
DHA | dha.com.tr | Demirören Haber Ajansı; Demirören News Agency
IHA | iha.com.tr | İHA; İhlas Haber Ajansı
ANKA | ankahaber.net | ANKA Haber Ajansı
dpa | dpa.com | DPA; Deutsche Presse-Agentur; ДПА; Deutsche Presse Agentur
Xinhua | xinhuanet.com news.cn | Синьхуа; Sinxua; Сіньхуа; Xinhua News Agency; Şinhua; شینهوا
Armenpress | armenpress.am | Арменпресс; Արմենպրես; Арменпрес; ARMENPRESS
Interpressnews | interpressnews.ge ipn.ge | InterPressNews; IPN; ინტერპრესნიუსი; ინტერპრესნიუს; Интерпрессньюс; Интерпресс
Novosti-Gruziya | newsgeorgia.ge | Новости-Грузия
IRNA | irna.ir | ایرنا; ИРНА; İRNA
ISNA | isna.ir | ایسنا; İSNA; ИСНА
Tasnim | tasnimnews.com tasnimnews.ir | تسنیم; Тасним; Tasnim News Agency
Fars | farsnews.ir farsnews.com | خبرگزاری فارس; Fars News Agency; Farsnews
Mehr | mehrnews.com | خبرگزاری مهر; Mehr News Agency
Belta | belta.by | БЕЛТА; БелТА; BelTA
Kazinform | inform.kz kazinform.kz | Казинформ; Qazinform
Kabar | kabar.kg | Кабар
Sputnik | sputniknews.com sputnik.az sputniknews.ru sputnik-georgia.ru armeniasputnik.am radiosputnik.ru | Спутник
; Sputnik Azərbaycan; Sputnik Азербайджан; Sputnik Armenia; Սպուտնիկ; სპუტნიკი; اسپوتنیک; Супутник; Sputnik News
Rossiya Segodnya | xn--c1acbl2abdlkab1og.xn--p1ai | Россия сегодня
Moskva | mskagency.ru | АГН Москва; Агентство «Москва»
Rosbalt | rosbalt.ru | Росбалт
REGNUM | regnum.ru | ИА REGNUM; Регнум; ИА Регнум
ANSA | ansa.it |
EFE | efe.com | Agencia EFE
Kyodo | kyodonews.net | Киодо; Kyodo News
Yonhap | yna.co.kr | Ёнхап; Рёнхап
"""
# Papers, sites and stations that others often cite.
_OUTLETS: Final = """
Caliber.Az | caliber.az | Caliber; Калибр
Minval.az | minval.az minval.info | Minval; Минвал; Minval Politika
Oxu.Az | oxu.az |
Day.Az | day.az |
1news.az | 1news.az |
Haqqin.az | haqqin.az | Haqqin
Azernews | azernews.az | AzerNews
Musavat.com | musavat.com | Müsavat
Meydan TV | meydan.tv |
Azadlıq Radiosu | azadliq.org |
RFE/RL | rferl.org | Radio Free Europe/Radio Liberty; Radio Free Europe; Radio Liberty; Радио Свобода; Радіо Свобода; Radio Swoboda
; Radio Wolna Europa; Azatutyun; Ազատություն; Радио Азатутюн; Радио Азаттык
BBC | bbc.com bbc.co.uk | Би-би-си; BBC News; Бі-бі-сі; Би-Би-Си; بی‌بی‌سی; بی بی سی
CNN | cnn.com | Си-эн-эн; CNN International; سی‌ان‌ان; CNN Türk
Deutsche Welle | dw.com | DW; Немецкая волна
Voice of America | voanews.com | VOA; Голос Америки; Amerikanın Səsi; Amerika'nın Sesi
Al Jazeera | aljazeera.com aljazeera.net | Аль-Джазира; Əl-Cəzirə; El Cezire; الجزیره; Al-Jazeera; Аль-Джазіра
Euronews | euronews.com | Евроньюс
Bloomberg | bloomberg.com | Блумберг; Bloomberg News; بلومبرگ
The New York Times | nytimes.com | New York Times; NYT; Нью-Йорк таймс; Нью-Йорк Таймс; Nyu-York Tayms
The Washington Post | washingtonpost.com | Washington Post; WP; Вашингтон пост; Вашингтон Пост
The Wall Street Journal | wsj.com | Wall Street Journal; WSJ; Уолл-стрит джорнал
Financial Times | ft.com | The Financial Times; FT; Файненшл таймс
The Guardian | theguardian.com | Guardian; Гардиан
The Times | thetimes.co.uk thetimes.com |
The Telegraph | telegraph.co.uk | Daily Telegraph; The Daily Telegraph
The Economist | economist.com | Economist
The Independent | independent.co.uk |
Daily Express | express.co.uk | The Daily Express
Daily Mail | dailymail.co.uk |
The Sun | thesun.co.uk |
Politico | politico.com politico.eu | Политико
Axios | axios.com | Аксиос; Аксіос
Newsweek | newsweek.com |
Foreign Policy | foreignpolicy.com |
Fox News | foxnews.com |
NBC | nbcnews.com | NBC News
CBS | cbsnews.com | CBS News
Sky News | sky.com |
Eurasianet | eurasianet.org |
OC Media | oc-media.org |
JAMnews | jam-news.net |
Caucasus Watch | caucasuswatch.de |
Der Spiegel | spiegel.de | Spiegel; Шпигель; Шпіґель
Bild | bild.de | Бильд; Більд; Die Bild
Die Welt | welt.de | Welt
Die Zeit | zeit.de |
Frankfurter Allgemeine Zeitung | faz.net | FAZ; F.A.Z.
Süddeutsche Zeitung | sueddeutsche.de | SZ
Handelsblatt | handelsblatt.com |
Tagesschau | tagesschau.de |
Le Monde | lemonde.fr |
Le Figaro | lefigaro.fr | Фигаро
France 24 | france24.com |
Corriere della Sera | corriere.it |
Rzeczpospolita | rp.pl |
Gazeta Wyborcza | wyborcza.pl |
Onet | onet.pl |
Polsat News | polsatnews.pl |
TVN24 | tvn24.pl |
RMF FM | rmf24.pl |
Defence24 | defence24.pl defence24.com |
Kommersant | kommersant.ru | Коммерсантъ; Коммерсант; Ъ
RBC | rbc.ru | РБК; RBK
RBC-Ukraine | rbc.ua | РБК-Украина; РБК-Україна; RBC-Ukrayna
Vedomosti | vedomosti.ru | Ведомости
Izvestia | iz.ru izvestia.ru | Известия; İzvestiya; Известий; Известиям
Lenta.ru | lenta.ru | Лента.ру; Лента.Ру
Gazeta.ru | gazeta.ru | Газета.ру; Газета.Ru; Газета.Ру
Rossiyskaya Gazeta | rg.ru | Российская газета; Российской газеты; Российскую газету
Komsomolskaya Pravda | kp.ru | Комсомольская правда; Комсомольской правды; Комсомольскую правду
Nezavisimaya Gazeta | ng.ru | Независимая газета; Независимую газету
Novaya Gazeta | novayagazeta.ru | Новая газета; Новую газету
Novaya Gazeta Europe | novayagazeta.eu | Новая газета Европа; Новая газета. Европа
Fontanka | fontanka.ru | Фонтанка
Meduza | meduza.io | Медуза; Медузу; Медузы
Mediazona | zona.media | Медиазона
The Moscow Times | themoscowtimes.com | Moscow Times
The Insider | theins.ru |
RT | rt.com russian.rt.com |
EADaily | eadaily.com |
Baza | | Telegram-канал Baza
NEWS.am | news.am |
CivilNet | civilnet.am |
Hetq | hetq.am |
Civil.ge | civil.ge |
Netgazeti | netgazeti.ge |
Ukrainska Pravda | pravda.com.ua | Украинская правда; Українська правда; Української правди; Украинской правды; УП
European Pravda | eurointegration.com.ua | Европейская правда; Європейська правда
Kyiv Independent | kyivindependent.com | The Kyiv Independent
Suspilne | suspilne.media | Суспільне; Суспильне; Суспильное
Defense Express | defence-ua.com |
Hürriyet | hurriyet.com.tr | Хюрриет; Hürriyyət
Habertürk | haberturk.com | Haber Türk
Milliyet | milliyet.com.tr |
Sabah | sabah.com.tr |
Cumhuriyet | cumhuriyet.com.tr |
NTV | ntv.com.tr |
TRT Haber | trthaber.com | TRT
Daily Sabah | dailysabah.com |
Press TV | presstv.ir | پرس تی وی
ISW | understandingwar.org | Institute for the Study of War
"""

OUTLET_WORDS: Final = re.compile(
    r"\b(?:times|post|gazette|journal|tribune|herald|chronicle|telegraph|observer|examiner|courier|newspaper|daily|weekly|news|press"
    r"|radio|tv"
    r"|teleqraf\w*|qəzet\w*|xəbər(?:ləri)?|jurnal\w*|agentliy\w*|nəşri\w*|radiosu\w*|telekanal\w*"
    r"|gazete\w*|haber(?:leri)?|ajans\w*|dergi\w*|televizyon\w*"
    r"|вестник\w*|газет[аыеуо]\w{0,2}|новости|известия|ведомости|правда|телеграф\w*|курьер\w*|журнал\w*|агентств\w*|телеканал\w*|радио"
    r"|вісник\w*|новини|кур.єр\w*|радіо"
    r"|gazeta|gazet[yęą]|dziennik\w*|kurier\w*|tygodnik\w*|agencj\w*|wiadomości"
    r"|zeitung\w*|\w+zeitung|nachrichten\w*|anzeiger\w*|rundschau|tageblatt|\w+blatt|agentur\w*|\w+agentur"
    r"|լրատվական|թերթ|գործակալություն\w*|სააგენტო\w*|გაზეთი\w*|ტელევიზია|خبرگزاری|روزنامه)\b",
    re.IGNORECASE,
)
"""Words that names of newspapers, sites and agencies hold."""

_DOMAIN = re.compile(
    r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{1,30}){0,2}\."
    r"(?:az|ru|com|net|org|info|tv|ua|pl|de|ge|am|ir|tr|kz|uz|by|kg|eu|biz|media|news|press|me|io|uk|fr|it|us|su|online|today|live|рф"
    r"|укр|example)",
    re.IGNORECASE,
)
_QUOTES = "«»\"“”„‟‘’'‹›"
# What languages hang behind a name, with a hyphen or an apostrophe, or bare.
_HUNG = re.compile(r"(?<=[\w»”\"’'])[-–'’`ʼ‘´‑][^\W\d_]{1,9}$")
_BARE_ENDINGS = word_set(
    "a ə e ya yə ye ı i u ü ın in un ün nın nin nun nün da də de dan dən den ta tə te nı ni yi yı а у ом ою е и ы ой ю ем owi em ie y ą ę "
    "ս ի ն ը ին ից ով ის მა ს ით"
)
_AROUND = " .,:;()[]/|•·–—-\u00a0،؛՝։"
_LONGEST = 5
"""Words of the longest name in the tables."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Somebody who publishes news."""

    name: str
    hosts: tuple[str, ...] = ()
    is_agency: bool = False

    def is_at_home(self, site: str) -> bool:
        """Tell whether a host is one of its own."""
        return any(site == host or site.endswith("." + host) for host in self.hosts)


def _table() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for table, is_agency in ((_AGENCIES, True), (_OUTLETS, False)):
        for line in table.strip().replace("\n;", ";").splitlines():
            name, hosts, spellings = (part.strip() for part in line.split("|"))
            outlet = Outlet(name, tuple(hosts.split()), is_agency)
            for spelling in (name, *spellings.split(";")):
                if spelling.strip():
                    found.setdefault(_fold(spelling), outlet)
    return found


def _fold(name: str) -> str:
    """Fold a name for looking it up: one kind of i, no quotation marks, single spaces."""
    plain = unicodedata.normalize("NFC", name).replace("İ", "i").replace("I", "i").replace("ı", "i").casefold()
    return " ".join("".join(c for c in plain if c not in _QUOTES).split())


_KNOWN: Final = _table()
_HOSTS: Final = {host: outlet for outlet in _KNOWN.values() for host in outlet.hosts}


def known_outlet(name: str) -> Outlet | None:
    """Give the agency or outlet that a whole name stands for, in whatever case of its language it is printed."""
    return _known_outlet(name.strip(_AROUND)[:80])


@lru_cache(4096)  # a site's own names, its agencies and the words around them come again on each of its pages
def _known_outlet(bare: str) -> Outlet | None:
    if not _is_written_as_a_name(bare):
        return None
    for form in (bare, _HUNG.sub("", bare)):
        found = _KNOWN.get(_fold(form)) or _HOSTS.get(form.casefold().removeprefix("www."))
        if found is not None:
            return found
    return _without_ending(_fold(bare))


def _is_written_as_a_name(text: str) -> bool:
    """Tell whether a text may be a name: "report" and "trend" in small letters are words."""
    first = next((c for c in text if c.isalnum()), "")
    is_small = first.islower() and not "\u10d0" <= first <= "\u10ff"  # Georgian is written without capitals
    return bool(first) and (not is_small or text == "dpa" or _DOMAIN.fullmatch(_HUNG.sub("", text)) is not None)


def _without_ending(folded: str) -> Outlet | None:
    for cut in range(1, 4):
        stem, ending = folded[:-cut], folded[-cut:]
        if len(stem) >= 4 and ending in _BARE_ENDINGS and stem in _KNOWN:
            return _KNOWN[stem]
    return None


def is_domain(name: str) -> bool:
    """Tell whether a name is spelled like the address of a site: ``Harbour.az``."""
    return _DOMAIN.fullmatch(name) is not None


def without_ending(name: str) -> str:
    """Take the ending of a case off a name that is joined to it by a hyphen or an apostrophe: ``Harbour.az-a``."""
    return _HUNG.sub("", name)


def leading_outlet(words: Iterable[str]) -> Outlet | None:
    """Give the known outlet that a row of words begins with, the longest name first."""
    row = list(words)[:_LONGEST]
    return next((found for count in range(len(row), 0, -1) for found in [known_outlet(" ".join(row[:count]))] if found), None)


def trailing_outlet(words: Iterable[str]) -> Outlet | None:
    """Give the known outlet that a row of words ends with, the longest name first."""
    row = list(words)[-_LONGEST:]
    return next((found for at in range(len(row)) for found in [known_outlet(" ".join(row[at:]))] if found), None)
