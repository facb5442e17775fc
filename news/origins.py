"""The publisher that a page names as the one who wrote its text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from news.agencies import is_domain, known_outlet
from news.articles import Origin
from news.choices import Candidate, Choice, Said
from news.citations import citations, cited_in_title, outlet_name
from news.credits import SOURCE_LABELS, agency_credits, named_source, named_sources, publisher_name
from news.elements import elements, text_of
from news.job_titles import JOB
from news.texts import clean_line, label, word_set
from news.urls import canonical_url, path_of, site_of

_LINKS = 1500
"""Links to other sites that are looked at: most pages have twenty, link farms thousands."""
# In C: links to other hosts, and boxes that are called after their source.
_OTHER_SITES: Final = etree.XPath(
    "descendant::a/@href[starts-with(., 'http') or starts-with(., '//')][not(contains(substring(., 1, 40), $own))]/.."
)
_SOURCE_BOXES: Final = etree.XPath("descendant::*/@class[contains(., 'ource')]/..")
_OUTSIDE: Final = frozenset(("nav", "aside", "footer", "figure", "figcaption", "blockquote"))
_PICTURE: Final = re.compile(r"caption|photo|image|gallery|foto|sekil|thumb|comment|related|partner|banner|advert|sponsor", re.IGNORECASE)
# Where readers share, search and watch, and where advertisers send them: nobody's newspaper.
_NO_PUBLISHERS: Final = word_set(
    "facebook.com fb.com fb.me t.me telegram.me telegram.org twitter.com x.com t.co whatsapp.com wa.me youtube.com youtu.be instagram.com "
    "linkedin.com pinterest.com reddit.com vk.com vk.ru ok.ru viber.com tiktok.com threads.net tumblr.com flipboard.com getpocket.com "
    "addtoany.com google.com google.az google.ru news.google.com yandex.ru yandex.com yandex.az bing.com duckduckgo.com yahoo.com "
    "dzen.ru max.ru apple.com amazon.com amzn.to aliexpress.com ebay.com booking.com doubleclick.net taboola.com outbrain.com smi2.ru "
    "mgid.com adfox.ru awin1.com bit.ly goo.gl tinyurl.com disqus.com gravatar.com wikipedia.org w3.org archive.org web.archive.org "
    "getty.com gettyimages.com shutterstock.com unsplash.com pixabay.com flickr.com"
)
_SECOND_LEVEL: Final = word_set("co com org net gov edu ac gen k12 in kiev kyiv waw info biz")
"""What stands before a country's ending without being anybody's name: ``co.uk``, ``com.tr``."""
_DESKS: Final = re.compile(
    r"\b(?:news ?desk|web ?desk|desk|staff|team|editor\w*|newsroom|press service|press office|redak\w+|редакц\w+|redaks\w+|пресс-\w+"
    r"|служба|xidmət\w*|xəbər mərkəzi|xəbərlər"
    r"|haber merkezi|admin\w*|ministry|nazirliyi|министерств\w+|bakanlığı)\b",
    re.IGNORECASE,
)
_FIRST_PUBLISHED: Final = re.compile(
    r"(?:article|story|piece|report|text|interview|column|post|commentary|analysis)\b.{0,20}? (?:originally|first) (?:published"
    r"|appeared|posted) (?:by|in|on|at) (?:the website of )?([A-ZÀ-ÖØ-ÞƏİŞÇĞА-Я][\w’'.&-]*(?: (?:of|the|and"
    r"|[A-ZÀ-ÖØ-ÞƏİŞÇĞА-Я])[\w’'.&-]*){0,5})"
)
_SPONSORED: Final = "sponsored link"
_LIST_GOES_ON: Final = re.compile(r"^\s*(?:[,;/|]|(?:and|и|və|та|і|й|ve|i|und|և|და|و)\s)")


def find_origin(
    tree: HtmlElement,
    url: str,
    text: str,
    canonical: str | None,
    bylines: Sequence[Said] = (),
    own_names: Sequence[str] = (),
) -> Choice[Origin | None]:
    """Find who is named as the first publisher, with the evidence.

    ``text`` is the body with what stands around it, ``canonical`` the address that the page gives as its own, ``bylines`` whoever
    is named as the author, ``own_names`` what the page's own site is called. The page's own site is never an origin.
    """
    site = site_of(url)
    own = frozenset(_letters(name) for name in own_names if name)
    refused: set[str] = set()
    chosen: Origin | None = None
    looked_at: list[Candidate] = []
    for found in islice(_candidates(tree, url, text, canonical, bylines), 40):
        shown = (found.evidence, found.url or found.name or "")
        why_not = _why_not(found, site, own) or ("its link is refused" if found.name in refused else None)
        if found.url is not None and found.name and why_not is not None:
            refused.add(found.name)
        if why_not is None and chosen is None:
            chosen = found
            looked_at.append(Candidate(*shown, "chosen: the strongest evidence"))
        elif all((each.place, each.text) != shown for each in looked_at):
            looked_at.append(Candidate(*shown, why_not or "stronger evidence comes first"))
    return Choice(chosen, tuple(looked_at))


def _candidates(tree: HtmlElement, url: str, text: str, canonical: str | None, bylines: Sequence[Said]) -> Iterator[Origin]:
    """Give who may be the origin, the strongest evidence first."""
    yield from _linked(tree, url)
    for box in elements(_SOURCE_BOXES(tree))[:20]:
        said = named_source(text_of(box)[:300]) if len(box) <= 6 and _is_of_the_text(box) else None
        if said is not None:
            yield Origin(said.name, None, f"text mention: {said.mark}")
    for said in named_sources(text):
        yield Origin(said.name, None, f"text mention: {said.mark}")
    if canonical and (elsewhere := canonical_url(canonical, url)) and path_of(elsewhere) != "/":
        yield Origin(None, elsewhere, "canonical link")
    yield from _first_published(text)
    yield from _signed(bylines)
    for credit in agency_credits(text):
        yield Origin(credit.name, None, f"agency credit: {credit.mark}")
    for cited in (*citations(text), *cited_in_title(clean_line(tree.findtext(".//h1") or tree.findtext(".//title")) or "")):
        yield Origin(cited.name, None, f'citing: "{cited.words}"')


def _why_not(found: Origin, site: str, own: frozenset[str]) -> str | None:
    if found.url is not None:
        other = site_of(found.url)
        if _is_same_owner(other, site):
            return "the page's own site"
        if found.evidence != "canonical link" and _is_listed(other):
            return "a place to share, search or sell"
        if found.evidence == _SPONSORED:
            return "an advertisement"
    if found.name is not None and _is_own(found.name, site, own):
        return "the page's own site"
    if found.url is None and found.name is not None and is_domain(found.name) and _is_listed(found.name.lower()):
        return "a place to share, search or sell"
    return None


def _is_own(name: str, site: str, own: frozenset[str]) -> bool:
    known = known_outlet(name)
    letters = _letters(name)
    if known is not None and (known.is_at_home(site) or any(_letters(known.name) == each for each in own)):
        return True
    if is_domain(name) and _is_same_owner(site_of(f"https://{name.lower()}/"), site):
        return True
    hosts = {_letters(site), *(_letters(part) for part in site.split(".")[:-1])}
    return letters in own or letters in hosts or any(len(each) >= 5 and (each in letters or letters in each) for each in own | hosts)


def _linked(tree: HtmlElement, url: str) -> Iterator[Origin]:
    """Give the links to other sites that are called the source of the text, the last first."""
    links = elements(_OTHER_SITES(tree, own=site_of(url) or "/"))[:_LINKS]
    for link in reversed(links):
        said = _source_label(link)
        if said is None or _LIST_GOES_ON.match(link.tail or "") or not _is_of_the_text(link):
            continue
        href = canonical_url(link.get("href") or "", url)
        if href is None:
            continue
        name = clean_line(said, 100)
        is_name = name is not None and not _is_label(name) and "/" not in name
        known = known_outlet(name) if name and is_name else None
        evidence = _SPONSORED if "sponsored" in (link.get("rel") or "") else "source link"
        yield Origin(known.name if known else name if is_name else None, href, evidence)


def _source_label(link: HtmlElement) -> str | None:
    """Give what a link is called where it, or what stands before it, calls it the source; nothing where it is another link."""
    children = len(link)
    inside = " ".join((link.text or "").split()) if children == 0 else text_of(link) if children <= 4 else ""
    if not inside or len(inside) > 120:  # a headline or a teaser
        return None
    if _is_label(inside):
        return inside
    head, colon, name = inside.partition(":")
    if colon and _is_label(head) and publisher_name(name.strip()):
        return name.strip()
    before = link.getprevious()
    parent = link.getparent()
    if parent is None:
        return None
    while before is not None and not isinstance(before.tag, str) and not (before.tail or "").strip():
        before = before.getprevious()
    if before is None:
        said, whole = parent.text or "", True
        said = said if said.strip() or parent.getprevious() is None else _short_text(parent.getprevious())
    else:
        tail = before.tail or ""
        whole = not tail.strip(" \t\n\u00a0:–—-")
        said = f"{_short_text(before)}{tail}" if whole and before.tag != "br" else tail
    said = re.split(r"[\n.!?(]", said)[-1] if not whole else said
    is_labelled = said.strip().endswith((":", "–", "—", "-", "→", ">", "»")) or whole
    return inside if is_labelled and _is_label(said[-60:]) else None


@lru_cache(4096)  # the same few hundred links stand on all pages of a site
def _is_label(text: str) -> bool:
    return label(text) in SOURCE_LABELS


def _short_text(element: etree._Element | None) -> str:
    """Give the text of an element that may be a label: small, and no comment."""
    return text_of(element) if element is not None and isinstance(element.tag, str) and len(element) <= 2 else ""


def _is_of_the_text(element: HtmlElement) -> bool:
    """Tell whether an element stands in the article rather than in a menu, beside a picture or in a quotation."""
    for at, box in enumerate(element.iterancestors()):
        if box.tag in _OUTSIDE or (
            at < 3 and box.tag not in {"body", "html", "article", "main"} and _PICTURE.search(box.get("class") or "")
        ):
            return False
    return not _PICTURE.search(element.get("class") or "")


def _first_published(text: str) -> Iterator[Origin]:
    lines = text.split("\n")
    for line in (*lines[:2], *lines[-3:]):
        found = _FIRST_PUBLISHED.search(line[:300])
        if found and len(line.split()) <= 40:
            yield Origin(re.split(r"[.,] ", found[1])[0].rstrip(".,"), None, "text mention")


def _signed(bylines: Sequence[Said]) -> Iterator[Origin]:
    """Give the agencies and papers that stand where a person's name is expected; desks are the site's own."""
    for said in bylines[:20]:
        for part in re.split(r"\s*[|,;/•·–—]\s*|\s+-\s+|\s+(?:for|для|üçün)\s+", said.text[:200])[:6]:
            bare = re.sub(r"^(?:by|автор|müəllif|source|источник|mənbə)\s*:?\s+", "", part.strip(), flags=re.IGNORECASE)
            known = known_outlet(bare)
            name = known.name if known else outlet_name(bare) if not said.place.startswith("meta") else None
            if name and not _DESKS.search(name) and (known or not JOB.search(bare)):
                yield Origin(name, None, f"byline: {bare}")


def _is_listed(host: str) -> bool:
    return any(host == each or host.endswith("." + each) for each in _NO_PUBLISHERS) or "." not in host


def _is_same_owner(one: str, other: str) -> bool:
    """Tell whether two hosts are one site's, or editions of one brand in two countries."""
    mine, others = _registered(one), _registered(other)
    brand = mine.partition(".")[0]
    return (
        mine == others or one.endswith("." + other) or other.endswith("." + one) or (len(brand) >= 6 and brand == others.partition(".")[0])
    )


def _registered(host: str) -> str:
    parts = host.split(".")
    count = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-count:])


def _letters(text: str) -> str:
    return "".join(c for c in text.replace("İ", "i").replace("I", "i").replace("ı", "i").casefold() if c.isalnum())
