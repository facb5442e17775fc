"""Sentences of a lead that say a whole report is taken from another outlet: "citing X", "X-ə istinadən", "со ссылкой на X"."""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final, NamedTuple

from news.reading.agencies import OUTLET_WORDS, is_domain, known_outlet, leading_outlet, trailing_outlet, without_ending

_LEAD_LINES, _LEAD_CHARS = 3, 600
"""The paragraphs, and the characters of each, in which a report says where it is from; what is cited further down is a detail."""
_FEWEST_WORDS = 5
"""Words of a line that counts as a paragraph: datelines and captions have fewer."""
_NEAR = 90
"""Characters beside the words of citing in which the name must stand."""


class Cited(NamedTuple):
    """An outlet that a lead names as its source."""

    name: str
    words: str
    """The words that say so, with what stands around them cut off."""


# The name follows. ``write`` marks verbs that only outlets are the subject of: any quoted name will do.
_REFERRING: Final = re.compile(
    r"\b(?:со? ссылк(?:ой|ою) на|ссылаясь на|з посиланням на|із посиланням на|зі посиланням на|посилаючись на|powołując się na"
    r"|powołuje się na|za(?= (?:agencją|portalem|dziennikiem|PAP|Reuters))|unter Berufung auf|mit Verweis auf|citing"
    r"|as (?:first )?reported by"
    r"|հղում անելով|հղումով|به نقل از)\s+",
    re.IGNORECASE,
)
_REPORTING: Final = re.compile(
    r"\b(?:сообщает|сообщают|сообщил[аио]?|переда[её]т|передают|передал[аио]?|информирует|(?P<ru>пишет|пишут|написал[аи]?)"
    r"|повідомляє|повідомляють|повідомив|повідомила|передає|передають|інформує|(?P<uk>пише|пишуть)|podaje|podała|informuje|donosi"
    r"|relacjonuje|(?P<pl>pisze)"
    r"|berichtet|berichtete|meldet|meldete|laut|(?P<de>schreibt)|according to|(?P<by>reports)"
    r"|հաղորդում է|տեղեկացնում է|փոխանցում է|(?P<hy>գրում է)|به گزارش)\s+",
    re.IGNORECASE,
)
# At the head of a paragraph they frame it, elsewhere they bring a detail.
_AT_HEAD: Final = re.compile(
    r"^(?:по (?:данным|информации|сообщению|сведениям)|за (?:даними|інформацією|повідомленням)|według|wg|jak (?:podaje|podała"
    r"|informuje|donosi|pisze)"
    r"|laut|nach (?:angaben|informationen)(?: (?:der|des|von))?|wie)\s+",
    re.IGNORECASE,
)
# The name goes before.
_REFERRED: Final = re.compile(
    r"\s(?:istinadən|istinadla|istinad edərək|dayanaraq|dayandırdığı|dayandırarak|atıfla|atfen|referansla)\b", re.IGNORECASE
)
_REPORTED: Final = re.compile(
    r"\s(?:xəbər (?:verir|verib|yayıb)|məlumat (?:verir|yayıb)|xəbərinə (?:görə|əsasən)|məlumatına (?:görə|əsasən)|verdiyi (?:xəbərə"
    r"|məlumata) (?:görə|əsasən)"
    r"|yazır|yazıb|(?:özel |son dakika )?haberine göre|aktardığına göre|bildirdiğine göre|duyurduğuna göre|yazdığına göre"
    r"|(?:has )?report(?:s|ed)|writes|said in a report|сообща[ею]т|сообщил\w?|передал\w?"
    r"|со ссылкой на|ссылаясь на|citing|з посиланням на|посилаючись на|unter Berufung auf"
    r"|powołując się na|gör[eə]|переда[её]т|пишет|повідомляє|передає|пише|berichtet|meldet|schreibt"
    r"|podaje|donosi"
    r"|հաղորդմամբ|փոխանցմամբ|տեղեկացմամբ|հաղորդում է|գրում է|ცნობით|ინფორმაციით|იუწყება|წერს|ავრცელებს)(?!\w)",
    re.IGNORECASE,
)
# A line without any of these holds none of the phrases above: most lines are spared all four regular expressions.
_STEMS: Final = (
    (_REFERRING, ("ссыл", "осила", "powołu", "za ", "unter berufung", "mit verweis", "citing", "reported by", "հղում", "نقل از")),
    (
        _REPORTING,
        (
            *("сообщ", "переда", "информиру", "пиш", "написа", "повідом", "інформує", "poda", "inform", "donos", "relacj", "pisze"),
            *("bericht", "meldet", "laut", "schreibt", "according", "reports", "հաղորդ", "տեղեկ", "փոխանց", "գրում", "گزارش"),
        ),
    ),
    (_REFERRED, ("istinad", "dayan", "atıf", "atfen", "referansla")),
    (
        _REPORTED,
        (
            *(
                "xəbər",
                "məlumat",
                "yazır",
                "yazıb",
                "görə",
                "göre",
                "report",
                "writes",
                "сообща",
                "сообщи",
                "ссыл",
                "citing",
                "осила",
                "unter berufung",
                "powołu",
                "перед",
                "пише",
                "повідом",
                "bericht",
            ),
            *("meldet", "schreibt", "podaje", "donosi", "հաղորդ", "փոխանց", "տեղեկ", "գրում", "ცნობით", "ინფორმაც", "იუწყ", "წერს", "ავრც"),
        ),
    ),
)
# A report of what somebody had said before, or that somebody else denies, is no frame.
_EARLIER: Final = re.compile(
    r"\b(?:earlier|previously|last (?:week|month|year)|had reported|denied|ранее|раньше|накануне|раніше|напередодні|опроверг\w*"
    r"|спростува\w*|daha əvvəl|əvvəllər|bundan əvvəl"
    r"|təkzib\w*|daha önce|yalanla\w*|wcześniej|zdementowa\w*|zaprzecz\w*|zuvor|früher|dementier\w*|նախկինում|ավելի վաղ|მანამდე|ადრე"
    r"|پیشتر|پیش از این)\b",
    re.IGNORECASE,
)
# What may open the second or third paragraph of a report that is another's.
_SAYS_SO: Final = re.compile(
    r"^(?:об этом|как |про це|як |bu barədə|bununla bağlı|bunu|bu haqda|o tym|o sprawie|jak |informację|das |darüber|wie |this was"
    r"|the news was|the report|as "
    r"|այս մասին|ամის შესახებ|ამის შესახებ|در این باره|به گزارش)",
    re.IGNORECASE,
)
# Nouns between the words of citing and the name, or behind the name.
_MEDIA: Final = re.compile(
    r"(?:российск\w+|азербайджанск\w+|украинск\w+|турецк\w+|британск\w+|американск\w+|государственн\w+|информационн\w+|новостн\w+"
    r"|собственн\w+|корреспондент\w*|агентств\w*|информагентств\w*"
    r"|портал\w*|издани\w*|газет\w*|телеканал\w*|радиостанци\w*|сайт\w*|журнал\w*|ИА|агентств\w*|інформагентств\w*|інформаційн\w+"
    r"|видання|кореспондент\w*"
    r"|agencj\w*|agencję|portal\w*|dziennik\w*|gazet\w*|serwis\w*|telewizj\w*|stacj\w*|tygodnik\w*|brytyjsk\w*|rosyjsk\w*|prasow\w*"
    r"|państwow\w*"
    r"|der|die|das|den|dem|nachrichtenagentur\w*|agentur|zeitung|sender\w*|portal\w*|magazin\w*|tageszeitung|staatlich\w*|russisch\w*"
    r"|britisch\w*"
    r"|the|news|agency|newspaper|website|outlet|broadcaster|channel|magazine|daily|state-run|state|russian|azerbaijani|ukrainian"
    r"|turkish|british|a|an|wire|service"
    r"|գործակալություն\w*|կայք\w*|թերթ\w*|սააგენტო\w*|გამოცემა\w*|საინფორმაციო|خبرگزاری|روزنامه|شبکه|پایگاه|خبری|وبگاه)",
    re.IGNORECASE,
)
_MEDIA_BEHIND: Final = re.compile(
    r"(?:xəbər\w*|məlumat\w*|informasiya|İnformasiya|xüsusi|agentli\w*|qəzet\w*|sayt\w*|portal\w*|nəşr\w*|telekanal\w*|kanal\w*|jurnal\w*|radio\w*"
    r"|müxbir\w*|büro\w*"
    r"|haber|ajans\w*|gazete\w*|televizyon\w*|site\w*|dergi\w*|muhabir\w*|özel|news|agency|newspaper|website|գործակալությ\w*|թերթ\w*"
    r"|կայք\w*|სააგენტო\w*|გამოცემ\w*)",
    re.IGNORECASE,
)
_OFFICES: Final = re.compile(
    r"минист|министер|мид|пресс|прес|служб|источник|джерел|посольств|президент|nazirli|mətbuat|xidmət|mənbə|səfirli|bakanlı|kaynak"
    r"|sözcü|minister|ministry|embassy|source|official"
    r"|spokes|president|police|полици|поліц|polis|rzeczni|źród|ambasad|behörd|sprecher|quelle|kommission|комисс|комитет|komitə|company"
    r"|компан|şirkət",
    re.IGNORECASE,
)
_PAPERS: Final = re.compile(
    r"(?:^|[\s-])(?:наблюдател\w*|обозревател\w*|обозрени\w*|хроник\w*|голос|эхо|время|времена|неделя|неделі|монитор|труд|слово|вест(?:и|ей|ям)|віст(?:і|ей|ям)|вечер\w*"
    r"|оглядач\w*|спостерігач\w*|огляд|хвиля|тиждень|час|obserwator\w*|głos\w*|echo|przegląd\w*|monitor\w*|beobachter\w*|bote[n]?|stimme"
    r"|wächter|kurier\w*|gözlem\w*|gözcü\w*|ses[iə]\w*|səsi\w*|müşahidəçi\w*|observer|monitor|watch|insider|review|voice)(?:$|[\s-])",
    re.IGNORECASE,
)
"""Words that are names of papers where they stand in quotation marks with another: «Волжский наблюдатель»."""
_SUFFIX: Final = 6
"""Letters of the longest ending that languages hang on a link's name."""
_QUOTED_AHEAD: Final = re.compile(r"[«„“\"”]([^«»„“”\"]{2,60})[»”“\"]")
_QUOTED_BEHIND: Final = re.compile(r"[«„“\"”]([^«»„“”\"]{2,60})[»”“\"]\S{0,8}$")


def citations(text: str, linked: Collection[str] = ()) -> Iterator[Cited]:
    """Give the outlets that the lead of a text, one paragraph a line, says it is taken from: "citing" before "reports".

    ``linked`` are names that are links to sites which may be outlets: where one of them is cited, it needs no other sign.
    """
    paragraphs = (line[:_LEAD_CHARS] for line in text[:6000].split("\n") if line.count(" ") >= _FEWEST_WORDS - 1)
    lead = list(islice(paragraphs, _LEAD_LINES))
    small = [line.casefold() for line in lead]
    phrased = [{pattern for pattern, stems in _STEMS if any(stem in line for stem in stems)} for line in small]
    for referring in (True, False):
        for at, line in enumerate(lead):
            here = [name for name in linked if name in line] if linked else ()
            yield from _cited(line, phrased[at], here, is_first=at == 0, referring=referring)


def cited_in_title(title: str) -> Iterator[Cited]:
    """Give the known outlet that a headline names as its source, in front of it or behind it: "Reuters: …", "… – Bloomberg"."""
    head, colon, _ = title[:60].partition(": ")
    if colon and len(head.split()) <= 4 and (found := known_outlet(head)):
        yield Cited(found.name, title[:60])
    _, dash, tail = title[-60:].rpartition(" – ") if " – " in title else title[-60:].rpartition(" — ")
    if dash and len(tail.split()) <= 4 and len(title.split()) > 5 and (found := known_outlet(tail)):
        yield Cited(found.name, title[-60:])


def outlet_name(name: str) -> str | None:
    """Give the name of what is known as an outlet, spelled like a site or called like a newspaper; nothing for all else."""
    bare = name.strip(' .,:;()[]/|•·–—-«»"“”„')
    known = known_outlet(bare)
    if known is not None:
        return known.name
    stem = without_ending(bare)
    if is_domain(stem):
        return stem
    words = stem.split()
    if 2 <= len(words) <= 6 and OUTLET_WORDS.search(stem) and not _OFFICES.search(stem) and stem[0].isalpha() and not stem[0].islower():
        return stem
    return None


def _cited(line: str, phrased: Collection[re.Pattern[str]], linked: Collection[str], *, is_first: bool, referring: bool) -> Iterator[Cited]:
    ahead = (_REFERRING,) if referring else (_REPORTING, _AT_HEAD)
    for pattern in ahead:
        for found in pattern.finditer(line) if pattern in phrased or pattern is _AT_HEAD else ():
            sentence = _sentence_before(line, found.start())
            if not _is_frame(sentence, found[0], always=referring or is_first):
                continue
            is_writing = any(found.groupdict().get(key) for key in ("ru", "uk", "pl", "de", "hy"))
            name = _name_ahead(line[found.end() : found.end() + _NEAR], linked, is_writing=is_writing)
            if name is not None:
                yield Cited(name, _around(line, found.start(), found.end() + 30))
    behind = _REFERRED if referring else _REPORTED
    for found in behind.finditer(line) if behind in phrased else ():
        if _is_frame(_sentence_before(line, found.start()), "", always=referring or is_first):
            name = _name_behind(line[max(0, found.start() - _NEAR) : found.start()], linked)
            if name is not None:
                yield Cited(name, _around(line, found.start() - 30, found.end()))


def _is_frame(sentence: str, phrase: str, *, always: bool) -> bool:
    """Tell whether a phrase frames the report: not what was said earlier, and further down only at the head of a sentence."""
    return not _EARLIER.search(sentence) and (always or _SAYS_SO.match(sentence + phrase) is not None)


def _name_ahead(text: str, linked: Collection[str], *, is_writing: bool) -> str | None:
    words = text.split()
    media = 0
    while media < min(len(words), 5) and not leading_outlet(words[media:]) and _MEDIA.fullmatch(words[media]):
        media += 1
    rest = words[media:]
    known = leading_outlet(rest)
    if known is not None:
        return known.name
    left = " ".join(rest)
    link = next((name for name in linked if left.startswith(name)), None)
    if link is not None:
        return _bare(link)
    quoted = _QUOTED_AHEAD.match(left)
    if quoted:
        inner = quoted[1].strip(" .,")
        is_called = outlet_name(inner) or quoted_paper(inner) or (inner if (media or is_writing) and _is_name(inner) else None)
        return None if _OFFICES.search(inner) else is_called
    return _called_ahead(words[media - 1 :] if media and words[media - 1] == "The" else rest)


def _called_ahead(words: list[str]) -> str | None:
    """Give a name without quotation marks: that of a site, or capitalised words one of which newspapers are called by."""
    if not words:
        return None
    first = words[0].strip(".,:;()")
    if is_domain(without_ending(first)):
        return without_ending(first)
    run: list[str] = []
    for word in words[:7]:
        bare = word.strip('.,:;()"»“”')
        if not bare or not (bare[0].isupper() or (run and bare in {"of", "the", "and"})):
            break
        run.append(bare)
        if bare != word:
            break
    name = " ".join(run)
    return name if len(run) >= 2 and OUTLET_WORDS.search(name) and not _OFFICES.search(name) else None


def _name_behind(text: str, linked: Collection[str]) -> str | None:
    words = text.split()
    media = 0
    while (
        media < min(len(words), 4)
        and not _ends_known(words[: len(words) - media])
        and _MEDIA_BEHIND.fullmatch(words[len(words) - 1 - media])
    ):
        media += 1
    rest = words[: len(words) - media]
    known = trailing_outlet(rest)
    if known is not None:
        return known.name
    left = " ".join(rest)
    link = next((name for name in linked for row in (text.rstrip(), left) if name in row[-len(name) - _SUFFIX :]), None)
    if link is not None:
        return _bare(link)
    quoted = _QUOTED_BEHIND.search(left)
    if quoted:
        inner = quoted[1].strip(" .,")
        return (
            None if _OFFICES.search(inner) else outlet_name(inner) or quoted_paper(inner) or (inner if media and _is_name(inner) else None)
        )
    last = without_ending(rest[-1].strip(".,:;()")) if rest else ""
    if is_domain(last):
        return last
    run = _capitalised_tail(rest)
    name = without_ending(" ".join(run))
    called = " ".join((name, *words[len(rest) :][:1]))
    return name if len(run) >= 2 and OUTLET_WORDS.search(name) and not _OFFICES.search(called) else None


def _bare(name: str) -> str:
    return without_ending(name.strip(' .,:;"«»“”„'))


def quoted_paper(name: str) -> str | None:
    """Give a name of two words that stands in quotation marks, if papers are called so."""
    return name if 2 <= len(re.split(r"[\s-]", name)) <= 5 and _PAPERS.search(name) and _is_name(name) else None


def is_office(name: str) -> bool:
    """Tell whether a name is that of an office, a company or somebody who speaks for one."""
    return _OFFICES.search(name) is not None


def _ends_known(words: list[str]) -> bool:
    return trailing_outlet(words) is not None


def _capitalised_tail(words: list[str]) -> list[str]:
    run: list[str] = []
    for word in reversed(words[-6:]):
        if not word[0].isupper() or (run and word.endswith((",", ".", ":"))):
            break
        run.insert(0, word.strip('"«»“”„'))
    return run


def _is_name(text: str) -> bool:
    return 1 <= len(text.split()) <= 5 and text[0].isalnum() and not text[0].islower() and not text.endswith((".", "!", "?"))


def _sentence_before(line: str, at: int) -> str:
    start = max(line.rfind(mark, 0, at) for mark in (". ", "! ", "? ", "… ", "\n"))
    return line[start + 1 if start >= 0 else 0 : at].strip()


def _around(line: str, start: int, end: int) -> str:
    left, right = max(0, start), min(len(line), end)
    while left > 0 and not line[left - 1].isspace():
        left -= 1
    while right < len(line) and not line[right].isspace():
        right += 1
    return f"{'… ' if left else ''}{line[left:right].strip()}{' …' if right < len(line) else ''}"
