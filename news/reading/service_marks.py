"""The words by which pages about the outlet itself give themselves away: policies, contacts, advertising, subscriptions, tools.

Patterns are written as ``fold`` leaves text, languages in the order of ``kind_marks``.
"""

import re


def _names(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?:(?:our|the|site|website|наша|biznes) )?(?:" + "|".join(patterns) + r")(?!\w)")


NAMES = _names(
    r"(?:privacy|cookies?)(?: and cookies?)? (?:policy|notice|statement)|terms (?:of (?:use|service|sale)|and conditions|& conditions)"
    r"|user agreement",
    "legal (?:notice|information|disclaimer)|imprint|disclaimer|about (?:us|the (?:site|project|editors|newsroom|paper|magazine))"
    "|about(?=$)",
    "who we are|contact (?:us|information|details)|contacts?(?=$)|advertis(?:e|ing) (?:with us|rates|on (?:this|our) site)|rate card"
    "|media kit",
    "editorial (?:policy|standards|guidelines|board|team)|code of ethics|choose your (?:plan|subscription)|subscription (?:plans|options)",
    "sign up (?:for|to) (?:our|the) .{0,40}newsletter|sign up for .{0,40}newsletter|rss(?: feeds?| service)?(?=$)"
    "|frequently asked questions",
    "(?:job openings|work (?:with|for) us|join our team|open positions)(?=$)",
    r"(?:mexfilik|gizlilik) (?:siyaset|qayda|bildiris|politika|sozlesme)\w*|istifade (?:sertleri|qaydalari)|istifadeci razilas\w*"
    r"|haqqimizda",
    "(?:sayt|layihe|redaksiya|portal) haqqinda(?=$)|biz kimik|elaqe(?: ucun)?(?=$)|bizimle elaqe|rss(?: xidmeti| lenti)?(?=$)"
    "|tez-tez verilen suallar",
    r"reklam (?:yerlesdir\w*|qiymetleri|ucun|xidmet\w*|imkanlari)|reklam verin?(?=$)|kvkk(?: \w+){0,3}(?=$)|aydinlatma metni"
    r"|cerez politikasi",
    "kullanim (?:kosullari|sartlari|sozlesmesi)|hakkimizda|kunye(?=$)|iletisim(?=$)|bize ulasin|yayin (?:ilkeleri|politikasi)"
    "|sikca sorulan sorular",
    r"политика (?:в отношении (?:обработки|файлов)|конфиденциальности|приватности|обработки"
    r"|использования (?:файлов )?cookie)(?: .{0,60}данных)?",
    "согласие на обработку персональных данных|(?:пользовательское|лицензионное) соглашение|публичная оферта|правовая информация"
    "|выходные данные",
    "(?:правила|условия) (?:пользования|использования|перепечатки|комментирования|размещения рекламы)(?: (?:сайта|сайтом|материалов"
    "|портала))?",
    "о (?:нас|проекте|сайте|редакции|компании|газете|журнале|портале|издании|телеканале|радио)(?=$)|о нас|контакты(?: редакции)?"
    "|обратная связь",
    "правила (?:сайта|портала|форума|комментариев|общения)(?=$)|реклама (?:на (?:сайте|портале|нашем)|у нас|в газете)|рекламодателям"
    "|размещение рекламы|редакционная политика|карта сайта",
    "политика (?:конф[іи]денц[іи]йност[іи]|приватності)|політика (?:конфіденційності|приватності)|угода користувача|правила користування",
    "про (?:нас|проєкт|проект|сайт|видання|редакцію|компанію)(?=$)|контакти(?: редакції)?|зворотний зв'язок|рекламодавцям"
    "|редакційна політика",
    "реклама на (?:сайті|порталі)|polityka (?:prywatnosci|cookies|plikow cookies?|redakcyjna)|regulamin (?:serwisu|portalu|strony"
    "|swiadczenia uslug)",
    "o (?:nas|redakcji|portalu|serwisie|wydawcy)(?=$)|kontakt(?: z redakcja)?(?=$)|oferta reklamowa|reklama w serwisie|nota prawna"
    "|cennik reklam",
    "datenschutz(?:erklarung|hinweise|bestimmungen)?(?=$)|datenschutz(?:erklarung|hinweise)|impressum|nutzungsbedingungen|agb(?=$)",
    r"allgemeine geschaftsbedingungen|(?:wir )?uber uns(?=$)|kontakt und impressum|mediadaten|haufige fragen (?:zu|zum|zur)"
    r"|barrierefreiheitserklarung",
    "ჩვენ(?:ს)? შესახებ|კონტაქტი|კონფიდენციალურ\\w+ პოლიტიკა|წესები და პირობები|მոნაცემ|մեր մասին|հետադարձ կապ"
    "|գաղտնիության քաղաքականություն",
    "օգտագործման (?:կանոններ|պայմաններ)\\w*|درباره (?:ما|سایت)|تماس با ما|حریم خصوصی|قوانین و مقررات|شرایط استفاده|mentions legales"
    "|a propos(?=$)",
)
"""What a page about the outlet is called; no article is called so."""

TOPICS = _names(
    "advertising|careers?|jobs?|vacanc(?:y|ies)|subscri(?:be|ptions?)|newsletters?|pricing|help(?: cent(?:er|re))?|faq|support us|donate",
    "(?:our |mobile )?apps?(?=$)|watch live|live (?:stream|tv|radio)|tv (?:schedule|guide|programme|program|listings)"
    "|weather(?: forecast)?",
    "(?:currency|exchange) rates?|prayer times|masthead|our team|games|crossword",
    r"reklam|vakansiyalar?|is elanlari|redaksiya|abune(?: ol\w*|lik)?|xeber bulleteni|canli (?:yayim|efir|tv|yayin|izle)"
    r"|(?:tv )?proqram cedveli",
    r"(?:tv )?veriliş\w* proqrami|valyuta(?: mezenne\w*)?|hava (?:haqqinda|proqnozu)|namaz vaxt\w*|komek|kariyer|abonelik\w*"
    r"|e-?bulten\w*|yayin akisi",
    r"tv rehberi|hava durumu|doviz(?: kurlari)?|namaz vakitleri|mobil uygulama\w*|\w+ (?:mobil )?uygulamasi(?=$)|\w+ \w+ uygulamasi(?=$)",
    "редакция|реклама|прайс(?:-лист)?|расценки|вакансии|работа у нас|подписка|оформить подписку|рассылк[аи]|помощь|прямой эфир"
    "|телепрограмма",
    "программа передач|погода|курсы? валют|время намаза|мобильное приложение|приложение|поддержать|наша команда|учредитель",
    "редакція|реклама|вакансії|передплата|підписка|розсилка|прямий ефір|програма передач|погода|курси? валют|допомога|підтримати",
    "redakcja|reklama|cennik|praca|kariera|prenumerata|subskrypcja|pomoc|program tv|pogoda|kursy walut|regulamin|aplikacja",
    "redaktion|werbung|anzeigen(?:preise)?|karriere|stellenangebote?|jobs|abo|abonnement|digitalabo|hilfe|fernsehprogramm|tv-programm"
    "|wetter",
    "wechselkurse|livestream|anmeldung zum newsletter|რეკლამა|ვაკანსი\\w+|პირდაპირი ეთერი|ამინდი|գովազդ|կապ|ուղիղ եթեր|եղանակ",
    "تبلیغات|پخش زنده|اشتراک|آب و هوا|نرخ ارز",
)
"""What such a page may be called, and now and then a short article too: its address or its words must say so as well."""

_SLUGS = (
    "privacy|privacy-?(?:policy|notice|statement)|cookie-?(?:policy|notice)|cookies|terms|terms-(?:of-(?:use|service)|and-conditions)"
    "|tos|legal"
    "|legal-notice|imprint|impressum|disclaimer|about|about-?us|aboutus|who-we-are|contacts?|contact-?us|advertis(?:e|ing)"
    "|advertise-with-us|ads"
    "|media-?kit|rate-?card|editorial-?(?:policy|standards|guidelines)|masthead|team|our-team|careers?|jobs?|vacanc(?:y|ies)|work-with-us"
    "|subscri(?:be|ptions?)|plans|pricing|membership|newsletters?|rss|rss-feeds?|feeds|site-?map|faq|help|support|donate|apps?|mobile"
    "|live|live-?tv"
    "|watch-live|live-?stream|tv-?(?:guide|programme?|schedule)|weather|currency|rates|exchange-rates?|prayer-times?"
    "|mexfilik(?:-siyaseti)?|gizlilik(?:-(?:politikasi|sozlesmesi))?|istifade-(?:sertleri|qaydalari)|haqqimizda|haqqinda|elaqe"
    "|bizimle-elaqe|reklam"
    "|vakansiya(?:lar)?|redaksiya|abune(?:lik)?|canli|canli-(?:yayim|yayin|efir|tv|izle)|tv-?proqram|valyuta|mezenne|hava|hava-proqnozu"
    "|namaz"
    "|namaz-(?:vaxtlari|vakitleri)|komek|kvkk|cerez-politikasi|kullanim-(?:kosullari|sartlari)|hakkimizda|kunye|iletisim"
    "|yayin-(?:ilkeleri|akisi)"
    "|kariyer|abonelik|e-?bulten|hava-durumu|doviz|uygulama"
    "|o-nas|o-proekte|o-redak[ct]s?ii|o-sajte|o-sayte|o-kompanii|o_nas|kontakty?|kontakti|redak[ct]s?i(?:ya|a|ja)|reklama"
    "|reklamodatelyam|vakansii"
    "|podpiska|rassylka|soglasi[ey]|soglashenie|politika(?:-konfidencialnosti|-konfidentsialnosti)|polzovatelskoe-soglashenie|oferta"
    "|pravila|pogoda"
    "|kursy?(?:-valyut)?|tv|programma|efir|pro-nas|pro-proekt|polityka-konfidentsiinosti|redaktsi(?:j|i)na-polityka|peredplata"
    "|vakansiyi|umovy"
    r"|politika-(?:konf|obrab|priv|v-otn)[\w-]*|polityka-(?:prywatnosci|cookies)|regulamin|o-nas|redakcja|praca|prenumerata|pomoc"
    "|cennik|rodo"
    "|datenschutz(?:erklaerung|hinweise)?|agb|nutzungsbedingungen|ueber-uns|kontakt|mediadaten|werbung|karriere|stellenangebote|abo"
    "|digitalabo|hilfe"
    "|wetter|tv-programm|chven-shesakheb|kontakti|mer-masin"
)
PATH = re.compile(rf"/(?:{_SLUGS})(?:[-_](?:id-?)?\d{{1,7}})?(?:\.\w{{2,5}})?$")
"""An address whose last part names a page about the outlet."""
NEAR_PATH = re.compile(
    r"/(?:reklama?|advertis(?:e|ing)|gizlilik|mexfilik|privacy|terms|datenschutz|rules|pravila|usloviya|polic(?:y|ies)|agreement)"
    r"(?:-\w+){0,3}(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
"""An address that may name such a page, or an article about the same thing."""
FOLDER = re.compile(
    r"/(?:careers?|jobs?|vacanc(?:y|ies)|newsletters?|help|hilfe|legal|about-us|subscribe|weather|pogoda|wetter|vakansii"
    r"|vakansiyalar|faq)"
    r"/[^/]+$",
    re.IGNORECASE,
)
"""A folder in which such pages stand."""

SPOKEN = re.compile(
    r"(?<!\w)(?:this (?:web)?site|our (?:web)?sites?|our (?:readers|newsroom|editors|team|newsletter|services|terms|journalism|app)"
    r"|your (?:personal|e-?mail"
    r"|account|data|subscription|cv|browser|consent|rights|family)|by (?:using|signing|subscribing|submitting|accessing)|we (?:collect"
    r"|use|reserve|offer"
    r"|process|may|will never|provide|are not (?:liable|responsible))|you (?:agree|are responsible|may|have paid)|third part(?:y|ies)"
    r"|unsubscribe|cancel anytime|cover letter|equal opportunity|how to apply|(?:is|are) looking for an?(?! \w+ing)|subscribe|(?:a"
    r"|per) month"
    r"|sayti(?:miz|mizdan|mizda)\w*|saytdan istifade|sexsi melumat\w*|ucuncu (?:sexs|taraf)\w*|razilas\w+siniz|bizimle|redaksiya\w*"
    r"|reklam\w*"
    r"|uygulama\w*|indir\w+|sitemiz\w*|kaynak gosteril\w*|kisisel veri\w*|abone\w*|izleye bilersiniz|mezenneler|materiallardan"
    r"|персональн\w+ данн\w+|наш\w* (?:сайт|издани|читател|корреспондент|команд|партнер)\w*|оператор\w*|пользовател\w+|настоящ(?:им|ее"
    r"|ая|ей|его)"
    r"|редакци\w+|учредител\w+|перепечатк\w+|рекламодател\w+|скидк\w+|баннер\w*|размещ\w+|руб\.|мы (?:не зависим|работаем|размещаем"
    r"|собираем)|подписк\w+"
    r"|персональн\w+ дан\w+|користувач\w*|редакці\w+|наш\w* (?:сайт|видан|читач)\w*|передрук\w*|скарг\w+"
    r"|danych osobowych|administrator\w*|serwis\w*|uzytkownik\w*|plik\w+ cookies?|ma prawo|naszych? (?:stron|portal|czytelnik)\w*"
    r"|personenbezogen\w*|unser\w* (?:seiten?|angebot|kundenservice|leser\w*|website)|haftung|betreiber\w*|ihrem (?:konto|abo|browser)"
    r"|abos?|passwort"
    r"|telebler|is seraiti|emek haqqi\w*|cv(?:-\w+)?|namized\w*|aranan nitelikler|ozgecmis\w*|basvuru\w*|adaylar|indirim\w*|fiyatlar\w*"
    r"|teklif\w*"
    r"|требования|обязанности|резюме|соискател\w*|зарплат\w+|вимоги|обов'язки|wymagania|oferujemy|anforderungen|wir bieten|bewerbung\w*"
    r"|lebenslauf"
    r"|внес\w+|донат\w*|спільнот\w+|підтрим\w+|комментари\w+|администраци\w+|wydawc\w+|regulamin\w*|reklamacj\w+"
    r"|კონფიდენციალ\w+|რედაქცი\w+|მასალების|გამოცემ\w+|խմբագր\w+|կայքի?|հղումը|پایگاه|محفوظ|مدیر مسئول|کاربران)(?!\w)"
)
"""How such pages speak of themselves and to their readers."""
