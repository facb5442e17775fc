"""What kind of line a paragraph is: text, or something that outlets hang into and behind their texts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from news.reading import boilerplate
from news.texts import label, word_set

_LINE_WORDS = 25
"""Words of a line that points elsewhere."""
_TALE_WORDS = 45
"""Words of a disclaimer or a list of sources; a longer paragraph that begins like one is text."""
_APPEAL_WORDS = 70
"""Words of a paragraph that asks for something: consent and donations are explained at length."""
_CREDIT_WORDS = 14
_TITLE = 25
"""Letters of a line that is surely a title, where a title begins with it: that of the page has the site's name behind it."""
_SENTENCE = 7
"""Words of a sentence; the shortest appeals that end in a full stop have fewer."""
_BULLETS = "▼▲▶►→➤»›•·*>[#👉🔔📌✅➡️▪◾■●⚡🔴❗👇 \ufe0f"
_SHARE_WORDS = word_set(
    "share|this|tweet|print|email|e-mail|save|copy|link|facebook|twitter|x|telegram|whatsapp|linkedin|pinterest|reddit|vk|ok|"
    "viber|messenger|pocket|flipboard|instagram|threads|google|news|rss|skype|odnoklassniki|vkontakte|bluesky|mastodon|tumblr|line|"
    "youtube|tiktok|comments|comment|shares|views|like|likes|story|reply|report|bookmark|favourite|favorite|нравится|ответить|пожаловаться|"
    "bəyən|şərh|yaz|beğen|yorum|поделиться|отправить|печать|вконтакте|одноклассники|телеграм|копировать|ссылку|"
    "paylaş|çap|et|kopyala|yazdır|udostępnij|drukuj|teilen|drucken|поділитися|друк|a|font|size"
)
_SENTENCE_END = (".", "!", "?", "…", "”", "»", '"', "’", ":", ";", ")", "'", "“", "։", "؟")

# Disclaimers and notices, wherever in the paragraph their words are.
_NOTICE = re.compile(
    r"all rights reserved|(?:views|opinions) expressed .{0,60}\b(?:are|is|do|does)\b|does not necessarily reflect|bütün hüquqlar"
    r"|все права защищены|tüm hakları saklıdır|усі права захищені|wszelkie prawa zastrzeżone|alle rechte vorbehalten"
    r"|мнение .{0,40}может не совпадать|может не совпадать с (?:мнением|позицией) редакции|redaksiyanın mövqeyi"
    r"|contributed to this (?:report|story|article)|(?:istinad|keçid) (?:zəruridir|mütləqdir)|(?:активная |гипер)ссылка .{0,40}обязательн"
    r"|(?:material|məlumat)(?:lar)?dan istifadə (?:etdikdə|zamanı)|kaynak gösterilmeden"
    r"|(?:не нес[её]т|не несе) (?:ответственност|відповідальн)\w{1,3} за (?:содержание|достоверность|зміст|достовірність|информаци)"
    r"|(?:məzmun|reklam)\w{0,12} görə (?:redaksiya |sayt )?məsuliyyət daşımır|(?:içeri|reklam)\w{0,12} sorumlu (?:değildir|tutulamaz)"
    r"|not (?:be )?responsible for the content|nie (?:ponosi|bierze) odpowiedzialności za (?:treś|reklam)"
    r"|(?:keine haftung|nicht verantwortlich) für (?:die )?inhalt",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,20}|(?<!\w)@\w{2,30}")
_CONTACT_WORDS = re.compile(
    r"\b(?:follow|tweets?|twitter|e-?mail|reach(?:ed)?|contact|write to|on facebook|on x|on instagram|пишите|почт\w{1,5}|e-poçt|eposta"
    r"|e-posta|napisz|schreiben sie)\b",
    re.IGNORECASE,
)
_JOB = re.compile(r"\b(?:cv|résumé|resume|özgeçmiş\w{0,4}|резюме|rezyume\w{0,4}|lebenslauf)\b", re.IGNORECASE)
_JOB_WORDS = re.compile(
    r"\b(?:send|göndər\w{0,10}|gönder\w{0,10}|отправ\w{0,8}|присыла\w{0,6}|надсила\w{0,6}"
    r"|wysł\w{0,6}|wyślij|prześlij|senden|apply|müraciət\w{0,6}"
    r"|vakansiya\w{0,4}|vacancy|вакансия|вакансії|stanowisko)\b",
    re.IGNORECASE,
)
# What a sentence is about that asks the reader for something: a sentence of news that begins like one has none of it.
_ASKING = re.compile(
    r"telegram|телеграм|whatsapp|ватсап|facebook|twitter|instagram|youtube|google|viber|tiktok|вконтакте|соцсет|social|սոց|სოც|اجتماعی"
    r"|channel|канал|kanal|կապուղ|არხ|کانال|newsletter|рассылк|розсилк|b[üu]lten|bülleten|biuletyn|mail|почт|пошт|e-?poç?[çs]t|adres"
    r"|non-commercial|\bjoin\b|donat|support|поддерж|підтрим|dəstək|destek|wesprz|wspier|spende|unterstütz|пожертв|journalis|журналис|jurnalist|gazeteci|dziennikar"
    r"|cookie|куки|kuki|çerez|browser|браузер|brauzer|tarayıcı|przeglądar|javascript|consent|privacy|соглаша|согласи|advert|реклам|reklam|werbung"
    r"|error|ошибк|помилк|səhv|hata|błąd|błęd|fehler|опечатк|ctrl|comment|коммент|комент|şərh|\brəy|yorum|koment|kommentar|discussion"
    r"|conversation|\bapp\b|приложени|застосун|додаток|tətbiq|uygulama|aplikac|\bour\b|\bнаш|bizim|mızı?n?\b|mızd|saytım|sitemiz|\bnasz|\bunser"
    r"|մեր |ჩვენ|\bما\b|news|новост|новин|xəbər|haber|nachricht|wiadomo|vacan|вакан|vakans|stelle|website|сайт|sayt|\bseite|stron"
    r"|friends|друз|dost|arkadaş|freund|znajom|\bcv\b|hiring|требу|искать|ищем|editor|редакц|redaksiya|redakc|redakt",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:telegram|телеграм|whatsapp|ватсап|вотсап|facebook|фейсбук|instagram|инстаграм|youtube|ютуб|viber|вайбер|twitter|tiktok"
    r"|google\s(?:news|haberler|новост|xəbər)|гугл|канал|kanal|channel|соцсет|соцмереж|sosial şəbəkə|sosyal medya)"
)
_INVITING = (
    r"(?:подпи(?:с|ш)\w{1,9}|підпи(?:с|ш)\w{1,9}|присоедин\w{1,7}|приєдн\w{1,7}|follow\b|join\b|subscribe\b|qoşul\w{1,4}|izləy\w{1,3}"
    r"|izləmək|abunə ol\w{0,2}|abone ol\w{0,3}|takip e[dt]\w{0,9}|folgen sie|abonnier\w{1,3}|obserwuj\w{0,4}|dołącz\w{0,4}|śledź\w{0,4}"
    r"|читайте|читать|смотрите|дивіться|հետևեք|միացեք|بپیوندید"
    r"|(?:больше|еще|последни\w|самые|главны\w|оперативн\w{2,3}|срочн\w{2,3}) (?:\w{1,20} )?(?:новост|материал)\w{0,3}"
    r"|(?:більше|останні|найсвіжіш\w|головні|ще) (?:\w{1,20} )?новин\w?|more (?:news|stories)|latest news"
    r"|(?:ən )?(?:son|yeni) xəbər\w{0,6})"
)
# Both are looked for in small letters, where ё is е and ı is i; the tuples tell quickly that a line has nothing of it.
_INVITATION = re.compile(rf"{_INVITING}.{{0,60}}{_PLACE}|{_PLACE}.{{0,60}}{_INVITING}")
_PLACES = (
    *("telegram", "телеграм", "whatsapp", "тсап", "facebook", "фейсбук", "instagram", "инстаграм", "youtube", "ютуб", "viber", "вайбер"),
    *("twitter", "tiktok", "google", "гугл", "канал", "kanal", "channel", "соцсет", "соцмереж", "sosial", "sosyal"),
)
_GIFTS = ("donat", "contribut", "пожертв", "внес", "ianə", "dəstək", "bağiş", "destek", "wpłat", "darowizn", "wsparci", "spende")
_DONATION = re.compile(
    r"(?:regular|monthly|one-off|recurring) (?:donation|contribution)|(?:регулярн|ежемесячн|разов)\w{2,3} пожертвован"
    r"|(?:регулярн|щомісячн|разов)\w{2,3} (?:внес|пожертв)|(?:ayliq|daimi|birdəfəlik) (?:ianə|dəstək)|(?:aylik|düzenli) (?:bağiş|destek)"
    r"|(?:regularn|miesięczn|jednorazow)\w{1,3} (?:wpłat|darowizn|wsparci)|(?:regelmäßig|monatlich|einmalig)\w{0,2} spende",
)
_ADVERTISER = re.compile(r"\berid\s?[:=]|рекламодатель\s?:|\bИНН\s?:?\s?\d{10}", re.IGNORECASE)
_LETTERED = re.compile(r"^[^\W\d_]")
_CORRECTION = re.compile(r"ctrl\s?\+\s?enter", re.IGNORECASE)
_CREDIT = re.compile(
    rf"(?:{boilerplate.CREDITS})\b(?: by| courtesy| credit| source)?\s?[:：©®/|՝]"
    r"|©|\((?:photo|foto|фото|fot\.|c|с)[:)\s©]|\[(?:photo|foto|фото)|fot\. ",
    re.IGNORECASE,
)
_CREDIT_DASH = re.compile(rf"(?:{boilerplate.CREDITS}) [–—-] ", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:[/©|]|\bvia\b|\bphoto)\s{0,2}(?:AP|AFP|EPA|EFE|DPA|dpa|Reuters|REUTERS|Getty|Shutterstock|iStock|Sputnik|ТАСС|TASS|РИА|АР|AZERTAC"
    r"|AZƏRTAC|Anadolu|AA|PAP|Forum|UNIAN|УНІАН|Укрінформ|Ukrinform|imago|picture alliance|Unsplash|Pexels|Depositphotos|Xinhua|Zuma)\b"
)
_OF_PICTURES = re.compile(r"(?:slide |photo |фото |foto )?\d{1,4}\s?(?:of|/|из|з|z|von|dan|dən)\s?\d{1,4}", re.IGNORECASE)
_VIEWS = (
    r"views?|reads?|hits|shares?|comments?|просмотр\w{0,4}|прочтени\w{1,3}|прочитали"
    r"|комментари\w{1,3}|baxış(?: sayı)?|(?:bütün )?(?:rəy|şərh)lər|(?:всего |всі )?комментари\w{2}"
    r"|количество (?:показов|просмотров)|baxılıb|oxunma(?: sayı)?|oxunub|dəfə oxunub|dəfə baxılıb|şərh"
    r"|перегляд\w{0,3}|коментар\w{0,3}|okunma(?: sayısı)?|görüntülenme|yorum|kez okundu"
    r"|odsłon\w{0,2}|wyświetle\w{1,4}|komentarz\w{0,2}"
    r"|aufrufe|kommentare|min(?:utes?)? read|min read|мин(?:ут\w)? чтения|dəqiqəlik oxu|dk okuma|min czytania|min lesezeit|minuten lesezeit"
)
_COUNTER = re.compile(
    rf"(?:👁|👀|💬)?\s?(?:(?:{_VIEWS})\s?[:–-]?\s?\d[\d\s.,]{{0,12}}[kкm]?"
    rf"(?: dəfə| раз\w?| kez| kere| разів| razy)?|\d[\d\s.,]{{0,12}}[kкm]?[\s-]?(?:{_VIEWS}))",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?:[\d./:,\s|-]|\b[^\W\d_]{1,12}\b){1,80}")
_NUMERIC_STAMP = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|\d{4}[./-]\d\d[./-]\d\d)?[\s,|-]{0,4}(?:\d{1,2}:\d\d(?::\d\d)?)?")
_STAMP_LABEL = re.compile(
    r"(?:published|updated|posted|last updated|last modified|created|date|yayınlan\w{1,6}|yayın tarihi|güncellen\w{1,6}|giriş"
    r"|dərc olun\w{1,6}|tarix|yenilən\w{1,6}|yayımlan\w{1,6}|опубликован\w{1,3}|обновлен\w{1,3}|обновлён\w{0,3}"
    r"|дата|оновлено|опубліковано|opublikowano|aktualizacja"
    r"|data publikacji|publikacja|veröffentlicht|aktualisiert|stand)\b",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d")
_BYLINE = re.compile(
    r"(?:(?:author|text|story|words|müəllif|hazırladı|автор|авторы|текст|беседовал\w?|autor|autorka|tekst|yazar|yazan|haber|muhabir|editor|editör"
    r"|redaktor|редактор|підготув\w{1,4}|автори|von|հեղինակ|ავტორი|نویسنده)\s?[:՝]|by [A-ZÀ-ÞƏİŞÇĞ])",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\b(?:USD|EUR|RUB|AZN|TRY|GBP|UAH|PLN|GEL|BTC|BRENT|CHF|KZT|IRR)\b|[$€₽₼₺£]")
_NUMBER = re.compile(r"\d+[.,]\d+")
_BAR = re.compile(r"\s*[|·•]\s*")
_CRUMB = re.compile(r"\s?[»>›→]\s?|\s[/|·•]\s")
_GLUED = re.compile(r"(?:[A-ZÀ-ÞƏİŞÇĞÖÜА-Я][a-zà-ÿəışçğöüа-яё]{2,14}){2,4}")
_AGENT = re.compile(
    r"настоящий\s+материал\s+\(информация\)\s+произвед[её]н"
    r"|данное\s+сообщение\s+\(материал\)\s+создано"
    r"|(?:сообщение|материал)\s+.{0,40}создан\w{0,2}\s+и\s+\(или\)\s+распростран",
    re.IGNORECASE,
)
_AGENT_NOTE = re.compile(
    r"\*+\s?(?:.{0,80})(?:иностранн\w{1,4} агент|иноагент|нежелательн\w{1,5} организаци"
    r"|признан\w{0,2} .{0,60}(?:экстремистск|террористическ))",
    re.IGNORECASE,
)


_FIRST_LETTERS = re.compile(r"[^\W_]{1,4}")
_HEAD = 200
"""Characters of a line that are compared with the tables."""


@lru_cache(512)  # a line of a text is looked at from several sides
def small_letters(line: str) -> str:
    """Fold the beginning of a line for comparing it with the tables, without the marks that stand before it.

    A dot that small letters make of a Turkish İ goes, and letters that are written either way become one.
    """
    small = line[:_HEAD].casefold().replace("\u0307", "").replace("ı", "i").replace("ё", "е").replace("’", "'")
    return small.lstrip(_BULLETS)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Entries of a table of boilerplate, by their first letters: a line is compared with few of hundreds."""

    by_letters: dict[str, tuple[str, ...]]

    def match(self, line: str) -> bool:
        """Tell whether a folded line begins with one of the entries, and a word ends there."""
        for entry in self.by_letters.get(_first_letters(line), ()):
            if entry.endswith("*"):
                if line.startswith(entry[:-1]):
                    return True
            elif line.startswith(entry) and not (entry[-1].isalnum() and line[len(entry) : len(entry) + 1].isalnum()):
                return True
        return False


def _first_letters(line: str) -> str:
    letters = _FIRST_LETTERS.match(line)
    return letters[0] if letters else line[:1]


def _beginnings(entries: tuple[str, ...]) -> Beginnings:
    found: dict[str, list[str]] = {}
    for entry in map(small_letters, entries):
        found.setdefault(_first_letters(entry), []).append(entry)
    return Beginnings({letters: tuple(group) for letters, group in found.items()})


_ENDINGS = _beginnings(boilerplate.entries(boilerplate.ENDINGS))
_POINTERS = _beginnings(boilerplate.entries(boilerplate.POINTERS))
_APPEALS = _beginnings(boilerplate.entries(boilerplate.APPEALS))
_VIDEO_AHEAD = _beginnings(tuple(boilerplate.VIDEO_AHEAD.split("|")))
_ALONE = frozenset(map(small_letters, boilerplate.entries(boilerplate.ALONE)))
_RELATED = frozenset(map(small_letters, boilerplate.entries(boilerplate.RELATED)))
_AD_LABELS = frozenset(map(small_letters, boilerplate.AD_LABELS.split("|")))
_ENDING_LABELS = _beginnings(tuple(entry for entry in map(small_letters, boilerplate.SOURCE_LABELS.split("|")) if entry != "via"))


def is_related_label(text: str) -> bool:
    """Tell whether a short text is what stands over a list of other articles, or before a link to one."""
    return len(text) <= 60 and small_letters(text).strip(" :.…!→>»-–—|") in _RELATED


def is_ad_label(text: str) -> bool:
    """Tell whether a line is nothing but the word that must stand over an advertisement."""
    return len(text) <= 40 and small_letters(text).strip(" :.[]()–—|") in _AD_LABELS


def announces_video(line: str) -> bool:
    """Tell whether a line says that the text goes on behind a film, whose caption may follow."""
    return _VIDEO_AHEAD.match(small_letters(line))


def is_interruption(line: str) -> bool:
    """Tell whether a paragraph is no part of the text wherever it stands: a pointer, a credit, an appeal, a button."""
    words = line.count(" ") + 1
    if words > _APPEAL_WORDS or _is_row(line):
        return False
    small = small_letters(line)
    if not any(map(str.isalnum, small)):
        return len(line) <= 20
    if line.endswith(":") and _ENDINGS.match(small):
        return False  # the head of a list at the end, which goes as a whole
    if words <= _LINE_WORDS and (_is_label(small, line, words) or _is_invitation(small, line)):
        return True
    is_begun = (words <= _LINE_WORDS and _is_pointer(small)) or _APPEALS.match(small)
    if (is_begun and not _is_sentence(line, words)) or (line.startswith("*") and _AGENT_NOTE.match(line)):
        return True
    return _asks_for_money(small) or _names_advertiser(small, line) or _asks_for_mail(line)


def _asks_for_mail(line: str) -> bool:
    return ("@" in line and _is_job(line)) or ("trl" in line.lower() and _CORRECTION.search(line) is not None)


def _is_pointer(small: str) -> bool:
    head, colon, _ = small.partition(":")
    return _POINTERS.match(small) or (bool(colon) and head in _RELATED)


def _is_sentence(line: str, words: int) -> bool:
    """Tell whether a line that begins like a pointer or an appeal is a whole sentence of the text: it asks for nothing."""
    if words < _SENTENCE or not line.endswith((".", "։")) or _LETTERED.match(line) is None:
        return False
    head, colon, _ = line.partition(":")
    return (bool(colon) and small_letters(head) in _RELATED) or _ASKING.search(line) is None


def _is_invitation(small: str, line: str) -> bool:
    if line.startswith(("«", "“", '"', "—", "–", "-", "„")) or not any(map(small.__contains__, _PLACES)):
        return False
    return _INVITATION.search(small) is not None


def _asks_for_money(small: str) -> bool:
    return any(map(small.__contains__, _GIFTS)) and _DONATION.search(small) is not None


def _names_advertiser(small: str, line: str) -> bool:
    return ("erid" in small or "рекламод" in small or "инн" in small) and _ADVERTISER.search(line) is not None


def _is_label(small: str, line: str, words: int) -> bool:
    bare = small.rstrip(" 0123456789.,:;()[]…!→>»|-–—+")
    if bare in _ALONE or bare in _RELATED:
        return True
    if words > _CREDIT_WORDS or len(line) > _HEAD:
        return False
    return (
        _is_credit(line)
        or _are_labels(line)
        or _COUNTER.fullmatch(line) is not None
        or _OF_PICTURES.fullmatch(line) is not None
        or _is_row_of_buttons(small)
        or _is_ticker(line, words)
        or _NUMERIC_STAMP.fullmatch(line) is not None
        or _is_stamp(line, words)
        or (words <= 6 and not line.endswith(_SENTENCE_END) and _BYLINE.match(line) is not None)
    )


def _is_stamp(line: str, words: int) -> bool:
    """Tell whether a line is a date with the time of day, or a date behind a word like "published"."""
    if words > 8 or line.endswith(".") or not _HAS_DATE.search(line):
        return False
    return _STAMP_LABEL.match(line) is not None or (len(_HAS_DATE.findall(line)) > 1 and _STAMP.fullmatch(line) is not None)


def _are_labels(line: str) -> bool:
    """Tell whether a line is several counters, dates or buttons with a bar or a dot between them."""
    parts = [part for part in _BAR.split(line) if part]
    if len(parts) < 2:
        return False
    marked = sum(_is_lone_label(part) or _COUNTER.fullmatch(part) is not None or _is_date(part) for part in parts)
    return marked == len(parts) or (marked > 0 and len(parts) > 2 and all(part.count(" ") < 4 for part in parts))


def _is_lone_label(part: str) -> bool:
    return small_letters(part).rstrip(" 0123456789:,.()") in _ALONE


def _is_date(part: str) -> bool:
    return _HAS_DATE.search(part) is not None and len(part.split()) <= 5 and _STAMP.fullmatch(part) is not None


def _is_credit(line: str) -> bool:
    if _CREDIT.match(line):
        return True
    return not line.endswith((".", "!", "?")) and (_CREDIT_DASH.match(line) is not None or _AGENCY.search(line) is not None)


def _is_row_of_buttons(small: str) -> bool:
    words = re.findall(r"[^\W\d_][\w-]*", small[:200])
    return 1 < len(words) <= 20 and len(small) <= 200 and all(word.strip("-") in _SHARE_WORDS for word in words)


def _is_ticker(line: str, words: int) -> bool:
    marks = len(_MONEY.findall(line))
    return marks >= 2 and len(_NUMBER.findall(line)) >= 2 and words <= marks * 4 and not line.endswith(".")


def _is_job(line: str) -> bool:
    return _JOB.search(line) is not None and _JOB_WORDS.search(line) is not None and _CONTACT.search(line) is not None


def begins_ending(line: str) -> bool:
    """Tell whether a paragraph is of those that stand behind a text: its sources, its rights, its tags, its author."""
    return line.count(" ") < _TALE_WORDS and _ENDINGS.match(small_letters(line))


def _is_row(line: str) -> bool:
    return line.startswith("| ") and line.endswith("|")


def is_preamble(line: str, titles: frozenset[str], following: str) -> bool:
    """Tell whether the first line repeats the title or is a dateline, a serial number or a row of sections."""
    said = label(line)
    if said in titles or (len(said) >= _TITLE and any(title.startswith(said) for title in titles)):
        return True
    words = line.count(" ") + 1
    if words > 10 or _is_row(line) or line.rstrip().endswith(_SENTENCE_END):
        return False
    if line.startswith(("|", "/", "·", "•", "»")):
        return True
    if _HAS_DATE.search(line) is not None and _STAMP.fullmatch(line) is not None:
        return True
    return _is_slug(line) or (words <= 2 and "," not in line and following.count(" ") >= _LINE_WORDS)


def _is_slug(line: str) -> bool:
    parts = _CRUMB.split(line)
    if len(parts) > 1 and all(0 < len(part.split()) <= 3 for part in parts):
        return True
    return _GLUED.fullmatch(line) is not None


def is_leftover(line: str, count: int) -> bool:
    """Tell whether the last of so many paragraphs is a notice, a credit or a stray label rather than text."""
    words = line.count(" ") + 1
    if words <= _TALE_WORDS and (_NOTICE.search(line) or begins_ending(line) or _is_contact(line)):
        return True
    if words <= 5 and not line.endswith(".") and _ENDING_LABELS.match(small_letters(line)):
        return True
    return (
        count > 3
        and not _is_row(line)
        and not line.rstrip().endswith(_SENTENCE_END)
        and ((words <= 3 and len(line) <= 40) or (words <= 8 and _is_slug(line)))
    )


def _is_contact(line: str) -> bool:
    return _CONTACT.search(line) is not None and _CONTACT_WORDS.search(line) is not None


def without_agent_banner(line: str) -> str:
    """Take the notice of Russian law away that a text comes from a "foreign agent"; what follows it in the paragraph stays."""
    found = _AGENT.search(line[:_HEAD]) if "(" in line[:_HEAD] else None
    if found is None:
        return line
    age = line.find("18+", found.end(), found.end() + 700)
    rest = line[age + 3 :] if age >= 0 else ""
    if age < 0:
        capitals = [word.end() for word in re.finditer(r"[А-ЯЁ]{3,}", line[:1000])]
        rest = line[capitals[-1] :] if capitals and line[found.start() : found.end()].isupper() else ""
    return rest.lstrip(" .,|+»\"'—–-") if rest.count(" ") >= 6 else ""
