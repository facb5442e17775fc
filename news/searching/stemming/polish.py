"""Polish, as folded: ą is a, ć c, ę e, ł l, ń n, ó o, ś s, ź and ż z."""

from news.searching.stemming.rules import Endings, Related, Rules, irregular_forms, words

_ADJECTIVE = "y i a e ego emu ym im ej ych ich ymi imi ie iego iemu iej"

_NOUNS = """
2 a e i o u y
2 ia ie io iu
3 om ami ach owi em ow owie iem iom iami iach iow ii ej
"""
_ADJECTIVES = """
3 ego emu ym ej ych ymi im ich imi iego iemu iej [rwdbz]sz+
3 ejsz+
"""
_VERBS = """
3 ac al ala alo ali aly am amy aja asz ano any ana ane ani anym anych anego anej anymi anemu ajac+ ajac awszy
3 ic il ila ilo ili ily imy isz iono ion+ iac+ iac iwszy iono
3 yc yl yla ylo yli yly ymy ysz ac+
3 [czs]iec [czs]ial [czs]iala [czs]ialo [czs]ieli [czs]ialy
3 [ilz]on+ [ilz]ono
3 [n]ela [n]elo [n]eli [n]ely [n]iety [n]ieto
3 owac>ow owal>ow owala>ow owalo>ow owali>ow owaly>ow owano>ow owan+>ow uje>ow uja>ow ujemy>ow ujesz>ow ujac>ow ujac+>ow
3 ywac>yw ywal>yw ywala>yw ywali>yw ywano>yw ywan+>yw iwac>iw
"""
_SHAPES = (
    Endings("2 [bcdfghklmnprstwz]i"),
    # fleeting e: rynek rynku, wojna wojen, okno okien, minister ministra
    Endings(
        " ".join(
            ["2", *(f"e{each}>{each}" for each in ("k", "c", "l", "n", "r", "sn", "w", "t")), *(f"ie{each}>{each}" for each in "kclnrwt")]
        )
    ),
)
# The last consonant before -e of the locative, before -i and -y of men in the plural, and in the present of verbs
_RELATED = """
t ta to: cie ci
st sto: scie sci
d da do: dzie dzi
zd zda: zdzie
r ra ro: rze rzy
k: cy ce
ka ko: ce
g ga: dze dzy
ch cha: sze
cie ci: t ta to tac tec
scie: st
dzie dzi: d da do
rze rzy: r ra ro
ce cy: k ka
dze dzy: g ga
sze sza: cha sac chac
cze cza: kac
ze za: zac
owy owa owe: owi
in: anie
anin: anie an
anie: anin
an: anin
sac: sze
zac: ze
kac: cze
ciec: ci
tic: ca
cic: cony ca
dzic: dzony dza
sic: szony sza
zic: zony za
scic: szczony
szczony: scic
czony: tyc
szony: sic
cony: cic
dzony: dzic
on: ic
"""
_WHOLE = """
kijow krakow lwow rzeszow charkow rostow tarnow chwila chwili strona kanal material general szpital skandal
kapital sygnal festiwal terminal cywil kilka tylko sila sily
"""
_IRREGULAR = """
rok: lata lat latom latami latach
czlowiek: ludzie ludzi ludziom ludzmi ludziach
dziecko: dzieci dzieciom dziecmi dzieciach
dzien: dnia dniu dniem dni dniom dniami dniach dniowi
tydzien: tygodnia tygodniu tygodniem tygodnie tygodni tygodniom tygodniami tygodniach
brat: bracia braci braciom bracmi braciach
ksiadz: ksiedza ksiedzu ksiedzem ksieza ksiezy ksiezom
byc: byl byla bylo byli byly bedzie beda bedziemy jest sa jestesmy bedac
isc: ide idzie ida szedl szla szlo szli szly idac
przyjsc: przyjdzie przyjda przyszedl przyszla przyszlo przyszli
wyjsc: wyjdzie wyjda wyszedl wyszla wyszlo wyszli
pojsc: pojdzie pojda poszedl poszla poszlo poszli
wejsc: wejdzie wejda wszedl weszla weszlo weszli
przejsc: przejdzie przejda przeszedl przeszla przeszli
dojsc: dojdzie dojda doszedl doszla doszlo doszli
znalezc: znajdzie znajda znalazl znalazla znalezli znaleziono znaleziony znaleziona
moc: moze moga moglem mogl mogla moglo mogli mogly mozemy
pomoc: pomocy pomoca pomoze pomoga pomogl pomogla pomogli
miec: ma maja mial miala mialo mieli mialy mamy
wziac: wezmie wezma wzial wziela wzieli wzieto
zaczac: zacznie zaczna zaczal zaczela zaczelo zaczeli zaczely zaczeto
przyjac: przyjmie przyjma przyjal przyjela przyjeli przyjety przyjeta przyjeto
zajac: zajmie zajma zajal zajela zajeli zajety zajeto
zginac: zginal zginela zginelo zgineli zginely zginie zgina
umrzec: umrze umra umarl umarla umarli
wiedziec: wie wiedza
widziec: widzi widza
powiedziec: powie powiedza powiedzial powiedziala powiedzieli powiedziano
chciec: chce chca chcial chciala chcieli
dac: da dadza dal dala dali dano
jechac: jedzie jada jechal jechala jechali
przyjechac: przyjedzie przyjada przyjechal przyjechala przyjechali
stac: stoi stoja stal stala stali
bac: boi boja bal bala bali
bic: bije bija bil bila bili
zabic: zabije zabija zabil zabila zabili zabity zabita zabici zabito zabitych zabitego
rozbic: rozbije rozbija rozbil rozbila rozbili rozbity rozbita rozbito
miasto: miescie
swiat: swiecie
las: lesie
lato: lecie
gwiazda: gwiezdzie
kosciol: kosciele
ojciec: ojca ojcu ojcem ojcowie ojcow ojcom
pies: psa psu psem psy psow psom psami
wies: wsi wsia wsiom wsiami wsiach
urzad: urzedu urzedowi urzedem urzedzie urzedy urzedow urzedom urzedami urzedach
rzad: rzedu rzedem rzedzie
blad: bledu bledowi bledem bledzie bledy bledow bledom bledami
maz: meza mezowi mezem mezu mezowie mezow
zab: zeba zebem zeby zebow
reka: rece rekami
przyjaciel: przyjaciol przyjaciolom przyjaciolmi
oko: oczy oczu oczom oczami
ucho: uszy uszu uszom uszami
kijow: kijowie
krakow: krakowie
lwow: lwowie
rzeszow: rzeszowie
charkow: charkowie
sasiad: sasiedzi
tysiac: tysiecy tysiace
pieniadz: pieniedzy pieniedzmi pieniadze
duzy: wiekszy wieksza wieksze wiekszego wiekszych
dobry: lepszy lepsza lepsze lepszych
zly: gorszy gorsza gorsze gorszych
maly: mniejszy mniejsza mniejsze mniejszych
ciezki: ciezszy ciezsza ciezsze
wysoki: wyzszy wyzsza wyzsze wyzszych wyzszego
niski: nizszy nizsza nizsze nizszych
bliski: blizszy blizsza blizsze
sprzedac: sprzeda sprzedadza sprzedal
"""
RULES = Rules(
    Endings(_VERBS, _ADJECTIVES, _NOUNS, open_endings=_ADJECTIVE),
    _SHAPES,
    related=Related.read(_RELATED),
    irregular=irregular_forms(_IRREGULAR),
    whole=words(_WHOLE),
)
