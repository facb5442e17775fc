"""What each language is known by: its commonest words, and the letters that it writes and its neighbours do not."""

from collections import defaultdict
from collections.abc import Mapping

# Common words of news prose, written without diacritics: so they are found in capitals and in texts typed without them as well.
# Words that two neighbours share stand in both lists, for they tell both from a third.
LATIN_WORDS: Mapping[str, str] = {
    "az": "ve ne baki bakili kulek narazi narazidir artir kes ticaret ucun ile bu bir da de ki ise olan eden olub edib deyib bildirib "
    "verib gelib qeyd haqqinda barede bagli qeder gore sonra evvel daha yeni hem hemcinin bununla bele artiq lakin amma cunki "
    "onun onlar onlarin oz ilk son gun gunu il ilin iki her hec heç cox melumat xeber aciqlama qarsi arasinda uzre zaman teref "
    "terefler terefi dovlet olke olkenin olkesi prezident prezidenti prezidentin nazir naziri nazirliyi nazirliyinin xarici "
    "isler islerin sefir sefer rusiya rusiyanin rusiyada rusiyadan rusiyaya azerbaycanin azerbaycanda azerbaycana azerbaycanli "
    "azerbaycanlilar moskvaya moskvada moskvanin bakida bakinin bakiya ermenistanla turkiyede turkiyenin ukraynaya ukraynanin "
    "qaz qazi qazinin neft teyyare respublikasi respublikasinin dedi etdi verdi gorusub oldu olacaq edecek edir olunub edilib "
    "bas kecirilib kecirib qebul mesele meselesi serhed muharibe hucum zerbe mehkeme hebs azad xidmeti xidmetinden sozcusu "
    "sozlerine gorus goruse danisib cavab deputat nefer ay hele indi burada niye nece var yox men biz deyil gelen kecen bugun "
    "dunen sabah seher axsam artib yanacaq sulh sazis cagirib bilmir mumkun lazimdir telefonla davam hefte hefteye gece yeniden "
    "birge olacagi edeceyi deyir deyib yaxsi pis boyuk kicik bezi butun basqa bele nedir kimdir nece hansi harada eger yalniz "
    "hele artiq amma yoxsa saxlanilib tutulub oldurulub yaralanib qeza qezasi yangin partlayis zelzele polis cinayet prokurorluq "
    "vezifesinden teyin sedri rehberi muavini katibi xalq ordusu ordu esger sehid telim telimler muqavile muqavilesi danisiq "
    "danisiqlar danisiqlari gorusu gorusecek sehere seheri rayonunda kendinde qesebesi bakili soydasimiz vetendas vetendasi "
    "qiymeti qiymetler bahalasib ucuzlasib manat mezenne mektebde telebe usaq qadin kisi xestexana deputati deputatlar meclisi "
    "meclisin metbuat jurnalist ekspert resmi elaqeler munasibetler munasibetleri gerginlik sanksiya sanksiyalar qosun qosunlari "
    "raket dron vurulub vurub atib catib gedib gedir gelir qayidib basladi baslayir baslayib bitib acilib baglanib imzalanib "
    "turkiye azerbaycan ermenistan ukrayna rusiya gurcustan iran rusiyali turkiyeli moskvadan bakidan erevan kreml kremlden "
    "qafqaz xezer yagis qar hava",
    "tr": "ve ne gelir icin ile bu bir da de ki ise olan eden olarak oldugu oldugunu degil gore kadar sonra once daha yeni hem ancak "
    "fakat ama cunku onun onlar ilk son gun gunu yil yili iki her hic cok gibi en ardindan uzere uzerine arasinda karsi iliskin "
    "bulunan ettigi yaptigi eski olacak edecek etti oldu dedi soyledi belirtti ifade kaydetti acikladi aciklama aciklamada "
    "aciklandi yapti yapilan edildi edilen cumhurbaskani disisleri bakanligi bakan bakani buyukelci buyukelcisi baskani devlet "
    "basbakani ulke ulkenin turkiye rusya rusyanin azerbaycan azerbaycanin moskova ukrayna gaz dogal dogalgaz petrol ucak ucagi "
    "savas saldiri saldirisi patlama goruşme gorusme gorusmede gorustu goruşen haber hafta bugun dun yarin sabah kisi gozaltina "
    "alindi yaralandi oldurdu oluyor ediyor ortak anlasma anlasmasi imzalandi basladi baslattı yukseldi dustu durdu buyuyor "
    "neden nasil nicin mi mu degisti yok var biz ben siz sen tarafindan gelen gecen hafta haftaya gece yeniden nedir kimdir "
    "hangi nerede eger yalnizca sadece tutuklandi olduruldu kaza kazasi yangin patlama deprem polis suc savci gorevden atandi "
    "baskan yardimcisi sozcusu halk ordusu ordu asker sehit tatbikat sozlesme muzakere zirve zirvesi vatandas fiyat fiyati "
    "fiyatlar dolar kur okul ogrenci cocuk kadin erkek hastane milletvekili meclis basin gazeteci uzman resmi iliskiler "
    "iliskileri gerginlik yaptirim yaptirimlar fuze iha vurdu vuruldu geldi gitti gidiyor geliyor dondu basliyor bitti acildi "
    "kapandi ermenistan gurcistan iran rus rusyali kafkasya hazar yagmur kar otobus yolcu yolcular tren araba sokak sehir sehri "
    "hizmet isci zam maas emekli belediye vali mahkeme baris barisa hakkinda konusunda iddiasi olay olayi flas gelisme "
    "gelismeler tarafindan hala henuz dolayi yonelik kabul sinir baris ticaret guvenlik hava tum butun bazi ayni baska boyle "
    "soyle",
    "uz": "va bilan uchun bu bir ham esa edi haqida boyicha boʻyicha keyin oldin qildi etdi boldi boʻldi kerak emas lekin ammo davlat "
    "rahbari prezidenti mamlakat oʻzbekiston ozbekiston oʻrtasida ortasida tashqi ishlar vaziri vazirligi yangi yil kuni deb "
    "dedi uning ular barcha qilish olib bolgan boʻlgan masalalari muhokama narxi elchisi shahriga soʻm",
    "en": "the of and in to for on with at by from is are was were has have had be been it its that this as an a or not but who which "
    "will would could may can after before over under against about into than more his her he she they their we you i said says "
    "say new first two one year years what why how when where while between there no up out off all some during near again us "
    "state minister president talks war oil court police deal calls meets killed killing hits strike attack peace report reports "
    "heads signs sees thanks amid as russian russia moscow ukraine kyiv azerbaijan azerbaijani armenia turkey embassy ambassador "
    "foreign summons says rejects live updates analysis collapse wants set hit dead death deaths news week month weather "
    "expected snow rises shuts stuck final weeks days dead kills warns urges denies accuses arrests arrested released sends sent "
    "visits visit leaders leader meeting crash plane jet editor named fined jailed vows eyes faces seeks plans backs blasts bid "
    "ban bans bars probe chief top key ahead aid ties border trade military army drone drones missile troops sanctions pipeline "
    "energy prices exports court trial charges envoy threat crisis conflict tensions summit agreement joint report published "
    "claims calls asks tells warning how should must just still only other many much even back home people kremlin caspian",
    "pl": "i w z na do nie sie ze o od po za przez dla jest sa byl byla bylo to ten ta te tego tej jak ale lub oraz czy juz tylko przy "
    "pod nad przed miedzy jego jej ich co ktory ktora ktore ktorzy moze beda bedzie zostal zostala zostaly roku lat dwa dwoch "
    "rowniez takze a u ma po mowi powiedzial wedlug jednak gdy kiedy dlaczego ponad prezydent minister rosja rosji rosje "
    "rosyjski rosyjskie rosyjska rosyjskiego azerbejdzan azerbejdzanu moskwa moskwie moskwy kreml ukraina ukrainy ukraine wojna "
    "wojny gaz ropa znow swoj tym tez sprawie wybuch ranni zabici nowy nowa nowe rozmowy rozmawial dziekuje grozi chce ostrzega "
    "atakuje odpowiada nasza nasz wzywa",
    "de": "der die das und in den von zu mit im ist sich auf fur des dem nicht ein eine einer eines einem einen als auch es an hat "
    "haben aus bei nach sind war wird werden wurde wurden am um vor uber zum zur dass sie er wie noch nur oder aber man bis "
    "durch gegen unter keine kein seine seiner ihre ihrer sein kann soll will wegen zwischen jahr jahre jahren warum so ab weil "
    "wenn wer was neue neuen weiter mehr russland russische russischen moskau kreml aserbaidschan prasident tote toten krieg "
    "ukraine angriff dank droht will greift fordert warnt trifft lehnt schweigt liefert kauft wer flug schoss dankt weist gas "
    "bleibt steigt",
    "fr": "le la les de des du et en a au aux un une qu est sont ont que qui dans pour par sur avec plus ne pas se ce cette ces son sa "
    "ses leur leurs il elle ils mais ou selon apres avant entre depuis contre sans sous etait ete fait deux tout comme pourquoi "
    "lundi mardi president ministre russie russe moscou guerre ukraine azerbaidjan bakou gaz morts pres encore accuse veut "
    "refuse dement demande menace annonce convoque ambassadeur aussi bien meme tres",
    "es": "el la los las de del y en a al un una que se por con para su sus no es son ha han fue como mas pero o lo le sobre entre "
    "desde hasta sin tras este esta dos ano anos cuando segun tambien ya rusia ruso guerra presidente habla",
    "it": "il lo la i gli le di del della dei delle dell e in a al alla un una che si per con non sono ha hanno da dal dalla nel nella "
    "su sul sulla come piu ma o anche suo sua dopo tra fra contro perche russia russo guerra presidente mosca due anni ci al",
    "ro": "si in de la a al ale ai cu pe nu ca un o este sunt au fost din care mai pentru dar sau prin dupa intre catre cum ce cel cea "
    "cei lui sa se i l isi rusia rus presedintele razboi anul potrivit fi va pana",
    "pt": "o a os as de do da dos das e em no na nos nas um uma que se por com para nao sao foi como mais mas ao aos pelo pela seu sua "
    "ou tem entre sobre apos ate russia guerra presidente disse dois anos",
    "nl": "de het een en van in is op te dat die voor met zijn niet aan er om als ook bij door naar uit over heeft hebben wordt werd "
    "tot na nog maar of ze hij deze dit geen meer tegen tussen oorlog rusland",
    "cs": "a v se na je ze s z do o i k po za ve to by jako ale pro pri od az jsou byl byla bylo byly jeho ktery ktera ktere ktere "
    "jsem nebo uz podle mezi proti pred rusko ruska valka roku take jen podle bude budou",
    "sk": "a v sa na je ze s z do o i k po za vo to by ako ale pre pri od az su bol bola bolo boli jeho ktory ktora ktore alebo uz "
    "podla medzi proti pred rusko vojna roku aj len bude budu",
    "hr": "i u je se na da su za od s iz o do po ne kao ali koji koja koje bi biti bio bila bilo ce li sto te ili zbog prema nakon "
    "rekao izmedu protiv rusija rat godine",
    "sl": "in je v na se da so za ki z s od po ne kot pa tudi bi iz pri do o bil bila bilo ali se med proti leta rusija vojna predsednik",
    "sq": "dhe ne te e i nje per me nga se qe ka eshte jane u si do por nuk pas kjo ky presidenti lufta rusia",
    "hu": "a az es hogy nem is egy van volt meg de ezt mint csak el ki be ha vagy szerint orosz elnok haboru utan kozott",
    "fi": "ja on ei se etta oli ovat han mutta myos kun tai jos niin kuin joka jotka sen ole mukaan venaja sota presidentti jalkeen",
    "sv": "och att det som en ett i pa ar av for med till den har inte om de han var sig fran men efter mot kriget ryssland vid",
    "da": "og at det som en et i pa er af for med til den har ikke om de han var sig fra men efter mod krig rusland ved der",
    "no": "og at det som en et i pa er av for med til den har ikke om de han var seg fra men etter mot krig russland ved der",
    "et": "ja on ei et see oli ta aga kui mis ka oma ning voi selle president venemaa soda parast",
    "lt": "ir yra kad su is i bet kaip nuo po uz tai jis buvo apie del rusija rusijos karas prezidentas tarp",
    "lv": "un ir ka ar no par uz bet ka pie pec ari tas bija krievija krievijas kars prezidents starp",
    "id": "dan di yang dengan untuk dari pada ke ini itu tidak akan telah oleh dalam adalah sebagai presiden rusia perang",
    "vi": "va cua la cac co duoc cho voi trong khong mot nhung nguoi da nga tong thong",
}
"""By language, words that are common in it, in small letters and without diacritics."""

CYRILLIC_WORDS: Mapping[str, str] = {
    "ru": "и без в во не на что с со по из за к ко о об от для это как но а же бы или его ее её их он она они был была было были быть "
    "уже еще ещё также после при под над между через только где когда если чем том тем этом этого того который которая которое "
    "которые которого которых сообщил сообщила сообщает заявил заявила сказал рассказал прокомментировал ответил ответила провел "
    "провели президент президента министр россия россии россию российский российская российские азербайджана азербайджане москва "
    "москве кремль кремля баку газ газа нефть самолет самолета посол посла суд удар складу взрыв почему зачем два две двух года "
    "год лет дня стороны словам против намерен главное неделе снова погода задержан задержаны едет новости время нет до ночь кто "
    "какой какие какая сколько вчера сегодня завтра опять тоже будет будут идет идут стал стала стали может могут хочет ждет "
    "ждут просит надо нельзя можно пока без неделю день третий цены дороги школы умер ушел",
    "uk": "і й та в у не на що з із зі по за до про від для це як але а же б або його її їх він вона вони був була було були бути вже "
    "ще також після при під над між через лише тільки де коли якщо ніж тим цього того який яка яке які якого яких чи адже поки "
    "щоб повідомив повідомила заявив заявила сказав розповів прокоментував відповів провів провели вдарили президент президента "
    "міністр росія росії росію російський російська російські азербайджану азербайджані москва москві кремль кремля баку газ "
    "газу нафта літак посол посла суд удар складу пального вибух чому два дві двох року рік років дня сторони словами проти "
    "головне тижня хто який скільки вчора учора сьогодні завтра знов теж буде будуть йде йдуть став стала стали може можуть хоче "
    "чекає просить треба можна без щодо від тиждень день третій ціни дороги школи люди двоє троє помер пішов знову погода погоди "
    "зеленський подякував викликав вирушив добу приїде залишив росіяни час нема ніч україни україна україні",
    "be": "і ў у не на што з са па за да пра ад для гэта як але а ж бы або яго яе іх ён яна яны быў была было былі ужо яшчэ таксама "
    "пасля пры пад паміж праз толькі дзе калі які якая якія расіі расія сказаў прэзідэнт краіны аб падчас няма",
    "bg": "и в във на не че с със по от за до като но а да се е са си ще бе беше бяха има който която което които това тази този още "
    "след при под над между през само когато ако или неговата си министър заяви каза съобщи русия руски руския руските българия "
    "български президентът защо срещу две година години край без ни ги му им няма били било била бил кой коя кои кого какво как "
    "къде кога колко нов нови нова ново двама трима души при около според заради чрез преди вече пак сега днес утре вчера иска "
    "искат може могат трябва пуска спря обяви предупреди осъди реши обвини нареди забрани отложи отвори затвори потвърди одобри "
    "поиска призова избра баку москва всеки всяка всички месец месеца хора хората деца цените новите",
    "sr": "и у на је се да су за од са из о до по не као али који која које би бити био била било ће ли што те или због према након "
    "рекао између против русија србија рат године",
    "kk": "мен және бен пен үшін бұл бір да де деп еді болды туралы кейін арасындағы ел мемлекет президенті сыртқы істер министрі "
    "қазақстан ресей оның бойынша туралы қол",
    "ky": "менен жана үчүн бул бир да де деп эле болду жөнүндө кийин эл мамлекет президенти кыргызстан орусия анын боюнча",
    "uz": "ва билан учун бу бир ҳам эса эди ҳақида бўйича кейин деб президенти ўзбекистон унинг қилди",
    "az": "вә үчүн илә бу бир да дә ки исә олан едән олуб едиб дејиб билдириб гејд һаггында сонра даһа јени һәм онун онлар өз илк сон "
    "ҝүн ил ики һәр чох президенти дөвләт өлкә назири ишләр русија азәрбајҹан республикасынын бакыда едилмишдир олмушдур "
    "етмишләр",
}
"""By language, words that are common in it in Cyrillic."""

ARABIC_WORDS: Mapping[str, str] = {
    "fa": "و در به از که را این است با آن برای تا بر یک شد شده خود هم یا اما می های ها کرد کرده گفت خواهد بود روز رئیس رييس رئيس جمهور "
    "جمهوری آذربایجان آذربايجان وارد درباره میان چرا اين براي يک روسیه روسيه ايران ایران دوباره",
    "ar": "في من على إلى عن أن إن ما لا هذا هذه التي الذي بين بعد قبل مع كان كانت قال وقال لم قد كما أو ثم حتى الرئيس وزارة روسيا "
    "موسكو يوم",
    "ur": "کے کی میں ہے اور سے کا کو نے پر ہیں کہ یہ بھی تھا نہیں ہو گیا ایک",
}
"""By language, words that are common in it in the Arabic script."""

LATIN_LETTERS: Mapping[str, str] = {
    "az": "çəğıöşüqxj", "tr": "çğıöşüâîj", "uz": "qxjʻ", "en": "qwxj", "pl": "ąćęłńóśźżwj", "de": "äöüßqwxj", "fr": "àâçéèêëîïôùûœqxj",
    "es": "áéíñóúüqxj", "it": "àèéìòùqx", "ro": "ăâîșțşţxj", "pt": "áâãàçéêíóôõúqxj", "nl": "éëïjw", "cs": "áčďéěíňóřšťúůýžj",
    "sk": "áäčďéíĺľňóôŕšťúýžj", "hr": "čćđšžj", "sl": "čšžj", "sq": "çëqxj", "hu": "áéíóöőúüűj", "fi": "äöj", "sv": "åäöxj", "da": "æøåj",
    "no": "æøåj", "et": "äõöüšžj", "lt": "ąčęėįšųūžj", "lv": "āčēģīķļņšūžj", "id": "qwj", "vi": "ăâđêôơưáàảãạéèíìóòúùýqx",
}  # fmt: skip
"""By language, the letters it writes of those that not all write."""

CYRILLIC_LETTERS: Mapping[str, str] = {
    "ru": "ыэъёищь", "uk": "иіїєґщь", "be": "ыэёіўь", "bg": "ъищ", "sr": "ијљњћђџ", "kk": "ыэъёиіщьғқңөұүһә", "ky": "ыэъёищьңөү",
    "uz": "эъёиьўғқҳ", "az": "ыиьғөүһәјҝҹ",
}  # fmt: skip
"""By language, the letters it writes of those that not all write."""

CYRILLIC_MARKS: Mapping[str, str] = {"be": "ўі", "kk": "қңұі", "ky": "ңөү", "uz": "ўқғҳ", "sr": "јљњћђџ", "az": "әҝҹј"}
"""Languages that are thought of only where one of their letters stands in the text."""

_FOLDED = dict(
    zip(
        "əǝәığşçöüâîûáéíóúàèìòùäëïêôãõåąęłńśźżćčďěňřšťůýžășțşţñőűĺľŕėįųūāēģīķļņđ",
        "eeeigscouaiuaeiouaeiouaeieoaoaaelnszzccdenrstuyzaststnoullreiuuaegiklnd",
        strict=True,
    )
)


def fold(small: str) -> str:
    """Take the diacritics off small Latin letters, so that text typed without them reads the same."""
    if small.isascii():
        return small
    # A text has a dozen of these letters: one replacement for each is ten times as fast as str.translate.
    for letter in _FOLDED.keys() & set(small):
        small = small.replace(letter, _FOLDED[letter])
    return small


def languages_by_word(lists: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Give for every word of the lists the languages in which it is common."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for lang, words in lists.items():
        for word in fold(words).split():
            found[word][lang] = None
    return {word: tuple(langs) for word, langs in found.items()}
