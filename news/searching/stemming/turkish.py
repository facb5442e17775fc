"""Turkish, as folded: ı is i, ö o, ü u, ş s, ç c, ğ g. A stands for a and e, I for i and u."""

from news.searching.stemming.rules import irregular_forms, words
from news.searching.stemming.turkic import Suffixes, Turkic, layers

_TENSES = """
v:ydI v:ymIs v:ydIlAr
mAk mAktA mAktAdIr mAktAn mAklA
dI dIm dIlAr dIk k:tI k:tIm k:tIlAr k:tIk
dIgI dIgInI dIgIndA dIgIndAn dIgInA dIgInIn dIklArI dIklArInI k:tIgI k:tIgInI k:tIgIndA k:tIgIndAn k:tIgInA k:tIklArI k:tIklArInI
dIktAn k:tIktAn
mIs mIslAr mIstI mIstIr
AcAk AcAklAr AcAktI AcAgI AcAgInI v:yAcAk v:yAcAklAr v:yAcAktI v:yAcAgI v:yAcAgInI AcAktIr v:yAcAktIr
Iyor Iyorlar Iyordu Iyordular Iyorum Iyoruz Iyormus
ArAk v:yArAk IrkAn ArkAn v:rkAn Ip v:yIp IncA v:yIncA
mAdI mAdIlAr mAyAcAk mIyor mIyorlar mAmIs mAdAn
"""
_PARTICIPLES = """
Il>IlIr In>InIr tIr>tIrIr v:n>nIr Il>IlAn In>InAn v:n>nAn v:yAn Il>IlAbilir
"""
_COPULA = "dIr k:tIr dIrlAr v:ydI v:ymIs"
_CASES = """
v:nIn c:In v:nI v:yI v:yA i:nA dA dAn k:tA k:tAn i:ndA i:ndAn lA v:ylA lArA lArI
"""
_POSSESSIVES = "c:ImIz v:mIz c:InIz v:nIz v:sI"
_PLURAL = "lAr lArI"
_IRREGULAR = """
ekmek: ekmekten ekmekle
hak: hakki hakkin hakkina hakkini hakkinda haklari
ordu: ordular
su: suyun suya suyu suyunu suyundan
etmek: ediyor eden edip edilen edildi edecek ederek ediyorlar ediliyor etti ettigi edildigi ettiler edilmis
gitmek: gidiyor giden gidecek giderek gitti gidip gidiyorlar gittigi gittiler
demek: diyor diyen deyip dedi denildi diyecek dediler diyerek dedigi
yemek: yiyor yiyen yedi yiyecek
"""
_WHOLE = """
ekmek yemek emek cakmak ordu andi baku baki simdi kendi yedi yeni iki parti kedi cadde madde takip sahip katip galip talip rakip
tertip edip ekip grup
kadir nadir takdir tedbir yangin kadin aydin altin hangi
"""
RULES = Turkic(
    tenses=Suffixes(_TENSES),
    participles=Suffixes(_PARTICIPLES),
    layers=layers(_COPULA, _CASES, _POSSESSIVES, _PLURAL),
    infinitives=("mak", "mek"),
    softened={"k": "g", "p": "b"},
    softened_verbs={},
    hardened={"q": "k", "g": "k", "b": "p", "d": "t"},
    hardened_long={},
    present=("Iyor", "Ir"),
    irregular=irregular_forms(_IRREGULAR),
    whole=words(_WHOLE),
)
