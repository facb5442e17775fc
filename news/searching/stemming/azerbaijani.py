"""Azerbaijani, as folded: ə is e, ı is i, ö o, ü u, ş s, ç c, ğ g. A stands for a and e, I for i and u."""

from news.searching.stemming.rules import irregular_forms, words
from news.searching.stemming.turkic import Suffixes, Turkic, layers

_TENSES = """
v:ydI v:ymIs v:ydIlAr
mAq mAgA mAgI
dI dIm dIlAr dIq dIk dIgI dIyi dIgInI dIyini dIgIndA dIyinde dIgIndAn dIyinden dIgInA dIyine dIglAri dIklAri dIqlArI dIqdA dIkdA
dIqdAn dIkdAn
Ib IblAr IbdIr IblArmIs v:yIb v:yIblAr v:yIbdIr mIs mIslAr mIsdI mIsdIr
AcAq AcAk AcAqlAr AcAklAr AcAqdIr AcAkdIr AcAgI AcAyi AcAgInI AcAyini v:yAcAq v:yAcAk v:yAcAqlAr v:yAcAklAr v:yAcAgI v:yAcAyi
v:yAcAqdIr v:yAcAkdIr
v:yIr v:yIrlAr ArAq ArAk v:yArAq v:yArAk mAqdAdIr mAkdAdIr mAqlA mAklA IncA v:yIncA mAlIdIr
mAdI mAdIlAr mAyIb mAyIblAr mAyAcAq mAyAcAk mIr mIrlAr mAmIs
mAk
"""
_PARTICIPLES = """
Il>IlIr In>InIr dIr>dIrIr v:n>nIr lAs>lAsIr Il>IlIrlAr In>InIrlAr Il>IlAn In>InAn v:n>nAn v:yAn
"""
_COPULA = "dIr dIrlAr IdI"
_CASES = """
v:nIn c:In v:nI v:yI v:yA i:nA dA dAn i:ndA i:ndAn lA v:ylA i:ylA i:nlA lArA lArI
"""
_POSSESSIVES = "c:ImIz v:mIz c:InIz v:nIz v:sI"
_PLURAL = "lAr lArI"
_IRREGULAR = """
ordu: ordular
su: suyun suya suyu suyunu suyundan
etmek: edir eden edib edilir edilib edilen edildi edecek ederek edirler ediler ediblar edilmesi etdi etdiyi edildiyi
getmek: gedir geden gedib gedecek gederek gedirler gediblar getdi
demek: deyir deyib deyen deyilib deyildi deyecek dedi dediyi deyirler deyiblr deyibler
yemek: yeyir yeyib yeyen yedi
"""
_WHOLE = """
ekmek yanacaq gelecek corek emek komek yemek ordu baki indi yeddi yeni iki sahib katib naib muharib reqib edib xetib terkib tertib
necib qalib talib teqib qerib mektub celb
qadir nadir teqdir kadr dair tedbir qedir umid vezir nazir sefir milyon milyard azerbaycan dagistan turkmenistan
mudir onun bunun etrafinda barede haqqinda esasen deyil
"""
RULES = Turkic(
    tenses=Suffixes(_TENSES),
    participles=Suffixes(_PARTICIPLES),
    layers=layers(_COPULA, _CASES, _POSSESSIVES, _PLURAL),
    infinitives=("maq", "mek"),
    softened={"q": "g", "k": "y", "p": "b"},
    softened_verbs={"t": "d"},
    hardened={"q": "k", "g": "k", "b": "p", "d": "t"},
    hardened_long={"y": "k"},
    present=("Ir",),
    irregular=irregular_forms(_IRREGULAR),
    whole=words(_WHOLE),
)
