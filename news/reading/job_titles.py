"""Words beside the names in a byline that are nobody's name: jobs, prefixes, particles, months."""

import re
from typing import Final

from news.texts import label, word_set

BY: Final = re.compile(
    r"^(?:(?:analysis|opinion|text|words|commentary|story|report|reporting|review|interview|written|posted|published|submitted|article"
    r"|compiled|prepared|edited) by"
    r"|by|authors?(?:\(s\))?|written by|about the author|автор(?:ы|ка)?(?: статьи| текста| материала| публикации)?|текст"
    r"|подготовил[аи]?|подготовлено|беседовал[аи]?|записал[аи]?"
    r"|материал подготовил[аи]?|беседу (?:вел|вёл|вела)|müəllif(?:lər|i)?|muellif(?:ler|i)?|hazırladı|hazirladi|hazırlayan(?:lar)?"
    r"|yazdı|yazı|mətn"
    r"|söhbətləşdi|yazar(?:lar)?|yazan|haber|muhabir|röportaj|söyleşi|yazı ve haber"
    r"|автор(?:и|ка)? (?:статті|тексту|матеріалу)|автори|(?:матеріал |текст )?підготува(?:в|ла|ли)|розмовля(?:в|ла|ли)|спілкува(?:вся|лася)"
    r"|записа(?:в|ла)|das (?:interview|gespräch) führten?|autor(?:ka|in|en|zy)?(?: tekstu| artykułu)?|opracowa(?:ła?|nie)"
    r"|oprac\.?|tekst|rozmawiała?|przygotowała?|napisała?"
    r"|von|ein (?:beitrag|artikel|kommentar|gastbeitrag) von|text von|հեղինակ(?:ներ)?(?:ը|՝)?|տեքստ|ավտոր(?:ი|ები)|ავტორ(?:ი|ები)"
    r"|ტექსტი|نویسنده|نوشته|گزارشگر|خبرنگار|par|por|di|de)\s*[:.：՝]?\s+",
    re.IGNORECASE,
)
_AUTHOR_LABELS: Final = word_set(
    "author|authors|author(s)|written by|story by|text by|words by|reporting by|article by|report by|by|interview by|interviewed by"
    "|analysis by|compiled by|prepared by"
    "|автор|авторы|автор статьи|автор текста|автор материала|автор публикации|авторы статьи|авторы материала|текст|подготовил|подготовила"
    "|подготовили|материал подготовил|материал подготовила|материал подготовили|статью подготовил|статью подготовила|записал|записала"
    "|беседовал|беседовала|беседу вел|беседу вела|беседу вёл|интервью взял|интервью взяла|интервью подготовил|интервью подготовила"
    "|написал|написала|корреспондент|спецкор"
    "|müəllif|müəlliflər|müəllifi|muellif|muellifler|yazının müəllifi|məqalənin müəllifi|məqalə müəllifi|hazırladı|hazirladi|hazırlayan"
    "|hazirlayan|hazırlayanlar|yazdı|yazan|mətn|söhbətləşdi|söhbəti apardı|söhbəti yazdı|söhbəti hazırladı|müsahibəni apardı|müxbir"
    "|yazar|yazarlar|haber|muhabir|haberi hazırlayan|haberin yazarı|metin|röportaj|söyleşi|derleyen"
    "|авторка|автори|авторки|автор статті|автор тексту|автор матеріалу|авторка статті|авторка тексту|авторка матеріалу|підготував"
    "|підготувала|підготували|матеріал підготував|матеріал підготувала|текст підготував|текст підготувала|розмовляв|розмовляла"
    "|спілкувався|спілкувалася|записав|записала|бесіду вів|бесіду вела|кореспондент|кореспондентка"
    "|autor|autorka|autorzy|autorki|autor tekstu|autorka tekstu|autor artykułu|autorka artykułu|opracował|opracowała|opracowanie|oprac"
    "|tekst|przygotował|przygotowała|rozmawiał|rozmawiała|rozmawiali|napisał|napisała|rozmowę przeprowadził|rozmowę przeprowadziła"
    "|tekst i zdjęcia|tekst i foto"
    "|autorin|autoren|autorinnen|autor(in)|autor/in|text|verfasst von|geschrieben von|von|ein beitrag von|interview führte"
    "|das interview führte|das gespräch führte"
    "|հեղինակ|հեղինակը|հեղինակներ|տեքստը|տեքստ|պատրաստեց|զրուցեց|թղթակից|ავტორი|ავტორები|ტექსტი|მოამზადა|ჟურნალისტი|ესაუბრა"
    "|نویسنده|نویسندگان|گزارشگر|خبرنگار|تهیه کننده|به قلم"
)
"""What stands before a colon, or alone in a box, ahead of the name of whoever wrote the text."""
BYLINE_VERBS: Final = re.compile(
    r"^(?:(?:written|text|story|words|reporting|article|interview)? ?by|von|ein (?:beitrag|gastbeitrag|kommentar) von|text von"
    r"|das (?:interview|gespräch) führten?|rozmawia(?:ła?|li)|przygotowała?|opracowała?|oprac\.|(?:материал |статью )?подготовил[аи]?"
    r"|беседовал[аи]?|беседу (?:вел|вёл|вела)|записал[аи]?|(?:матеріал |текст )?підготува(?:в|ла|ли)|розмовля(?:в|ла|ли)"
    r"|спілкува(?:вся|лася)|записа(?:в|ла)|söhbətləşdi|به قلم|զրուցեց|ესაუბრა)\s+(?-i:(?=[^\W\d_a-zа-яёіїєґəğışöüçłąęśćńżź]))",
    re.IGNORECASE,
)
"""What a line begins with that goes on with its author's name."""
FIRST_WORDS: Final = word_set(
    "by written text story words reporting article interview von ein das rozmawiał rozmawiała rozmawiali przygotował przygotowała opracował"
    " opracowała oprac. материал статью подготовил подготовила подготовили беседовал беседовала беседовали беседу записал записала"
    " матеріал текст підготував підготувала підготували розмовляв розмовляла розмовляли спілкувався спілкувалася записав"
    " söhbətləşdi به զրուցեց ესაუბრა"
)
"""The first words of such lines, in small letters: most lines are told apart by them."""
_DOTLESS: Final = str.maketrans({"ı": "i", "\u0307": None})


def is_author_label(text: str) -> bool:
    """Tell whether a few words are a label such as "Author", in whatever capitals."""
    return len(text) <= 40 and label(text).translate(_DOTLESS) in _FOLDED_LABELS


def names_its_author(line: str) -> bool:
    """Tell whether a line begins with a label and a colon, or with a verb, that names the text's author."""
    head, colon, name = line.replace("՝", ":", 1).replace("：", ":", 1).partition(":")
    return bool((colon and name.strip() and is_author_label(head)) or BYLINE_VERBS.match(line))


_FOLDED_LABELS: Final = frozenset(each.translate(_DOTLESS) for each in _AUTHOR_LABELS)

_JOB_STEMS = (
    "deputat|депутат|milletvekili|poseł|posłanka|correspondent|reporter|writer|journalist|editor|columnist|contributor|analyst|commentator|producer|photographer|freelance|intern"
    "|director|professor|politologist|expert|fellow|head of|chief|deputy|senior|special to"
    "|корреспондент|спецкор|собкор|журналист|репортёр|репортер|редактор|обозреватель|колумнист|политолог|эксперт|аналитик|комментатор"
    "|автор|шеф-|главный|заместитель|специальный|собственный|политический|военный"
    "|экономист|историк|профессор|доцент|ведущий|ведущая|стажёр|фотограф|блогер|публицист|востоковед"
    "|müxbir|jurnalist|redaktor|şərhçi|şərhçisi|politoloq|ekspert|analitik|köşə|müəllif|professor|tarixçi|iqtisadçı|siyasi|hüquqşünas"
    "|bloger|publisist|baş redaktor|xüsusi müxbir|əməkdaş|şef"
    "|muhabir|gazeteci|editör|yazar|köşe yazarı|yorumcu|uzman|analist|temsilci|temsilcisi|genel yayın|şefi|stajyer"
    "|кореспондент|журналіст|редакторк|оглядач|політолог|експерт|аналітик|ведуч|спеціальний|власний|дописувач|колумніст"
    "|korespondent|dziennikarz|dziennikarka|redaktor|publicyst|komentator|analityk|ekspert|reporter|politolog|wydawca|współpracowni"
    "|specjaln|zastępc"
    "|korrespondent|redakteur|journalist|reporter|kolumnist|politologe|experte|expertin|analyst|kommentator|autorin|chefredakt"
    "|gastautor|leiter|leiterin|volontär"
    "|լրագրող|թղթակից|խմբագիր|վերլուծաբան|քաղաքագետ|մեկնաբան|փորձագետ|ჟურნალისტ|კორესპონდენტ|რედაქტორ|ანალიტიკოს|პოლიტოლოგ|ექსპერტ"
    "|خبرنگار|سردبیر|روزنامه‌نگار|تحلیلگر|کارشناس|نویسنده"
)
JOB: Final = re.compile(rf"(?<![\w])(?:{_JOB_STEMS})", re.IGNORECASE)
"""A word of a job; a piece of a byline that holds one is no name, but may have one behind or before it."""
JOB_QUALIFIERS: Final = word_set(
    "центра института университета фонда агентства газеты портала mərkəzinin institutunun qəzetinin "
    "baku moscow kyiv tbilisi our staff chief political economic military foreign special diplomatic senior baş siyasi xüsusi "
    "hərbi iqtisadi dış özel haber kurucu политический военный экономический специальный главный шеф ведущий наш наша собственный "
    "выпускающий шеф-редактор отдела политики экономики отдел главная власний спеціальний головний політичний військовий "
    "polityczny wojskowy redaktor naczelny naczelna politischer unser unsere leitender անկախ განყოფილების გაზეთის "
)

PARTICLES: Final = word_set(
    "oğlu qızı oglu qizi kizi оглы кызы оғлы қызы огли кизи von van der den de da di do dos du del della la le ten ter zu zur zum "
    "af av al el bin ibn ben bint abu y e i st фон ван дер де ди да ла бин ибн аль эль заде zadə "
)
"""Small words inside names."""
NOT_PEOPLE: Final = re.compile(
    r"\b(?:admin\w*|administrator|moderator|editors|editorial|staff|team|news\w*|newsroom|desk|agency|agentur|press|media|online"
    r"|redaktion\w*|redaction|publish\w*|journals?"
    r"|redakcja|redakcij\w*|redaksiya\w*|redakcyjn\w*|zespół|portal\w*|serwis\w*|wydawnictwo|wydanie|agencja|dziennik|gazeta"
    r"|wiadomości|tygodnik|kurier"
    r"|редакц\w*|агентств\w*|новост\w*|пресс\w*|прес-\w*|служб[аиы]|портал\w*|сайт\w*|телеканал\w*|команда|отдел|издани\w*|вестник"
    r"|газет[аыу]|телеграф|журнал|канал|студия|вести|известия|ведомости|правда"
    r"|редакці\w*|агенці\w*|агентство|новини|вісник|видання|відділ|команда"
    r"|xəbər\w*|teleqraf|telegra\w+|qəzet\w*|agentliy\w*|mərkəz\w*|servis\w*|xidmət\w*|şöbə\w*|kollektiv\w*|nəşri|saytı|kanalı|radiosu"
    r"|televiziya\w*|jurnalı"
    r"|haberler\w*|haber (?:merkezi|masası|servisi|ajansı|editörü)|haber|merkezi|masası|ajans\w*|gazete\w*|dergisi|ekibi|yayın\w*|kurulu"
    r"|guest|gastbeitrag|webmaster|wire|tv|radio|rundfunk|times|post|daily|weekly|gazette|journal|tribune|herald|today|report|reports"
    r"|bureau|company|inc|ltd|gmbh|llc|corp|university|zeitung|nachrichten|anzeiger|rundschau"
    r"|universit\w+|institut\w*|foundation|council|committee|group|association|society|centre|center|studio|club|network|channel"
    r"|company|ministry|ministries|government|embassy|department|office|institution"
    r"|институт\w*|университет\w*|центр|фонд|министерств\w*|комитет|посольство|ассоциация|nazirliy\w*|səfirliy\w*|universitet\w*|fondu"
    r"|bakanlığı|üniversitesi|міністерств\w*|ministerstwo|ministerium|universität"
    r"|getty|images|republic|president|prezident\w*|президент\w*|республик\w*|respublika\w*|cumhurbaşkan\w*|prezydent|minist\w+"
    r"|www|http\w*|com|org|net|reuters|afp|bloomberg|associated|tass|тасс|interfax|интерфакс|sputnik|azertac|azertag|азертадж|azərtac"
    r"|unian|униан|уніан|укринформ|укрінформ|ukrinform|anadolu|xinhua|рейтер"
    r"|insider|writers?|analysis|opinion|column|special|exclusive|video|photos?|unknown|anonymous|none|null|undefined|follow|subscribe"
    r"|share|read|click|more|comments?|updated|breaking|latest"
    r"|фото|видео|відео|foto|fotos|zdjęcia|обзор|мнение|интервью|перевод|источник|читать|подробнее|поделиться|paylaş|ətraflı|mənbə"
    r"|kaynak|źródło|quelle|bild"
    r"|խմբագր\w*|լրատվական\w*|գործակալություն\w*|լուրեր|რედაქცია\w*|სააგენტო\w*|ახალი ამბები|სიახლეები|ბიურო|გაზეთი|تحریریه|خبرگزاری"
    r"|روزنامه|اخبار|سرویس|گروه|شبکه|پایگاه|تیم|دفتر)\b",
    re.IGNORECASE,
)
"""One such word and it is no person: agencies, desks, papers, offices, buttons, names of programs."""
PLACES: Final = word_set(
    "new york|new delhi|los angeles|san francisco|tel aviv|hong kong|washington dc|washington, dc|st petersburg|saint petersburg"
    "|united states|united kingdom|south caucasus|north caucasus|middle east|"
    "al jazeera|condé nast|conde nast|нижний новгород|южный кавказ|ближний восток|великий новгород|санкт петербург|cənubi qafqaz"
    "|yaxın şərq|нью йорк|тель авив|güney kafkasya|orta doğu|bliski wschód|"
    "son dakika|özel haber|dış haberler|ana sayfa|öne çıkanlar|foto galeri|günün manşeti|son xəbərlər|günün xəbəri|главные новости"
    "|важное сегодня"
    "|breaking news|top stories|home page|cookie policy|privacy policy|terms of use|xankəndi şəhəri|south korea|north korea"
    "|saudi arabia|czech republic"
)
"""Two capitalised words that are no people."""
MONTHS: Final = (
    "jan\\w*|feb\\w*|mar(?:ch|\\.)?|apr\\w*|may|june?|july?|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*|yanvar|fevral|mart|aprel|iyun|iyul"
    "|avqust|sentyabr|oktyabr|noyabr|dekabr|"
    "январ\\w*|феврал\\w*|марта?|апрел\\w*|ма[йя]|июн\\w*|июл\\w*|август\\w*|сентябр\\w*|октябр\\w*|ноябр\\w*|декабр\\w*|ocak|şubat"
    "|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|stycznia|lutego|marca|kwietnia|maja"
    "|czerwca|lipca|sierpnia|września|października|listopada|grudnia|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|հունվար\\w*|փետրվար\\w*|մարտ\\w*|ապրիլ\\w*|մայիս\\w*|հունիս\\w*|հուլիս\\w*"
    "|օգոստոս\\w*|սեպտեմբեր\\w*|հոկտեմբեր\\w*|նոյեմբեր\\w*|դեկտեմբեր\\w*|"
    "იანვარ\\w*|თებერვალ\\w*|მარტ\\w*|აპრილ\\w*|მაის\\w*|ივნის\\w*|ივლის\\w*|აგვისტო\\w*|სექტემბერ\\w*|ოქტომბერ\\w*|ნოემბერ\\w*"
    "|დეკემბერ\\w*"
)
