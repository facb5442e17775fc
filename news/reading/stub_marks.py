"""What pages say that a server, a host or a framework prints in place of the outlet's own.

Patterns are written as ``fold`` leaves text, languages in the order of ``kind_marks``.
"""

import re

from news.answers import PageKind


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + ")")


STUBS: dict[PageKind, re.Pattern[str]] = {
    "soft 404": _any(
        r"welcome to (?:nginx|openresty|caddy|tengine|centos|apache)|it works!?(?=$)|(?:apache|nginx|http|web)\S* .{0,30}(?:default"
        r"|test) page",
        r"default (?:web ?site |server |parking |domain )?page|test page for|iis windows(?: server)?|internet information services"
        r"|(?:web)?site (?:is )?"
        "(?:not (?:installed|published|configured|found)|coming soon|under construction)|coming soon(?=$)|future home of"
        "|congratulations! your",
        r"(?:this |the )?domain (?:name )?.{0,60}(?:for sale|is parked|has expired|expired|registered|available)|\S+\.\w+ is for sale"
        r"|parked domain|buy this domain",
        "domen\\w* .{0,50}(?:satilir|qeydiyyat|bitib|park)|(?:sayt|sehife)\\w* .{0,30}(?:hazirlanir|tezlikle|qurulur)"
        "|alan ad\\w+ .{0,50}(?:tescil|satilik|park|suresi)",
        "(?:site|sayfa)\\w* .{0,20}(?:yapim asamasinda|cok yakinda)|страница (?:домена |сайта |хостинга )?по умолчанию"
        "|домен .{0,50}(?:припаркован|не прилинкован"
        "|не делегирован|продается|продаётся|зарегистрирован|направлен|истек|свободен)",
        "сайт .{0,40}(?:успешно создан|успешно установлен|только что создан|в разработке|на реконструкции|скоро (?:откроется|появится"
        "|заработает)|не опубликован)"
        "|(?:здесь|тут) (?:скоро )?(?:будет|появится) (?:новый )?сайт",
        "домен .{0,50}(?:припарковано|продається|зареєстровано)|сайт .{0,30}(?:у розробці|незабаром)|domena .{0,50}(?:na sprzedaz"
        "|zaparkowana|zarejestrowana|wygasla)",
        r"strona .{0,30}(?:w budowie|w przygotowaniu)|(?:diese )?domain .{0,50}(?:zu verkaufen|geparkt|registriert|steht zum verkauf)"
        r"|hier entsteht",
    ),
    "server error": _any(
        "we(?:'ll| will) be (?:right )?back|be right back|back (?:soon|shortly)|(?:site|account|hosting|website|domain) (?:is "
        "|has been )?(?:suspended|disabled|deactivated)",
        "(?:site|website|page) (?:is )?(?:temporarily |currently )?(?:offline|down|unavailable|closed)|(?:performing"
        "|undergoing) (?:scheduled )?maintenance|upgrading our",
        r"(?:hesab|hostinq|sayt)\w* .{0,40}(?:dayandiril|baglan|mehdudlas|bloklan|yenilen|deaktiv)\w*|tezlikle qayid\w+|(?:site|hesap"
        r"|hosting)\w* .{0,30}(?:askiya|durdurul|kapatil)\w*",
        "cok yakinda (?:geri|tekrar)|(?:работа|обслуживание|действие|размещение) сайта .{0,20}(?:приостановлен|прекращен)\\w*"
        "|(?:хостинг|аккаунт|услуга)\\w* .{0,20}"
        "(?:приостановлен|отключен|заблокирован)\\w*|сайт (?:временно )?(?:отключен|приостановлен|выключен|заблокирован)\\w*|(?:скоро"
        "|сейчас) вернемся|ведутся работы",
        "(?:роботу|дію) сайту .{0,20}(?:призупинено|припинено)|сайт (?:тимчасово )?(?:вимкнено|призупинено|заблоковано)|скоро повернемося",
        r"(?:konto|strona|serwis|hosting)\w* .{0,20}(?:zawieszon|zablokowan|wylaczon)\w*|(?:wkrotce|niedlugo|zaraz) wracamy"
        r"|wir sind (?:gleich|bald|in kurze) (?:wieder|zuruck)",
        r"(?:konto|website|webseite|webspace) .{0,20}(?:gesperrt|deaktiviert)",
    ),
    "refused": _any(
        "(?:not|un)(?: currently)? ?available (?:in|to) (?:your|most|some|the|users|readers|visitors) ?(?:region|country|countries"
        "|location|area|european|eu)?",
        r"not available (?:in|for) (?:your|europe|eu|gdpr)|unavailable (?:for|due to) legal reasons|access (?:from|in) your (?:country"
        r"|region)|restricted in your",
        r"(?:sayt|resurs|girisi?|erisim)\w* .{0,30}(?:mehdudlasdiril|baglanil|engel)\w*|(?:internet sitesi"
        r"|site) .{0,400}erisim\w* engel\w*|erisim\w* (?:engel|kisit)\w*|bulundugunuz (?:ulke|bolge)",
        "доступ к .{0,60}(?:ограничен|заблокирован|закрыт)|недоступ\\w+ (?:в|для) (?:вашем|вашей|жителей|пользователей)|(?:в"
        "|из) вашем регионе|в вашей стране",
        r"недоступн\w+ (?:у|для) (?:вашому|вашій|вашого)|доступ до .{0,60}(?:обмежено|заблоковано)|niedostepn\w+ w (?:twoim|panstwa"
        r"|tym) (?:kraju|regionie)",
        r"(?:in|fur) (?:ihr|dein)\w* (?:land|region|standort) .{0,20}nicht verfugbar|nicht verfugbar in ihr\w*"
        r"|دسترسی .{0,40}(?:امکان پذیر نیست|محدود|مسدود)",
    ),
    "consent wall": _any(
        r"(?:are you|you must be|i am|you need to be) (?:over|at least|aged|of|older than|above|\d\d)|(?:verify|confirm) your age"
        r"|age (?:verification|check|gate|restrict\w+)",
        r"(?:18|on sekkiz) yas\w* .{0,30}(?:tamam|doldur|cat|buyuk|yuxari)|yasinizi (?:tesdiq|dogrula)|вам (?:уже )?(?:исполнилось|есть"
        r"|больше|минуло)|мне (?:уже )?(?:есть )?18"
        "|подтвердите (?:свой |ваш )?возраст|вам (?:вже )?(?:виповнилося|є) 18|підтвердіть (?:свій )?вік",
        r"(?:masz|ukonczyl\w*|czy masz) .{0,15}18 lat|potwierdz (?:swoj )?wiek|(?:bist du|sind sie) .{0,20}(?:18|volljahrig)"
        r"|alter(?:s)?(?:prufung|bestatigung|verifikation)",
    ),
    "challenge": _any(
        r".{0,40}(?:вы не (?:ро)?бот|you(?: are|'re) (?:human|not a (?:ro)?bot))",
        r"(?:verify|prove|check|проверк|проверя|подтверд|убеждаемся|перевір|підтверд|yoxla|kontrol|dogrula|sprawdza|weryfik|prufe|pruf"
        r"|gepruft|uberpruf|wird gepruft)\w*",
    ),
}
"""What titles and headings say on pages without a site around them; articles may say it too, inside one."""

_FAULT_STEMS = ("error", "exception", "warning", "sqlstate", "trace", "http status", "whoops", "ошибка выполнения")
_FAULT = re.compile(
    r"sqlstate\[|server error in '/|(?<!\w)\w*(?:error|exception|doesnotexist) at /|(?:fatal|parse) error ?:|uncaught (?:error"
    r"|exception|typeerror)"
    r"|whoops, looks like something|warning ?: +\w+(?:::\w+)?\(|you're seeing this error because|traceback \(most recent|stack trace ?:"
    r"|unhandled exception"
    r"|(?<!\w)(?:typeerror|referenceerror|syntaxerror|runtimeexception|queryexception|nullpointerexception)(?!\w)"
    r"|http status [45]\d\d|exception report|application error: a |\w+\.\w*exception:|ошибка выполнения скрипта|\[error\] \["
)
"""What frameworks print in place of a page that failed."""


def fault_in(line: str) -> str | None:
    """Give what a framework prints in place of a page that failed; the words in it are looked for first, since most lines have none."""
    found = _FAULT.search(line) if any(map(line.__contains__, _FAULT_STEMS)) else None
    return found[0] if found else None


SPOKEN = re.compile(
    r"(?<!\w)(?:if you are (?:the|a|an)|(?:site|website|domain|page) ?owner|(?:the |your |site )administrator|web ?master|hosting"
    r"|host(?:ed|er)?|domain\w*|servers?|browser"
    r"|this (?:web)?site|reload|try again|come back|follow us|social (?:media|networks)|sorry for|thank you for your patience"
    r"|inconvenience|dns|ip address"
    r"|sayt\w*|sahib\w*|hostinq\w*|domen\w*|server\w*|brauzer\w*|anlayis\w*|uzr\w*|sosial (?:sebeke|media)\w*|alan ad\w+|barindirma"
    r"|sunucu\w*|tarayici\w*"
    r"|site\w*|sosyal (?:medya|ag)\w*|ozur\w*|если вы (?:владелец|администратор|хотите|видите|считаете)|владел\w+|администратор\w*"
    r"|хостинг\w*|домен\w*|сервер\w*|сайт\w*"
    r"|браузер\w*|личн\w+ кабинет\w*|обновите страницу|попробуйте|загляните|социальн\w+ сет\w+|извинения|за (?:терпение|понимание)"
    r"|власник\w*|соціальн\w+ мереж\w+"
    r"|за терпіння|за розуміння|перепрошуємо|платформ\w+|stron\w+|wlasciciel\w*|domen\w+|serwer\w*|przegladark\w+|przepraszamy"
    r"|mediach spolecznosciowych"
    r"|webseite\w*|seite|betreiber\w*|hoster\w*|inhaber\w*|entschuldig\w+|geduld|sozialen (?:medien|netzwerken)|საიტ\w*|դոմեն\w*"
    r"|կայք\w*|سایت|دامنه|سرور)(?!\w)"
)
"""Of what pages of servers, hosters and sites that are out of order speak."""

CONSENT_HOST = re.compile(r"(?:consent|rodo|gdpr|cmp|zgoda|cookies?|privacy|consentmanager|zustimmung|soglasie)\d?\.[\w.-]+", re.IGNORECASE)
"""The hosts that ask for consent and send back."""
