"""French, as folded: without accents."""

from news.searching.stemming.rules import Endings, Related, Rules, irregular_forms, words

_ENDINGS = """
3 s x
2 e es ee ees
2 aux>al eaux>eau aux>al
3 ment>ment ments>ment
2 ent ait aient ant ante antes ants ons ez a ai era eront erait eraient erent ant
2 ive>if ives>if euse>eur euses>eur trice>teur trices>teur
3 ieres>ier iere>ier
"""
_SHAPES = (
    Endings("3 e"),
    Endings("3 [n]n [l]l [t]t"),
)
_RELATED = """
er: e
ger: gea
cer: ca
ir: i it issent issait issant
ire: i
dre: d du ds
e ee es ees ent ait aient ant a era eront erait erent: er
i ie is ies it issent issait issant ira iront: ir
u us: re
ue ues: re uer
geait geant gea geaient: ger
issent issait issant it: ir
ion: ions
if: ive
d ds dent dait daient dant du due dra: dre
uisait uisaient uisant uisent uite: uire
uire: uisait
uis: uire
eux: euse
teur: trice
eur: euse
"""
# Irregular verbs, with the beginnings that are put before them
_VERBS = """
etre: est sont etait etaient ete sera seront serait etant soit fut
avoir: a ont avait avaient eu aura auront aurait ayant ait
faire: fait font faisait faisaient fera feront ferait faits faite faites fasse faisant fit
dire: dit disent disait disaient dira diront dirait disant dits dite dites
aller: va vont allait allaient ira iront irait alle alles allant
venir: vient viennent venait venaient venu venue venus viendra viendrait vint venant
tenir: tient tiennent tenait tenaient tenu tenue tenus tiendra tint tenant
pouvoir: peut peuvent pouvait pouvaient pu pourra pourront pourrait puisse
vouloir: veut veulent voulait voulu voudra voudrait
devoir: doit doivent devait devaient du devra devront devrait
voir: voit voient voyait vu vue vus verra verrait
savoir: sait savent savait su saura
prendre: prend prennent prenait prenaient pris prise prises prendra prenant prit
mettre: met mettent mettait mis mise mises mettra mettant mit
recevoir: recoit recoivent recevait recu recue recus recevra
ouvrir: ouvre ouvrent ouvrait ouvert ouverte ouverts ouvrira
offrir: offre offrent offert offerte
mourir: meurt meurent mourait mort morts morte mourra
vivre: vit vivent vivait vecu vivra
ecrire: ecrit ecrivent ecrivait ecrite ecrits
conduire: conduit conduisent conduite
detruire: detruit detruisent detruite detruits detruites
produire: produit produisent produite produits
connaitre: connait connaissent connu connue
croire: croit croient croyait cru
suivre: suit suivent suivait suivi suivie suivis
lire: lit lisent lu
"""
_PREFIXES = "re de sur con com pre main ob sou par contre inter entre ap sub ad per"
_NOUNS = """
oeil: yeux
travail: travaux
monsieur: messieurs
beau: belle belles beaux bel
nouveau: nouvelle nouvelles nouveaux nouvel
vieux: vieille vieilles vieil
blanc: blanche blanches
long: longue longues
public: publique publiques
grec: grecque grecques
turc: turque turques
sec: seche seches
frais: fraiche
bon: bonne bonnes
gros: grosse
doux: douce
faux: fausse
roux: rousse
fou: folle
"""


RULES = Rules(
    Endings(_ENDINGS),
    _SHAPES,
    related=Related.read(_RELATED),
    prefixed=irregular_forms(_VERBS),
    verb_prefixes=words(_PREFIXES),
    irregular=irregular_forms(_NOUNS),
)
