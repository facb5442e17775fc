"""An article's title, without the name of the site and the sections that sites hang before and behind it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from news.choices import Candidate, Choice, Said
from news.reading.agencies import is_domain
from news.reading.metadata import Claims
from news.texts import word_set
from news.urls import site_of

_MARK: Final = re.compile(r"\s+(?:[-–—−|:·•»/>›]|::|\|\||»»|>>)\s+|\s*\|\s*|\s+[»›]\s*|(?<=\S):\s+")
_SLOGAN: Final = re.compile(r"\s+[-–—|·•:»]\s+|\s*[|:,]\s+")
_SLOGAN_WORDS: Final = 9
_RUBRIC_WORDS: Final = 3
"""Words of a rubric or a badge that stands in a heading before the headline."""
_PIPE: Final = re.compile(r"\s*\|{1,2}\s*$")
_SECTION_WORDS: Final = 3
"""Words of a section's or a site's name; what is longer behind a bar may be part of the headline."""
_SITE_WORDS: Final = 7
"""Words of the longest names of sites."""
_LEFT_WORDS: Final = 3
"""Words that must be left of a headline after a trail has gone."""
_MOST_TRAILS: Final = 5
_SECTIONS: Final = word_set(
    "news|latest news|breaking news|world|world news|politics|business|economy|opinion|analysis|society|culture|sport|sports|region"
    "|articles|article|home|official website|official site|video|photo"
    "|новости|последние новости|главные новости|новости дня|лента новостей|политика|общество|экономика|мир|в мире|новости мира"
    "|культура|спорт|происшествия|регион|мнение|аналитика|главная|статьи|официальный сайт"
    "|xəbər|xəbərlər|son xəbərlər|siyasət|dünya|cəmiyyət|iqtisadiyyat|mədəniyyət|idman|hadisə|region|ölkə|gündəm|manşet|ana səhifə"
    "|rəsmi sayt"
    "|haber|haberler|haberleri|son dakika|son dakika haberleri|son dakika haber|gündem|gündem haberleri|dünya haberleri|dünya haber"
    "|siyaset|ekonomi|ekonomi haberleri|spor|yaşam"
    "|новини|останні новини|політика|світ|суспільство|економіка|новини україни|новини світу|стаття"
    "|wiadomości|aktualności|świat|polityka|kraj|gospodarka|społeczeństwo|najnowsze wiadomości"
    "|nachrichten|aktuelle nachrichten|politik|ausland|welt|wirtschaft|gesellschaft|aktuell"
    "|նորություններ|լուրեր|քաղաքականություն|ახალი ამბები|სიახლეები|პოლიტიკა|მსოფლიო|اخبار|سیاسی|جهان|اخبار جهان"
)
_SHOWN = (
    r"(?:foto\w{0,12}|fotoğraf\w{0,8}|video\w{0,8}|vi̇deo\w{0,8}|görüntü\w{0,6}|фото|фоторепортаж|фоторяд|фотогалерея|видео|видеоролик"
    r"|відео|photos?|pictures|zdjęcia|wideo|galeria|bilder|ֆոտո\w{0,10}|լուսանկարներ|տեսանյութ|ფოტო\w{0,6}|ვიდეო|عکس|ویدئو|ویدیو|فیلم)"
)
_SHOWN_BEHIND: Final = re.compile(
    rf"(?:\s+[-–—|+/]\s*|\s*[(\[]\s*)\+?{_SHOWN}(?:\s*(?:[-–—,/+&]|\s(?:və|ve|и|и|і|та|and|i|und)\s)\s*{_SHOWN}){{0,3}}\s*[)\]]?\s*$",
    re.IGNORECASE,
)
"""Notes that pictures or a film go with a text, behind a dash or in brackets: no words of the headline."""
_HOST_WORDS: Final = 4
"""Words of a name that is spelled like its host."""
_ALPHANUMERIC: Final = re.compile(r"[^\W_]+")
_CUT_AT: Final = 55
"""Characters under which no place cuts a title: search engines show 60, JSON-LD takes 110."""


def choose_title(claims: Claims, announced: str | None, site_names: Sequence[str], url: str) -> Choice[str | None]:
    """Choose the title of an article from what the page and the feed call it, and cut off sites and sections."""
    names = frozenset(_fold(name) for name in (*claims.site_names, *site_names) if name)
    offered = [each for each in (claims.shared_title, claims.headline, claims.tweeted_title, announced, claims.page_title) if each]
    ranked = (
        ("h1", _heading(claims, offered, names, url)),
        ("json-ld", claims.headline),
        ("meta og:title", claims.shared_title),
        ("meta twitter:title", claims.tweeted_title),
        ("title", claims.page_title),
        ("feed", announced),
    )
    said = [Said(place, text) for place, text in ranked if text]
    looked_at = [Candidate(*each, _why_not(each.text, names, url) or "another place comes first") for each in said]
    usable = [at for at, each in enumerate(looked_at) if each.verdict == "another place comes first"]
    if not usable:
        return Choice(None, tuple(looked_at))
    bare = {at: bare_title(said[at].text, names, url, offered) for at in usable}
    best = _whole(bare, usable[0])
    reason = f"{said[best].place} comes first" if best == usable[0] else "the whole of what others cut off or print in capitals"
    looked_at[best] = replace(looked_at[best], verdict=f"chosen: {reason}")
    return Choice(bare[best], tuple(looked_at))


def bare_title(title: str, names: frozenset[str], url: str, others: Sequence[str] = ()) -> str:
    """Cut sections and the names of sites off both ends of a title, as long as a headline is left, and notes of pictures behind it."""
    agreed = frozenset(_fold(other) for other in others)
    title = _without_rubric(title, others, names, url)
    after = ""
    for _ in range(_MOST_TRAILS):
        cut = _cut_behind(title, names, url, agreed)
        if cut is None and (front := _cut_before(title, names, url, agreed, after)) is not None:
            cut, after = front
        if cut is None:
            break
        title = cut
    title = _PIPE.sub("", title)
    shown = _SHOWN_BEHIND.search(title)
    if shown and len(title[: shown.start()].split()) >= _LEFT_WORDS - 1:
        title = title[: shown.start()].rstrip()
    return title


def _without_rubric(title: str, others: Sequence[str], names: frozenset[str], url: str) -> str:
    """Cut off the few words before what another place calls the page, unless they are joined to it: "Minister: …"."""
    words = title.split()
    for other in others[:6]:
        count = len(other.split())
        front = words[: len(words) - count]
        if count < _LEFT_WORDS or words[-count:][0][0].islower() or not 1 <= len(front) <= _RUBRIC_WORDS or _joins_what_follows(front[-1]):
            continue
        if _fold(" ".join(words[len(front) :])) == _fold(other) and _cut_behind(other, names, url, frozenset()) is None:
            return " ".join(words[len(front) :])
    return title


def _joins_what_follows(word: str) -> bool:
    """Tell whether the last word before a headline leaves it unfinished: a dash, a colon, a comma or an opening mark belong to both."""
    return word[-1] in ':,;–—-«„“("' or word.islower()


def _heading(claims: Claims, offered: Sequence[str], names: frozenset[str], url: str) -> str | None:
    """Choose among the headings: one that the other titles know, or the article's own, or the longest."""
    headings = [
        each
        for each in claims.headings
        if (len(each.split()) >= 2 or _fold(each) in {_fold(bare_title(other, names, url)) for other in offered})
        and not _why_not(each, names, url)
    ]
    known = next((each for each in headings if any(_begin_alike(each, other) for other in offered)), None)
    if known is not None:
        return known
    if claims.article_heading in headings:
        return claims.article_heading
    return max(headings, key=lambda line: min(len(line), 80)) if headings and not _agree(offered) else None  # logos and sections are short


def _why_not(title: str, names: frozenset[str], url: str) -> str | None:
    folded = _fold(title)
    # A page that gives its headline as the name of its site is mistaken about the site.
    if (folded in names and len(folded.split()) <= _SITE_WORDS) or (_is_host(title, url) and len(title.split()) <= 3):
        return "a site's name"
    return "a section's name" if folded in _SECTIONS else None


def _whole(bare: dict[int, str], first: int) -> int:
    """Find the title that goes on where the first was cut off, or prints in small letters what it prints in capitals."""
    chosen = bare[first]
    stem = _fold(chosen.rstrip(" .…"))
    is_cut = chosen.rstrip().endswith(("…", "...")) or len(chosen) >= _CUT_AT
    for at, other in bare.items():
        folded = _fold(other)
        if chosen.isupper() and not other.isupper() and folded == _fold(chosen):
            return at
        rest = folded[len(stem) :]
        if is_cut and folded.startswith(stem) and len(rest) > 1 and not other.rstrip().endswith(("…", "...")) and not _MARK.match(rest):
            return at
    return first


def _cut_behind(title: str, names: frozenset[str], url: str, agreed: frozenset[str]) -> str | None:
    """Cut the last part off, if it is a trail."""
    for cut in _last_marks(title):
        left, right = title[: cut.start()].strip(), title[cut.end() :].strip()
        is_site = bool(left) and (_fold(right) in names or _is_host(right, url) or _is_site_with_slogan(right, names))
        if len(left.split()) < _LEFT_WORDS and _fold(left) not in agreed and not is_site:
            continue
        # What another place calls the page without it is no part of the headline either.
        is_agreed = len(right.split()) <= 5 and _fold(left) in agreed
        is_section = "|" in cut[0] and len(right.split()) <= _SECTION_WORDS and len(left.split()) >= _LEFT_WORDS
        is_section |= cut[0].strip() in {"::", "»", "›", ">>", "»»"} and len(right.split()) <= _SECTION_WORDS - 1
        is_cut_anyhow = (_fold(right) in _SECTIONS and ":" not in cut[0]) or (is_domain(right) and " " not in right)
        if is_site or is_agreed or is_section or is_cut_anyhow:
            return left
    return None


def _is_site_with_slogan(text: str, names: frozenset[str]) -> bool:
    """Tell whether a text is a site's name and its slogan, parted by a mark: "Our Paper - News from the shore"."""
    first = _SLOGAN.split(text, maxsplit=1)
    return len(first) == 2 and _fold(first[0]) in names and len(first[1].split()) <= _SLOGAN_WORDS


def _last_marks(title: str) -> Iterator[re.Match[str]]:
    """Give the last marks of a title, the very last first: a site's own name may hold one."""
    yield from reversed(list(_MARK.finditer(title))[-3:])


def _cut_before(title: str, names: frozenset[str], url: str, agreed: frozenset[str], after: str) -> tuple[str, str] | None:
    """Cut the first part off, if it is the site's name, or a section that stands before an arrow or that others leave out.

    ``after`` is the mark behind the site's name, where that has been cut off: what the same mark follows then is a section. Given are
    what is left and such a mark.
    """
    cut = _MARK.search(title)
    if cut is None:
        return None
    left, right, mark = title[: cut.start()].strip(), title[cut.end() :].strip(), cut[0].strip()
    if len(right.split()) < _LEFT_WORDS or len(left.split()) > 5:
        return None
    is_short = len(left.split()) <= _SECTION_WORDS
    is_arrow = mark in {"»", "›", ">", ">>", "»»", "::"} and is_short
    is_site = _fold(left) in names or _is_host(left, url) or (is_domain(left) and " " not in left)
    is_section = _fold(left) in _SECTIONS and (mark not in {":", "|"} or _fold(right) in agreed or mark == after)
    is_next = mark == after and mark in {"|", "||", "/", "·", "•"} and len(left.split()) <= _SECTION_WORDS - 1
    if is_site:
        return right, mark
    if mark == ":" and right[0].islower():  # one sentence, of which another place gives the second half
        return None
    return (right, after) if is_arrow or is_section or is_next or (_fold(right) in agreed and is_short) else None


def _is_host(name: str, url: str) -> bool:
    """Tell whether a name is spelled like the host: ``Northwind.Post`` at northwind.post, ``NW`` never."""
    if len(name.split()) > _HOST_WORDS:
        return False
    bare = _letters(name)
    return 3 <= len(bare) <= 40 and bare in _host_names(url)


@lru_cache(64)
def _host_names(url: str) -> frozenset[str]:
    """Give what a name may be spelled like at an address: the whole host, and its parts but the last."""
    host = site_of(url)
    return frozenset(map(_letters, (host, *host.split(".")[:-1])))


def _letters(text: str) -> str:
    return "".join(_ALPHANUMERIC.findall(_fold(text)))


@lru_cache(1024)  # the same few titles are compared with one another again and again
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("İ", "i").replace("I", "i").replace("ı", "i")
    return " ".join(plain.casefold().split())


def _agree(titles: Sequence[str]) -> bool:
    """Tell whether two of the titles say the same: then a heading that says something else is not the article's."""
    return any(_begin_alike(one, other) for at, one in enumerate(titles) for other in titles[at + 1 :])


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether two titles open with the same words, or share most: headings and shared titles often differ in their ends only."""
    first, second = _fold(one).split(), _fold(other).split()
    start, end = set(first[:4]), set(second[:4])
    if len(start & end) * 2 > min(len(first[:4]), len(second[:4])):
        return True
    return len(first) >= 4 and len(set(first) & set(second)) * 3 >= len(set(first)) * 2
