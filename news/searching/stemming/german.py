"""German, as folded: ä is a, ö o, ü u, ß ss."""

from news.searching.stemming.rules import Endings, Related, Rules, irregular_forms, words

_ENDINGS = """
3 e en em er ern ers es ens s n>n nen innen>in inn>in
3 end ende enden endes ender
4 ste sten stes stem ere eren erer eres
"""
_SHAPES = (Endings("3 e"),)
_RELATED = """
en: t
ten: tet
den: det
fnen: fnet
chnen: chnet
eln: elt
ern: ert
t: en
et: en
elt: eln
ert: ern
tzen: tzt
eur: euer
euer: eur
"""
# Strong verbs: the infinitive, with the stems of its other forms
_STRONG = """
bieten: bot boten geboten
beginnen: begann begannen begonnen
binden: band banden gebunden
bleiben: blieb blieben geblieben
brechen: bricht brach brachen gebrochen
bringen: brachte brachten gebracht
denken: dachte dachten gedacht
fahren: fahrt fuhr fuhren gefahren
fallen: fallt fiel fielen gefallen
fangen: fangt fing fingen gefangen
finden: fand fanden gefunden
fliegen: flog flogen geflogen
fliehen: floh flohen geflohen
geben: gibt gab gaben gegeben
gehen: ging gingen gegangen
gewinnen: gewann gewannen gewonnen
greifen: griff griffen gegriffen
halten: halt hielt hielten gehalten
heben: hob hoben gehoben
helfen: hilft half halfen geholfen
kommen: kam kamen gekommen
laden: ladt lud luden geladen
lassen: lasst liess liessen gelassen
laufen: lauft lief liefen gelaufen
leiden: litt litten gelitten
lesen: liest las lasen gelesen
liegen: lag lagen gelegen
nehmen: nimmt nahm nahmen genommen
nennen: nannte nannten genannt
reissen: riss rissen gerissen
rufen: rief riefen gerufen
scheiden: schied schieden geschieden
scheinen: schien schienen geschienen
schiessen: schoss schossen geschossen
schlagen: schlagt schlug schlugen geschlagen
schliessen: schloss schlossen geschlossen
schneiden: schnitt schnitten geschnitten
schreiben: schrieb schrieben geschrieben
schweigen: schwieg schwiegen geschwiegen
sehen: sieht sah sahen gesehen
sitzen: sass sassen gesessen
sprechen: spricht sprach sprachen gesprochen
springen: sprang sprangen gesprungen
stehen: stand standen gestanden
steigen: stieg stiegen gestiegen
sterben: stirbt starb starben gestorben
tragen: tragt trug trugen getragen
treffen: trifft traf trafen getroffen
treiben: trieb trieben getrieben
treten: tritt trat traten getreten
wachsen: wachst wuchs wuchsen gewachsen
weisen: wies wiesen gewiesen
werben: wirbt warb warben geworben
werfen: wirft warf warfen geworfen
wissen: weiss wusste wussten gewusst
ziehen: zog zogen gezogen
zwingen: zwang zwangen gezwungen
"""
_PREFIXES = "ab an auf aus be ein ent er ge los mit nach uber um unter ver vor weg wider zer zu zuruck zusammen"
_IRREGULAR = """
sein: ist sind war waren gewesen bin
haben: hat hatte hatten gehabt
werden: wird wurde wurden geworden worden
konnen: kann konnte konnten gekonnt
mussen: muss musste mussten
wollen: will wollte wollten
sollen: soll sollte sollten
tun: tat taten getan
bus: busse bussen
gut: besser bessere besseren beste besten
hoch: hohe hohen hoher hohes hohem hohere hoheren
land: landes lander landern
"""


def _strong_forms() -> dict[str, str]:
    """Return the forms of strong verbs as they stand behind a prefix: angeboten, verboten, verbotene."""
    found = irregular_forms(_STRONG)
    found |= {form.removeprefix("ge"): verb for form, verb in found.items() if form.startswith("ge") and form.endswith(("en", "t"))} | found
    participles = [(form, verb) for form, verb in found.items() if form.endswith("en")]
    return found | {f"{form}{ending}": verb for form, verb in participles for ending in ("e", "en", "er", "es", "em")}


RULES = Rules(
    Endings(_ENDINGS),
    _SHAPES,
    Related.read(_RELATED),
    related=Related.read(_RELATED),
    prefixed=_strong_forms(),
    verb_prefixes=words(_PREFIXES),
    irregular=irregular_forms(_IRREGULAR),
    prefixes=("ge",),
)
