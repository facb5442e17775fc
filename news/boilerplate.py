"""Words of the paragraphs that stand in the body of an article without belonging to it, by language.

Each is the beginning of a paragraph, folded to small letters; a paragraph is dropped where it begins so and is no longer than a
line of that kind is. Adding a line here teaches every outlet at once.
"""

from typing import Final

ENDINGS: Final = {
    "en": (
        "sources:|source:|source link|related posts|related articles|related stories|related news|see also|you may also like|"
        "more from|more on this|more stories|share this|share on|"
        "follow us|subscribe to|sign up for|sign up to|get the latest|join our|download our app|all rights reserved|copyright ©|© |"
        "the views expressed|views expressed|opinions expressed|"
        "the opinions expressed|the views and opinions|this article was originally published|this article was first published|"
        "this story was originally published|"
        "originally published|first published|editing by|reporting by|additional reporting by|read more on|recommended for you|"
        "most read|comments|leave a comment|leave a reply|"
        "tags:|filed under|topics:|print this|got a tip|contact us at|contact the|have your say|next page|loading|previous article|"
        "next article|advertisement|click here to|"
        "follow @|follow him on|follow her on|he tweets at|she tweets at|write to|email the author|send us|posted in|via "
    ),
    "az": (
        "mənbə:|mənbə |paylaş|bizi izləyin|bizi izlə|digər xəbərlər|oxşar xəbərlər|əlaqəli xəbərlər|həmçinin oxuyun|"
        "bütün hüquqlar qorunur|bütün hüquqları qorunur|"
        "məlumatdan istifadə|saytdan istifadə|xəbər lenti|şərhlər|teqlər|etiketlər|abunə olun|telegram kanalımıza|"
        "whatsapp kanalımıza|© |son xəbərlər|daha çox oxu"
    ),
    "ru": (
        "источник:|источник |источники:|поделиться|подписывайтесь|подпишитесь|читайте нас|читайте также|читать также|смотрите также|"
        "ещё по теме|еще по теме|по теме:|материалы по теме|"
        "все права защищены|теги:|метки:|комментарии|нашли ошибку|если вы нашли|если вы заметили|выделите|"
        "при использовании материалов|перепечатка|мнение редакции|мнение автора|"
        "точка зрения автора|самые важные новости|оставайтесь с нами|следите за|больше новостей|читать продолжение|читать далее|"
        "читать полностью|подробнее:|реклама|© |"
        "хотите быть в курсе|новости партнеров|новости партнёров|рекомендуем|ранее сообщалось, что читайте"
    ),
    "uk": (
        "джерело:|джерело |поділитися|підписуйтесь|підпишіться|читайте нас|читайте також|дивіться також|усі права захищені|"
        "всі права захищені|теги:|коментарі|"
        "якщо ви знайшли|якщо ви помітили|виділіть|більше новин|новини партнерів|реклама|© |стежте за"
    ),
    "tr": (
        "kaynak:|kaynak |paylaş|bizi takip edin|ilgili haberler|benzer haberler|ayrıca okuyun|tüm hakları saklıdır|etiketler|"
        "yorumlar|yorum yap|abone ol|"
        "son dakika haberleri için|whatsapp kanalımıza|telegram kanalımıza|© |diğer haberler"
    ),
    "pl": (
        "źródło:|źródło artykułu|źródło zdjęć|źródła:|źródło |udostępnij|obserwuj nas|śledź nas|zobacz też|zobacz również|"
        "zobacz także|czytaj też|czytaj także|czytaj również|czytaj więcej|"
        "przeczytaj też|przeczytaj także|przeczytaj również|wszelkie prawa zastrzeżone|tagi:|komentarze|wybrane dla ciebie|polecane|"
        "zapisz się|reklama|© |dołącz do nas|masz newsa"
    ),
    "de": (
        "quelle:|quelle |quellen:|teilen|folgen sie uns|lesen sie auch|lesen sie mehr|mehr zum thema|"
        "das könnte sie auch interessieren|alle rechte vorbehalten|schlagwörter|kommentare|"
        "newsletter|abonnieren|jetzt anmelden|anzeige|© |zur startseite|weitere nachrichten"
    ),
}
"""Paragraphs that end a text, and everything after them where that is a small part of the whole."""

ANYWHERE: Final = {
    "en": (
        "read also|read more|also read|read:|read next|watch:|watch live|watch now|watch the video|listen to|related:|see also:|"
        "photo:|photo by|photos:|image:|image credit|image source|picture:|"
        "getty images|advertisement|story continues below|article continues below|continue reading|scroll to continue|"
        "sign up for our|sign up to our|subscribe now|subscribe to our|"
        "this website uses cookies|we use cookies|this site uses cookies|by clicking|all rights reserved|share this article|"
        "share this story|share on facebook|tweet this|click to share|"
        "your browser does not support|javascript is disabled|please enable javascript|media playback is unsupported|video player|"
        "image copyright|image caption|skip ad|skip to|"
        "download the|get our app|join our telegram|follow us on|read the whole story|read the full story|support our|"
        "support independent journalism"
    ),
    "az": "həmçinin oxuyun|oxuyun:|bax:|foto:|fotolar:|videoya baxın|video:|reklam|bizi facebook|bizi telegram|telegram kanalımız|şəkil:",
    "ru": (
        "читайте также|читать также|читайте по теме|смотрите также|по теме:|фото:|фото ©|фото предоставлен|видео:|реклама|"
        "подписывайтесь на|подпишитесь на|читайте нас в|наш телеграм|"
        "наш telegram|мы в telegram|мы в телеграм|следите за нами|ваш браузер не поддерживает|этот сайт использует|"
        "мы используем файлы cookie|скриншот|источник фото|читать продолжение|"
        "продолжение после рекламы|присоединяйтесь к"
    ),
    "uk": (
        "читайте також|дивіться також|за темою:|фото:|відео:|реклама|підписуйтесь на|підпишіться на|читайте нас|наш телеграм|наш telegram|"
        "джерело фото|скріншот"
    ),
    "tr": "ayrıca okuyun|okuyun:|bunu da oku|ilgili haber|foto:|fotoğraf:|görsel:|video:|reklam|haberin devamı|bizi takip|takip edin",
    "pl": (
        "dalsza część artykułu|dalsza część tekstu|dalszy ciąg artykułu|ciąg dalszy pod|czytaj też|czytaj także|czytaj również|"
        "czytaj więcej|zobacz też|zobacz także|zobacz również|"
        "zobacz wideo|zobacz:|obejrzyj|przeczytaj też|przeczytaj także|przeczytaj również|fot.|foto:|zdjęcie:|źródło zdjęć|"
        "źródło zdjęcia|reklama|artykuł pod wideo|"
        "polecamy:|oglądaj|posłuchaj"
    ),
    "de": (
        "lesen sie auch|lesen sie hier|lesen sie dazu|auch interessant|mehr zum thema|foto:|bild:|bildquelle|video:|anzeige|im video|"
        "der artikel geht unter|weiter nach der|hier klicken"
    ),
}
"""Paragraphs that may stand between others."""

VIDEO_AHEAD: Final = (
    "dalsza część artykułu pod|dalsza część tekstu pod|dalszy ciąg artykułu pod|artykuł pod wideo|ciąg dalszy pod|"
    "article continues below|story continues below|story continues after|"
    "продолжение после видео|продолжение под видео|текст продолжается после|haberin devamı videonun|der artikel geht unter|"
    "der text geht unter|yazının davamı videodan sonra"
)
"""Lines that announce a film in mid-text: the short paragraph after them is its caption."""

SOURCE_LABELS: Final = (
    "source link|source|sources|via|original article|original source|original|read the original|read original|link to source|"
    "first published|источник|первоисточник|оригинал|ссылка на источник|"
    "mənbə|mənbə linki|orijinal|kaynak|kaynak linki|haberin kaynağı|haber kaynağı|джерело|першоджерело|źródło|źródło artykułu|quelle|"
    "originalartikel|zum original"
)
"""Words of a link, or before a link, that name where a text was taken from."""


def lines(table: dict[str, str]) -> tuple[str, ...]:
    """Give the beginnings of a table for all languages: bilingual outlets mix them."""
    return tuple(dict.fromkeys(line for group in table.values() for line in group.split("|") if line.strip()))
