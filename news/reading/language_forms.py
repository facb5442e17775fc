"""What the shape of a word says of its language, where no common word tells two neighbours apart.

Azerbaijani and Turkish, and Russian, Ukrainian and Bulgarian share most of their words' roots, but bend and spell them each in its own
way. Every ending and every beginning of a word here is one that is usual in the language it stands under and rare or wrong in the
others. Of several that fit a word the longest counts, so an exception is a longer one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from news.reading.language_stems import SLAVIC_STEMS, TURKIC_STEMS

Points = tuple[tuple[str, float], ...]

_STRONG = 1.3
"""Points for a form that the others do not have: a little more than for a common word."""
_WEAK = 0.5
"""Points for a form that is merely rarer in the others."""
_MOST = 2.6
"""Points that one word gives at most: one name may have an ending and a root and be a foreigner all the same."""
_FEWEST_LETTERS = 3

# Azerbaijani keeps d after a voiceless consonant (getdi, parkda), Turkish hardens it (gitti, parkta).
_HARD = "sckptfhx"
_CASES = ("", "ni", "si", "da", "de", "ya", "ye", "dan", "den", "nin", "sini", "sinin", "sina", "sine", "sinda", "sinde", "lar", "ler")
_TURKIC_STRONG = {
    "az": "ib ub iblar ibler ublar ubler ibdir ubdur mayib meyib acaq acagiq ecekdir acaqdir maqda mekde diyi diyini diyine duyu "
    "duyunu liyi liyin liyini liyinin liyine liyinde luyu luyunu luyunun ceyi ceyini ceyik ayir eyir iyir uyur ayirlar eyirler "
    "iyirler uyurlar ayiriq eyirik mir mirem mirler mirlar mirik miriq mur murlar iyye iyyat iyyet iyyeti iyyeli iyyesi iyyetini "
    "iyyetine iyyetler uyyet uyyeti eyye diq duq liq luq larimiz lerimiz maliyik meliyik malidir melidir irler irlar",
    "tr": "yor yorlar yordu yorum yoruz yorsa acak acakti ecekti acaklar mak maktan makta maktadir mektedir tigi tigini tugu tugunu "
    "ecegi ecegini syon syonu syonlar syonun syonda syonel iyet iyeti iyetin iyetini iyetine iyetle uyet mistir mustur mistik "
    "arak erek iyle yla yle abilir ebilir abilecek ebilecek iniz unuz",
}
_TURKIC_WEAK = {
    "az": "ilir ulur inir unur anir enir dilir tirilir dirilir irilir lanir lenir lasir lesir dadir dedir ir ur dur dir",
    "tr": "ip up an ap ak ok ik uk asi iyi ayi uyu liyor",
}
# Shared words with such an ending, and names.
_TURKIC_NEUTRAL = (
    "hayir seyir bayir cayir demir izmir tamir emir omur komur nehir sehir zehir vezir hazir esir sihir kibir nasir tesir fakir sair "
    "nadir kadir tahir mahir zahir memur mecbur yagmur camur amur nur gurur huzur onur uzur kusur casus nedir kimdir budur odur vardir "
    "galib sahib habib necib cenub mensub mektub tayyib kitab arab kulub ermeni iran iranin putin tiran iken bakan vatan ilan olan "
    "alan kalan turk tank bank park ilk halk renk gelir okur suyu gelecek vardiya etnik texnik teknik elektrik fizik ritmik klassik "
    "logistik taktik strategik kosmik iqtisadi artik elcilik nazirlik birlik milli erdogan aliyev duman kasim gerek tek pek cek denk "
    "ferman zaman insan meydan liman dusman erdoğan artan kazan volkan vulkan ocagi"
)
_SLAVIC_STRONG = {
    "ru": "ая яя ое ее ский ская ское ские ского ской ским скую ских скими ует ает яет еет уют ают яют еют ется ится утся ются атся "
    "ятся лся лась лось нуться ния ние ция нию цию ении ании ции ность остью его ной вой иях иям ице",
    "uk": "ння нню нням ннями ття ттю лля ллю ються еться атися итися ятися уватися увати ювати ював ювала увала ували увало ють жуть "
    "дуть муть туть сться ський ська ське ського ській ською ських ському ську цький цька цьке цького зький зька зьке ець лося "
    "лася лися вся вшись тиме тимуть тимемо ою ею йшов йшла йшли ьох",
    "bg": "ът ката щия ския ния ние ция ции ият ният ския ските ската ското ствата ството ците ите ето ото ята ията стта еве яват ават "
    "уват ират ува ява иха аха яха оха ваха наха уване ване",
}
_SLAVIC_WEAK = {
    "ru": "ую ой ие ия ии ию ть ет ит ут ют ят ец еть аться ить ать ять",
    "uk": "ив ав ув яв ить ать ять ати ити ути яти ни ви би пи ри ди зи лки нки тий вий дий рий сий мий лий бий пий зий",
    "bg": "ни ви би пи ри ди зи ие ия ии ят ат ата ове ира ава ски ане ъ ец ците",
}
_SLAVIC_NEUTRAL = (
    "путь суть чуть жуть муть часть весь они дни одни двери матери дочери крови любви церкви степи люди площади это лето вето фото "
    "авто место золото болото дата палата зарплата солдата плаката сертификата дубликата отката сената брата адвоката глава слава "
    "права устава состава глав прав нрав устав состав актив массив архив мотив герой строй настрой покой край случай своею моею твоею "
    "собою мною тобою эпоха кроха плаха рубаха пасха вся стране иране мандат мандата депутат результат аппарат адвокат солдат формат "
    "чемпионат стандарт диктат плакат ракета газета анкета бюджет пакет совет портрет силует силуэт интернет кабинет комитет билет "
    "предмет секрет паритет приоритет авторитет суверенитет институт маршрут салют визит дефицит профицит лимит кредит бандит святой "
    "третий мовой своей какой такой свой мой твой той рой музей бой хоккей смотрите ребята киев львов азов удав рукав став чотири три "
    "при или"
)
_IN_TEXT: Mapping[str, Sequence[tuple[str, re.Pattern[str], float]]] = {
    "latin": (
        ("az", re.compile("[bcdfklmnprstvyz]ğ"), 2.0),  # yanğın, durğun: Turkish writes ğ after vowels alone
        ("tr", re.compile("[âîû]"), 1.0),
        ("az", re.compile("[a-z][aeiou][cksşçpt]d(?:[iıuü]|[ae]n?\\b)"), 0.7),  # asdı, etdiklərini: hardened in Turkish
        ("tr", re.compile("e[a-z]?[a-z]?[dtl][iu][gğ][iu]"), 0.8),  # ettiği, verdiğini: with y in Azerbaijani
    ),
    "cyrillic": (
        ("uk", re.compile("[їєґ]"), 1.0),
        ("uk", re.compile("[сцз]ьк"), 0.7),
        ("uk", re.compile("[а-я]['’ʼ][яюєї]"), 1.5),
        ("uk", re.compile(r"[лнсвтдз]ьо(?![а-я]*р\b)"), 0.8),
        ("bg", re.compile("ъ(?![еёюя])"), 1.8),  # a vowel in Bulgarian, a mere sign before some vowels in Russian
        ("ru", re.compile("[бдзстхж]ъ[еёюя]"), 1.3),
    ),
}
_FOREIGN_Q = re.compile("qu[aeio]|xx|^(?:ex[aceiptu]|tax|text|next|index|complex|sexu|maxi|netflix|linux|iraqi)|^[bfmlst][aeiou]x$")


def turkic_forms(words: Sequence[str], sample: str) -> Mapping[str, float]:
    """Give the points of Azerbaijani and Turkish for the forms of folded words and for the spelling of the text."""
    points = _add(("az", "tr"), map(_turkic_word, words))
    return _add_spelling(points, sample, "latin")


def slavic_forms(words: Sequence[str], small: str) -> Mapping[str, float]:
    """Give the points of Russian, Ukrainian and Bulgarian for the forms of small words and for the spelling of the text."""
    points = _add(("ru", "uk", "bg"), map(_slavic_word, words))
    # Bulgarian has no cases: it says "на" for most of them.
    points["bg"] += max(words.count("на") - 1, 0) * _WEAK
    return _add_spelling(points, small, "cyrillic")


def _add(langs: Sequence[str], found: Iterable[Points]) -> dict[str, float]:
    points = dict.fromkeys(langs, 0.0)
    for of_word in found:
        for lang, value in of_word:
            points[lang] += value
    return points


def _add_spelling(points: dict[str, float], text: str, script: str) -> dict[str, float]:
    for lang, pattern, weight in _IN_TEXT[script]:
        points[lang] += weight * len(pattern.findall(text))
    return points


@lru_cache(maxsize=8192)
def _turkic_word(word: str) -> Points:
    if len(word) < _FEWEST_LETTERS:
        return ()
    points = _of_word(word, _TURKIC_ENDINGS, _TURKIC_BEGINNINGS, ("az", "tr"))
    if ("q" in word or "x" in word) and not _FOREIGN_Q.search(word):
        points["az"] += 1.0
    return tuple((lang, min(value, _MOST)) for lang, value in points.items() if value)


@lru_cache(maxsize=8192)
def _slavic_word(word: str) -> Points:
    if len(word) < _FEWEST_LETTERS:
        return ()
    points = _of_word(word, _SLAVIC_ENDINGS, _SLAVIC_BEGINNINGS, ("ru", "uk", "bg"))
    return tuple((lang, min(value, _MOST)) for lang, value in points.items() if value)


def _of_word(word: str, endings: Mapping[str, Points], beginnings: Mapping[str, Points], langs: Sequence[str]) -> dict[str, float]:
    points = dict.fromkeys(langs, 0.0)
    # An ending needs a word before it.
    at = () if word in _NEUTRAL else range(max(len(word) - _LONGEST, 1), len(word) - 1)
    ending = next((endings[word[start:]] for start in at if word[start:] in endings), ())
    longest = range(min(len(word), _LONGEST), 1, -1)
    beginning = next((beginnings[word[:size]] for size in longest if word[:size] in beginnings), ())
    for lang, value in (*ending, *beginning):
        points[lang] += value
    return points


_NEUTRAL = frozenset(f"{_TURKIC_NEUTRAL} {_SLAVIC_NEUTRAL}".split())
_LONGEST = 12
"""Letters of the longest form."""


def _table(strong: Mapping[str, str], weak: Mapping[str, str]) -> Mapping[str, Points]:
    found: dict[str, dict[str, float]] = {}
    for weight, lists in ((_WEAK, weak), (_STRONG, strong)):
        for lang, forms in lists.items():
            for form in forms.split():
                found.setdefault(form, {})[lang] = weight
    return {form: tuple(points.items()) for form, points in found.items()}


def _with_hardening(strong: Mapping[str, str]) -> Mapping[str, str]:
    az = [hard + ending for hard in _HARD for ending in ("di", "du", "dim", "dik", "dan", "den", "da", "de", "dir", "dur", "diler")]
    tr = [hard + ending for hard in "ckptf" for ending in ("ti", "tu", "tan", "ten", "ta", "te", "tir", "tur", "tiler", "tilar", "tik")]
    # The loans in -ия keep their i in Azerbaijani alone (Rusiya, pensiya).
    az += [letter + "iya" + case for letter in "bcdgklmnprstvz" for case in _CASES]
    return {"az": f"{strong['az']} {' '.join(az)}", "tr": f"{strong['tr']} sti stu {' '.join(tr)}"}


_TURKIC_ENDINGS = _table(_with_hardening(_TURKIC_STRONG), _TURKIC_WEAK)
_SLAVIC_ENDINGS = _table(_SLAVIC_STRONG, _SLAVIC_WEAK)
_TURKIC_BEGINNINGS = _table(TURKIC_STEMS, {})
_SLAVIC_BEGINNINGS = _table(SLAVIC_STEMS, {})
