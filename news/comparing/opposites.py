"""Words that tell one event from another of its kind, by language: ordinals, opposite acts, the names of countries and their capitals.

All are folded as ``news.words`` folds them; one that ends in ``*`` stands for every word that begins so.
"""

from typing import Final

ORDINALS: Final = (
    "1 first 1st birinci ilk перв* перш* pierwsz* erste*|2 second 2nd ikinci второй вторая второе вторую второго второму вторым вторые "
    "вторых друга друге другий другого drugi drugie* druga zweite*|3 third 3rd ucuncu трет* трете* третя трету trzeci* dritte*|4 "
    "fourth 4th dorduncu четверта* четверты* четверто* четверту* czwarta czwarty czwarte czwartego czwartej vierte*|5 fifth 5th "
    "besinci пятый пятая пятое пятую пятого пятой пята пяту пяте пятий пятої piata piaty piate piatego piatej funfte*|6 sixth 6th "
    "altinci шест* шост* szost* sechste*|7 seventh 7th yeddinci yedinci седьм* сьом* siodm* siebte* siebente*|8 eighth 8th sekkizinci "
    "sekizinci восьмо* восьма* восьмы* восьму* osma osmy osme osmego osmej achte*|9 ninth 9th doqquzuncu dokuzuncu девято* девята* "
    "девяты* девяту* девятий dziewiata dziewiaty dziewiate neunte*|10 tenth 10th onuncu десято* десята* десяты* десяту* десятий "
    "dziesiata dziesiaty dziesiate zehnte*"
)

OPPOSITES: Final = (
    "open* reopen* — clos* shut*|rise rises rose risen rising grow* grew increas* jump* higher up — fall falls fell fallen falling "
    "declin* decreas* drop* shrank lower down|confirm* — deny denies denied denying refut* reject*|arrest* detain* jail* remand* held "
    "— releas* freed acquit* pardon*|impos* introduc* — lift* abolish* remov*|suspend* halt* cancel* postpon* — resum* restor* "
    "restart*|begin* began start* launch* — end ends ended finish* complet* stop*|arriv* — depart* left leave* leaving|extend* "
    "prolong* — sentenc* shorten*|accept* agree* approv* — refus* reject*|win wins won — lose loses lost|before — after|import* — "
    "export*|more — less fewer|oldest — youngest|buy* bought — sell* sold|откры* — закры*|вырос* рост увелич* повыс* подорож* — "
    "снизил* сниж* упал* паден* сократ* уменьш* подешев*|подтверд* — опроверг* отриц*|арест* задерж* — освобод* отпуст* оправда*|ввел* "
    "ввод* введ* — отмен* снял*|приостанов* прекрат* — возобнов*|начал* начин* — заверш* закончил* прекрат*|прибыл* прилет* — убыл* "
    "отбыл* вылет*|продлил* — отмен* отпуст* приговор*|больше — меньше|импорт* — экспорт*|купил* — прода*|принял* — отклон* отказ*|"
    "acil* acdi acib — bagla*|art* coxal* yuksel* — azal* dus*|tesdiq* dogrula* — tekzib* yalanla*|saxla* hebs* tutuklan* gozalti* "
    "gozalt — azad* buraxil* serbest*|dayandir* durdur* — berpa* yeniden*|basla* — basa bitdi bitti tamamla*|geldi gelib — getdi gedib "
    "gitti|cox — az|idxal* ithalat* — ixrac* ihracat*|artdi artti — azaldi dustu|відкри* — закри*|зріс* зрос* збільш* зростання — "
    "знизи* впав* впал* зменш* скорот*|підтверд* — спросту* запереч*|арешт* затрим* — звільн* відпуст* виправд*|призупин* припин* — "
    "віднов*|почал* розпоч* — заверш* закінч*|більше — менше|імпорт* — експорт*|otwar* otwier* — zamkn* zamyka*|wzros* wzrost* rosn* "
    "zwieksz* — spad* zmniejsz* obniz*|potwierdz* — zaprzecz* dementuj*|aresztow* zatrzym* — zwolni* uniewinn*|wstrzym* zawies* — "
    "wznow* przywroc*|rozpocz* zaczyn* zaczal* — zakoncz*|wiecej — mniej|import* — eksport*|kupi* kupuj* — sprzeda*|eroffne* offne* "
    "geoffnet — schlies* geschlossen|stieg* steig* wuchs wachst erhoh* — sank sink* fiel fallt verringer*|bestatig* — dementier* "
    "bestreit* zuruckgewies*|verhaft* festgenommen — freigelassen entlassen freigesprochen|stopp* unterbr* ausgesetz* — wieder*|"
    "beginn* begann — ende* beend*|mehr — weniger|import* — export*|kauft* — verkauft*"
)
"""Opposite acts: one stands for another event where the other was."""

HOURS: Final = (
    "morning morgens seher утром утро вранці уранці rano|evening abends axsam aksam вечером вечер ввечері увечері wieczorem|night "
    "overnight nachts gece ночью ночь вночі уночі noca"
)
"""Parts of a day: the same words in the morning and in the evening tell two alarms."""

SIDES: Final = (
    "azerba* aserba* azerbej* azeri* baku* baki bakinin bakida bakidan bakiya азербайдж* баку бакин* აზერბაიჯან* ბაქო* ադրբեջան* "
    "բաքու* բաքվ* آذربایجان اذربایجان باکو|russia* rusiya* rusya* rus rusca ruslar* rosja* rosji* rosje* rosyj* russland* russisch* "
    "moscow* moskva* moskw* moskova* moskau* kremlin* kreml* росси* росій* росі* рф москв* московс* кремл* ռուս* մոսկվ* կրեմլ* რუსეთ* "
    "მოსკოვ* კრემლ* روسیه مسکو کرملین|ukrain* ukrajin* ukrayna* kyiv* kiev* kiyev* kijow* kiew* украин* україн* киев* києв* київ* "
    "ուկրաին* կիեւ* უკრაინ* კიევ* اوکراین کیف|turkiye* turkey* turkish turk turcj* tureck* turkei* ankara* турци* турец* туреч* анкар* "
    "թուրք* անկար* თურქეთ* ანკარა* ترکیه آنکارا|armen* ermeni* ormian* yerevan* erevan* irevan* erewan* erywan* eriwan* армен* армян* "
    "вірмен* ереван* єреван* հայաստան* երեւան* სომხეთ* ერევან* ارمنستان ایروان|iran* tehran* teheran* tahran* иран* іран* тегеран* "
    "իրան* թեհրան* ირან* თეირან* ایران تهران|georgia* gurcustan* gurcistan* gruzj* gruzin* tbilisi* tiflis* грузи* грузі* тбилис* "
    "тбіліс* საქართველო* თბილის* վրաստան* گرجستان تفلیس|kazakh* qazax* kazak* kasach* казах* astana* астан*|german* almaniya* alman* "
    "niemc* niemiec* deutsch* berlin* германи* немец* німеч* берлин* берлін*|france* french fransa* fransiz* francj* francus* "
    "frankreich* franzosisch* paris* parij* paryz* франци* француз* франці* париж*|polan* polish polsa* polonya* polsk* polen* "
    "polnisch* warsaw* warszaw* warschau* польш* польщ* польс* варшав*|america* american* usa us abs abd washington* vasinqton* "
    "waszyngton* сша америк* вашингтон*|chin* cin pekin* beijing* peking* кита* пекин*|eu ab ес єс ue european avropa avrupa европ* "
    "європ* europejsk* europaisch* brussel* bruksel* brux* брюссел*|israel* israil* izrael* izrail* jerusalem* израил* ізраїл* "
    "иерусалим*"
)
"""Countries with the capitals that stand for them in news: "Baku said" is "Azerbaijan said"."""

CORRECTIONS: Final = (
    "correction* corrected clarification updated update исправлен* уточнен* поправка обновлен* ошибочно duzelis* deqiqlesdirme "
    "yenilenib yenilendi duzeltme* guncellendi guncelleme виправлен* оновлен* sprostowan* korekta poprawk* aktualizacja zaktualizowan* "
    "korrektur* korrigiert* berichtigung aktualisiert*"
)
"""Words by which an outlet says itself that it changed a text."""

RELAYS: Final = (
    "report reports reported informs citing according передает сообщает пишет сообщили ссылкой istinaden xeber verir melumat bildirir "
    "gore haberine aktardi повідомляє передає пише посилаючись podaje informuje powolujac berichtet meldet zufolge laut"
)
"""Words beside which an outlet's name says only where a text was taken from."""
