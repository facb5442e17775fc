"""How letters sound: one alphabet of sounds for the names of eleven languages, as tables.

Consonants: ``b p d t v f l m n r k``, ``g`` (also gh), ``h`` (also kh, for Xankəndi is Ханкенди), ``s``, ``z``, ``x`` (ts), and ``c``
for ch, sh, zh and dj, which languages write for each other: Orucov is Orudżew, and German has Prigoschin as well as Poroschenko.
Vowels: ``a`` (also e and ə), ``i``, ``o``, ``u``.
The glide y is no consonant: Matviyenko is Matvienko.
"""

import re
from collections.abc import Mapping
from typing import Final

VOWELS: Final = "aiou"
LATIN: Final = ("en", "az", "tr", "pl", "de", "fr")


def _table(*lines: str) -> dict[str, str]:
    """Read lines such as ``sch=c s=s j=``; several ways to write a sound stand before the sign with commas."""
    pairs = (each.partition("=")[::2] for line in lines for each in line.split())
    return {written: sound for ways, sound in pairs for written in ways.split(",")}


_CYRILLIC: Final = _table(
    "б=b п=p д=d т=t в,ў=v ф=f л,љ=l м=m н,њ,ң=n р=r",
    "к,қ=k г,ґ,ғ=g х,ҳ,һ=h с,ҫ=s з,ѕ,ҙ,дз=z ц,тс=x ш,ж,ч,щ,ћ,џ,ђ,җ,дж=c",
    "а,е,є,э,я,ә=a и,ы,і,ї=i о,ё,ө=o у,ю,ү,ұ=u",
)
_ARMENIAN: Final = _table(
    "բ=b պ,փ=p դ=d տ,թ=t վ,ւ=v ֆ=f լ=l մ=m ն=n ր,ռ=r",
    "կ,ք=k գ,ղ=g խ,հ=h ս=s զ,ձ=z ծ,ց=x ժ,շ,ջ,ճ,չ=c",
    "ա,ե,է,ը=a ի=i ո,օ=o ու=u եւ=av",
)
_GEORGIAN: Final = _table(
    "ბ=b პ,ფ=p დ=d ტ,თ=t ვ=v ლ=l მ=m ნ=n რ=r",
    "კ,ქ,ყ=k გ,ღ=g ხ,ჰ=h ს=s ზ,ძ=z ც,წ=x ჟ,შ,ჩ,ჭ,ჯ=c",
    "ა,ე=a ი=i ო=o უ=u",
)
_PERSIAN: Final = _table(
    "ب=b پ=p د=d ت,ط=t ف=f ل=l م=m ن=n ر=r",
    "ک,ق=k گ,غ=g خ,ح,ه=h س,ص,ث=s ز,ذ,ض,ظ=z تس=x ش,ژ,چ,ج=c",
)
_LATIN_LETTERS: Final = _table(
    "b=b p,ph=p d,đ=d t,th=t v,w=v f=f l,ł=l m=m n,ń,ñ,ň=n r,ř=r",
    "k,q,c,ck=k g,ğ,gh=g h,x,kh=h s,ś,ss,ß=s z,ź,zz,dz=z ts,tz=x",
    "ç,č,ć,ch,tch,tsch,shch,szcz,cz,ş,š,sh,sch,sz,ž,ż,zh,dsch,dj,dzh,dż=c",
    "a,e,ə,ä,á,à,â,ã,å,æ,é,è,ê,ë,ę,ą=a i,ı,y,í,î,ï,ý=i o,ö,ó,ô,ø,õ,ő,œ=o u,ü,ú,û,ű,ù,ou=u",
    "ce=sa ci,cy=si cki,cky=xki que=ka qui=ki",
)
_LATIN_WAYS: Final = {
    "en": _table("j=c x=ks"),
    "az": _table("c,j=c ce=ca ci,cy=ci"),
    "tr": _table("c,j=c ce=ca ci,cy=ci"),
    "pl": _table("c=x ce=xa ci,cy=xi ck=xk ch=h j= x=ks ó=u dzi,dź=z"),
    "de": _table("z=s ch=h j= x=ks schtsch=c"),  # Nemzow is Nemtsov, Selenskyj Zelensky
    "fr": _table("j,chtch=c x=ks gue,gué,guè=ga gui,guï,guy=gi"),
}
SOUNDS: Final[Mapping[str, Mapping[str, str]]] = {
    "ru": _CYRILLIC,
    "uk": _CYRILLIC,
    "hy": _ARMENIAN,
    "ka": _GEORGIAN,
    "fa": _PERSIAN,
    **{lang: _LATIN_LETTERS | ways for lang, ways in _LATIN_WAYS.items()},
}
"""What each letter, or row of letters, is in the alphabet of sounds, by way of writing."""

_UNITS: Final = {lang: re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))) for lang, table in SOUNDS.items()}

_TURKIC_LETTERS: Final = frozenset("əğşı")
_POLISH_LETTERS: Final = frozenset("łńśżź")
_POLISH_RZ: Final = re.compile("(?<=[bcdfghjkpstwz])rz")  # Przemyśl, but Mirza and Erzurum
_POLISH_SOFT_ENDS: Final = (("rze", "re"), ("dzie", "de"), ("cie", "te"))  # Astarze, Bagdadzie, Bejrucie: Astara, Bagdad, Bejrut
_SHORTEST_SOFT = 6  # letters; Rze and Ocie are no such forms
# What only some languages write, the surest first; each language a word may be in.
_EVIDENCE: Final = (
    (re.compile("[əğşı]"), ("az", "tr")),
    (re.compile("[łńśżź]"), ("pl",)),
    (re.compile("sch"), ("de",)),
    (re.compile("sz|cz|rz"), ("pl", "en")),
    (re.compile("(?:owi|ego|emu|[eo]wem)$"), ("pl",)),
    (re.compile("w"), ("pl", "de")),
    (re.compile("tch|ou|dj"), ("fr", "en")),
    (re.compile("[skzg]h"), ("en",)),
    (re.compile("[^aeiou]y(?![aeiou])|ck|ch|ph|qu[ei]"), ("en", "pl", "de", "fr")),
)


def ways_of_writing(word: str) -> tuple[str, ...]:
    """Return the languages whose way of writing a word in lower case may follow, the likeliest first."""
    if (script := _script_language(word)) is not None:
        return ("ru", "uk") if script == "ru" else (script,)
    return next((langs for evidence, langs in _EVIDENCE if evidence.search(word)), LATIN)


def way_of_writing(word: str, lang: str | None) -> str:
    """Return the language whose way of writing a word in lower case follows, in a text in a language; Əliyev is Əliyev in German too."""
    script = _script_language(word)
    if script is not None:
        return "uk" if script == "ru" and lang == "uk" else script
    if not _TURKIC_LETTERS.isdisjoint(word):
        return "az"
    if not _POLISH_LETTERS.isdisjoint(word):
        return "pl"
    return lang if lang in LATIN else "en"


def spoken(word: str, way: str) -> str:
    """Return the sounds of a word in lower case, read as a language writes; letters that have none are left out."""
    if way in LATIN:
        word = _in_plain_letters(word, way)
    table = SOUNDS[way]
    return "".join([table[unit] for unit in _UNITS[way].findall(word)])


def _script_language(word: str) -> str | None:
    first = word[:1]
    if "\u0400" <= first <= "\u052f":
        return "ru"
    if "\u0530" <= first <= "\u058f":
        return "hy"
    if "\u10a0" <= first <= "\u10ff":
        return "ka"
    return "fa" if "\u0600" <= first <= "\u06ff" else None


def _in_plain_letters(word: str, way: str) -> str:
    """Undo what depends on the place in the word."""
    if word.startswith("rz"):
        word = f"ż{word[2:]}"
    if word.startswith("x"):
        word = f"kh{word[1:]}"
    if way != "pl":
        return word
    for written, plain in _POLISH_SOFT_ENDS:
        if len(word) >= _SHORTEST_SOFT and word.endswith(written):
            word = word.removesuffix(written) + plain
    return _POLISH_RZ.sub("ż", word)
