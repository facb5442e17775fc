"""Lines of a page that change by themselves: counters, clocks, rates, labels of other articles, advertisements."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from news.comparing import fact_words
from news.reading.furniture import is_interruption, is_related_label
from news.texts import word_set
from news.words import Word, analyse

_LONGEST = 24
"""Words of such a line; counters, clock and rates of one line together have under 20."""
_LONGEST_ADVERT = 30
"""Words of an advertisement between paragraphs."""
_LISTED = 6
"""Headlines that are taken to belong to a *Read also* that stands alone above them."""

_COUNTED: Final = word_set(
    "views view viewed reads read readers shares share comments comment likes like votes visits clicks min mins minute minutes sec hour "
    "hours "
    "ago updated update published modified edited posted created reading time just now hits "
    "просмотр просмотра просмотров просмотры прочитали прочтений прочитано прочтения комментарий комментария комментариев комментарии "
    "лайков "
    "репостов обновлено обновлен обновлена опубликовано изменено добавлено минут минута минуты минуту час часа часов назад чтения чтение "
    "чтением время сек "
    "baxis baxilib baxish sayi oxunub oxunma oxunus oxucu serh serhler rey paylasim yenilenib yenilendi yenilenme derc edilib olunub "
    "deqiqe deqiqelik "
    "evvel once oxu muddeti oxunmanin oxumaq saniye goruntulenme okunma okundu okuma yorum paylasim guncellendi guncelleme guncellenme "
    "yayinlanma yayinlandi yayin dakika dk dakikalik once suresi saat goruntuleme giris son izlenme "
    "перегляд перегляду переглядів перегляди прочитали коментар коментаря коментарів коментарі оновлено опубліковано змінено хвилин "
    "хвилини "
    "хвилина годин години годину тому читання "
    "wyswietlen wyswietlenia wyswietlenie odslon odslony komentarzy komentarze komentarz zaktualizowano aktualizacja opublikowano "
    "dodano temu "
    "minut minuty minuta godz godzin godziny godzine czytania czas czytan "
    "aufrufe aufruf kommentare kommentar mal gelesen aktualisiert veroffentlicht stand lesezeit minuten stunden stunde lesedauer "
    "դիտում դիտումներ դիտվել դիտումների թարմացվել հրապարակվել րոպե ժամ առաջ ნახვა ნახვები ნანახია განახლდა გამოქვეყნდა წუთის წუთი "
    "საათის წინ "
    "بازدید نمایش بروزرسانی به‌روزرسانی انتشار دقیقه ساعت پیش نظر نظرات زمان مطالعه vues lectures commentaires"
)
_RATED: Final = word_set(
    "usd eur azn rub try uah pln gbp gel amd irr cny chf kzt btc eth brent wti urals gold dollar euro manat доллар евро рубль манат юань "
    "лира нефть золото биткоин dolar avro rubl lire altin neft gram bist евро долар гривня kurs kurse kursu курс валют valyuta "
    "mezennesi doviz "
    "kury kursy dax moex rts stoxx nasdaq"
)
_BETWEEN: Final = word_set(
    "at on in by of the a am pm utc gmt msk azt cet cest et мск today yesterday сегодня вчера bu gun bugun dunen dun dzisiaj dzis "
    "wczoraj heute "
    "gestern сьогодні вчора г года il ci cu ilde uhr о об в на за от vor seit am um о год року roku rok ve ve tarix tarixi tarih saati "
    "tarihi "
    "дата время date data datum zeit das dem den der die был раз раза times"
)
_ALONE: Final = word_set(
    "reklam|reklama|реклама|advertisement|advertising|sponsored|anzeige|werbung|ad|ads|r|на правах рекламы|реклама 16|реклама 18|რეკლამა|"
    "գովազդ|تبلیغات|advertorial|promo|sponsored content|партнерский материал|ilan|elan"
)
_COPYRIGHT = re.compile(r"©|\(c\)\s*\d{4}|^copyright\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
_STAMP = re.compile(
    r"^(?:updated|yenil[əe]nib|yenil[əe]ndi|обновлено|güncellendi|güncelleme|оновлено|aktualizacja|zaktualizowano|aktualisiert|թարմացվել է)"
    r"\s*(?:at|в|на|о|saat|um|o|:|-|–)?\s*(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s*)?\d{1,2}[:.]\d{2}\s*[.|:—–-]?\s+",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…։。؟۔:]['\"»”“’)\]]*$")
_FULL_STOP = re.compile(r"(?:[.։。۔]|(?<=[\u0530-\u058f]):)['\"»”“’)\]]*$")
_CONTACT = re.compile(r"(?:https?://|www\.|\+?\d[\d ()-]{6,}\d|@\w{3,}|\b\w+\.(?:az|ru|com|tr|ua|pl|de|ge|am|ir)\b)")
_ADVERTISED: Final = word_set(
    "discount* sale subscribe* coupon* promo* casino bet bonus* shipping deal offer* order shop* скидк* акци* закаж* купи "
    "распродаж* бонус* "
    "казино ставк* рассрочк* доставк* подпи* звони* успе* бесплатн* ипотек* кредит* endirim* kampaniya* sifaris* kredit* taksit* abun* "
    "pulsuz qeydiyyat* bonus* al alin elde kampanya* indirim* siparis* ucretsiz firsat* satin kacirma* знижк* акці* замов* купуй* "
    "безкоштовн* розстрочк* кредит* promocj* rabat* kup zamow* znizk* okazj* darmow* sprawdz rabatt* angebot* kaufen bestell* "
    "gratis sichern "
    "jetzt sparen buy call now free save today only"
)


def without_passing(lines: Sequence[str]) -> Iterator[str]:
    """Leave out the lines of a text that tell nothing of its subject, and the clock at the beginning of a line."""
    listed = 0
    for number, line in enumerate(lines):
        is_edge = number < 2 or number >= len(lines) - 2
        if listed and is_loose(line):
            listed -= 1
            continue
        listed = 0
        if is_related_label(line):
            listed = _LISTED
        elif not is_interruption(line) and not is_passing(line, is_edge=is_edge):
            yield _STAMP.sub("", line)


def is_passing(line: str, *, is_edge: bool) -> bool:
    """Tell whether a line is made of counters, clocks, dates, rates or rights, and of nothing else."""
    found = analyse(line)
    if not found or len(found) > _LONGEST:
        return not found
    words = list(found)
    if _COPYRIGHT.search(line) or " ".join(word.folded for word in words) in _ALONE:
        return True
    if "°" in line and len(words) <= 5 and not _FULL_STOP.search(line):
        return True
    if not all(_is_furniture(word) for word in words):
        return False
    counted = any(word.folded in _COUNTED for word in words)
    rated = sum(word.folded in _RATED for word in words)
    is_marked = counted or _CLOCK.search(line) or rated
    return bool(is_marked or is_edge) and (any(word.text[0].isdigit() for word in words) or (counted and len(words) <= 3))


def is_loose(line: str) -> bool:
    """Tell whether a line may be a headline: some words without the end of a sentence."""
    count = len(line.split())
    return 4 <= count <= _LONGEST and not _FULL_STOP.search(line) and not line.rstrip().endswith((":", ",", ";")) and not _is_item(line)


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as sentences do."""
    return _END.search(line) is not None


def is_advert(line: str) -> bool:
    """Tell whether a short line offers something: two signs of it at least."""
    words = list(analyse(line))
    if not 2 <= len(words) <= _LONGEST_ADVERT:
        return False
    signs = {beginning for beginning in _ADVERTISED for word in words if _begins(word.folded, beginning)}
    return bool(signs) and len(signs) + ("!" in line) + bool(_CONTACT.search(line)) + ("%" in line) >= 2


def _begins(word: str, beginning: str) -> bool:
    return word.startswith(beginning[:-1]) if beginning.endswith("*") else word == beginning


def _is_item(line: str) -> bool:
    """Tell whether a line is one of a list, of a dialogue or a name with an age: such lines belong to the text."""
    words = line.split()
    if len(words) <= 5 and sum(word[:1].isupper() for word in words) * 3 >= 2 * len(words):
        return True
    return re.match(r"\s*(?:[-–—•*]|\d{1,2}[.)])\s", line) is not None or re.search(r",\s*\d{1,3}\b|^[\"«“„]", line) is not None


def _is_furniture(word: Word) -> bool:
    folded = word.folded
    if folded[0].isdigit():
        return len(folded.lstrip("0123456789")) <= 3
    return folded in _COUNTED or folded in _RATED or folded in _BETWEEN or _is_calendar(folded)


@lru_cache(maxsize=1 << 14)
def _is_calendar(folded: str) -> bool:
    return any(
        folded.startswith(each[:-1])
        if each.endswith("*")
        else folded == each or (len(each) > 4 and each.startswith(folded) and len(folded) == 3)
        for each in _CALENDAR
    )


_CALENDAR = tuple((fact_words.MONTHS + "|" + fact_words.WEEKDAYS).replace("|", " ").split())
