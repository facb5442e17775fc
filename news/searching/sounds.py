"""How letters sound, as tables: one alphabet of sounds for the eleven languages, coarse where they write each other's sounds alike.

Consonants: ``b p d t v f l m n r``, ``k`` for all of k, q, g, h and kh (Гусейнов is Hüseynov, Карабах Qarabağ), ``s`` for s, z and ts (Germans write
Selenskyj and Hryzenko), ``c`` for ch, sh, zh and dj (Prigojin, Prigoschin; Orucov, Orudżew). Vowels: ``a`` with e, ``i``, ``o``, ``u``. The glide y is
no sound: Matviyenko is Matvienko.
"""

import re
from collections.abc import Mapping
from typing import Final

VOWELS: Final = "aiou"


def _table(*lines: str) -> dict[str, str]:
    """Read lines such as ``sch=c tsch=c j=``; what stands before the sign may be several ways to write a sound: ``ş,ç=c``."""
    pairs = (each.partition("=")[::2] for line in lines for each in line.split())
    return {written: sound for ways, sound in pairs for written in ways.split(",")}


_CYRILLIC: Final = _table(
    "б=b п=p д=d т=t в=v ф=f л=l м=m н=n р=r љ=l њ=n ў=v ң=n җ=c һ=k",
    "к,г,ґ,х,ғ,қ,ҳ=k с,з,ц,ѕ,ҙ,ҫ=s ш,ж,ч,щ,џ,ђ,ћ,дж=c щ=c тс,дз=s",
    "а,е,є,э,я,ә=a и,ы,і,ї=i о,ё,ө=o у,ю,ү,ұ=u",
)
_ARMENIAN: Final = _table(
    "բ=b պ,փ=p դ=d տ,թ=t վ,ւ=v ֆ=f լ=l մ=m ն=n ր,ռ=r",
    "կ,գ,ք,ղ,խ,հ=k ս,զ,ծ,ձ,ց=s ժ,շ,ջ,ճ,չ=c",
    "ա,ե,է,ը=a ի=i ո,օ=o ու=u եւ=av",
)
_GEORGIAN: Final = _table(
    "ბ=b პ,ფ=p დ=d ტ,თ=t ვ=v ლ=l მ=m ნ=n რ=r",
    "კ,გ,ქ,ღ,ყ,ხ,ჰ=k ს,ზ,ც,ძ,წ=s ჟ,შ,ჩ,ჯ,ჭ=c",
    "ა,ე=a ი=i ო=o უ=u",
)
_PERSIAN: Final = _table(
    "ب=b پ=p د=d ت,ط=t ف=f ل=l م=m ن=n ر=r",
    "ک,گ,ق,غ,خ,ح,ه=k س,ز,ص,ث,ذ,ض,ظ,تس=s ش,ژ,چ,ج=c",
)
_LATIN: Final = _table(
    "b=b p,ph=p d=d t,th=t v,w=v f=f l,ł=l m=m n,ń,ñ,ň=n r,ř=r",
    "k,g,q,h,x,c,ğ,gh,kh,ck,qu=k s,z,ś,ź,ts,tz,zz,ss,dz=s",
    "ş,ç,š,č,ž,ż,ć,sh,zh,ch,tch,sch,tsch,dsch,shch,szcz,cz,sz,dj,dzh,dż=c",
    "a,e,ə,ä,á,à,â,ã,å,æ,é,è,ê,ë,ę,ą=a i,ı,y,í,î,ï,ý=i o,ö,ó,ô,ø,õ,ő=o u,ü,ú,û,ű,ou=u",
    "cki=ski cky=ski ce=sa ci=si cy=si",
)
_POLISH: Final = _table("ch=k c=s j= rz=rs ó=u ć,ci=c dzi,dź=s")
_GERMAN: Final = _table("j= ch=k c=k tsch,dsch,sch,schtsch=c z=s w=v ou=ou")
_FRENCH: Final = _table("ch,tch,j,dj,chtch=c ph=f gue=ka gui=ki gu=ku x=ks ph=f")
_ENGLISH: Final = _table("j=c x=ks ph=f")
_TURKIC: Final = _table("c,j,ç=c ch=k sz,cz=s ou=ou ce=ca ci=ci cy=c ck=ck")
_AZERBAIJANI: Final = _TURKIC

SOUNDS: Final[Mapping[str, Mapping[str, str]]] = {
    "ru": _CYRILLIC,
    "uk": _CYRILLIC,
    "hy": _ARMENIAN,
    "ka": _GEORGIAN,
    "fa": _PERSIAN,
    "az": _LATIN | _AZERBAIJANI,
    "tr": _LATIN | _TURKIC,
    "pl": _LATIN | _POLISH,
    "de": _LATIN | _GERMAN,
    "fr": _LATIN | _FRENCH,
    "en": _LATIN | _ENGLISH,
}
