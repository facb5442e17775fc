"""Who speaks for a state, and the words by which one sees that somebody speaks: data by language.

The spellings of persons and institutions are those of the beat's ``names.toml``; here stands whose officials they are.
"""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Side = Literal["Baku", "Moscow", "Kyiv", "Yerevan", "Ankara", "Tehran", "Tbilisi"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)

PERSONS: Final[Mapping[Side, str]] = {
    "Baku": "aliyev mehriban-aliyeva bayramov hikmet-hajiyev hajizada ali-asadov shahin-mustafayev rahman-mustafayev zakir-hasanov "
    "jabbarov shahbazov gafarova kamran-aliyev rashad-nabiyev eyvazov ali-naghiyev amirbayov karim-valiyev khalafov",
    "Moscow": "putin lavrov zakharova peskov mishustin overchuk ushakov shoigu andrei-belousov patrushev bastrykin medvedev matviyenko "
    "volodin naryshkin bortnikov novak manturov galuzin yevdokimov andrei-nikitin dmitry-yadrov gutsan moskalkova nebenzya rudenko-andrei "
    "levitin savelyev-vitaly kiriyenko kozak primakov dmitriev-kirill tsivilev reshetnikov kopyrkin kadyrov melikov",
    "Kyiv": "zelensky sybiha svyrydenko shmyhal umerov budanov yermak syrskyi tykhyi kiper",
    "Yerevan": "pashinyan mirzoyan armen-grigoryan mher-grigoryan papikyan vahagn-khachaturyan alen-simonyan rubinyan kostanyan",
    "Ankara": "erdogan fidan yasar-guler alparslan-bayraktar kalin uraloglu cevdet-yilmaz bolat kurtulmus",
    "Tehran": "pezeshkian khamenei araghchi baghaei demirchi larijani farzaneh-sadegh",
    "Tbilisi": "kobakhidze kavelashvili botchorishvili papuashvili",
}
"""Ids of ``names.toml``."""
OWN_BODIES: Final[Mapping[str, tuple[str, Side]]] = {
    "kremlin": ("Kremlin", "Moscow"),
    "state-duma": ("State Duma", "Moscow"),
    "federation-council": ("Federation Council", "Moscow"),
    "fsb": ("FSB", "Moscow"),
    "svr": ("SVR", "Moscow"),
    "rosaviatsia": ("Rosaviatsia", "Moscow"),
    "rosselkhoznadzor": ("Rosselkhoznadzor", "Moscow"),
    "investigative-committee": ("Investigative Committee", "Moscow"),
    "milli-majlis": ("Milli Majlis", "Baku"),
    "dtx": ("State Security Service", "Baku"),
    "verkhovna-rada": ("Verkhovna Rada", "Kyiv"),
    "sbu": ("SBU", "Kyiv"),
}
"""Institutions of one state: another's only where it is named beside them."""
BODIES: Final[Mapping[str, str]] = {
    "foreign-ministry": "Foreign Ministry",
    "defence-ministry": "Defence Ministry",
    "interior-ministry": "Interior Ministry",
    "prosecutor-general": "Prosecutor General",
    "transport-ministry": "Transport Ministry",
    "emercom": "Emergencies Ministry",
    "customs-committee": "Customs",
    "border-service": "Border Service",
}
"""Institutions that every state has."""
LANDS: Final[Mapping[str, tuple[Side, str]]] = {
    "azerbaijan": ("Baku", "Azerbaijan"),
    "baku": ("Baku", "Azerbaijan"),
    "russia": ("Moscow", "Russia"),
    "moscow": ("Moscow", "Russia"),
    "ukraine": ("Kyiv", "Ukraine"),
    "kyiv": ("Kyiv", "Ukraine"),
    "armenia": ("Yerevan", "Armenia"),
    "yerevan": ("Yerevan", "Armenia"),
    "turkey": ("Ankara", "Turkey"),
    "ankara": ("Ankara", "Turkey"),
    "iran": ("Tehran", "Iran"),
    "tehran": ("Tehran", "Iran"),
    "georgia": ("Tbilisi", "Georgia"),
    "tbilisi": ("Tbilisi", "Georgia"),
}
OTHER_LANDS: Final = (
    "kazakhstan uzbekistan turkmenistan tajikistan kyrgyzstan belarus moldova usa france germany poland israel china india pakistan syria "
    "hungary bulgaria romania serbia slovakia greece italy united-kingdom united-arab-emirates european-union"
)
"""Their ministries are nobody's here."""
COUNTRY_OF: Final[Mapping[Side, str]] = dict(LANDS.values())
SIDE_OF_DOMAIN: Final[Mapping[str, Side]] = {
    "az": "Baku",
    "ru": "Moscow",
    "su": "Moscow",
    "рф": "Moscow",
    "ua": "Kyiv",
    "am": "Yerevan",
    "tr": "Ankara",
    "ir": "Tehran",
    "ge": "Tbilisi",
}
ROLES: Final[Mapping[str, Mapping[str, str]]] = {
    "President": {
        "en": "president|presidential office|presidential administration",
        "ru": "президент|администраци* президента",
        "az": "prezident|prezidenti|prezident administrasiyası*",
        "tr": "cumhurbaşkanı|cumhurbaşkanlığı*",
        "uk": "президент|офіс* президента",
        "pl": "prezydent|kancelari* prezydenta",
        "de": "präsident|präsidentin|präsidialamt*",
        "fr": "président|présidence",
        "hy": "նախագահ|նախագահը",
        "ka": "პრეზიდენტი|პრეზიდენტმა",
        "fa": "رئیس جمهور|رئیس‌جمهور|رئیس جمهوری",
    },
    "Prime Minister": {
        "en": "prime minister",
        "ru": "премьер|премьер министр",
        "az": "baş nazir|baş naziri",
        "tr": "başbakan|başbakanı",
        "uk": "прем єр|прем'єр|прем'єр міністр|прем'єр міністерка",
        "pl": "premier",
        "de": "ministerpräsident|premierminister|regierungschef",
        "fr": "premier ministre",
        "hy": "վարչապետ|վարչապետը",
        "ka": "პრემიერ მინისტრი|პრემიერ მინისტრმა|პრემიერი|პრემიერმა",
        "fa": "نخست وزیر|نخست‌وزیر",
    },
    "Foreign Minister": {
        "en": "foreign minister|minister of foreign affairs",
        "ru": "глава мид|министр иностранных дел",
        "az": "xarici işlər naziri|xin başçısı",
        "tr": "dışişleri bakanı",
        "uk": "глава мзс|очільник мзс|міністр закордонних справ",
        "pl": "szef msz|minister spraw zagranicznych",
        "de": "außenminister|außenministerin",
        "fr": "ministre des affaires étrangères|chef de la diplomatie",
        "hy": "արտգործնախարար|արտգործնախարարը",
        "ka": "საგარეო საქმეთა მინისტრი|საგარეო საქმეთა მინისტრმა",
        "fa": "وزیر خارجه|وزیر امور خارجه",
    },
    "Defence Minister": {
        "en": "defence minister|defense minister",
        "ru": "министр обороны|глава минобороны",
        "az": "müdafiə naziri",
        "tr": "savunma bakanı",
        "uk": "міністр оборони|глава міноборони",
        "pl": "minister obrony",
        "de": "verteidigungsminister|verteidigungsministerin",
        "fr": "ministre de la défense",
        "hy": "պաշտպանության նախարար|պաշտպանության նախարարը",
        "ka": "თავდაცვის მინისტრი|თავდაცვის მინისტრმა",
        "fa": "وزیر دفاع",
    },
}
CAPITALS: Final[Mapping[Side, str]] = {
    "Baku": "baku|баку|bakı|bakü|bakou|բաքուն|ბაქო|ბაქომ|باکو",
    "Moscow": "moscow|москва|moskva|moskova|moskwa|moskau|moscou|москві|մոսկվան|მოსკოვი|მოსკოვმა|مسکو",
    "Kyiv": "kyiv|kiev|киев|київ|kiyev|kijów|kiew|kyjiw|կիևը|კიევი|კიევმა|کی‌یف",
    "Yerevan": "yerevan|ереван|єреван|irəvan|erivan|erywań|eriwan|erevan|երևանը|ერევანი|ერევანმა|ایروان",
    "Ankara": "ankara|анкара|անկարան|ანკარა|ანკარამ|آنکارا",
    "Tehran": "tehran|тегеран|tahran|teheran|téhéran|թեհրանը|თეირანი|თეირანმა|تهران",
    "Tbilisi": "tbilisi|тбилиси|тбілісі|tiflis|tbilissi|թբիլիսին|თბილისი|თბილისმა|تفلیس",
}
"""A capital that speaks is its government; the nominative alone, in whatever language."""
SAID: Final[Mapping[str, str]] = {
    "en": "said|says|say|stated|states|told|announced|announces|declared|declares|added|adds|reported|stressed|noted|commented|warned|"
    "warns|explained|claimed|claims|vowed|accused|accuses|condemned|condemns|called|urged|urges|argued|insisted|wrote|posted|thanked",
    "ru": "заявил*|заявля*|сообщил*|сообща*|сказал*|говорит|отметил*|отмеча*|подчеркнул*|объявил*|добавил*|уточнил*|рассказал*|пояснил*|"
    "прокомментировал*|предупредил*|призвал*|осудил*|обвинил*|ответил*|написал*|напомнил*|утвержда*|высказал*|выразил*",
    "az": "bildirib*|bildirdi*|bildirir*|deyib*|dedi*|deyir|açıqlayıb*|açıqladı*|vurğulayıb*|vurğuladı*|söyləyib*|söylədi*|qeyd ed*|"
    "qeyd et*|əlavə ed*|əlavə et*|elan ed*|elan et*|yazıb|çağırıb*|ittiham ed*|ittiham et*|məlumat ver*|iddia ed*|xəbərdarlıq ed*|şərh ed*",
    "tr": "dedi|açıkladı*|belirtti*|söyledi*|vurguladı*|ifade et*|duyurdu*|kaydetti*|bildirdi*|konuştu*|uyardı*|kınadı|yazdı|iddia et*",
    "uk": "заявив|заявил*|заявля*|повідоми*|повідомля*|сказав|сказал*|зазначив|зазначил*|наголоси*|підкресли*|оголоси*|додав|додал*|"
    "розпові*|пояснив|пояснил*|прокоментува*|закликав|закликал*|засудив|засудил*|написав|написал*",
    "pl": "oświadczy*|oznajmi*|powiedzi*|mówi|zapowiedzi*|poinformowa*|ogłosi*|podkreśli*|stwierdzi*|przekaza*|doda*|ostrzeg*|napisa*|"
    "skomentowa*|oskarży*|potępi*|wezwa*",
    "de": "sagte|sagten|sagt|erklärte|erklärt|erklärten|teilte|teilten|mitgeteilt|betonte|verkündete|fügte|warnte|schrieb|kündigte|"
    "bezeichnete|forderte|kritisierte|äußerte|berichtete",
    "fr": "déclaré|déclare|dit|affirmé|affirme|annoncé|annonce|souligné|souligne|indiqué|indique|ajouté|précisé|averti|accusé|condamné|"
    "estimé|expliqué|écrit|appelé",
    "hy": "ասել|ասաց|ասում|հայտարարել|հայտարարեց|հայտարարում|նշել|նշեց|հայտնել|հայտնեց|հայտնում|ընդգծել|ընդգծեց|գրել|հավելել|շեշտել",
    "ka": "თქვა|განაცხადა|განაცხადეს|აცხადებს|აცხადებენ|აღნიშნა|ამბობს|უთხრა|დასძინა|განმარტა|დაწერა|იტყობინება",
    "fa": "گفت|گفته|اعلام کرد*|اظهار داشت|اظهار کرد|تأکید کرد*|افزود|نوشت|هشدار داد|بیان کرد|خبر داد",
}
AS_TOLD_BY: Final[Mapping[str, str]] = {
    "en": "according to",
    "ru": "по словам|со слов|по данным|по информации|как сообщили в|как заявили в",
    "uk": "за словами|за даними|за інформацією",
    "pl": "według|zdaniem|jak podaje|jak podało",
    "de": "laut|zufolge|nach angaben|nach worten",
    "fr": "selon|d après",
    "hy": "ըստ|խոսքով|խոսքերով",
    "az": "sözlərinə görə|sözlərinə əsasən|məlumatına görə",
    "tr": "göre|sözlerine göre",
    "ka": "თქმით|ცნობით|განცხადებით",
    "fa": "به گفته",
}
"""What makes a speaker of a name, whatever case it stands in; before it or after it."""
THAT: Final = "that|what|что|чтобы|ki|що|щоб|że|żeby|dass|daß|que|qu|որ|რომ|که|как|who|which|который|которая|який|яка|który|która|der|die"
"""A name behind one of these is spoken of."""
SPOKEN_TO: Final[Mapping[str, str]] = {
    "en": "to|with|about|of|for|against|from|on|by",
    "ru": "с|со|к|ко|о|об|для|от|у|против|при|на",
    "uk": "з|із|зі|до|про|для|від|проти|на",
    "pl": "z|ze|do|o|dla|od|przeciw|na",
    "de": "mit|an|zu|über|von|für|gegen|mitsamt",
    "fr": "avec|à|de|d|du|sur|pour|contre|au",
    "fa": "با|به|از|درباره|علیه",
}
"""A person's name right behind one of these is not the speaker's."""
NOT_THE_SPEAKER: Final[Mapping[str, str]] = {
    "ru": "(?:у|ю|ым|ому|им|ой)$",
    "uk": "(?:у|ю|им|ому|ові|еві|ою|ій)$",
    "pl": "(?:owi|emu|ym|iem|owem|ego|iej|ą)$",
    "az": "(?:(?:in|ev|ov|ski)[əe]|yana|[aoə]y[aə]|d[aəe]n|(?:ov|ev|in)l[aəe]|(?:[oe]v|in|yan|ski)n?[ıiuü]n)$",
    "hy": "(?:ովին|[եև]ւ?ին|անին|ինին|սկուն|ից)$",
    "ka": "(?:ს|თან|ზე|გან)$",
}
"""The ends of names in cases in which nobody speaks; compared with their diacritics."""
