"""Letters of other alphabets as Latin ones, by language: readable, without apostrophes.

Russian and Ukrainian as the BGN/PCGN systems have them without apostrophes, Ukrainian as its passports do; Armenian and Georgian as their
national systems do. A sign before ``=`` is a letter or a row of letters; ``^`` before it means at the head of a word,
``$`` behind it at the end.
"""

from collections.abc import Mapping
from typing import Final


def _table(*lines: str) -> dict[str, str]:
    return dict(each.split("=") for line in lines for each in line.split())


_OTHER_CYRILLIC: Final = _table(
    "ә=a ғ=gh қ=q ң=ng ө=o ұ=u ү=u һ=h і=i ї=yi є=ye ґ=g ҹ=j ҝ=g ј=y ў=w ҳ=h ҷ=j ӣ=i ӯ=u",
    "ђ=dj љ=lj њ=nj ћ=c џ=dz ѓ=gj ќ=kj ѕ=dz ҕ=gh ѳ=f ѣ=e",
)
LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "ru": _OTHER_CYRILLIC
    | _table(
        "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch",
        "ъ= ы=y ь= э=e ю=yu я=ya ^е=ye ае=aye ее=eye ие=iye ое=oye уе=uye ые=yye эе=eye юе=yuye яе=yaye ёе=yoye ье=ye ъе=ye ье=ye",
        "ый$=y ий$=y же=zhe жё=zho шё=sho чё=cho щё=shcho ьо=yo ьи=yi",
    ),
    "uk": _OTHER_CYRILLIC
    | _table(
        "а=a б=b в=v г=h ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh",
        "щ=shch ь= ю=iu я=ia зг=zgh ^є=ye ^ї=yi ^й=y ^ю=yu ^я=ya ё=io ы=y э=e ъ=",
    ),
    "hy": _table(
        "ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j ռ=r ս=s",
        "վ=v տ=t ր=r ց=ts ու=u ւ=v փ=p ք=k և=ev եւ=ev եվ=ev օ=o ֆ=f ^ե=ye ^ո=vo ^և=yev ^եւ=yev ^ու=u",
    ),
    "ka": _table(
        "ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts ძ=dz წ=ts",
        "ჭ=ch ხ=kh ჯ=j ჰ=h",
    ),
}
PERSIAN_LIST: Final = "names: "

PLACES: Final[Mapping[str, str]] = {
    "Azerbaijan": "азербайджан ադրբեջան აზერბაიჯან",
    "Russia": "росси росі ռուսաստան რუსეთ",
    "Russian Federation": "рф ռդ",
    "Baku": "баку բաքու ბაქო",
    "Moscow": "москв մոսկվա მოსკოვ",
    "Kremlin": "кремл կրեմլ კრემლ",
    "Kyiv": "киев київ києв կիև კიევ",
    "Ukraine": "украин україн ուկրաինա უკრაინა",
    "Turkey": "турци туреччин թուրքիա თურქეთ",
    "Ankara": "анкар անկարա ანკარა",
    "Istanbul": "стамбул ստամբուլ სტამბოლ სტამბულ",
    "Armenia": "армени вірмені հայաստան სომხეთ",
    "Yerevan": "ереван єреван երևան ერევან",
    "Georgia": "грузи грузі վրաստան საქართველო",
    "Tbilisi": "тбилиси тбілісі թբիլիսի თბილის",
    "Iran": "иран іран իրան ირან",
    "Tehran": "тегеран թեհրան თეირან",
    "Kazakhstan": "казахстан ղազախստան ყაზახეთ",
    "Nakhchivan": "нахчыван нахичеван նախիջևան ნახჩევან",
    "Karabakh": "карабах ղարաբաղ ყარაბაღ",
    "Ganja": "гяндж ґянджа գանձակ განჯა",
    "Sumgait": "сумгаит сумгаїт სუმგაით",
    "Shusha": "шуш շուշի შუშა",
    "Crimea": "крым крим ղրիմ ყირიმ",
    "Grozny": "грозный грозном",
    "Chechnya": "чечн չեչնիա ჩეჩნეთ",
    "Dagestan": "дагестан դաղստան დაღესტან",
    "St Petersburg": "петербург սանկտ-պետերբուրգ პეტერბურგ",
    "Yekaterinburg": "екатеринбург єкатеринбург եկատերինբուրգ ეკატერინბურგ",
    "Odesa": "одесс одес օդեսա ოდესა",
    "Kharkiv": "харьков харків харков խարկով ხარკოვ",
    "France": "франци франці ֆրանսիա საფრანგეთ",
    "Germany": "германи німеччин գերմանիա გერმანია",
    "Poland": "польш լեհաստան პოლონეთ",
    "Belarus": "беларус белорусси білорус բելառուս ბელარუს",
    "China": "кита չինաստան ჩინეთ",
    "Israel": "израил ізраїл իսրայել ისრაელ",
}
"""The beginning that the cases of a place's name share; only an ending of a case may follow."""
CASE_ENDS: Final[Mapping[str, str]] = {
    "ru": "а|у|ом|е|ы|и|я|ю|ем|ой|ей|ью|ь|ию|ии|ия|ией|ам|ах|ами|ану",
    "uk": "а|у|ом|е|и|і|я|ю|ем|єм|ою|ею|єю|ї|ь|ві|ові|ам|ах",
    "hy": "ի|ին|ն|ը|ում|ից|ով|յի|յին|յում|յից|յով|ի[նց]|ումն|եւի|ո",
    "ka": "ი|ის|ს|მა|ში|ზე|თან|დან|ით|ად|იდან|სთან|ისთვის|სთვის|ისა|მ|თი|ეთი|აში|ას|იც",
}
