"""Words of the paragraphs that stand in the body of an article without belonging to it, by language.

Each entry is the beginning of a paragraph in small letters, and ends where a word ends; with a star, within one. Adding a line here
teaches every outlet at once. A beginning that a sentence of news may have (``source`` without a colon, ``advertising``, ``share``)
belongs to ``ALONE``.
"""

from typing import Final

RELATED: Final = {
    "en": (
        "read also|also read|see also|related|related posts|related articles|related stories|related news|related content|related topics|"
        "related links|read more|read next|more on this|more on this story|more stories|more news|more from|you may also like|"
        "you might also like|recommended|recommended for you|recommended stories|most read|most popular|popular|trending|trending now|"
        "don't miss|don’t miss|latest news|other news|top stories|editor's picks|editor’s picks|more to read|keep reading|up next"
    ),
    "az": (
        "həmçinin oxuyun|həmçinin bax|oxşar xəbərlər|əlaqəli xəbərlər|digər xəbərlər|mövzu ilə bağlı|mövzuya dair|mövzuya aid|"
        "mövzu ilə əlaqəli|bunu da oxuyun|"
        "bunları da oxuyun|bu mövzuda|son xəbərlər|daha çox oxunanlar|ən çox oxunanlar|çox oxunanlar|xəbər lenti|günün xəbərləri|"
        "sizin üçün seçdiklərimiz|maraqlı xəbərlər|oxumağa dəyər|diqqət çəkən xəbərlər|bölmənin digər xəbərləri|tövsiyə edirik"
    ),
    "ru": (
        "читайте также|читать также|читайте по теме|читайте ещё|читайте еще|смотрите также|см. также|по теме|ещё по теме|еще по теме|"
        "материалы по теме|новости по теме|статьи по теме|похожие новости|похожие материалы|похожие статьи|другие новости|"
        "последние новости|главные новости|популярное|популярные новости|самое читаемое|самое популярное|самые важные новости|"
        "материал по теме|статья по теме|новость по теме|рекомендуем|рекомендуем почитать|рекомендуемые материалы|"
        "вам может быть интересно|вам также может понравиться|"
        "новости партнеров|новости партнёров|лента новостей|больше новостей|не пропустите|сейчас читают|интересное|связанные материалы"
    ),
    "uk": (
        "читайте також|дивіться також|читайте ще|за темою|по темі|матеріали по темі|матеріали за темою|схожі новини|схожі матеріали|"
        "інші новини|останні новини|головні новини|популярне|популярні новини|рекомендуємо|новини партнерів|більше новин|"
        "вас може зацікавити|не пропустіть|найпопулярніше|матеріал за темою|новина за темою"
    ),
    "tr": (
        "ayrıca okuyun|ayrıca bakınız|ilgili haberler|ilgili haber|benzer haberler|diğer haberler|bunlar da ilginizi çekebilir|"
        "bunu da oku|bunu da okuyun|ilginizi çekebilir|önerilen haberler|son haberler|son dakika haberleri|çok okunanlar|en çok okunanlar|"
        "haberin devamı|günün manşetleri|sıradaki haber|sizin için seçtiklerimiz|öne çıkan haberler"
    ),
    "pl": (
        "czytaj też|czytaj także|czytaj również|czytaj więcej|zobacz też|zobacz także|zobacz również|zobacz więcej|przeczytaj też|"
        "przeczytaj także|przeczytaj również|powiązane|powiązane artykuły|podobne artykuły|polecane|polecane artykuły|polecamy|"
        "wybrane dla ciebie|najczęściej czytane|popularne|najnowsze|najnowsze wiadomości|inne artykuły|warto przeczytać|nie przegap"
    ),
    "de": (
        "lesen sie auch|lesen sie mehr|lesen sie hier|mehr zum thema|zum thema|auch interessant|das könnte sie auch interessieren|"
        "das könnte dich auch interessieren|weitere nachrichten|weitere artikel|ähnliche artikel|verwandte artikel|meistgelesen|"
        "beliebte artikel|empfehlungen|mehr nachrichten|passend dazu|mehr dazu"
    ),
    "hy": "կարդացեք նաև|կարդալ նաև|նմանատիպ նորություններ|այլ նորություններ|վերջին նորություններ|ամենաընթերցված|առնչվող նյութեր|թեմայով",
    "ka": "წაიკითხეთ ასევე|ასევე წაიკითხეთ|მსგავსი სიახლეები|სხვა სიახლეები|ბოლო სიახლეები|ყველაზე კითხვადი|დაკავშირებული სიახლეები",
    "fa": "بیشتر بخوانید|همچنین بخوانید|اخبار مرتبط|مطالب مرتبط|خبرهای مرتبط|آخرین اخبار|پربازدیدترین|پیشنهاد سردبیر",
}
"""What stands over a list of other articles, or with a colon before a link to one."""

POINTERS: Final = {
    "en": (
        "read also|also read|read more:|read more on|read more about|read:|read next|watch:|watch live|watch now|watch the video|"
        "watch more|listen:|listen now|see also|see more:|more:|related:|in pictures:|in photos:|"
        "story continues|article continues|continue reading|scroll to continue|continue after|story continues below|"
        "read the whole story|read the full story|read the full article|read the original|click here|tap here|"
        "share this|share on|share via|tweet this|click to share|like this story|"
        "getty images|image credit|image source|photo by|photo courtesy|picture by|image by|video by|photo credit|"
        "image copyright|image caption|file photo|media caption|"
        "your browser does not support|javascript is disabled|please enable javascript|javascript is required|media playback is|"
        "video player|play video|skip ad|skip to content|"
        "back to top|loading...|loading…|print this|send to a friend|email this|print article|order reprints|"
        "follow us|follow @|join the conversation|join the discussion|leave a comment|post a comment|view comments|show comments|"
        "be the first to comment|log in to comment|sign in to comment|comments are closed|have your say|tell us what|what do you think"
    ),
    "az": (
        "həmçinin oxuyun|həmçinin bax|oxuyun:|bax:|baxın:|izləyin:|bunu da oxuyun|ətraflı oxuyun|ətraflı:|davamını oxu|ardını oxu|"
        "videoya baxın|videonu izləyin|video burada|mövzu ilə bağlı:|bizi facebook*|bizi telegram*|bizi instagram*|bizi izləyin|"
        "bizi sosial|bizi whatsapp*|foto sessiya|fotoqalereya|şərh yaz|şərh yazın|şərhinizi|rəy bildir|rəy bildirin|dostlarınla paylaş|"
        "xəbəri paylaş|"
        "bu xəbəri paylaş|məqaləni paylaş|yuxarı qayıt|çap et|çap versiyası|reklam yeri|xəbərin davamı|yüklənir"
    ),
    "ru": (
        "читайте также|читать также|читайте по теме|читайте ещё|читайте еще|смотрите также|см. также|по теме:|читайте:|смотрите:|"
        "читать:|слушайте:|читать продолжение|читать далее|читать полностью|читать дальше|подробнее:|подробнее по теме|"
        "смотреть видео|смотрите видео|продолжение после|продолжение под|фото ©|фото предоставлен*|фото из открытых|фото из архива|"
        "фото автора|источник фото|фото с сайта|иллюстративное фото|личный архив|из личного архива|скриншот:|скриншот видео|кадр из видео|"
        "читайте нас|мы в telegram|мы в телеграм*|наш телеграм*|наш telegram*|следите за нами|следите за нашими|"
        "следите за новостями|оставить комментарий|написать комментарий|добавить комментарий|поделиться в|поделиться:|"
        "поделиться с|поделитесь с|поделитесь новостью|поделиться новостью|понравилась статья|понравился материал|"
        "версия для печати|на печать|распечатать|отправить другу|загрузка...|загрузка…|"
        "ваш браузер не поддерживает|включите javascript|на правах рекламы|реклама на|партнерский материал|партнёрский материал|"
        "оцените статью|оцените материал|оцените новость"
    ),
    "uk": (
        "читайте також|дивіться також|читайте ще|за темою:|читайте:|дивіться:|читати далі|читати повністю|докладніше:|детальніше:|"
        "читайте нас|наш телеграм*|наш telegram*|ми в telegram|стежте за нами|джерело фото|фото ілюстративне|ілюстративне фото|"
        "скріншот:|залишити коментар|коментувати|додати коментар|поділитися в|поділитися:|поділіться|версія для друку|роздрукувати|"
        "завантаження...|завантаження…|на правах реклами|оцініть статтю|оцініть матеріал"
    ),
    "tr": (
        "ayrıca okuyun|ayrıca bakınız|okuyun:|izleyin:|bunu da oku*|ilgili haber:|haberin devamı|haberi paylaş|bu haberi paylaş|"
        "yazının devamı|devamını oku*|detaylar için|videoyu izle*|bizi takip|bizi google*|sosyal medyada paylaş|"
        "yorum yap|yorum yapın|yorum yaz|yorum yazın|ilk yorumu|yazdır|yazı boyutu|yukarı çık|yükleniyor|tarayıcınız|"
        "son dakika haberleri için|"
        "görüşlerinizi|arkadaşına gönder"
    ),
    "pl": (
        "dalsza część artykułu|dalsza część tekstu|dalszy ciąg artykułu|ciąg dalszy pod|czytaj też|czytaj także|czytaj również|"
        "czytaj więcej|czytaj:|czytaj dalej|zobacz też|zobacz także|zobacz również|zobacz wideo|zobacz zdjęcia|zobacz galerię|zobacz:|"
        "obejrzyj wideo|obejrzyj:|przeczytaj też|przeczytaj także|przeczytaj również|przeczytaj:|źródło zdjęć|źródło zdjęcia|"
        "artykuł pod wideo|polecamy:|oglądaj:|posłuchaj:|śledź nas|obserwuj nas|polub nas|dołącz do nas|udostępnij artykuł|"
        "skomentuj|dodaj komentarz|drukuj|wersja do druku|wyślij znajomemu|ładowanie|materiał sponsorowany|oceń artykuł|masz newsa"
    ),
    "de": (
        "lesen sie auch|lesen sie hier|lesen sie dazu|lesen sie mehr|lesen sie jetzt|auch interessant|mehr zum thema|mehr dazu:|"
        "mehr:|bildquelle|im video:|video:|der artikel geht unter|der text geht unter|weiter nach der|hier klicken|weiterlesen|"
        "folgen sie uns|artikel teilen|jetzt teilen|kommentar schreiben|kommentieren|artikel drucken|artikel versenden|"
        "wird geladen|wird geladen...|artikel bewerten|anzeige -"
    ),
    "hy": "կարդացեք նաև|կարդալ նաև|կարդալ ավելին|հետևեք մեզ|կիսվել|տպել|մեկնաբանել|դիտեք նաև|նյութն ամբողջությամբ",
    "ka": "წაიკითხეთ ასევე|ასევე წაიკითხეთ|გამოგვყევით|გააზიარეთ|კომენტარის დატოვება|იხილეთ ასევე|დაბეჭდვა",
    "fa": "بیشتر بخوانید|همچنین بخوانید|ما را در|اشتراک گذاری|ارسال نظر|نظر شما|نسخه چاپی|ادامه مطلب|کپی لینک",
}
"""Short paragraphs that may stand between others."""

APPEALS: Final = {
    "en": (
        "sign up for our|sign up to our|sign up for the|sign up here|sign up today|subscribe now|subscribe to our|subscribe to the|"
        "subscribe for|get the latest|get our|get the app|get access to|"
        "this website uses cookies|we use cookies|this site uses cookies|we and our partners|by clicking|by continuing to browse|"
        "by continuing to use|"
        "by signing up|by subscribing|by submitting|enter your email|your email address|thank you for subscribing|"
        "download our app|download our free|download the app|download the free|join our telegram|join our whatsapp|join our channel|"
        "join our newsletter|support our work|support our journalism|support independent|support us|"
        "donate now|donate today|make a donation|become a member|become a patron|become a supporter|if you enjoyed this|"
        "if you like this|help us keep|help us continue|enable notifications|turn on notifications|we're hiring|we are hiring|"
        "job vacancy|vacancy:|"
        "only registered users|you must be logged in|you need to log in|you must log in|please log in to|please sign in to|"
        "this copy is for your personal|there's plenty more|there’s plenty more"
    ),
    "az": (
        "abunə olun|abunə ol|kanalımıza abunə|telegram kanalımız*|whatsapp kanalımız*|youtube kanalımız*|xəbərlərdən xəbərdar|"
        "xəbər bülleten*|e-poçt ünvanınız*|saytımızda kukilər*|saytımız kuki*|bu sayt kuki*|biz kuki*|kukilərdən istifadə|"
        "bu sayt cookie*|sayt cookie*|tətbiqimizi yükləyin|mobil tətbiqimiz*|mobil tətbiqi yükləyin|bizə dəstək ol*|"
        "müstəqil jurnalistikaya dəstək|redaksiyaya dəstək|vakansiya:|vakansiya elanı|iş elanı:|işə dəvət edirik|orfoqrafik səhv|"
        "mətndə səhv|səhv tapdınız|səhv gördünüz|səhvi bildirin|xəbərinizi göndərin|yalnız qeydiyyatdan keçmiş|şərh yazmaq üçün|"
        "rəy bildirmək üçün|"
        "şərh əlavə etmək üçün"
    ),
    "ru": (
        "подписывайтесь на|подпишитесь на|подпишись на|подписаться на|подписывайся на|присоединяйтесь к|хотите быть в курсе|"
        "чтобы быть в курсе|будьте в курсе|оставайтесь с нами|оставайтесь в курсе|получайте новости|получайте главные|"
        "введите ваш e*|введите свой e*|ваш e-mail|нажимая кнопку|нажимая на кнопку|мы используем файлы cookie|мы используем cookie*|"
        "этот сайт использует|сайт использует файлы|на сайте используются|наш сайт использует|продолжая использовать|"
        "скачайте приложение|скачайте наше|скачать приложение|установите приложение|установите наше|поддержите нас|"
        "поддержите нашу|поддержите редакцию|поддержите независим*|поддержать нас|поддержать редакцию|помогите нам продолжать|"
        "помогите нам работать|"
        "станьте нашим|пожертвовать|сделайте пожертвование|нашли ошибку|заметили ошибку|нашли опечатку|заметили опечатку|"
        "если вы нашли ошибку|если вы заметили ошибку|если вы обнаружили ошибку|увидели ошибку|выделите ошибку|выделите её|"
        "выделите ее|вакансия:|вакансии:|требуется:|включите уведомления|есть новость|хотите поделиться новостью|стали свидетелем|"
        "пришлите новость|добавлять комментарии могут|комментировать могут|комментарии могут оставлять|чтобы оставить комментарий|"
        "чтобы комментировать|для комментирования|только зарегистрированные пользователи"
    ),
    "uk": (
        "підписуйтесь на|підписуйтеся на|підпишіться на|приєднуйтесь до|приєднуйтеся до|хочете бути в курсі|будьте в курсі|"
        "залишайтесь з нами|отримуйте новини|введіть ваш e*|ваша електронна|цей сайт використовує|ми використовуємо файли cookie|"
        "ми використовуємо cookie*|завантажте застосунок|завантажте додаток|завантажуйте наш|підтримайте нас|підтримайте редакцію|"
        "підтримайте незалежн*|якщо ви знайшли помилку|якщо ви помітили помилку|знайшли помилку|помітили помилку|виділіть її|вакансія:|"
        "щоб залишити коментар|"
        "щоб коментувати|лише зареєстровані|тільки зареєстровані"
    ),
    "tr": (
        "abone olun|bültenimize|e-bültenimize|bülten aboneliği|kanalımıza abone|whatsapp kanalımız*|telegram kanalımız*|"
        "youtube kanalımız*|gelişmelerden haberdar|haberlerden haberdar|e-posta adresinizi|bu site çerez*|sitemizde çerez*|"
        "web sitemizde çerez*|çerezleri kullan*|size daha iyi|uygulamamızı indir*|mobil uygulamamız*|bize destek*|"
        "bağımsız gazeteciliğe|bağımsız gazeteciliği destekle*|iş ilanı:|yazım hatası|hata bildir|bildirimleri aç*|yorum yapmak için|"
        "yorum yazmak için|sadece üyeler yorum"
    ),
    "pl": (
        "zapisz się na|zapisz się do|subskrybuj|zaprenumeruj|dołącz do naszego|dołącz do grona|bądź na bieżąco|podaj swój adres|"
        "twój adres e*|ta strona używa|ta strona korzysta|strona korzysta z plików|nasza strona korzysta|używamy plików cookie*|"
        "wykorzystujemy pliki cookie*|pobierz aplikację|pobierz naszą|wesprzyj nas|wesprzyj naszą|wspieraj nas|wspieraj niezależn*|"
        "przekaż darowiznę|znalazłeś błąd|zauważyłeś błąd|widzisz błąd|oferta pracy:|praca:|włącz powiadomienia|aby dodać komentarz|"
        "aby skomentować|tylko zalogowani"
    ),
    "de": (
        "newsletter:|jetzt anmelden|jetzt abonnieren|abonnieren sie|abonniere|melden sie sich|ihre e-mail*|diese website verwendet|"
        "diese website benutzt|diese seite verwendet|wir verwenden cookies|wir nutzen cookies|mit klick auf|laden sie unsere|"
        "laden sie die app|laden sie sich unsere|holen sie sich die app|unterstützen sie uns|unterstützen sie unabhängig*|"
        "unterstützen sie unsere|spenden sie|fehler gefunden|stellenangebot:|wir suchen:|unser newsletter|verpassen sie keine|"
        "um zu kommentieren|"
        "sie müssen angemeldet|bitte melden sie sich an"
    ),
    "hy": "բաժանորդագրվեք|միացեք մեր|մեր telegram*|կայքը օգտագործում է cookie*|աջակցեք մեզ|ներբեռնեք|սխալ եք գտել",
    "ka": "გამოიწერეთ|შემოგვიერთდით|ჩვენი telegram*|საიტი იყენებს|მხარი დაგვიჭირეთ|ჩამოტვირთეთ",
    "fa": "عضو کانال|به کانال|در خبرنامه|این وب‌سایت از کوکی|این سایت از کوکی|از ما حمایت کنید|اپلیکیشن ما",
}
"""Longer paragraphs between others that ask the reader for something: an address, money, consent, a correction."""

ENDINGS: Final = {
    "en": (
        "sources:|source:|source link|share this|follow us|all rights reserved|copyright ©|copyright ⓒ|copyright (c)|©*|"
        "the views expressed|views expressed|opinions expressed|the opinions expressed|the views and opinions|"
        "this article was originally published|this article was first published|this story was originally published|"
        "originally published|first published|editing by|reporting by|additional reporting by|(reporting by|(editing by|"
        "filed under|topics:|tags:|tagged:|categories:|category:|posted in:|got a tip|have a tip|contact us at|contact the author|"
        "contact the writer|contact the reporter|next page|previous article|next article|"
        "follow him on|follow her on|follow them on|he tweets at|she tweets at|email the author|via:|about the author|"
        "about author|author bio|disclaimer:|disclaimer|the author is a|the author is an|the writer is a|the writer is an|edited by|"
        "translated by|leave a reply"
    ),
    "az": (
        "mənbə:|mənbə –|mənbə -|məlumatdan istifadə|materialdan istifadə|saytdan istifadə|bütün hüquqlar*|müəllif hüquqları|"
        "teqlər:|teq:|etiketlər:|açar sözlər:|müəllif haqqında|redaksiyanın mövqeyi|müəllifin fikri|məqalədəki fikirlər|©*|"
        "xəbərdən istifadə|istinad zəruridir"
    ),
    "ru": (
        "источник:|источник —|источник –|источники:|все права защищены|теги:|тэги:|метки:|ключевые слова:|рубрика:|рубрики:|"
        "при использовании материалов|при перепечатке|при копировании|перепечатка материалов|использование материалов|"
        "копирование материалов|мнение редакции|мнение автора может|точка зрения автора|мнение авторов|"
        "об авторе|об авторе:|авторское право|©*|редакция не несёт|редакция не несет|редакция может не"
    ),
    "uk": (
        "джерело:|джерело —|джерело –|джерела:|усі права захищені|всі права захищені|теги:|мітки:|ключові слова:|рубрика:|"
        "при використанні матеріалів|використання матеріалів|передрук|про автора|думка редакції|думка автора|©*"
    ),
    "tr": (
        "kaynak:|kaynak –|kaynak -|tüm hakları saklıdır|etiketler:|etiket:|anahtar kelimeler:|yazar hakkında|yasal uyarı|©*|"
        "haber kaynağı:|editör:|muhabir:"
    ),
    "pl": (
        "źródło:|źródła:|źródło artykułu|źródło –|wszelkie prawa zastrzeżone|tagi:|tematy:|słowa kluczowe:|o autorze|©*|"
        "opinie wyrażone|copyright*"
    ),
    "de": (
        "quelle:|quellen:|quelle –|alle rechte vorbehalten|schlagwörter:|schlagworte:|themen:|stichworte:|über den autor|"
        "über die autorin|zum autor|©*|zur startseite|impressum"
    ),
    "hy": "աղբյուրը՝|աղբյուր՝|աղբյուր:|պիտակներ|բոլոր իրավունքները|հեղինակի մասին|©*",
    "ka": "წყარო:|თეგები|ყველა უფლება|ავტორის შესახებ|©*",
    "fa": "منبع:|برچسب ها|برچسب‌ها|کلیدواژه|تمام حقوق|کلیه حقوق|درباره نویسنده|انتهای پیام|©*",
}
"""Paragraphs that end a text, and everything after them where that is a small part of the whole."""

ALONE: Final = {
    "en": (
        "facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|viber|messenger|instagram|youtube|tiktok|google|вконтакте|"
        "одноклассники|"
        "advertisement|advertisements|ad|ads|sponsored|promoted|comments|comment|share|share this|share article|share story|loading|"
        "print|email|e-mail|save|copy link|listen|listen to article|listen to this article|subscribe|newsletter|newsletters|sign up|"
        "follow|donate|support us|tags|topics|sources|source|photo|photos|video|gallery|photo gallery|image|like|tweet|pin|close|menu|"
        "search|home|previous|next|back|top|more|view all|show more|load more|back to top|"
        "more information|font size|text size|rate this article|rating|ratings|views|no comments|no comments yet|0 comments|"
        "correction|opinion|exclusive|breaking|featured|news|latest|live|watch|read|show all|story continues below|a a a|a- a+|"
        "all posts|all articles by this author|more by this author|view all posts|more from this author|read full bio|see all posts|like|"
        "likes|like this|like loading|caption|loading|"
        "thanks for reading|read all comments|to read the full story|image"
    ),
    "az": (
        "reklam|paylaş|paylaş:|paylaşın|şərh|şərhlər|şərh yoxdur|çap|çap et|teqlər|etiketlər|foto|video|fotolar|mənbə|abunə ol|ana səhifə|"
        "xəbər lenti|bölmələr|oxunub|baxış|yazı ölçüsü|şrift ölçüsü|bəyən|dinlə|ətraflı|geri|irəli|yuxarı|qalereya|yüklənir|şərh yaz|"
        "müəllifin bütün yazıları|müəllifin digər yazıları|xəbərin tam mətni|tam mətni oxu|bu bölmədən"
    ),
    "ru": (
        "реклама|поделиться|комментарии|комментариев нет|нет комментариев|комментировать|печать|распечатать|теги|метки|фото|видео|источник|"
        "источники|подписаться|подписывайтесь|главная|новости|далее|назад|наверх|ещё|еще|подробнее|загрузка|просмотры|рейтинг|"
        "размер шрифта|размер текста|слушать|сохранить|копировать ссылку|скопировать ссылку|нравится|оценить|галерея|фотогалерея|"
        "на главную|эксклюзив|читать|смотреть|рассылка|закрыть|показать все|показать ещё|показать еще|версия для печати|пожаловаться|"
        "ответить|все статьи автора|все материалы автора|другие материалы автора|возврат к списку|вернуться к списку"
    ),
    "uk": (
        "реклама|поділитися|поділитись|коментарі|коментарів немає|друк|теги|мітки|фото|відео|джерело|підписатися|головна|новини|далі|"
        "назад|вгору|докладніше|детальніше|завантаження|перегляди|рейтинг|розмір шрифту|зберегти|копіювати посилання|усі матеріали автора|"
        "всі статті автора|версія для друку"
    ),
    "tr": (
        "reklam|paylaş|yorumlar|yorum|yorum yok|yazdır|etiketler|foto|fotoğraf|video|kaynak|abone ol|ana sayfa|anasayfa|devamı|geri|ileri|"
        "yukarı|yükleniyor|okunma|görüntülenme|yazı boyutu|beğen|dinle|takip et|galeri|kopyala|kaydet|haberler|yazarın tüm yazıları|"
        "yazarın diğer yazıları|tüm yazıları"
    ),
    "pl": (
        "reklama|udostępnij|komentarze|komentarz|brak komentarzy|drukuj|tagi|tematy|foto|zdjęcia|wideo|źródło|źródła|subskrybuj|"
        "strona główna|dalej|wstecz|do góry|więcej|ładowanie|wyświetlenia|rozmiar tekstu|zapisz|kopiuj link|lubię to|słuchaj|galeria|"
        "zamknij|newsletter|obserwuj|wszystkie artykuły autora|więcej artykułów autora|zobacz wszystkie"
    ),
    "de": (
        "anzeige|werbung|teilen|kommentare|kommentar|keine kommentare|drucken|schlagwörter|themen|foto|fotos|bild|bilder|video|quelle|"
        "quellen|abonnieren|startseite|weiter|zurück|nach oben|mehr|schriftgröße|speichern|link kopieren|merken|anhören|vorlesen|galerie|"
        "newsletter|schließen|bildergalerie|fotostrecke|alle artikel des autors|alle artikel der autorin|mehr vom autor"
    ),
    "hy": "գովազդ|կիսվել|մեկնաբանություններ|տպել|լուսանկար|տեսանյութ|աղբյուր|գլխավոր|ավելին",
    "ka": "რეკლამა|გაზიარება|კომენტარები|ბეჭდვა|ფოტო|ვიდეო|წყარო|მთავარი|ვრცლად|თეგები",
    "fa": "تبلیغات|اشتراک‌گذاری|اشتراک گذاری|نظرات|چاپ|عکس|ویدئو|منبع|صفحه اصلی|بیشتر|برچسب‌ها",
}
"""Paragraphs that are nothing but one of these labels, perhaps with a number."""

AD_LABELS: Final = (
    "advertisement|advertisements|advertising|ad|sponsored|sponsored content|promoted|paid content|reklam|reklamlar|реклама|"
    "на правах рекламы|"
    "на правах реклами|партнёрский материал|партнерский материал|реклама партнера|sponsorlu|sponsorlu içerik|reklama|materiał sponsorowany|"
    "anzeige|werbung|գովազդ|რეკლამა|تبلیغات|آگهی"
)
"""What stands over an advertisement."""

CREDITS: Final = (
    "photo|photos|image|images|picture|pictured|pic|photograph|credit|foto|fotolar|fotoğraf|şəkil|şəkillər|görsel|zdjęcie|zdjęcia|fot|"
    "bild|bilder|фото|фотография|снимок|изображение|иллюстрация|скриншот|світлина|ілюстрація|скріншот|լուսանկարը|լուսանկար|ֆոտո|ფოტო|"
    "عکس|تصویر|video|видео|відео|wideo"
)
"""Words before the name of a photographer or an agency."""

VIDEO_AHEAD: Final = (
    "dalsza część artykułu pod|dalsza część tekstu pod|dalszy ciąg artykułu pod|artykuł pod wideo|ciąg dalszy pod|"
    "article continues below|article continues after|story continues below|story continues after|"
    "продолжение после видео|продолжение под видео|текст продолжается после|материал продолжается под|haberin devamı videonun|"
    "haberin devamı aşağıdaki video*|der artikel geht unter|der text geht unter|yazının davamı videodan sonra|xəbərin davamı videodan*|"
    "продовження після відео|продовження під відео"
)
"""Lines that announce a film in mid-text: the short paragraph after them is its caption."""

SOURCE_LABELS: Final = (
    "source link|source|sources|via|original article|original source|original|read the original|read original|link to source|"
    "first published|источник|первоисточник|оригинал|ссылка на источник|"
    "mənbə|mənbə linki|orijinal|kaynak|kaynak linki|haberin kaynağı|haber kaynağı|джерело|першоджерело|źródło|źródło artykułu|quelle|"
    "originalartikel|zum original"
)
"""Words of a link, or before a link, that name where a text was taken from."""


def entries(table: dict[str, str]) -> tuple[str, ...]:
    """Give the entries of a table for all languages: bilingual outlets mix them."""
    return tuple(dict.fromkeys(entry for group in table.values() for entry in group.split("|") if entry.strip()))
