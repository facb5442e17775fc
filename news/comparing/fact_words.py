"""Words that carry the facts of a sentence, by language: numbers, negation, doubt, denial, speech, offices, places.

All are folded as ``news.words`` folds them. A word that ends in ``*`` stands for every word that begins so.
"""

from typing import Final

NUMBERS: Final = {
    "az": (
        "2 iki ikisi ikisini ikinci ikiqat|3 uc ucu ucunu ucuncu|4 dord dordu dordunu dorduncu|5 bes besi besini besinci|6 alti altisi "
        "altinci|"
        "7 yeddi yeddisi yeddinci|8 sekkiz sekkizi sekkizinci|9 doqquz doqquzu doqquzuncu|10 on onuncu|20 iyirmi iyirminci|30 otuz "
        "otuzuncu|"
        "40 qirx|50 elli ellinci|60 altmis|70 yetmis|80 seksen|90 doxsan|100 yuz|1000 min"
    ),
    "tr": (
        "2 iki ikisi ikinci|3 uc ucu ucuncu|4 dort dordu dorduncu|5 bes besi besinci|6 alti altisi altinci|7 yedi yedisi yedinci|"
        "8 sekiz sekizi sekizinci|9 dokuz dokuzu dokuzuncu|10 on onuncu|20 yirmi|30 otuz|40 kirk|50 elli|60 altmis|70 yetmis|80 seksen|"
        "90 doksan|100 yuz|1000 bin"
    ),
    "ru": (
        "2 два две двух двум двумя двое двоих второй второго|3 три трех трем тремя трое троих третий третьего|"
        "4 четыре четырех четырем четырьмя четверо четверых|5 пять пяти пятью пятеро пятерых|6 шесть шести шестью шестеро шестерых|"
        "7 семь семи семью семеро семерых|8 восемь восьми восемью|9 девять девяти|10 десять десяти десятеро|11 одиннадцать одиннадцати|"
        "12 двенадцать двенадцати|13 тринадцать тринадцати|14 четырнадцать|15 пятнадцать пятнадцати|16 шестнадцать|17 семнадцать|"
        "18 восемнадцать|19 девятнадцать|20 двадцать двадцати|30 тридцать тридцати|40 сорок сорока|50 пятьдесят пятидесяти|"
        "60 шестьдесят|70 семьдесят|80 восемьдесят|90 девяносто|100 сто ста сотня сотни|200 двести двухсот|300 триста трехсот|"
        "400 четыреста|500 пятьсот|600 шестьсот|700 семьсот|800 восемьсот|900 девятьсот"
    ),
    "uk": (
        "2 два дві двох двом двома двоє|3 три трьох трьом троє|4 чотири чотирьох четверо|5 пять пяти пятьох пятеро|"
        "6 шість шести шістьох шестеро|7 сім семи сімох семеро|8 вісім восьми восьмеро|9 девять девяти девятеро|10 десять десяти десятеро|"
        "11 одинадцять|12 дванадцять дванадцяти|13 тринадцять|14 чотирнадцять|15 пятнадцять|16 шістнадцять|17 сімнадцять|"
        "18 вісімнадцять|19 девятнадцять|20 двадцять двадцяти|30 тридцять|40 сорок|50 пятдесят|60 шістдесят|70 сімдесят|80 вісімдесят|"
        "90 девяносто|100 сто ста сотня сотні|200 двісті|300 триста|500 пятсот"
    ),
    "en": (
        "2 two both twice|3 three third|4 four fourth|5 five fifth|6 six sixth|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve dozen|"
        "13 thirteen|14 fourteen|15 fifteen|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty|30 thirty|40 forty|50 fifty|60 sixty|"
        "70 seventy|80 eighty|90 ninety|100 hundred"
    ),
    "pl": (
        "2 dwa dwie dwoch dwom dwaj dwoje dwojga|3 trzy trzech trzem trzej troje trojga|4 cztery czterech czterem czworo|"
        "5 piec pieciu piecioro|6 szesc szesciu szescioro|7 siedem siedmiu siedmioro|8 osiem osmiu|9 dziewiec dziewieciu|"
        "10 dziesiec dziesieciu|11 jedenascie jedenastu|12 dwanascie dwunastu|13 trzynascie|14 czternascie|15 pietnascie pietnastu|"
        "16 szesnascie|17 siedemnascie|18 osiemnascie|19 dziewietnascie|20 dwadziescia dwudziestu|30 trzydziesci|40 czterdziesci|"
        "50 piecdziesiat|60 szescdziesiat|70 siedemdziesiat|80 osiemdziesiat|90 dziewiecdziesiat|100 sto stu|200 dwiescie|300 trzysta"
    ),
    "de": (
        "2 zwei zweiter zweite zweiten beide beiden|3 drei dritte dritten|4 vier|5 funf|6 sechs|7 sieben|8 acht|9 neun|10 zehn|11 elf|"
        "12 zwolf|13 dreizehn|14 vierzehn|15 funfzehn|16 sechzehn|17 siebzehn|18 achtzehn|19 neunzehn|20 zwanzig|30 dreissig|40 vierzig|"
        "50 funfzig|60 sechzig|70 siebzig|80 achtzig|90 neunzig|100 hundert"
    ),
    "hy": "2 երկու երկուսը|3 երեք երեքը|4 չորս|5 հինգ|6 վեց|7 յոթ|8 ութ|9 ինը|10 տասը|20 քսան|30 երեսուն|100 հարյուր",
    "ka": "2 ორი ორმა ორის|3 სამი სამმა სამის|4 ოთხი ოთხმა|5 ხუთი ხუთმა ხუთის|6 ექვსი|7 შვიდი|8 რვა|9 ცხრა|10 ათი|20 ოცი|100 ასი",
    "fa": "2 دو|3 سه|4 چهار|5 پنج|6 شش|7 هفت|8 هشت|10 ده|20 بیست|30 سی|100 صد",
}
"""Number words with their values. *One* is none of them: it is an article or a pronoun in most of the languages."""

ONE: Final = "one bir один одна одну одного одно однієї одне jeden jedna jedną jedno jedna jednego ein eine einen einer մեկ ერთი ერთმა یک"

MAGNITUDES: Final = (
    "1000 thousand* тыс тысяч* тис тисяч* tys tysia* tysie* tausend* հազար* ათას* هزار|"
    "1000000 million* млн миллион* мільйон* mln milyon* milion* mio միլիոն* მილიონ* میلیون|"
    "1000000000 billion* bn млрд миллиард* мільярд* mlrd milyard* milyar* miliard* mrd milliard* միլիարդ* მილიარდ* میلیارد|"
    "1000000000000 trillion* триллион* трильйон* trilyon*"
)

NEGATIONS: Final = {
    "az": "deyil* yox yoxdur yoxdu yoxdursa hec hecbir",
    "tr": "degil* yok yoktur yoktu hic hicbir",
    "ru": "не нет ни без нельзя никогда никто никого никому ничего ничто нигде никак* невозможно неправда",
    "uk": "не ні ані нема немає без ніколи ніхто нікого нічого ніде неможливо неправда",
    "en": "not no never none cannot nobody nothing neither nor without t",
    "pl": "nie ani bez nigdy nikt nikogo nic brak zaden zadna zadne zadnego zadnej",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals ohne weder niemand niemanden nichts",
    "hy": "չէ չի չեն չեմ չենք չկա չկան չէր չէին ոչ առանց երբեք",
    "ka": "არ ვერ არა აღარ ვეღარ ნუ გარეშე არავინ არაფერი არასოდეს არასდროს არც",
    "fa": "نیست نیستند نبود نبودند بدون هیچ نخیر هرگز",
}
"""Words that deny; ``t`` is what is left of *don't*."""

NOT_ONLY: Final = "only только лише тільки tylko jedynie nur bloss yalniz yalnizca sadece tekce միայն მხოლოდ فقط"
"""Words before or after a negation that take its sense away."""

NEGATIVE_PREFIXES: Final = ("не", "nie", "un", "in", "im", "dis", "non", "չ", "არა", "نا", "ن")
NEGATIVE_SUFFIXES: Final = ("siz", "suz")

NO_NEGATIVE_VERBS: Final = (
    "temir tamir demir komur omur emir xemir hemir yagmur camur hamur memur mamur vladimir almaz namaz yilmaz meden madan ramadan temiri "
    "demirdi dolmus memed kizmar solmaz sonmez"
)
"""Words of Azerbaijani and Turkish that look like negative verbs."""

DENIALS: Final = (
    "deny denies denied denying denial* refut* rebut* reject* dismissed dismisses disavow* "
    "опроверг* опроверж* отриц* отверг* отверж* дезавуир* спростув* спростов* запереч* відкида* відкину* "
    "tekzib* inkar* redd reddet* reddett* yalanla* dementi* dementier* bestreit* bestritt* zuruckgewiesen zuruckweis* "
    "zaprzecz* zdementow* dementow* odrzuc* հերք* ժխտ* უარყ* تکذیب*"
)

HEDGES: Final = (
    "allegedly alleged reportedly supposedly purportedly purported apparently presumably probably possibly likely unconfirmed claim claims "
    "claimed claiming rumored rumoured might "
    "якобы предположительно предполагаем* вероятно возможно видимо предварительно неподтвержд* утвержда* "
    "guya sanki iddia* ehtimal* guman* muhtemel* sozde "
    "нібито начебто ймовірно імовірно можливо попередньо непідтвердж* стверджу* "
    "rzekom* podobno prawdopodobnie przypuszczalnie domniem* jakoby niepotwierdz* "
    "angeblich* mutmasslich* vermutlich* wahrscheinlich* moglicherweise offenbar vermeintlich* unbestatigt* behaupt* "
    "իբր ենթադրաբար հավանաբար իբրեւ թითქოს სავარაუდოდ თითქოს სავარაუდო შესაძლოა ظاهرا گویا ادعا احتمالا احتمال"
)

SPEECH: Final = (
    "said says say told tells stated states announced announces added according reported reports declared "
    "сказа* заяв* сообщ* отмет* подчеркн* добав* рассказ* данным словам пишет передает уточн* пояснил* "
    "deyib* dedi* bildir* qeyd vurgula* soyle* acikla* belirt* ifade* gore elave xeber* "
    "сказа* заявил* повідом* зазнач* наголос* додав* даними словами пише розпов* "
    "powiedzi* poinform* oswiadcz* przekaz* dodal* wedlug zaznaczyl* podkresl* "
    "sagte* sagt erklart* teilte mitgeteilt laut zufolge angaben berichtet* betont* "
    "ասաց* հայտն* նշեց* განაცხად* თქვა* აცხადებ* گفت گفته اعلام"
)

OFFICES: Final = (
    "ministry ministries minister* president* government* police* opposition* official* army military witness* prosecutor* parliament* "
    "spokes* mayor governor* court* embassy ambassador* agency source* defence defense rescuer* doctor* lawyer* activist* media residents "
    "министерств* министр* президент* правительств* полици* оппозици* чиновник* арми* военн* очевид* прокур* парламент* пресс* мэр* "
    "губернатор* суд* посольств* посол* агентств* источник* спасател* врач* адвокат* активист* сми мид мчс мвд минобороны "
    "nazir* nazirliy* nazirliyi prezident* hokumet* polis* muxalifet* resmi* ordu* sahid* prokuror* parlament* sozcu* mehkeme* sefir* "
    "sefirliy* agentlik* menbe* xilasedici* hekim* vekil* feal* sakin* deputat* katib* "
    "bakan* bakanli* cumhurbaskan* hukumet* muhalefet* yetkili* tanik* savci* meclis* buyukelci* kaynak* ajans* doktor* avukat* vali* "
    "mahkeme* "
    "міністерств* міністр* уряд* поліці* опозиці* військов* свідк* свідок* прокур* посольств* агентств* джерел* рятувальн* лікар* адвокат* "
    "ministerstw* minister* prezydent* rzad* policj* opozycj* urzednik* wojsk* swiadk* swiadek* prokurat* rzecznik* ambasad* agencj* "
    "zrodl* lekarz* adwokat* ratowni* straz* sad* "
    "ministerium* regierung* polizei* opposition* beamt* armee* militar* zeug* staatsanwalt* sprecher* gericht* botschaft* agentur* "
    "quelle* "
    "arzt* arzte* anwalt* behord* feuerwehr* "
    "նախարար* նախագահ* կառավար* ոստիկան* პრეზიდენტ* მინისტრ* სამინისტრო* მთავრობა* პოლიცი* وزیر* وزارت* رئیس* دولت پلیس ارتش سخنگو*"
)
"""Who speaks without a name. Written with a capital these are offices, never names."""

PLACES: Final = (
    "azerba* aserba* azerbej* armen* ermeni* russia* rusiya* rusya* rosja* rosji* rosje* russland* ukrain* ukrajin* georgia* gurcustan* "
    "gurcistan* "
    "gruzj* turkiye* turkey* turcj* turkei* iran* irak* israel* izrael* israil* syria* suriya* suriye* syri* moscow* moskva* moskw* "
    "moskova* "
    "moskau* baku* baki* kyiv* kiev* kiyev* kijow* kiew* ankara* yerevan* erevan* irevan* erewan* eriwan* tbilisi* tiflis* tehran* "
    "teheran* "
    "tahran* washington* vasinqton* brussels* bruksel* brussel* warsaw* warszaw* warschau* berlin* london* paris* parij* kremlin* kreml* "
    "karabakh* qarabag* karabag* karabach* bergkarabach* nakhchivan* naxcivan* zangezur* zengezur* lachin* lacin* china* cin cinin cine "
    "cinde cinden chiny chin "
    "germany* almaniya* almanya* niemc* deutschland* france* fransa* francj* frankreich* poland* polsa* polonya* polsk* polen* "
    "istanbul* stambul* "
    "азербайдж* армени* вірмен* росси* росі* украин* україн* грузи* грузі* турци* туреччин* иран* іран* ирак* израил* ізраїл* сири* сирі* "
    "москв* баку* киев* києв* київ* анкар* ереван* єреван* тбилиси* тбілісі* тегеран* вашингтон* брюссел* варшав* берлин* берлін* лондон* "
    "париж* кремл* карабах* нахичеван* зангезур* лачин* кита* германи* німеччин* франци* франці* польш* польщ* стамбул* "
    "ռուս* մոսկվ* ադրբեջան* բաքու* բաքվ* երեւան* հայաստան* թուրք* անկար* իրան* թեհրան* թբիլիս* ուկրաին* կիեւ* "
    "რუსეთ* მოსკოვ* აზერბაიჯან* ბაქო* სომხეთ* ერევან* თურქეთ* ანკარა* ირან* თეირან* საქართველო* თბილის* უკრაინ* კიევ* "
    "روسیه مسکو اذربایجان آذربایجان باکو ارمنستان ایروان ترکیه انکارا آنکارا ایران تهران گرجستان تفلیس اوکراین کی‌یف کیف اسراییل اسرائیل"
)
"""Places that the beat is about, known also where a capital tells nothing: at the beginning of a sentence, in scripts without capitals."""

SURNAME_ENDINGS: Final = (
    "ov ova ova yev yeva ev eva zade oglu enko czyk wicz ski ska cki cka yan ian dze shvili svili "
    "ов ова овым овой еву ев ева енко ян дзе швили швілі заде оглы ლი შვილი შვილმა შვილის ძე ძემ ძის ავა იანი յան յանը յանի"
)

CURRENCIES: Final = (
    "usd dollar* доллар* долар* dolar*|eur euro euros avro* евро євро|azn manat* манат*|rub ruble* rouble* rubl* руб рубл* rubel*|"
    "try lira lirasi liraya liralik лира лиры лир лиру ліра ліри|uah hryvn* hrivna* гривн* грн|pln zlot* злот* zl|gbp pound* фунт*|amd "
    "dram драм драмов դրամ*|gel lari* лари*"
)

MONTHS: Final = (
    "january yanvar* ocak* январ* січн* січень styczen stycznia januar|february fevral* subat* феврал* лютий лютого лютому luty lutego "
    "februar|"
    "march mart* март* березень березня березні marzec marca marz|april* aprel* nisan* апрел* квіт* kwiet*|may mayis* mayda май мая мае "
    "травень травня травні maj maja maju mai|"
    "june iyun* haziran* июн* червень червня червні czerwiec czerwca czerwcu juni|july iyul* temmuz* июл* липень липня липні lipiec "
    "lipca juli|august* avqust* agustos* авг* серпень серпня серпні sierpien sierpnia sierpniu|"
    "september sentyabr* eylul* сентябр* верес* wrzes*|october oktyabr* ekim* октябр* жовтень жовтня жовтні pazdz* oktober|"
    "november noyabr* kasim* ноябр* листопад* listopad*|december dekabr* aralik* декабр* грудень грудня грудні grudzien grudnia grudniu "
    "dezember"
)
WEEKDAYS: Final = (
    "monday bazarertesi pazartesi понедельник* понеділ* poniedzial* montag|tuesday cersenbeaxsami sali вторник* вівтор* wtorek wtorku "
    "dienstag|"
    "wednesday cersenbe carsamba среда среду среды среде середа середу середи середі sroda srode mittwoch|thursday cumeaxsami persembe "
    "четверг* четвер* czwartek czwartku donnerstag|"
    "friday cume cuma пятниц* пятницю piatek piatku freitag|saturday senbe cumartesi суббот* субот* sobota sobote samstag|"
    "sunday bazar pazar воскресен* неділ* niedziel* sonntag"
)
DAYS: Final = (
    "yesterday dunen dun вчера вчора wczoraj gestern|today bugun сегодня сьогодні dzis dzisiaj heute|"
    "tomorrow sabah yarin завтра jutro morgen"
)
