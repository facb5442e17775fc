"""English, and texts of other languages that are written in Latin letters."""

from news.searching.stemming.rules import Endings, Related, Rules, irregular_forms, words

_ENDINGS = """
3 [bcdfghjklmnpqrtvwxyzaeo]s [sxz]es [cs]hes oes>o anis>ani elis>eli qis>qi
2 ies>y ied>y
3 ed ing eed>eed ings
"""
_SHAPES = (
    Endings("3 ee>ee e"),
    Endings("2 y>i " + " ".join(f"{each * 2}>{each}" for each in "bdfgklmnprstz")),
)
_RELATED = """
e: er est
y: ier iest
-: er est
er est: - e
ee: eed
eed: ee
ier iest: y
"""
_WHOLE = """
morning evening during nothing something anything everything spring string king ring wing thing hundred need red bed
crisis bus gas news series species always perhaps united
"""
_IRREGULAR = """
man: men
woman: women
child: children
person: people
foot: feet
tooth: teeth
mouse: mice
wife: wives
life: lives
knife: knives
leaf: leaves
wolf: wolves
half: halves
crisis: crises
analysis: analyses
be: is are was were been being am
have: has had having
do: does did done doing
go: goes went gone going
use: used using uses
say: said says saying
make: made making
take: took taken taking
come: came coming
see: saw seen seeing
know: knew known
get: got gotten getting
give: gave given giving
find: found
think: thought
tell: told
become: became
leave: left leaving
feel: felt
bring: brought
begin: began begun beginning
keep: kept
hold: held
write: wrote written
stand: stood
hear: heard
let: letting
mean: meant
meet: met
run: ran running
pay: paid
sit: sat
speak: spoke spoken
lead: led
grow: grew grown
lose: lost losing
fall: fell fallen
send: sent
build: built
draw: drew drawn
break: broke broken
spend: spent
rise: rose risen rising
drive: drove driven driving
buy: bought
wear: wore worn
choose: chose chosen
strike: struck stricken striking
shoot: shot shooting
fly: flew flown flies flying
seek: sought
sell: sold
fight: fought
throw: threw thrown
catch: caught
win: won winning
teach: taught
eat: ate eaten
die: died dies dying
lie: lay lain lying
arise: arose arisen
withdraw: withdrew withdrawn
understand: understood
sink: sank sunk
steal: stole stolen
hide: hid hidden
freeze: froze frozen
swear: swore sworn
good: better best
bad: worse worst
far: further farther furthest
big: bigger biggest
"""
RULES = Rules(
    Endings(_ENDINGS),
    _SHAPES,
    related=Related.read(_RELATED),
    irregular=irregular_forms(_IRREGULAR),
    whole=words(_WHOLE),
)
