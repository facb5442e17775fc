"""The words with which the press writes dates: months, weekdays, days told by a word, spans of time and what a date is said to be."""

import re
import unicodedata
from functools import lru_cache

# Every form that stands in a date line, January first: az, tr, ru, uk, pl, de, en, fr, es, it, hy, ka and Persian for the common calendar.
# Whole forms, not stems: "Martin", "Julia" and "Augustin" begin like months.
_MONTHS = (
    (
        "yanvar yan ocak oca јанвар јан январь января янв січень січня січ styczeń stycznia sty januar jänner jan january janvier enero "
        "gennaio հունվար հունվարի հնվ იანვარი იანვარს იან ژانویه"
    ),
    (
        "fevral fev şubat şub феврал февраль февраля фев февр лютий лютого лют luty lutego lut februar feber feb february février "
        "febrero febbraio փետրվար փետրվարի փետ փտվ თებერვალი თებერვალს თებ فوریه"
    ),
    (
        "mart mar март марта мар березень березня бер берез marzec marca marz märz maerz mrz march mars marzo մարտ "
        "մարտի მარტი მარტს მარ مارس"
    ),
    (
        "aprel apr nisan nis апрел апрель апреля апр квітень квітня кві квіт kwiecień kwietnia kwi april avril abril aprile ապրիլ "
        "ապրիլի ապր აპრილი აპრილს აპრ آوریل"
    ),
    "may mayıs май мая травень травня трав maj maja mai mayo maggio մայիս մայիսի մայ მაისი მაისს მაი می مه",
    (
        "iyun iyn haziran haz ијун июнь июня июн червень червня чер черв czerwiec czerwca cze juni jun june juin junio giugno հունիս "
        "հունիսի հուն ივნისი ივნისს ივნ ژوئن"
    ),
    (
        "iyul iyl temmuz tem ијул июль июля июл липень липня лип lipiec lipca lip juli jul july juillet julio luglio հուլիս հուլիսի "
        "հուլ ივლისი ივლისს ივლ ژوئیه جولای"
    ),
    (
        "avqust avq ağustos ağu август августа авг серпень серпня сер серп sierpień sierpnia sie august aug août agosto օգոստոս "
        "օգոստոսի օգս օգո აგვისტო აგვისტოს აგვ اوت آگوست"
    ),
    (
        "sentyabr sen sent eylül eyl сентјабр сентябрь сентября сен сент вересень вересня вер верес wrzesień września wrz september sept "
        "sep septembre septiembre settembre սեպտեմբեր սեպտեմբերի սեպ სექტემბერი სექტემბერს სექ სექტ سپتامبر"
    ),
    (
        "oktyabr okt ekim eki октјабр октябрь октября окт жовтень жовтня жов жовт październik października paź oktober october oct "
        "octobre octubre ottobre հոկտեմբեր հոկտեմբերի հոկ ოქტომბერი ოქტომბერს ოქტ اکتبر"
    ),
    (
        "noyabr noy kasım kas нојабр ној ноябрь ноября ноя нояб листопад листопада лис лист listopad listopada lis november nov novembre "
        "noviembre նոյեմբեր նոյեմբերի նոյ ნოემბერი ნოემბერს ნოე ნოემ نوامبر"
    ),
    (
        "dekabr dek aralık ara декабр декабрь декабря дек грудень грудня гру груд grudzień grudnia gru dezember dez december dec "
        "décembre diciembre dicembre դեկտեմբեր դեկտեմբերի դեկ დეკემბერი დეკემბერს დეკ دسامبر"
    ),
)
_PERSIAN_MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")

_WEEKDAYS = (
    "bazar bazarertəsi ertəsi çərşənbə axşamı cümə şənbə базар ертәси чәршәнбә ахшамы ҹүмә шәнбә pazar pazartesi salı "
    "çarşamba perşembe cuma cumartesi "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер "
    "п'ятниця пʼятниця п’ятниця субота неділя нд poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz nd "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა "
    "شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه یک‌شنبه سه چهار پنج"
)
# Words that join a day to its time or follow one of them, and say nothing.
_JOINING = (
    "at on o um uhr в во о об у г года год рік року р рр saat saatı il ildə ci cı cu cü də da de h hrs ч час godz godzina r roku vom am "
    "the of ҹи ҹы ҹу ҹү ил илдә саат тарих ժամը ժ թ წელი წ საათი ساعت و tarix tarixi tarihi date data datum дата time "
    "время час vaxt zaman день"
)

_DAY_WORDS = {
    0: "today bu_gün bu_gun bugün bugun бу_ҝүн сегодня сьогодні dzisiaj dziś heute այսօր დღეს امروز aujourd'hui oggi hoy",
    1: "yesterday dünən dunen dunən dünen dün dun дүнән вчера вчора учора wczoraj gestern երեկ გუშინ دیروز hier ieri ayer",
    2: (
        "sırağagün sıragagün sıragagun siragagun srağagün sragagun позавчера позавчора przedwczoraj "
        "vorgestern evvelsi_gün evvelsi_gun გუშინწინ پریروز"
    ),
}
_SECONDS = (
    "санијә second seconds sec secs s saniyə saniye sn секунд секунду секунды сек секунди sekund sekundę sekundy sekunde sekunden "
    "վայրկյան წամის ثانیه"
)
_MINUTES = (
    "дәгигә minute minutes min mins m dəqiqə dəq dakika dk минут минуту минуты мин хвилин хвилину хвилини хв minut minutę minuty minuten "
    "րոպե წუთის წთ دقیقه"
)
_HOURS = (
    "саат hour hours hr hrs h saat sa часов час часа ч годин годину години год godzin godzinę godziny "
    "godz stunde stunden std ժամ საათის სთ ساعت"
)
_DAYS = "ҝүн day days d gün день дня дней дн дні днів dni dzień tag tagen tage օր დღის روز"
_ONE = frozenset(("a", "an", "one", "bir", "один", "одну", "одна", "jeden", "jedną", "einer", "einem", "eine", "մեկ", "ერთი", "یک"))

UPDATE = "update"
PUBLICATION = "publication"
OTHER = "other"

# What a date is said to be, by the words before it. Longest first is not needed: the kinds share no word.
_LABELS = {
    UPDATE: r"(?:last |son |последн\w{2,4} |останн\w{2,4} |ostatnia |zuletzt |letzte )?(?:"
    r"updated?|upd|modified|edited|revised|changed|corrected|refreshed|reviewed"
    r"|yenil[əe]n(?:ib|m[əe]|di|mi[sş]\w{0,4})|јенилән(?:иб|мә|ди)|güncelle(?:me|ndi|nme|nmiş)|guncelle(?:me|ndi)|düz[əe]li[sş]|duzelis|değiştirilme"
    r"|обновл[её]н\w{0,3}|обновлени\w|изменен\w{0,3}|изменён\w{0,3}|исправлен\w{0,2}|отредактирован\w{0,2}|оновлен\w{0,3}|змінен\w{0,3}"
    r"|(?:z?aktualizacj\w{1,2}|zaktualizowan\w|aktualizowan\w|zmodyfikowan\w|modyfikacj\w)|aktualisier\w{1,3}|geändert|überarbeitet|stand"
    r"|թարմաց(?:վել|ված|ում)\w{0,3}|განახლ\w{2,8}|به‌?روز ?رسانی|بروزرسانی|ویرایش|mis à jour|aggiornat\w|actualizad\w)",
    PUBLICATION: r"(?:first |ilk |впервые )?(?:published|posted|created|added|released|uploaded|issued|written"
    r"|d[əe]rc (?:edilib|olunub|tarixi)|yay[ıi]mlan(?:[ıi]b|ma)|yerl[əe][sş]dirilib|[əe]lav[əe] (?:edilib|olunub)|payla[sş][ıi]l[ıi]b"
    r"|n[əe][sş]r (?:edilib|olunub|tarixi)|дәрҹ (?:едилиб|олунуб)"
    r"|yay[ıi]n(?:lanma|land[ıi]|lan[ıi]m)?|yay[ıi]mland[ıi]|eklenme|eklendi|olu[sş]tur(?:ma|ulma)|(?:haber )?girişi?"
    r"|опубл[іи]кован\w{0,3}|публ[іи]кац[іи][яию]|размещен\w|размещён\w|создан\w?|добавлен\w?|додан\w|створен\w|розміщен\w"
    r"|opublikowan\w{1,2}|publikacj\w{1,2}|dodan\w{1,2}|utworzon\w|veröffentlicht|erschienen|publiziert|erstellt"
    r"|հրապարակ(?:վել|ված|ում)\w{0,3}|გამოქვეყნ\w{2,8}|انتشار|منتشر|publié|pubblicato|publicado)",
    OTHER: r"(?:when|wann|kiedy|когда|коли|nə vaxt|ne zaman|toplantı|iclas|ma[cç]|oyun|заседани\w|встреч\w"
    r"|expires?|valid (?:until|till)|deadline|event|starts?|begins?|born|died|photo|foto|фото|archive|печать|printed|accessed"
    r"|дата проведения|дата события|начало|окончание|действителен|родил\w{2,4}|умер\w{0,2}|конец|срок|початок|дата проведення"
    r"|ke[cç]irilm[əe]|ba[sş]lama|bitmə|etkinlik|doğum|son müraci[əe]t|son muraciet|ba[sş]lang[ıi][cç]|bitiş"
    r"|gültig bis|beginn|termin|ważne do|data wydarzenia|początek"
    r"|comment\w{0,3}|коммент\w{0,8}|[sş][əe]rh\w{0,4}|yorum\w{0,4}|registered|joined|until|till|through|before|since|до|bis|seit|ab"
    r"|q[əe]d[əe]r|kimi|kadar|itibaren|etibarən)",
}
_LABEL = re.compile("(?<!\\w)(?:" + "|".join(rf"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + ")(?!\\w)")


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Fold case, diacritics and the two i, so that a word is found however it was typed."""
    spelled = unicodedata.normalize("NFKD", word.replace("İ", "i").casefold())
    bare = "".join(c for c in spelled if not unicodedata.combining(c) and c not in "\u200c\u200f\u200e")
    return bare.translate(_ALIKE)


_ALIKE = str.maketrans("ıəłيك’ʼ", "ielیک''")
_MONTH_OF = {fold(form): number for number, forms in enumerate(_MONTHS, 1) for form in forms.split()}
_PERSIAN_MONTH_OF = {fold(name): number for number, name in enumerate(_PERSIAN_MONTHS, 1)}
_DAY_OF = {fold(word.replace("_", " ")): back for back, words in _DAY_WORDS.items() for word in words.split()}
_SPANS = {
    fold(word): seconds for words, seconds in ((_SECONDS, 1), (_MINUTES, 60), (_HOURS, 3600), (_DAYS, 86400)) for word in words.split()
}
_SILENT = frozenset(fold(word) for word in (*_WEEKDAYS.split(), *_JOINING.split()))
_WEEKDAY_STEMS = frozenset(fold(word) for word in _WEEKDAYS.split() if len(word) > 2)

DAY_WORD = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted((w.replace('_', ' ') for ws in _DAY_WORDS.values() for w in ws.split()), key=len, reverse=True))})"
    r"(?![\w-])",
    re.IGNORECASE,
)
"""A day told by a word: today, yesterday, the day before."""
_AGO = r"(?:ago|əvvəl|evvel|әввәл|öncə|önce|once|назад|тому(?: назад)?|temu|առաջ|წინ|پیش|قبل|fa|il y a)"
_COUNT = r"(?P<{0}>\d{{1,3}}|[^\W\d_]{{1,6}})"
_SPAN = r"(?P<{0}>[^\W\d_]{{1,9}})\.?"
AGO = re.compile(
    rf"(?<!\w)(?:(?:{_COUNT.format('count')}\s*)??{_SPAN.format('span')}\s+{_AGO}|vor\s+{_COUNT.format('vor')}\s+{_SPAN.format('unit')})(?!\w)",
    re.IGNORECASE,
)
"""A span of time before the moment of reading."""
HALF_HOUR = re.compile(
    rf"(?<!\w)(?:(?:полчаса|півгодини|yarım saat|pół godziny|half an hour)\s+{_AGO}|vor einer halben stunde)(?!\w)", re.IGNORECASE
)
"""Half an hour before the moment of reading."""
JUST_NOW = re.compile(
    r"(?<!\w)(?:just now|moments? ago|indicə|az (?:öncə|əvvəl|önce)|şimdi|только что|щойно|przed chwilą|gerade eben|հենց նոր|ახლახან"
    r"|لحظاتی پیش)(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def labels(text: str) -> tuple[re.Match[str], ...]:
    """Find the words that say what the date after them is; each match's group is the kind, and its places are those in the text."""
    # Small letters are looked for in small letters: without IGNORECASE the many words are told apart by their first letter.
    lowered = text.replace("İ", "i").lower()
    if len(lowered) != len(text):
        lowered = "".join(small if len(small := c.lower()) == 1 else c for c in text)
    return tuple(_LABEL.finditer(lowered))


def unlabelled(text: str) -> str:
    """Blank the words that say what a date is."""
    for label in reversed(labels(text)):
        text = f"{text[: label.start()]} {text[label.end() :]}"
    return text


def month_of(name: str) -> int:
    """Give the number of a month of the common calendar, 0 where the word is none."""
    return _MONTH_OF.get(fold(name), 0)


def persian_month_of(name: str) -> int:
    """Give the number of a month of the Persian calendar, 0 where the word is none."""
    return _PERSIAN_MONTH_OF.get(fold(name), 0)


def days_back(word: str) -> int:
    """Tell how many days before today a day word means."""
    return _DAY_OF.get(" ".join(fold(word).split()), 0)


def span_of(found: re.Match[str]) -> int | None:
    """Give the seconds that a match of AGO names, or nothing where its words are no span."""
    parts = found.groupdict()
    unit = _SPANS.get(fold(parts["span"] or parts["unit"] or ""))
    count = parts["count"] or parts["vor"] or "1"
    if unit is None or not (count.isdigit() or fold(count) in _ONE):
        return None
    return unit * (int(count) if count.isdigit() else 1)


def is_silent(word: str) -> bool:
    """Tell whether a word beside a date adds nothing to it: a weekday, "at", "Uhr", "года"."""
    return fold(word) in _SILENT


def is_weekday(word: str) -> bool:
    """Tell whether a word is a weekday in full or shortened to three letters."""
    return fold(word) in _WEEKDAY_STEMS
