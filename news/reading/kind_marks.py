"""The words by which pages that are no articles give themselves away, by language.

All patterns are written as ``fold`` leaves text: small letters without Latin diacritics, ``ё`` as ``е``. In each the languages follow one
another: en, az and tr, ru, uk, pl, de, then what there is of ka, hy, fa and others.
"""

import re

from news.answers import PageKind

_FOLDED = tuple(zip("əışçğöüâîûąćęłńóśźżäßáàéèêíñôëё’ʼ‘`\u00a0\u200c", "eiscgouaiuacelnoszzasaaeeeinoeе''''  ", strict=True))


def fold(text: str) -> str:
    """Make a text comparable with the marks: small letters, no Latin diacritics, single spaces."""
    text = text.lower()
    if not text.isascii():
        text = text.replace("i\u0307", "i")
        for letter, plain in _FOLDED:  # on the short texts at hand three times as fast as str.translate
            text = text.replace(letter, plain)
    return " ".join(text.split())


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + ")")


NOT_FOUND = _any(
    r"(?:error |http |code )?404(?: error)?(?!\w)|not found|nothing (?:was )?found|page missing",
    "(?:page|article|story|content|post|document|material|link|url|address|publication)(?:(?: that)? you(?: are|'re| were"
    r"|'ve| have)? (?:look\w* for|request\w*|tr\w+ to \w+|follow\w*)| requested)? (?:was not|is not|isn't|not|could not be"
    "|couldn't be|cannot be|can't be|can not be|is no longer|no longer|does not|does't|doesn't|has been|was|may have been"
    "|might have been|may be|has either been) (?:found|available|exists?|here|deleted|removed|moved|unpublished)",
    "(?:can't|couldn't|could not|cannot|unable to) (?:seem to )?find (?:the|that|this|what)",
    "(?:page|article|story|content) (?:has (?:been )?moved|moved or|no longer exists)",
    r"sehife\w* (?:\w+ )?(?:tapilm|movcud deyil|silin|yoxdur)",
    r"(?:xeber|meqale|material|yazi|melumat|netice|mezmun)\w* (?:\w+ )?(?:tapilma|movcud deyil|silin|legv|yoxdur|gizledil"
    "|cixaril)",
    "axtardiginiz .{0,40}(?:tapilm|movcud deyil|silin|yoxdur)|hec n[ei] tapilmadi|bele (?:bir )?(?:sehife|xeber)|xeta 404",
    "404 xeta",
    r"(?:элемент|раздел|объект|файл|адрес|ссылка) (?:\w+ )?(?:не найден|не существ|недоступ)\w*",
    r"страниц\w* .{0,60}(?:не (?:найд|существ|доступ)|удален|перемещен|устарел)|страницы .{0,20}нет|(?:такой )?страницы не",
    r"(?:материал|стать|новост|публикаци|запис|документ|контент)\w* (?:был[аои]? )?(?:не найд|удал[ея]|снят|перемещ"
    r"|недоступ|не сущ|скрыт|больше не)\w*",
    "(?:ничего|по вашему запросу .{0,30}) не найдено|не удалось найти|ошибка 404|404 ошибка",
    r"(?:запрошенн|запрашиваем)\w+ .{0,40}(?:не |удал|отсутств)",
    r"sayfa\w* .{0,40}(?:bulunam|mevcut degil|kaldiril|silin|yok|tasin)|sayfayi bulamad",
    r"(?:haber|icerik|icerig|yazi|makale)\w* (?:\w+ )?(?:bulunam|mevcut degil|yayindan|kaldiril|silin|artik)",
    "aradiginiz .{0,40}(?:bulunam|bulamad|mevcut|yok|kaldiril)|hata 404|404 hata|sonuc bulunamadi",
    r"сторінк\w* .{0,40}(?:не (?:знайд|існу|доступ)|видален|переміщен)|(?:такої )?сторінки (?:не|нема)|сторінку не",
    r"(?:матеріал|статт|новин|публікаці)\w* (?:бул[аои] )?(?:не знайд|видален|недоступ|не існу|більше не)\w*",
    "нічого не знайдено|помилка 404|404 помилка|не вдалося знайти",
    r"stron\w* .{0,50}(?:nie (?:zostala|istnieje|znalezi|odnalezi|jest)|usuniet|przeniesion|nie ma)",
    "nie (?:znaleziono|znalezlismy|odnaleziono|mozna znalezc|mozemy znalezc|ma takiej)",
    r"(?:artykul|tekst|material|wpis)\w* (?:nie istnieje|nie zostal|zostal usuniety)|blad 404|404 blad|ups[!.,]",
    r"seite .{0,50}(?:nicht (?:gefunden|vorhanden|verfugbar|mehr)|existiert (?:\w+ )?nicht|gibt es nicht)|nichts gefunden",
    "fehler 404",
    "404 fehler",
    "(?:artikel|beitrag|inhalt) .{0,30}(?:nicht (?:gefunden|mehr|verfugbar)|existiert nicht|geloscht)|nicht gefunden",
    r"էջ\w* .{0,30}(?:չի գտնվել|գոյություն չունի|չգտնվեց)|չի գտնվել|գվերդ",
    "გვერდი .{0,30}(?:მოიძებნა|არსებობს|წაშლილ)|(?:ვერ|არ) მოიძებნა",
    "صفحه .{0,40}(?:یافت نشد|پیدا نشد|وجود ندارد|حذف شده)|یافت نشد|پیدا نشد",
    "(?:this )?domain (?:name )?(?:is|may be) for sale|domain (?:is )?parked|домен (?:продается|припаркован)|domen satilir",
    "бет .{0,20}табылмады|sahifa topilmadi|page (?:introuvable|non trouvee)|pagina (?:no encontrada|non trovata|nao encontrada)",
)

CHALLENGE = _any(
    "just a moment|one moment,? please|attention required",
    "checking (?:your|if the|whether the|the) (?:browser|site|connection|security)(?: connection)?(?: is secure"
    r"| before \w+)?",
    "ddos-guard|ddos protection",
    "security check(?:point)?|access to this page has been denied",
    "access denied|are you (?:a )?(?:human|robot)",
    r"(?:verif\w+|confirm|prove) (?:that )?you(?: are|'re) (?:a )?(?:human|not a (?:ro)?bot)|(?:i'm|i am) not a robot",
    "bot (?:verification|check|protection)",
    "making sure you(?:'re| are) not a bot|press (?:and|&) hold|human verification|verify(?:ing)? (?:you|your browser|connection)",
    "pardon our interruption|request (?:rejected|unsuccessful)",
    "you have been blocked|unusual traffic|client challenge|browser (?:check|verification)|please (?:wait|stand by)",
    "enable javascript and cookies|needs? to review the security of your connection|re?captcha|captcha",
    "bir (?:an|deqiqe|saniye),? ?(?:gozleyin|lutfen)|bir dakika lutfen|lutfen (?:bekleyin|bir dakika)",
    r"(?:brauzer\w*|tarayici\w*) (?:yoxlan|kontrol|dogrula)|robot (?:deyil|olmad)|insan oldug\w+ (?:dogrula|tesdiq)",
    "guvenlik (?:kontrol|dogrulama)|tehlukesizlik yoxla",
    "один момент|одну (?:секунду|минуту)|минутку|подождите",
    r"провер\w+ (?:ваш\w* )?(?:браузер|соединени|подключени|безопасност\w+ (?:соед|подкл|сайт|брауз))\w*"
    "|проверка безопасности$",
    r"(?:провер|подтверд|убежда|убеди)\w+,? что вы|вы не (?:ро)?бот|не робот",
    r"доступ (?:к сайту )?(?:ограничен|запрещен|временно ограничен|заблокирован)|капч\w+|защита от (?:ddos|ботов|роботов)",
    r"подозрительн\w+ (?:активност|трафик|запрос)|(?:ваши? )?запрос\w* .{0,40}(?:похож|автоматич|заблокирован|отклонен)\w*",
    r"зачекайте|хвилинк\w+|перевір\w+ (?:ваш\w* )?(?:браузер|з'єднан|підключен)\w*|(?:перевір|підтверд)\w+,? (?:що|чи) ви|(?:не"
    "|ви не) робот",
    "доступ (?:обмежено|заборонено)",
    "chwileczke|prosze czekac|sprawdzanie (?:przegladarki|polaczenia)|(?:nie jestes|jestes czlowiekiem|nie jestem) (?:robotem)?",
    r"weryfikacj\w+ (?:bezpieczenstwa|czlowieka)|odmowa dostepu|dostep (?:zablokowany|zabroniony)",
    r"einen moment|moment bitte|bitte warten|(?:browser|sicherheits)\w*(?:prufung|uberprufung)|uberprufung (?:ihres|der)",
    r"bestatigen sie,? dass sie|potwierdz,? ze (?:nie )?jestes|insan oldugunuzu",
    "kein roboter|zugriff (?:verweigert|blockiert)",
    r"შეამოწმ\w+ ბრაუზერ|რობოტი არ|մեկ վայրկյան|ռոբոտ չ|ربات نیستید|لطفا (?:صبر|منتظر)|در حال بررسی مرورگر",
)

CONSENT = _any(
    "before you continue|your (?:privacy|consent)(?: choices| settings)?",
    "(?:privacy|cookie) (?:settings|preferences|notice|wall|consent|choices)|cookie consent",
    "manage (?:cookies|preferences|options|consent)",
    r"we(?: and (?:our )?(?:\d+ )?(?:\w+ )?partners|,? (?:and|together with) our .{0,30}partners,?)? (?:use|store|value"
    "|care|process|need|ask|respect|access) .{0,80}(?:cookie|privacy|consent|personal data|information on)",
    r"(?:this|our) (?:web)?site uses cookies|our (?:\d+ )?partners|accept (?:all|cookies|and continue)",
    "by (?:clicking|continuing|using) .{0,50}(?:agree|consent|accept)|agree and continue|consent or pay|legitimate interest",
    r"(?:biz|bu sayt|sayt\w*|portal\w*) .{0,60}(?:kuki|cookie|cerez)",
    r"(?:kuki|cookie|cerez)\w* (?:fayl\w* )?.{0,30}istifade (?:edir|olun)|raziliq (?:ver|bildir)",
    r"razilig\w* (?:ver|bildir|lazim|tel[ea]b)|sexsi melumatlarin\w* (?:emal|islen)|meхfilik (?:ayar|secim)|mexfiliyiniz",
    r"(?:мы|сайт|сайте|портал) .{0,40}(?:использу|применя|собира)\w* .{0,50}(?:cookie|куки)|да(?:ете|ю) (?:свое )?согласие",
    "согласие на (?:обработку|использование)|нажимая .{0,60}(?:соглаша|принима|согласи|да[её]те)",
    r"продолжая (?:пользоват|использов|просмотр|работ)|наши(?:ми|х)? (?:\d+ )?партнер|настройки (?:cookie"
    "|конфиденциальности)",
    r"ваш\w* конфиденциальност",
    r"cerez\w* .{0,60}(?:kullan|kabul|yonet|izin|politika)|kisisel veriler\w+ .{0,40}(?:isle|koru|riza)|acik riza",
    r"riza\w* (?:ver|yonet)|gizliliginiz|gizlilik (?:ayar|tercih)|tum(?:unu)? kabul",
    r"(?:ми|сайт) .{0,40}використову\w* .{0,50}(?:cookie|кукі|куки)|да[єю]\w* (?:свою )?згоду|згод\w+ на (?:обробку"
    "|використання)",
    r"наші(?:ми)? партнер|натискаючи|ваш\w* (?:конфіденційн|приватн)|цінуємо",
    r"(?:uzywa\w*|wykorzystuj\w+|korzysta\w*|stosuj\w+|przechowuj\w+) .{0,60}(?:cookie|ciastecz|informacj\w+ na)",
    r"zgod[aey]? (?:jest|na|mozesz)|wyraz\w+ zgod|nasi (?:zaufani |\d+ )?partnerzy|naszych (?:zaufanych )?partnerow",
    "(?:szanujemy|dbamy o|cenimy) (?:twoja |panstwa )?prywatnosc|twoja prywatnosc|przejdz do serwisu",
    "wir (?:und unsere .{0,30}partner )?(?:verwenden|nutzen|setzen|speichern|verarbeiten|brauchen|benotigen"
    "|schatzen) .{0,80}(?:cookies?|zustimmung|einwilligung|daten|privatsphare)",
    "(?:ihre|deine) (?:zustimmung|einwilligung|privatsphare)|mit werbung|cookie-einstellungen|alle akzeptieren",
    r"unsere (?:\d+ )?partner|zustimmung (?:erforderlich|notig)|pur-abo",
    "nous (?:et nos .{0,20}partenaires )?utilisons des cookies|utilizamos cookies|utilizziamo (?:i )?cookie",
    r"ვიყენებთ .{0,30}(?:cookie|ქუქი)|ქუქი.?ფაილ|օգտագործ\w+ .{0,30}(?:cookie|քուքի|թխուկ)|(?:cookie"
    r"|քուքի)\w* .{0,20}օգտագործ",
    "کوکی.{0,40}استفاده|استفاده .{0,20}کوکی",
    r"(?:you(?:'re| are| seem to be| appear to be) using|we(?:'ve)? (?:noticed|detected|see)) .{0,30}ad ?-?block\w*",
    "(?:disable|turn off|switch off|pause|allow ads|whitelist) .{0,40}ad ?-?block",
    r"ad ?-?block\w* (?:detected|is on|enabled|erkannt|aktiv|aniqlan|tespit|wykryt|обнаруж)",
    "(?:отключите|выключите) .{0,40}(?:блокировщик|ad ?block)",
    "(?:у вас |вы )?(?:(?:похоже|кажется|судя по всему),? )?(?:у вас |вы )?(?:включен|используете|работает|увімкнен"
    r"|користуєтес|використовуєте)\w* .{0,20}(?:блокировщик|блокувальник|ad ?block)\w*",
    "вимкніть .{0,40}(?:блокувальник|ad ?block)|wylacz .{0,30}(?:adblock|blokowanie)",
    r"(?:reklam (?:blok|engel)\w+|adblock\w*) .{0,40}(?:sondur|kapat|devre|deaktiv|istifade ed|askarlan|tespit|kullan)",
    r"(?:ad ?-?blocker|werbeblocker) .{0,30}(?:deaktiv|ausschalt|aus\b)|deaktivieren sie .{0,40}blocker",
    "(?:are you|you must be) (?:over|at least|older than) (?:18|eighteen)|(?:вам|мне) (?:уже )?(?:есть|исполнилось|больше) 18",
    r"18 yas(?:in|indan|dan)\w* (?:boyuk|buyuk|dolub|tamam)|ukonczyl\w+ 18|uber 18 jahre",
)
CONSENT_STEMS = (
    *("cookie", "consent", "privacy", "partners", "legitimate interest", "ad block", "ad-block", "adblock", "blocker", "eighteen"),
    *("kuki", "cerez", "razilig", "sexsi melumat", "mexfili", "riza", "gizlili", "kisisel veri", "reklam", "18 yas", "tumu"),
    *("куки", "кукі", "соглас", "соглаш", "партнер", "конфиденциальн", "блокиров", " 18", "згод", "конфіденц", "приватн", "цінуємо"),
    *("натискаючи", "блокув", "zgod", "partnerz", "partnerow", "prywatn", "ciastecz", "informacj", "przejdz", "ukonczyl"),
    *("einwillig", "zustimm", "privatsph", "mit werbung", "pur-abo", "akzeptier", "unsere", "ქუქი", "کوکی", "թխուկ", "քուքի"),
)
"""One of them stands in every notice of consent; a quick look before the long pattern."""
CONSENT_TERMS = re.compile(
    "cookie|consent|privacy|partner|vendor|personal data|preferences|tracking|advertis|gdpr|legitimate interest"
    "|on (?:a|your) device|согласи|куки|персональн|конфиденциальн|партнер|рекламн|kuki|razilig|mexfili|sexsi melumat|cerez"
    "|gizlili|riza|kisisel veri|kvkk|reklam|prywatno|zgod|ciastecz|danych osobowych|przetwarza|rodo|urzadzeni|identyfikator"
    "|datenschutz|einwillig|zustimm|werbung|personenbezogen|dsgvo|endgerat|згод|конфіденційн|персональн|ქუქი|პერსონალურ"
    "|کوکی"
    "|քուքի|անձնական"
)
"""What a page that asks for consent is full of."""

LOGIN = _any(
    "(?:log ?in|sign ?in|log ?on|sign ?up|register|registration|create (?:an )?account|forgot(?:ten)? password"
    r"|reset password|password recovery|member login|my account)(?!\w)",
    r"daxil ol(?:un|maq)?(?!\w)|sayta (?:giris|daxil)|hesab\w* (?:giris|daxil|yarat)|qeydiyyat(?:dan kec\w*)?(?!\w)",
    r"giris(?:i| yap| et)?(?!\w)|sifreni(?:zi)? unut|parolu(?:nuzu)? unut|uye (?:girisi|ol)(?!\w)|oturum ac|kayit ol",
    r"вход(?! в)(?!\w)|вход в (?:систему|аккаунт|личный|профиль|кабинет)|войти(?!\w)|войдите|авторизаци\w+|авторизуйтесь",
    r"регистрация(?!\w)|личный кабинет|восстановление пароля|забыли пароль",
    r"вхід(?! [ву])(?!\w)|вхід (?:до|в) (?:акаунт|кабінет|облік|систем)\w*|увійти|увійдіть|авторизаці\w+|реєстрація(?!\w)",
    "особистий кабінет|забули пароль",
    r"zaloguj(?: sie)?(?!\w)|logowanie(?!\w)|rejestracja(?!\w)|zarejestruj sie|zaloz konto|nie pamietasz hasla|moje konto",
    r"anmelden(?!\w)|anmeldung(?!\w)|einloggen|registrieren(?!\w)|passwort vergessen|mein konto|jetzt anmelden",
    r"მთავარი შესვლა|შესვლა(?!\w)|ავტორიზაცია|რეგისტრაცია|մուտք(?!\w)|գրանցում|ورود(?: به| کاربر)|ثبت نام",
)

OUT_OF_ORDER = _any(
    "(?:site|page|service|we)(?: is|'re| are)? (?:currently |temporarily )?(?:under maintenance|down for|unavailable)",
    "under maintenance|maintenance mode|scheduled maintenance|internal server error|bad gateway|gateway time-?out",
    "service (?:temporarily )?unavailable",
    "error establishing a database|database (?:connection )?error",
    r"(?:500|502|503|504|520|521|522|523|524)(?: error| bad| internal| service|:)|error 5\d\d|critical error on this website",
    "account (?:has been )?suspended|fatal error|temporarily unavailable|bandwidth limit",
    "texniki (?:isler|fasile|profilaktik|sebeb)|muveqqeti (?:olaraq )?(?:islemir|baglidir|elcatmaz|elcatan)",
    "teknik (?:bakim|calisma)|bakim(?:dayiz|da)|bakim calismasi|gecici olarak (?:kullanil|hizmet|kapali)",
    r"(?:техническ|профилактическ|регламентн)\w+ (?:работ|обслуж|перерыв)",
    "сайт (?:временно )?(?:недоступен|не работает|на обслуживании|закрыт)|внутренняя ошибка|ошибка (?:сервера|базы данных"
    r"|5\d\d)",
    "временно недоступ",
    r"технічн\w+ (?:робот|обслуг|перерв)|сайт (?:тимчасово )?недоступн|помилка (?:сервера|бази|5\d\d)|тимчасово недоступ",
    r"przerwa techniczna|prace (?:techniczne|serwisowe)|(?:serwis|strona)\w* (?:chwilowo|tymczasowo) niedostepn",
    r"(?:возникла|произошла) критическая ошибка|(?:сталася|виникла) критична помилка|kritik (?:bir )?(?:hata|xeta)|kritischer fehler",
    r"blad (?:serwera|5\d\d)|wartungsarbeiten|wartungsmodus|vorubergehend nicht (?:erreichbar|verfugbar)|serverfehler",
)

LISTING = _any(
    r"(?:comments|replies) (?:on|to)(?!\w).*|(?:rey|serh)ler(?: \(\d+\))?(?=$)|yorumlar(?=$)|комментарии (?:к (?:статье|новости"
    r"|материалу|записи)|читателей).*",
    "коментарі (?:до|читачів).*|komentarze (?:do|czytelnikow).*|(?:leser)?kommentare zu.*",
    "(?:latest|all|breaking|top|more|today's) (?:news|stories|headlines|articles)|news (?:feed|archive|index)"
    r"|archives?(?!\w)",
    r"tags?(?!\w)|category(?!\w)|categories(?!\w)|topics?(?!\w)|search(?! for)(?: results)?(?!\w)|results for|page \d+",
    r"posts (?:by|tagged)|articles by|events? calendar|calendar(?!\w)|upcoming events|news(?!\w)",
    r"(?:son|butun|en cox oxunan|gunun|diger|tum) (?:xeberler|haberler)|xeberler(?!\w)|haberler\w*|xeber (?:lenti|arxiv)\w*",
    r"arxiv(?!\w)|arsiv\w*|etiket\w*|teq(?!\w)|rubrika\w*|kateqoriya\w*|kategori\w*|axtaris(?:in)?(?: netice\w*)?(?!\w)",
    r"arama (?:sonuc\w*)?|sehife \d+|sayfa \d+|(?:tedbir\w*|etkinlik\w*) (?:teqvim|takvim)\w*|afisa|teqvim|takvim"
    r"|muellif(?!\w)",
    r"yazar(?!\w)|butun yazilari",
    r"новости(?!\w)|(?:все|последние|главные|другие) (?:новости|материалы|статьи)|лента(?: новостей)?(?!\w)|архив(?!\w)",
    r"метк[аи](?!\w)|тег[и]?(?!\w)|рубрик[аи]|категори[яи]|раздел(?!\w)|поиск(?!\w)|результаты поиска|страница \d+",
    r"материалы по теме|сюжет(?!\w)|темы?(?!\w)|автор(?!\w)|афиша|календарь",
    r"новини(?!\w)|(?:усі|всі|останні|головні) новини|стрічка(?: новин)?|архів(?!\w)|мітк[аи](?!\w)|розділ(?!\w)|пошук(?!\w)",
    r"результати пошуку|сторінка \d+|афіша|тема(?!\w)",
    r"(?:najnowsze|ostatnie|wszystkie) (?:wiadomosci|artykuly|wpisy)|wiadomosci(?!\w)|aktualnosci|archiwum|tag[i]?(?!\w)",
    r"kategori[ae]|wyniki wyszukiwania|strona \d+|kalendarz(?: wydarzen)?(?!\w)|temat(?!\w)",
    r"nachrichten(?!\w)|(?:aktuelle|neueste|alle) (?:nachrichten|meldungen|artikel)|archiv(?!\w)|schlagwort\w*|thema(?!\w)",
    r"rubrik(?!\w)|suchergebnis\w*|suche(?!\w)|seite \d+|veranstaltungs?kalender|veranstaltungen|termine(?!\w)",
    "ახალი ამბები|სიახლეები|არქივი|լուրեր|արխիվ|اخبار|آرشیو|برچسب",
)

READ_MORE = re.compile(
    "(?:read more|read on|continue reading|more|full story|read the rest|etrafli(?: oxu)?|davami|davamini oxu|daha cox|oxu"
    r"|читать (?:далее|полностью|дальше|целиком)|подробнее|далее|дальше|devami|devamini oku|detay\w*|daha fazla"
    "|читати (?:далі|більше)|докладніше|детальніше|далі|czytaj (?:wiecej|dalej)|wiecej|dowiedz sie wiecej|weiterlesen"
    r"|mehr(?: lesen| erfahren)?|სრულად|ვრცლად|ավելին|կարդալ(?: ավելին)?|ادامه(?: مطلب)?|بیشتر|lire la suite)[\s.…>»→›\]]*$"
)

LIVE = _any(
    r"live (?:blog|updates?|coverage|ticker|text|report)|liveblog|as it happened|live:|live -|live \||minute by minute",
    r"- live(?!\w)|live(?=\W*$)",
    r"onlayn (?:xronika|translyasiya|reportaj)|canli (?:blog|anlatim|xronika|yayin|yenilen\w+|guncelle\w*|izleme|gelisme)",
    r"(?:hadiselerin )?xronikasi|xronika(?!\w)|deqiqe(?:be|[- ]be[- ])?-?deqiqe|dakika dakika|anbean|an be an|son deqiqeler",
    r"canli(?=\W*$)|yenilenir",
    r"онлайн-?\s?(?:трансляци|хроник|репортаж|блог)\w*|текстов\w+ (?:онлайн|трансляци)\w*"
    r"|прям\w+ (?:текстов\w+ )?трансляци\w*",
    r"трансляция(?!\w)|хроник[аи](?!\w)|онлайн(?=\W*$)|(?:обновляется|пополняется)(?!\w)|минута за минутой"
    "|главное к этому часу",
    r"онлайн-?\s?(?:трансляці|хронік)\w*|текстов\w+ (?:онлайн|трансляці)\w*|хронік[аи](?!\w)|наживо|оновлюється",
    "хвилина за хвилиною",
    r"relacja (?:na zywo|live|tekstowa)|na zywo|minuta po minucie|aktualizowan\w+|live-?ticker\w*|newsticker|ticker(?!\w)"
    "|newsblog",
    r"(?:im|live-?)blog(?!\w)|im liveticker|\+\+\+",
    "პირდაპირი (?:ეთერი|ტექსტური)|ონლაინ ქრონიკა|ուղիղ (?:միացում|հեռարձակում)|օնլայն|پوشش زنده|لحظه به لحظه",
)

PAYWALL = _any(
    "(?:subscribe|sign up|log in|sign in|register|subscription|become a (?:subscriber|member)|join"
    "|pay) .{0,60}(?:to (?:continue|keep) reading|to read (?:more|on|the (?:full|rest|whole|entire)|this|full)"
    "|for full access|to unlock|to access (?:this|the full|the rest)|to view (?:this|the full))",
    "(?:to|want to) (?:continue reading|keep reading|read (?:on|the (?:full|rest|whole)|this|more)|unlock"
    "|access) .{0,60}(?:subscri|sign|log in|regist|member|become|account|plan|join|support|donat|pay|buy|trial)",
    "(?:article|story|content|text|piece|material|report) is (?:only |exclusively )?(?:for|available (?:only )?(?:to|for)"
    r"|reserved for|exclusive to|free for) (?:\w+ ){0,3}(?:subscrib|member|premium|paying)",
    r"(?:subscriber|member)s?[- ]only|(?:for|to) (?:paid |premium |paying )?subscribers(?: only)?(?=\W*$)",
    r"premium (?:article|content)(?=\W*$)|(?:the )?rest of (?:this|the) (?:article|story|text) is",
    "unlock (?:this|the full) (?:article|story)|you(?:'ve| have) (?:reached|read) .{0,40}(?:limit|free articles)",
    "already a subscriber",
    r"(?:davamini|tam metn\w*|tamamini|tam versiya\w*|metnin davami\w*|yazini\w*|xeberi\w*|meqaleni\w*) .{0,80}(?:abune"
    "|odenisli|premium|daxil ol|qeydiyyat)",
    r"(?:abune\w*|abone\w*|uye\w*) .{0,70}(?:davam|tamam|okuma|oxuma|erisi|tam met|acil|giris)",
    r"(?:yalniz|sadece|ancaq|yalnizca) (?:\w+ ){0,3}(?:abune|abone|uye)\w*|(?:abune|abone|uye)l?er?e? (?:ucun|ozel|mexsus"
    r"|aciq)\w*",
    "odenisli (?:material|mezmun|yazi|meqale)",
    r"(?:devamini|tamamini|yazinin devami\w*|haberin (?:tamami|devami)\w*|makalenin \w+) .{0,60}(?:abone|uye|giris|premium)",
    "abonelere ozel|aboneler okuyabilir|uyelere ozel",
    r"(?:полн\w+ (?:текст|версия|доступ|материал)\w*|продолжение|остальн\w+|целиком|материал|статья|текст|доступ"
    r"|чтение) .{0,60}(?:подписчик|по подписке|подписк|платн|зарегистрированн|авторизова)\w*",
    r"(?:только|доступн\w+) (?:\w+ ){0,2}(?:для |по )?подписк?ч?\w*|для подписчиков",
    r"(?:чтобы|чтоб) (?:\w+ ){0,3}(?:читать|дочитать|прочитать|продолжить|открыть|получить) .{0,60}(?:подпи|войд|зарег"
    "|авториз|купи|оплат|поддерж|присоедин|вступ|оформ)",
    r"(?:доступн\w+ )?только (?:для )?(?:член|участник|спонсор|зарегистр|авториз)\w*",
    r"(?:подпи\w+|оформ\w+ подписк\w+|войдите|купите|зарегистр\w+|авториз\w+),? .{0,50}(?:чтобы|и) (?:\w+ ){0,2}(?:чита"
    "|дочит|прочит|продолж|получ)",
    r"(?:повн\w+ (?:текст|версія|доступ)\w*|продовження|матеріал|стаття|текст|доступ) .{0,60}(?:передплат|підпис)\w*",
    r"(?:тільки|лише) (?:\w+ ){0,2}(?:для )?(?:передплатник|підписник)\w*|для (?:передплатників|підписників)",
    r"(?:щоб|аби) (?:\w+ ){0,3}(?:читати|дочитати|прочитати|продовжити|відкрити) .{0,60}(?:передпла|підпи|увій|зареє|приєдн"
    r"|підтрим|придба|оплат|долуч)\w*",
    r"(?:доступн\w+ )?(?:лише|тільки) (?:для )?(?:член|учасник|спонсор|зареєстр)\w*",
    r"(?:передпла\w+|оформ\w+ (?:перед|під)п\w+|підпи\w+),? .{0,40}(?:щоб|аби|і) (?:\w+ ){0,2}(?:чита|дочит|прочит|продовж)",
    r"(?:dalsz\w+ (?:czesc|ciag)|pozostal\w+|peln\w+ (?:tekst|dostep|wersj|tresc)\w*|calosc|caly (?:tekst|artykul)"
    r"|czytaj dalej|dostep|artykul|tekst|tresc) .{0,60}(?:subskry[bp]|prenumer|premium|abonen|platn|zaloguj)\w*",
    r"(?:tylko|wylacznie) (?:dla )?(?:\w+ )?(?:subskry[bp]|prenumer|abonen)\w*",
    r"(?:wykup|kup|zaloguj|zostan|aktywuj) .{0,50}(?:czyta|przeczyta|dostep|subskry[bp]|prenumer)\w*",
    r"aby (?:czytac|przeczytac|kontynuowac) .{0,60}(?:subskry[bp]|prenumer|wykup|kup|zaloguj)\w*",
    "(?:weiterlesen|weiter lesen|weiterzulesen|ganzen? (?:artikel|text)|vollstandigen? (?:artikel|text)|zugang"
    "|dieser (?:artikel|text|beitrag|inhalt)|den (?:rest|artikel)|alle (?:artikel|inhalte)) .{0,70}(?:abo(?:nn)?|plus"
    r"|premium|anmeld|registrier|kostenpflichtig|testen)\w*",
    r"(?:abo|plus|premium)\w* .{0,40}(?:weiterlesen|weiter lesen|freischalten)",
    r"(?:nur|exklusiv) fur (?:\w+ )?(?:abonnent|mitglied)\w*|(?:jetzt |bereits )abonn\w+",
    "(?:abonnieren|jetzt testen) .{0,40}(?:weiter|lesen)",
    r"გამოიწერე.{0,60}(?:წასაკითხ|გაგრძელ)|მხოლოდ გამომწერ|(?:բաժանորդ|բաժանորդագր)\w*.{0,50}(?:կարդալ|համար)|միայն բաժանորդ",
    r"مشترک\w* .{0,40}(?:ادامه|خواندن|مطالعه)|(?:ادامه|متن کامل).{0,50}(?:مشترک|اشتراک)|ویژه (?:مشترک|اعضا)",
)

PATHS: dict[PageKind, re.Pattern[str]] = {
    "challenge": re.compile(r"/(?:show|check|sg|verify)?-?captcha|/challenge(?:/|$)|/\.well-known/"),
    "soft 404": re.compile(r"/(?:404|not-?found|page-?not-?found|error-?page|error|hata|xeta)(?:\.\w{2,5})?/?$"),
    "login page": re.compile(r"/(?:log-?in|sign-?in|wp-login|auth|giris|daxil-?ol|logowanie|anmelden|register|sso)(?:\.\w{2,5})?(?:/|$)"),
    "consent wall": re.compile(
        r"/(?:consent|cookie-?wall|privacy-?(?:wall|gate)|gdpr|cmp|collectconsent|zustimmung)(?:\.\w{2,5})?(?:/"
        "|$)"
    ),
    "server error": re.compile(r"/(?:maintenance|50[0-4])(?:\.\w{2,5})?/?$"),
}
"""Where servers send to show a page of each kind."""

HEADS: dict[PageKind, re.Pattern[str]] = {
    "soft 404": NOT_FOUND,
    "challenge": CHALLENGE,
    "consent wall": CONSENT,
    "login page": LOGIN,
    "server error": OUT_OF_ORDER,
}
"""What the title, a heading or a short line says on pages of each kind."""

DENIED = re.compile(r"access denied|forbidden|доступ|blocked|zugriff|odmowa|dostep|engel|blok")
"""What servers say that refuse for good; it is a challenge only beside the marks of one."""

GUARDED = re.compile(
    b"_cf_chl_opt|cf-browser-verification|cf-challenge|challenge-form|challenge-error-text"
    rb"|/challenge-platform/h/[a-z]/orchestrate|cf-error-details|cf_captcha_kind|__qrator|qrator\.net/|qauth_utm"
    rb"|_Incapsula_Resource|Incapsula incident|incapsula\.com/|ddos-guard|/\.well-known/ddos-guard|__ddg|stormwall|swp_token"
    rb"|showcaptcha|captcha-delivery\.com|px-captcha|awsWafCookie|awswaf|AwsWafIntegration|sucuri_cloudproxy|sgcaptcha"
    b"|servicepipe|ServicePipe|variti|bm-verify|/_sec/cp_challenge|__tspd|TSPD|vercel/security|anubis_challenge|_fs-ch-|bunny-shield"
    rb"|lsrecap|wsidchk|h-captcha|g-recaptcha|smart-captcha|smartcaptcha|cf-turnstile|hcaptcha\.com/1/api|recaptcha/api"
)
"""Marks of the services that guard a site. Ordinary pages of guarded sites have some of them too."""
CHALLENGING = re.compile(
    b"_cf_chl_opt|cf-browser-verification|challenge-form|challenge-error-text|/challenge-platform/h/[a-z]/orchestrate"
    b"|cf-error-details|/__qrator/qauth|qauth_utm|Incapsula incident|awsWafCookieDomainList|gokuProps|bm-verify"
    rb"|/_sec/cp_challenge|anubis_challenge|sucuri_cloudproxy_js|/\.well-known/sgcaptcha|px-captcha|/showcaptcha\?|_fs-ch-"
)
"""Marks that stand on the challenge itself and nowhere else."""
SETS_COOKIE = re.compile(rb"document\.cookie\s*=|setCookie|set_cookie")
RELOADS = re.compile(rb"location\.reload|location\.replace|location(?:\.href)?\s*=|\.submit\(\)")
"""With ``SETS_COOKIE`` all that some challenges are made of: a script that sets a cookie and loads the page anew."""

ELSEWHERE = re.compile(
    r"comment|коммент|комент|serh|yorum|koment|kommentar|კომენტარ|մեկնաբան|newsletter|рассылк|розсилк|bulten|biuletyn|канал|kanal"
    r"|telegram|телеграм|whatsapp|facebook|instagram|youtube|соцсет|google"
)
"""What speaks of comments, letters and channels, which ask readers of free articles to sign up too."""

SEPARATOR = re.compile(r" [-–—|·•»«:/]+ |\s*[|»•]\s*")
"""What stands in a title between the headline, the section and the site's name."""
TIME = re.compile(
    r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d:]*[\d%])"
    r"|^\W{0,2}\d{1,3}(?:\+\d{1,2})?(?:'|\.? ?(?:min|мин|deq|dk|хв)\b|\. minut|-я мин)"
)
"""A time of day, or a minute of a match."""
DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:20)?\d{2}|20\d\d|\d{1,2}[:.]\d{2})(?!\d)")
"""What tells that a short line is a date line."""
LIST_CLASS = re.compile(
    r"(?:^|[\s_-])(?:home(?:page)?|front-?page|archive|category|tag|search(?:-results)?|blog|taxonomy|listing|section-page"
    r"|author)(?=$|[\s_-])"
)
LIST_PATH = re.compile(
    r"/(?:tags?|teq|etiket|metka|category|categories|kategori\w*|kateqoriya|rubric|rubrika|section|topics?|thema|temat|tema"
    r"|authors?|muellif|yazar|search|axtaris|arama|poisk|archive|arxiv|arsiv|archiv\w*|page|calendar|events|afisha|feed"
    "|wiadomosci|latest|all|comments)(?:/|$)"
    "|[?&](?:s|q|query|search|page|paged)=",
    re.IGNORECASE,
)
FRONT_PATH = re.compile(r"/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home|main)(?:\.\w{2,5})?/?)?$", re.IGNORECASE)
"""The path of a front page, of the whole site or of one language."""
