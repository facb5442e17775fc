"""Words that deny, confirm or correct a claim, and those that take it back: "not", "if", "sources", by language.

Patterns as in docs/how-to/add-a-topic.md, separated by bars; compared folded, so that a text typed without diacritics is read too.
"""

from collections.abc import Mapping
from typing import Final

from news.texts import word_set

Tables = Mapping[str, str]

DENIED: Final[Tables] = {
    "en": "deny|denies|denied|denying|refut*|debunk*|no truth|not true|untrue|is false|are false|fake news|baseless|groundless|unfounded|"
    "fabrication|fabricated",
    "ru": "опроверг|опровергл*|опровергает|опровергают|опровергая|опровергнут|опровергнута|опровергнуто|опровергнуты|опроверж*|отрицает|"
    "отрицают|отрицал*|не соответству* действительности|действительности не соответству*|фейк*|"
    "недостоверн*|не имеют под собой основани*|не имеет под собой основани*|неправд*|вымысел",
    "az": "təkzib*|yalanla*|həqiqəti əks etdirm*|həqiqətə uyğun deyil|həqiqətə uyğun olma*|əsassızdır|inkar ed*|inkar et*|feykdir|"
    "dezinformasiyadır|yanlışdır|yalandır|yalan adland*|əsassız adland*",
    "tr": "yalanladı*|yalanlıyor|yalanlandı|yalanlama|yalanlayan|yalanlayarak|tekzip*|asılsız*|gerçeği yansıtm*|gerçek dışı*|doğru değil*|"
    "inkar et*|inkar ed*",
    "uk": "спростував|спростувал*|спростовує|спростовують|спростовано|спростуванн*|заперечу*|заперечив|заперечил*|"
    "не відповіда* дійсності|дійсності не відповіда*|фейк*|недостовірн*|неправда",
    "pl": "dementuj*|zdementował*|zdementowan*|dementi|zaprzecza*|zaprzeczył*|nieprawdziw*|nieprawda|nie jest prawdą|fake news",
    "de": "dementier*|bestreite*|bestritt*|falschmeldung*|nicht wahr|entspr* nicht der wahrheit|haltlos*|frei erfunden|zurückgewiesen",
    "fr": "dément|démentent|démenti*|démentant|démentait|a nié|ont nié|niant|nie tout|nie toute|nie avoir|nie être|nie que|nient tout|"
    "nient toute|nient avoir|réfut*|infondé*|fausse information|fausses informations",
    "hy": "հերք*|ժխտ*|չի համապատասխան* իրականությ*|իրականությ* չի համապատասխան*|կեղծ լուր*",
    "ka": "უარყო|უარყვ*|უარყოფს|უარყოფენ|უარყოფილ*|სიმართლეს არ შეესაბამება|არ შეესაბამება სიმართლეს|სინამდვილეს არ შეესაბამება",
    "fa": "تکذیب|بی‌اساس|بی اساس|کذب|صحت ندارد|واقعیت ندارد",
}
REJECTED: Final[Tables] = {
    "en": "reject*|dismiss*|rebut*",
    "ru": "отверг*|отвергл*|отклонил*|назвал|назвала|назвали|называ*",
    "az": "rədd ed*|rədd et*",
    "tr": "reddet*|reddedi*",
    "uk": "відкин*|відкидає*|назвав|назвала|назвали",
    "pl": "odrzuc*|nazwał*",
    "de": "weist|weisen|wies|wiesen",
    "fr": "rejett*|rejeté*|qualifi*",
    "hy": "մերժ*",
    "fa": "رد کرد*|رد کردند",
}
"""Verbs that deny only beside a word of ``REJECTED_WHAT``."""
REJECTED_WHAT: Final[Tables] = {
    "en": "report|reports|claim|claims|allegation*|accusation*|rumour*|rumor*|as false|as untrue|as fake|as speculation",
    "ru": "обвинени*|сообщени*|слух*|утвержден*|фейк*|ложью|ложн*|вымысл*|выдумк*|недостоверн*",
    "az": "iddia*|ittiham*|məlumat*|şayiə*",
    "tr": "iddia*|suçlama*|haberleri|söylenti*",
    "uk": "звинувач*|чутк*|повідомлення|фейк*|вигадк*|брехн*",
    "pl": "oskarżeni*|zarzut*|doniesieni*|kłamstw*|plotk*",
    "de": "zurück",
    "fr": "accusation*|allégation*|de fausse|de fausses|rumeur*",
    "hy": "մեղադրանք*|լուր*",
    "fa": "ادعا*|اتهام*|گزارش*|خبر*|شایعه*",
}
CONFIRMED: Final[Tables] = {
    "en": "confirm|confirms|confirmed|confirming|acknowledges|acknowledged|admits|admitted that",
    "ru": "подтвержда*|подтвердил*|подтвержден|подтверждена|подтверждено|подтверждены",
    "az": "təsdiqləyib*|təsdiqlədi*|təsdiqləyir*|təsdiqlənib|təsdiqləndi|təsdiqlənir|təsdiq edi*|təsdiq et*|təsdiq olun*|təsdiqini tap*",
    "tr": "doğruladı*|doğruluyor|doğrulandı|doğrulayan|doğrular|teyit et*|teyit ed*",
    "uk": "підтвердив|підтвердил*|підтверджу*|підтверджено|підтверджена|підтверджені",
    "pl": "potwierdził*|potwierdza|potwierdzają|potwierdzon*",
    "de": "bestätigt|bestätigte|bestätigten|bestätigen",
    "fr": "confirme|confirment|confirmé|confirmée|confirmés|confirmées|confirmait|confirmer",
    "hy": "հաստատել|հաստատեց|հաստատեցին|հաստատում|հաստատված|հաստատվել|հաստատվեց",
    "ka": "დაადასტურა|დაადასტურეს|ადასტურებს|ადასტურებენ|დადასტურდა|დადასტურებულია",
    "fa": "تأیید کرد*|تأیید شد*|تأیید می‌کن*|تأیید می کن*",
}
CORRECTED: Final[Tables] = {
    "en": "correction|corrected|retraction|retracted|clarification|corrects story",
    "ru": "исправление|исправлено|уточнение|поправка|исправленная",
    "az": "düzəliş|dəqiqləşdirmə",
    "tr": "düzeltme|tashih",
    "uk": "виправлення|виправлено|уточнення",
    "pl": "sprostowanie|korekta",
    "de": "korrektur|berichtigung|richtigstellung",
    "fr": "rectificatif|correction|erratum",
    "hy": "ուղղում|շտկում|ճշգրտում",
    "ka": "შესწორება|დაზუსტება",
    "fa": "اصلاحیه|تصحیح",
}
"""Where they stand as a label: at the edge of a headline, parted from it by a mark."""
NOT: Final[Tables] = {
    "en": "not|never|nor|neither|no|without|declin*|refus*|unable|cannot|didn|doesn|don|couldn|hasn|haven|wasn|weren|isn|won|"
    "wouldn|can t|yet to",
    "ru": "не|ни|без|отказал*|отказыва*|невозможно|нельзя|воздерж*",
    "az": "nə|nə də",
    "tr": "ne|ne de",
    "uk": "не|ні|ані|без|відмови*|відмовля*",
    "pl": "nie|ani|bez|odmów*|odmaw*",
    "de": "nicht|weder|kein*|nie|ohne",
    "fr": "ne|n|ni|sans|refus*|pas",
    "hy": "չի|չեն|չէ|չէր|ոչ|ոչ էլ|հրաժարվ*|առանց",
    "ka": "არ|ვერ|არც|ვერც|არ არის",
    "fa": "نه|بدون|هنوز",
}
"""What takes back a denial or a confirmation that follows."""
NOT_AFTER: Final[Tables] = {
    "az": "etməyib*|etmədi*|etmir*|edilməyib|edilmir|edilmədi|olunmayıb|olunmur|etməkdən imtina|etmədən|etməyəcə*",
    "tr": "etmedi*|etmiyor|edilmedi|edilemedi|etmekten kaçın*|etmeden|etmeyi reddet*|değil",
    "de": "nicht",
    "fr": "pas",
    "hy": "չի|չեն|չէ",
    "fa": "نکرد*|نشد*|نمی‌کن*|نمی‌شود|نمی کن*|نمی شود",
}
"""What takes back a denial or a confirmation that stands before it, or that it is part of."""
UNSURE: Final[Tables] = {
    "en": "reportedly|allegedly|supposedly|if|whether|asked to|to confirm|waiting for|await*|urged|urges|called on|calls on|may|might|"
    "expected to",
    "ru": "якобы|если|призвал*|попросил*|потребовал*|будто",
    "az": "guya|əgər|iddiaya görə",
    "tr": "güya|sözde|eğer|iddiaya göre",
    "uk": "нібито|начебто|якщо|закликав|закликал*",
    "pl": "rzekomo|podobno|jeśli|jeżeli|czy|wezwał*",
    "de": "angeblich|falls|wenn|sollte|ob",
    "fr": "prétendument|si|attend que|attend qu|attendent que|s il|aurait|auraient",
    "hy": "իբր|իբրև|եթե",
    "ka": "თითქოს|თუ",
    "fa": "گویا|ظاهرا|اگر",
}
UNNAMED: Final[Tables] = {
    "en": "source|sources|witness*|resident*|data|figures|records|recordings|footage|video|images|documents",
    "ru": "источник*|очевидц*|собеседник*|данные|запись|записи|видео|кадры|снимки|документы|расчеты",
    "az": "mənbə*|şahid*|görüntülər*|sənədlər*|rəqəmlər*",
    "tr": "kaynak*|görgü tanı*|görüntüler*|veriler*|belgeler*",
    "uk": "джерел*|очевид*|дані|записи|відео|кадри|знімки|документи",
    "pl": "źródł*|świadk*|dane|nagrania|dokumenty|zdjęcia",
    "de": "quelle*|kreise*|insider*|daten|zahlen|aufnahmen|dokumente|bilder",
    "fr": "source|sources|témoin*|données|images|chiffres|documents",
    "hy": "աղբյուր*",
    "ka": "წყარო*",
    "fa": "منبع*|منابع*",
}
"""Who, or what, confirms nothing on anybody's behalf."""
NO_CLAIM_CONFIRMED: Final[Tables] = {
    "en": "readiness|commitment|intention*|interest|adherence|support|budget|willingness|law|sentence",
    "ru": "готовност*|привержен*|намерен*|заинтересован*|обязательств*|позици*|стремлен*|поддержк*",
    "az": "büdcə*|qanun*|hazır*|sadiq*|fərman*|siyahı*|tərkib*|proqram*|namizəd*|niyyət*|əsasnamə*|qaydalar*|milli məclis*|parlament*|"
    "deputat*|nazirlər kabineti*|strategiya*|konsepsiya*",
    "tr": "hazır*|bağlılı*|kararlılı*|bütçe*",
    "uk": "готовн*|привержен*|відданіст*|намір*|зацікавлен*|прагненн*",
    "pl": "gotowoś*|zaangażowan*|zainteresowan*|przywiązan*|chęć|wolę",
    "de": "bereitschaft*|verpflichtung*|im amt|kandidat*|unterstützung*|interesse*|bekenntnis*",
    "fr": "volonté|engagement*|disponibilité|intérêt|soutien|attachement",
    "hy": "պատրաստակամ*|հանձնառ*|բյուջե*|հավատարմ*|դիվանագիտական հարաբերություն*|օրենք*|խորհրդարան*|ազգային ժողով*",
    "ka": "მზადყოფნ*|ერთგულებ*|მხარდაჭერ*",
    "fa": "آمادگی|تعهد|صلاحیت|پایبندی",
}
"""What is affirmed or approved, and no claim: a will, a budget, a law."""
NO_CLAIM_DENIED: Final[Tables] = {
    "en": "entry|visa|visas|bail|access|permission|parole|guilt|wrongdoing|request*|boarding|appeal|appeals|motion|asylum",
    "ru": "вину",
    "az": "təqsir*|günah*",
    "tr": "suçunu|suçluluğ*",
    "uk": "вину|провин*",
    "pl": "winy|winie",
    "de": "schuld|einreise",
    "fr": "culpabilité",
    "hy": "մեղք*",
    "ka": "ბრალს",
    "fa": "گناه*",
}
"""What is refused, or a plea in court."""
BY: Final = frozenset({"by", "par", "von"})
PASSIVE: Final = (
    "ено",
    "ена",
    "ены",
    "ен",
    "ono",
    "lenib",
    "lendi",
    "lenir",
    "landi",
    "վել",
    "վեց",
    "ված",
    "fabrication",
    "fabricated",
    "erfunden",
)
"""The ends of verbs, folded, before which nobody stands who does what they say."""
ACTING: Final = ("მა", "ომ", "ემ", "უმ")
"""The ends of Georgian words, of those who did."""
NO_NAMES: Final = word_set(
    "в у во w this that it reports это bu це to das dies der die the le la les l no there нет нема "
    "official officially официально офіційно rəsmi rəsmən resmi offiziell oficjalnie"
)
"""Words with a capital that name nobody."""
SIDE_WORDS: Final = word_set(
    "side government сторона сторони tərəf tərəfi taraf tarafı yönetimi hökuməti hükümeti strona seite partie կողմը"
)
"""A name with one of these behind it is not whole without it: the Russian side."""
PREPOSITIONS: Final = word_set(
    "of in at near off with about against from on to к с со о об под на для над из з до про від z do o na pod de du des à près im bei "
    "aus mit über"
)
"""A name behind one of these does nothing in its sentence."""
