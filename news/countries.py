"""Countries as outlets show them: by the end of a host's name, with the zone of the capital and the language most of its press writes."""

from typing import NamedTuple


class Country(NamedTuple):
    """What is usual in a country."""

    code: str
    """ISO 3166, in capitals."""
    timezone: str
    language: str


# Code, zone of the capital, main language of the press; the order is that of the codes.
_TABLE = """
AE Asia/Dubai ar|AM Asia/Yerevan hy|AR America/Argentina/Buenos_Aires es|AT Europe/Vienna de|AU Australia/Sydney en|AZ Asia/Baku az
BA Europe/Sarajevo bs|BD Asia/Dhaka bn|BE Europe/Brussels nl|BG Europe/Sofia bg|BR America/Sao_Paulo pt|BY Europe/Minsk ru
CA America/Toronto en|CH Europe/Zurich de|CL America/Santiago es|CN Asia/Shanghai zh|CO America/Bogota es|CY Asia/Nicosia el
CZ Europe/Prague cs|DE Europe/Berlin de|DK Europe/Copenhagen da|EE Europe/Tallinn et|EG Africa/Cairo ar|ES Europe/Madrid es
FI Europe/Helsinki fi|FR Europe/Paris fr|GB Europe/London en|GE Asia/Tbilisi ka|GR Europe/Athens el|HR Europe/Zagreb hr
HU Europe/Budapest hu|ID Asia/Jakarta id|IE Europe/Dublin en|IL Asia/Jerusalem he|IN Asia/Kolkata en|IQ Asia/Baghdad ar
IR Asia/Tehran fa|IS Atlantic/Reykjavik is|IT Europe/Rome it|JP Asia/Tokyo ja|KG Asia/Bishkek ru|KR Asia/Seoul ko
KZ Asia/Almaty ru|LT Europe/Vilnius lt|LU Europe/Luxembourg fr|LV Europe/Riga lv|MD Europe/Chisinau ro|ME Europe/Podgorica sr
MK Europe/Skopje mk|MT Europe/Malta en|MX America/Mexico_City es|NG Africa/Lagos en|NL Europe/Amsterdam nl|NO Europe/Oslo no
NZ Pacific/Auckland en|PK Asia/Karachi ur|PL Europe/Warsaw pl|PT Europe/Lisbon pt|QA Asia/Qatar ar|RO Europe/Bucharest ro
RS Europe/Belgrade sr|RU Europe/Moscow ru|SA Asia/Riyadh ar|SE Europe/Stockholm sv|SG Asia/Singapore en|SI Europe/Ljubljana sl
SK Europe/Bratislava sk|SY Asia/Damascus ar|TJ Asia/Dushanbe tg|TM Asia/Ashgabat tk|TR Europe/Istanbul tr|TW Asia/Taipei zh
UA Europe/Kyiv uk|US America/New_York en|UZ Asia/Tashkent uz|VN Asia/Ho_Chi_Minh vi|ZA Africa/Johannesburg en
"""
COUNTRIES = {code: Country(code, zone, lang) for code, zone, lang in (row.split() for row in _TABLE.replace("\n", "|").split("|") if row)}

# Ends of hosts that are not the country's code; those that the world uses for other things (.me, .tv, .io, .co) name no country.
_OWN_ENDS = {"uk": "GB", "su": "RU", "gov": "US", "xn--p1ai": "RU", "xn--j1amh": "UA", "xn--80ao21a": "KZ", "xn--y9a3aq": "AM"}
_OWN_ENDS |= {"xn--node": "GE"}
_COMMON_ENDS = frozenset({"me", "co"})

# In whose country a language is mostly written for the press; English, Spanish, Arabic and the like name none.
_HOMES_TABLE = """
az:AZ ru:RU tr:TR uk:UA hy:AM ka:GE fa:IR pl:PL bg:BG cs:CZ ja:JP kk:KZ ky:KG uz:UZ tg:TJ tk:TM he:IL el:GR hu:HU lt:LT lv:LV et:EE
"""
_HOMES: dict[str, str] = dict(pair.split(":") for pair in _HOMES_TABLE.split())


def country_of_host(host: str) -> Country | None:
    """Return the country that the end of a host's name stands for."""
    end = host.partition(":")[0].rpartition(".")[2].lower()
    return None if end in _COMMON_ENDS else COUNTRIES.get(_OWN_ENDS.get(end, end.upper()))


def country_of_locale(locale: str | None) -> Country | None:
    """Return the country in a declared locale: ``az_AZ``, ``ru-RU``."""
    parts = (locale or "").strip().replace("-", "_").split("_")
    return COUNTRIES.get(parts[-1].upper()) if len(parts) > 1 else None


def country_of_language(lang: str | None) -> Country | None:
    """Return the country in which nearly all press of a language is written."""
    return COUNTRIES.get(_HOMES.get(lang or "", ""))
