"""Common nouns and verbs of the news that mean one thing in every language, by the name of what they mean.

One concept a paragraph: its name, a colon, its words; a word that ends in ``*`` stands for every word that begins so. The languages stand
together: what would mean another thing in one of them is left out. *Rare* concepts tell events apart, *common* ones stand every tenth
article.
"""

from typing import Final

from news.texts import word_set

ACTS: Final = """
again: again anew renewed repeat* снова опять вновь повторн* знову повторно yenə təkrar yine tekrar* znów znowu ponown* erneut wieder
  nouveau nouvelle կրկին նորից კვლავ ისევ دوباره مجددا
phone-call: телефон* телефонн* phone phoned telephone* telefon* téléphon* aradı звонок звонк* созвон* дзвін* дзвонив подзвон* հեռախոս*
  სატელეფონო დარეკა تلفن* تلفنی rozmow* telefonat* zəng
visit: visit visits visited visiting visite* ziyaret* визит* візит* wizyt* besuch* поездк* поїздк* trip այց* ვიზიტ* سفر podróż* reist
  reise ziyarət* səfər səfəri səfərə səfərin دیدار
meeting: met meets meeting meetings görüş* görüşüb görüştü görüşme* встрет* встреч* зустрі* spotka* spotyka* treffen trifft traf rencontr*
  հանդիպ* შეხვედ* دیدار შეხვდა
talks: talks talked discuss* negotiat* müzakere* danışıq* переговор* обсуд* обговор* перемовин* rozmow* negocj* gespräch* verhandl*
  entretien* discut* négoci* բանակց* քննարկ* მოლაპარაკ* განიხილ* مذاکر* گفتگو گفت‌وگو müzakirə*
summons: summon* вызвал* вызван* викликал* викликан* çağırıl* çağırıb* çağırdı wezwa* einbestell* convoqu* կանչ* დაიბარ* احضار فراخواند
note-of-protest: protest* notas* ноту нота ноты нотой etiraz* протест* протестн* բողոք* პროტესტ* اعتراض یادداشت
expulsion: expel* expuls* высла* высыл* вислан* видвор* ausgewiesen ausweis* wydal* արտաքս* გააძევ* اخراج əxrac*
detention: detain* detention* arrest* saxlanıl* saxlayıb gözaltı* tutukla* hapis задерж* затрим* арест* арешт* zatrzyma* aresztow*
  festgenommen festnahm* verhaft* haft interpell* arrêt* incarc* ձերբակալ* կալանավոր* დააკავ* პატიმრ* دستگیر* بازداشت* həbs
remand: remand* custody pretrial сизо сізо запобіжн* запобіжний untersuchungshaft areszt* détention tutuklandı კალან* qətimkan
prolonged: extend* extension prolong* продли* продлен* продовж* uzadıl* uzadıb artırılıb uzatıl* uzattı verlänger* przedłuż* երկարաձգ*
  გაუხანგრძლივ* გახანგრძლივ* تمدید
sentence: sentenc* jailed convict* приговор* вирок* засуди* осуди* осужд* hökm hüküm mahkum* ceza cezası skaza* wyrok* verurteil* urteil*
  condamn* դատավճ* դատապարտ* მიუსაჯ* განაჩენ* მისჯ* محکوم حکم məhrum
release: releas* freed pardon* освобод* звільн* помилов* azad serbest beraat uwoln* ułaskaw* freigelass* freilass* begnad* libér* graci*
  ազատ* გაათავისუფლ* آزاد عفو bəraət
charge: charg* indict* accus* обвин* звинувач* ittiham* suçla* oskarż* angeklagt* anklag* inculp* մեղադր* ბრალ* متهم اتهام ბრალდ*
search: search* raid raids raided обыск* рейд* облав* обшук* axtarış reyd* arama baskın* basqın* przeszuk* nalot* obław* razzia*
  durchsuch* perquisition* descente խուզարկ* ჩხრეკ* რეიდ* بازرسی یورش нагрян*
strike: strike strikes struck attack* hits shell* bombard* удар* атак* обстрел* обстріл* hücum* vurul* vurdu saldırı* atak* uderz*
  ostrzel* angriff* angegriffen attaqu* frapp* visé հարված* հարձակ* დარტყმ* თავდასხმ* حمله* اصابت zərbə*
fire: fire fires blaze ablaze burn* firefight* пожар* пожеж* горе* загорел* възпал* загорі* спалах* потуш* возгоран* вогн* огонь огн*
  yanğın* yangın* alev* pożar* płon* ogień* ognia zapali* brannte brennt feuer* incendi* հրդեհ* ხანძარ* حریق آتش*
explosion: explo* blast* взрыв* взорв* вибух* partlay* patla* wybuch* eksplo* detoni* պայթ* აფეთქ* انفجار منفجر
crash: crash* accident* крушен* катастроф* авари* аварі* дтп kaza kazası kazada düştü düşen wypad* katastrof* rozbi* absturz* abgestürz*
  unfall* unglück* wreck* écras* վթար* კატასტროფ* ჩამოვარდ* ავარი* سقوط تصادف qəza*
shot-down: downed downing shootdown сбит* сбил* збит* збил* vurulub vurulan düşürül* zestrzel* abgeschoss* abschuss* abattu* խոցվ*
  ჩამოაგდ* سرنگون
dead: dead deaths killed kills died death fatal погиб* загин* смерт* умер* öldürül* ölüm* hayatını zabit* śmierć śmierc* ofiar* tote toter
  getöt* starb* gestorben todesopfer tué* décè* զոհ* մահաց* დაიღუპ* გარდაიცვალ* کشته درگذشت həlak tué
hurt: injur* wound* hurt ранен* ранил* пострада* травм* поранен* постражда* yaralan* yaralı* rann* ranny rannych verletz* bless* վիրավոր*
  տուժած* დაშავ* დაიჭრ* زخمی مجروح مصدوم xəsarət
signed: sign signed signs signing подписа* підписа* imzala* imza podpis* unterzeichn* signé* ստորագր* ხელმოწერ* ხელი امضا
denial: deny denies denied denial* refut* опроверг* опроверж* спростув* заперечи* yalanla* zaprzecz* dementi* bestreit* dément* հերք*
  უარყ* تکذیب təkzib*
ban: ban bans banned restrict* embargo запрет* ограничи* заборон* обмеж* qadağa* yasak* zakaz* verbot* verbiet* interdi* արգել* აკრძალ*
  ممنوع*
lifted: lift lifted lifts снял* сняти* знял* kaldırıl* znies* zniós* aufgehoben aufheb* levé* ləğv
suspended: suspend* halt halted postpon* приостанов* отлож* перенес* призупин* відклад* dayandır* askıya ertele* zawiesz* wstrzyma*
  ausgesetzt verschob* suspen* կասեց* შეაჩერ* تعلیق təxirə
resumed: resum* restor* возобнов* восстанов* віднов* wznaw* wznow* przywr* wiederauf* repren* վերսկս* აღდგ* ازسرگیری bərpa
launch: launch* start* begin* began begun opened opening opens нача* начи* откры* розпоча* почав* почала* відкри* başla* açıl* rozpocz*
  otwar* beginn* begonn* eröffn* commenc* ouvert* սկս* დაიწყ* آغاز մեկնարկ*
report: report reports доклад* отчет* звіт* доповід* hesabat* rapor* raport* zwischenbericht* abschlussbericht* bericht rapport* զեկույց*
  ანგარიშ* گزارش*

anniversary: anniversar* годовщин* річниц* ildönüm* yıldönüm* rocznic* jahrestag* anniversaire* տարելից* წლისთავ* سالگرد
commemoration: commemor* remember* remembr* mourn* memorial* почтил* память памяти вшанув* пам'ят* anıb yad anma andı* upamięt* uczcz*
  gedenk* gedacht hommag* հարգանք* պատիվ* პატივ*
birthday: birthday urodzin* geburtstag* anniversaire ծննդ* დაბადებ* تولد
congratulated: congratulat* поздрав* привіта* tebrik* kutla* gratul* pogratul* glückwünsch* félicit* շնորհավոր* მიულოც* تبریک təbrik*
condolence: condolenc* соболезнов* співчут* başsağlığı taziye* kondolenc* beileid* condoléanc* ցավակց* სამძიმ* تسلیت
apology: apolog* извин* вибач* üzr özür przepros* entschuldig* excus* ներող* ბოდიშ* عذرخواهی
evacuation: evacuat* эвакуац* эвакуир* евакуац* евакую* tahliye* ewaku* evakui* évacu* տարհան* ევაკუ* تخلیه вывоз* təxliyə*
rejects: reject* dismiss* отверг* отклон* відкин* reddet* odrzuc* weist zurückgewiesen rejett* մերժ* უარყო رد rədd
invitation: invit* пригласи* запроси* davet* zapros* zaprasz* einlad* eingeladen հրավիր* მიიწვ* دعوت dəvət
thanked: thank* gratitude поблагодар* благодар* подяк* вдячн* teşekkür* dzięk* podziękow* dank dankte bedank* remerci* շնորհակալ* მადლობა
  تشکر قدردانی minnətdar* təşəkkür*
warned: warn* threat* предупред* попереди* угро* погро* uyardı uyarı* tehdit* ostrz* grozi groził* grożą groźb* warnt* gewarnt droh*
  averti* menac* զգուշաց* გააფრთხილ* هشدار تهدید xəbərdarlıq hədələ*
skipped: skip* absen* отсутств* відсутн* boykot* qatılmayıb katılmadı nieobecn* boud*
opened-case: lawsuit sued иск иска позов* iddia dava davası pozew pozw* klage klagte plainte հայց* სარჩელ* شکایت
exchange: exchang* swap* обмен* обмін* takas* wymian* austausch* échang* փոխանակ* გაცვლ* مبادله mübadilə*
appointed: appoint* назнач* признач* atandı atama* mianow* ernannt* nommé* նշանակ* დანიშნ* منصوب təyin
dismissed: sacked dismissal resign* отстав* уволил* уволен* звільнив istefa* istifa* dymisj* entlass* rücktritt* démission* հրաժար*
  გადადგ* استعفا برکنار
bought: buy buys buying bought purchas* закуп* купи* покуп* alış* satın almağı aldı kup* zakup* kauf kauft gekauft achet* achat* գնում*
  იყიდ* خرید*
sold: sell sells sold sale продаж* прода* satış* satıb satıl* sprzeda* verkauf* vend* վաճառ* გაყიდ* فروش*
"""

THINGS: Final = """
drone: drone drones uav uavs беспилотник* бпла дрон* безпілотник* шахед* dron* pua pilotsuz iha siha drohne* անօդաչու* დრონ* پهپاد*
missile: missile* rocket* ракет* raket* füze* rakiet* flugabwehrrakete* fusée* հրթիռ* რაკეტ* موشک*
air-defence: пво ппо luftabwehr* flugabwehr* luftverteid* zenit* antiaéri* հակաօդ* საჰაერო پدافند antiair*
oil-depot: depot depots нефтебаз* нафтобаз* neftbaza* neft anbar* depo deposu terminal* термінал* терминал* skład składu składzie paliw
  tanklager* dépôt* նավթաբազ* ნავთობბაზ* مخزن انبار
oil: oil petroleum нефт* нафта нафти нафту нафтою нафтов* нафтобаз* neft neftin nefti petrol* ropa ropy ropę nafta nafty erdöl öl pétrol*
  նավթ* ნავთობ* نفت*
gas: gas газ газа газу газом газов* газопровод* qaz qazının qazın qazı qazını qazla qazdan qazın* doğalgaz* gaz gazu gazem gazow* gazı*
  erdgas* gaslief* գազ* გაზ* გაზი گاز* gasliefer* gasexport* gasvertrag*
diesel: diesel дизел* дизпал* dizel* gazole motorin* դիզ* დიზელ* گازوئیل
petrol-station: заправ* азс tankstell* stacj* benzinstation yanacaqdoldurma заправк*
pipeline: pipeline* трубопровод* газопровод* нефтепровод* rurociąg* gazociąg* gazoduc* oléoduc* խողովակ* მილსადენ* لوله kəmər*
contract: contract* deal deals agreement* договор* контракт* соглашен* угод* saziş* anlaşma* sözleşme* umow* kontrakt* vertrag* abkommen
  accord accords պայմանագ* համաձայնագ* ხელშეკრულ* შეთანხმ* قرارداد* توافق* müqavilə*
memorandum: memorand* меморандум* մեմորանդ* მემორანდ* تفاهم‌نامه
declaration: declaration* декларац* bildirisi bildiri bildirge* deklarac* erklärung* déclaration* հռչակագ* დეკლარ* بیانیه bəyannamə*
airport: airport* аэропорт* аеропорт* havaliman* aeroport* lotnisk* flughafen* aéroport* օդանավակայան* აეროპორტ* فرودگاه* havalimanı
aircraft: plane planes aircraft airliner jet jets самолет* авиалайнер* лайнер* літак* uçağ* uçak* samolot* flugzeug* maschine avion*
  ինքնաթիռ* თვითმფრინავ* هواپیما* təyyarə*
fighter-jet: истребител* винищувач* qırıcı* uçağ* myśliw* kampfjet* kampfflugzeug* chasseur* կործանիչ* გამანადგურებ* جنگنده
helicopter: helicopter* вертолет* вертоліт* гелікоптер* helikopter* vertolyot* śmigłow* hubschrauber* hélicoptère* ուղղաթիռ* ვერტმფრენ*
  بالگرد هلیکوپتر
flight: flight flights рейс* авиарейс* reys* uçuş* sefer seferleri rejs* lot loty loten flug flüge vol vols թռիչք* ფრენ* پرواز*
bus: bus buses coach автобус* avtobus* otobüs* autobus* autokar* omnibus* reisebus* busse autocar* ավտոբուս* ავტობუს* اتوبوس*
train: train trains поезд* потяг* состав qatar qatarı tren treni pociąg* zug züge güterzug* գնացք* მატარებელ* قطار*
railway: rail railway* железн* жд залізн* demir demiryol* kolej* torow* bahn eisenbahn* bahnstreck* ferroviair* երկաթուղ* რკინიგზ* راه‌آهن
  ریل* dəmir
wagon: wagon* railcar* вагон* vaqon* vagon* waggon* վագոն* ვაგონ* واگن*
grain: grain wheat cereal* зерн* пшениц* taxıl* buğda* tahıl buğday* zboż* pszenic* getreide* weizen* blé céréal* ցորեն* հացահատիկ*
  ხორბალ* მარცვალ* گندم غله
tunnel: tunnel* тоннел* тунел* tunel* tünel* թունել* გვირაბ* تونل
bridge: bridge* мост* міст мосту körpü* köprü* mostu moście mostem brücke* pont ponts կամուրջ* ხიდ* پل
border: border* границ* погран* кордон* sınır* granic* przejści* grenz* frontièr* սահման* საზღვ* مرز* sərhəd*
queue: queue* очередь очереди очередей очередям черг* kuyru* kolejk* schlange warteschlange* հերթ* რიგ* صف* növbə növbələr* növbəsi
lorry: lorry lorries truck* фур* грузовик* вантажів* yük maşın* tır tırlar kamyon* ciężarów* tir tiry tirów lastwagen* lkw camion*
  բեռնատար* სატვირთო* کامیون*
customs: customs тамож* митни* митн* gömrük* gümrük* celn* celni* zoll* douan* մաքս* საბაჟო* گمرک*
corridor: corridor* route коридор* маршрут* koridor* güzergah* korytarz* tras* korridor* routen միջանց* ուղի* დერეფან* მარშრუტ* کریدور
  دالان مسیر dəhliz*
transit: transit* транзит* tranzit* տարանց* ტრანზიტ* ترانزیت
ship: ship ships vessel* tanker* судн* корабл* танкер* gemi* statek statk* okręt* schiff* navire* նավ* გემ* کشتی* نفتکش* gəmi*
port: port ports порт порта порту портов* liman* портів hafen häfen նավահանգ* պորտ* პორტ* بندر*
embassy: embass* посольств* büyükelçili* ambasada ambasady ambasadę ambasadzie ambasadą botschaft* ambassade ambassades դեսպանատ* საელჩო*
  سفارت* диппредставительств* səfirli*
ambassador: ambassador* envoy посол посла послу послом послы büyükelçisi* büyükelçi ambasador* botschafter* դեսպան* ელჩ* سفیر* səfir
  səfiri səfirin
consulate: consul consuls consular consulate* консул консула консулов консулы консульс* konsul konsulat* konsulluq* konsulun konsullar*
  konsolos* հյուպատոս* საკონსულო* کنسول*
foreign-ministry: mfa мид мзс xin xarici dışişleri msz außenminist* auswärtig* внешн* закордонн* zagraniczn* արտգործ* საგარეო خارجه
defence-ministry: минобороны міноборони savunma obrony verteidigung* defence defense պաշտպան* თავდაცვ* دفاع обороны оборони müdafiə
interior-ministry: мвд мвс içişleri mswia innenminist* внутренних
court: court courts суд суда суде судом mahkeme* sąd sądu sądzie gericht* tribunal* դատարան* სასამართლო* دادگاه* məhkəmə*
prosecutor: prosecut* прокур* prokuror* prokurat* savcı* staatsanwalt* procur* parquet դատախազ* პროკურ* دادستان*
lawyer: lawyer* attorney* адвокат* avukat* adwokat* obrońc* anwalt* anwält* avocat* փաստաբան* ადვოკატ* وکیل* vəkil*
police: police полици* поліці* polis polisi polisin polislər polisə policj* polizei* ոստիկան* პოლიცი* پلیس
security-service: fsb фсб спецназ* силовик* сбу силовики силовиків inlandsgeheim* geheimdienst* ԱԱԾ სუს
journalist: journalist* журналист* журналіст* jurnalist* gazeteci* dziennikarz* dziennikark* լրագրող* ჟურნალისტ* خبرنگار* редактор*
  redaktor* editor* rédacteur* redakteur* chefredakteur* redaksiya* redakcj* редакц*
accreditation: accredit* аккредит* акредит* akkredit* akredit* հավատարմ* აკრედიტ*
market: market* рынок рынк* ринок ринк* bazar* pazar* targ* targowisk* markt* marché* შუკ* ბაზარ* ბაზრ* بازار овощебаз* anbar* базар*
  շուկա*
trader: trader* vendor* торгов* торговц* tacir* satıcı* handlarz* händler* commerçant* վաճառական* ვაჭრ*
migrant: migra* diaspor* диаспор* діаспор* выходц* урожен* уроджен* soydaş* миграц* migrant* սփյուռք* დიასპორ* مهاجر*
passport: passport* паспорт* pasport* pasaport* paszport* pässe passeport* անձնագ* პასპორტ* گذرنامه
citizen: citizen* национал граждан* громадян* vatandaş* obywatel* bürger* staatsbürger* citoyen* ressortissant* քաղաքաց* მოქალაქ* شهروند*
  اتباع vətəndaş*
child: child children детей дети ребен* дітей дитин* uşaq* çocuk* dziec* dziecko enfant* երեխա* ბავშვ* کودک*
hospital: hospital* больниц* лікарн* hastane* szpital* krankenhaus* klinik* hôpita* հիվանդան* საავადმყოფო* بیمارستان* xəstəxana*
driver: driver* водител* воді* sürücü* şoför* kierow* fahrer* conducteur* վարորդ* მძღოლ* راننده
worker: worker* employee* рабоч* работник* сотрудник* працівн* робітн* işçi* çalışan* pracowni* robotni* arbeiter* mitarbeiter* ouvrier*
  employé* աշխատող* თანამშრომ* کارمند* کارگر* əməkdaş əməkdaşı əməkdaşlar əməkdaşları əməkdaşın
rescuer: rescue* firefighter* спасател* пожарн* рятувальн* пожежн* xilasedici* itfaiye* strażak* ratowni* feuerwehr* retter* pompier*
  secour* փրկարար* მაშველ* امدادگر*
factory: factory factories plant завод* фабрик* zavod* fabrik* tesis* usine* zakład* werk գործարան* ქარხან* کارخانه
building: building* здани* будівл* подъезд* bina* budyn* gebäude* wohnhaus* bâtiment* շենք* შენობ* ساختمان
quake: earthquake quake magnitude землетряс* землетрус* deprem* trzęsieni* erdbeben* séisme* երկրաշարժ* მიწისძვრ* زلزله zəlzələ*
exercise: exercise* drill drills manoeuvre* maneuver* учени* навчан* маневр* tatbikat* manevr* ćwicze* manöver* übung* manœuvre* զորավարժ*
  წვრთნ* رزمایش مانور təlim* სწავლებ*
soldier: soldier* troop* serviceme* военнослужащ* солдат* військовослужб* asker* żołnierz* soldat* զինծառայ* զինվոր* სამხედრო* سرباز*
  نظامی* əsgər* hərbçi*
weapon: weapon* arms armament* оружи* вооружен* зброя зброї озброєн* silah* broń broni uzbroj* waffe* armes armement* զենք* სპეც იარაღ*
  سلاح* تسلیحات
ammunition: ammunition shell shells боеприпас* снаряд* боєприпас* mühimmat* amunicj* munition* զինամթերք* საბრძოლო مهمات mərmi*
peacekeeper: peacekeep* миротворц* миротворч* миротвор* barış rozjemc* friedenstrupp* խաղաղապահ* სამშვიდობო* صلح‌بان* sülhməramlı*
peace-treaty: peace мирн* мир мира sülh* barış* pokoj* pokój frieden* paix խաղաղ* სამშვიდობო صلح
prisoner: prisoner* hostage* пленн* полонен* заключенн* esir* mahkum* więźni* jeńc* gefangen* häftling* détenu* prisonnier* գերի* պատմ*
  ტყვე* პატიმარ* زندانی* اسیر* əsir* məhbus*
family: famil* семь* родственник* родинам родинами родич* aile* rodzin* familien* angehörig* ընտանիք* ოჯახ* خانواده* ailə*
compensation: compens* компенсац* tazminat* odszkodow* entschädig* indemni* փոխհատուց* კომპენსაცი* غرامت təzminat* კომპენს*
radar: radar* радар* радиолокац* ռադար* რადარ* رادار
fragment: fragment* shrapnel осколк* уламк* обломк* şarapnel* odłam* splitter* trümmer* éclat* débris բեկոր* ნამსხვრ* ترکش متال qəlpə*
black-box: recorder* самописц* karakutu* rejestrator* flugschreiber* սև
inquiry: investigat* inquiry расследован* розслідув* istintaq* soruşturma* śledztw* ermittl* untersuchung* enquêt* քննություն* հետաքնն*
  გამოძიებ* تحقیقات təhqiqat*
tomato: tomato* томат* помидор* pomidor* domates* tomate* լոլիկ* პომიდვრ* گوجه*
fruit: fruit* фрукт* овощ* хурм* meyve* sebze* owoc* warzyw* obst gemüse* légume* միրգ* ხილ* میوه* яблок* meyvə* tərəvəz*
generator: generator* генератор* jenerator* agregat* generatoren générateur* գեներատոր* გენერატორ* ژنراتور transformator* трансформатор*
  transformer*
electricity: electric* электр* електр* elektrik* energetyk* prąd prądu strom* électri* էլեկտր* ელექტრ* برق
humanitarian: humanitar* гуманитар* гуманітар* insani* insanî მაზ մարդասիր* ჰუმანიტ* بشردوستانه гумвантаж*
convoy: convoy* aid batch shipment* партия партию партії партію konvoy* karvan* partiya* transport konwój* lieferung lieferungen convoi*
trade: trade turnover товарооборот* товарообіг* ticaret* handel handlu handlow* obroty commerc* առևտ* ვაჭრობ* تجارت بازرگانی ticarət*
export: export* экспорт* експорт* ixrac* ihracat* eksport* ausfuhr* արտահան* ექსპორტ* صادرات
import: import imports imported importer* импорт* імпорт* ввоз* idxal* ithalat* einfuhr* ներմուծ* იმპორტ* واردات
commission: commission* комисси* комісі* komissiya* komisyon* komisj* kommission* հանձնաժող* კომისი* کمیسیون
summit: summit* саммит* саміт* sammit* zirve* szczyt szczytu szczycie gipfel* sommet* գագաթնաժող* სამიტ* نشست zirvə*
parliament: parliament* lawmaker* deputy парламент* депутат* дума думы госдум* верховн* parlament* meclis* milletvekili* sejm* poseł
  posłow* bundestag* abgeordnet* député* խորհրդարան* պատգամ* პარლამენტ* დეპუტატ* مجلس نماینده* məclis*
election: election* vote voting выбор* вибор* seçki seçkilər* seçkisi* seçim* wybor* wahl wahlen élection* ընտր* არჩევნ* انتخابات
school: school* школ* okul* szkoł* schule* école* դպրոց* სკოლ* مدرسه məktəb*
language: language* язык* мова мови мову dil dili język* sprach* langue* լեզ* ენის زبان
church: church* priest* церк* священ* kilise* kości* kirch* église* եկեղեց* ეკლესი* کلیسا kilsə*
culture-centre: culture* cultural культур* kültür* kultur* culturel* մշակ* კულტურ* فرهنگی mədəniyyət*
monument: monument* памятник* пам'ятник* anıt* pomnik* denkmal* հուշարձան* ძეგლ* بنای abidə*
bank: bank* банк* բանկ* ბანკ* بانک*
stake: stake share shares доля долю доли частк* payı hisse* udział* anteil* participation բաժնեմաս* წილ* سهام
sanction: sanction* санкци* санкці* sanksiya* yaptırım* sankcj* sanktion* պատժամիջ* სანქცი* تحریم*
loan: loan* кредит* kredit* kredi kredyt* prêt վարկ* სესხ* وام
insurance: insur* страхов* sığorta* sigorta* ubezpiecz* versicher* assuranc* ապահովագր* დაზღვევ* بیمه
video: video* видео* відео* vidéo* տեսանյ* ვიდეო* ویدئو
witness: witness* очевид* свидетел* свідк* şahid* tanık* świad* zeuge* témoin* ականատես* მოწმ* شاهد*
lease: lease* аренд* оренд* kiralan* dzierżaw* pacht* վարձակալ* იჯარ* اجاره американц icarə*
mine: mines landmine* demin* мины разминир* мін розмінув* mina minalar* mayın* miny minen* ական* ნაღმ* مین նռնակ
nuclear: nuclear атомн* ядерн* аэс аес nükleer* jądrow* atom* nucléair* միջուկ* ატომ* هسته‌ای nüvə*
fraud: fraud* мошеннич* шахрай* dolandır* oszust* betrug* escroq* խարդախ* თაღლით* کلاهبرداری dələduz*
espionage: spy spies espionag* шпион* шпигун* casus* szpieg* spion* espion* լրտես* ჯაშუშ* جاسوس* госизмен* ihanet* trahison hochverrat*
  xəyanət* դավաճան*
drugs: drug drugs narcot* наркот* narkot* uyuşturucu* rauschgift* drogen* stupéf* թմ* ნარკოტ* مواد
murder: murder* убийств* вбивств* cinayet* morderst* zabójst* mord* meurtr* սպան* მკვლელ* قتل qətl*
beaten: beat* beaten tortur* избит* побо* побит* döyül* işkence* dövül* pobit* misshandl* gefoltert battu* ծեծ* ცემ* شکنجه işgəncə*
brothers: brother* братья братьев братів брати qardaş* kardeş* braci* bracia brüder* frère* եղբայր* ძმები برادر*
house-arrest: домашн* dustaq* hausarrest domow* assignation შინა տնային dustaqlı*
coup: coup переворот* çevriliş* darbe* zamach* putsch* հեղաշր* გადატრიალ* کودتا
forum: forum* форум* ֆորում* ფორუმ* همایش
festival: festiv* фестивал* novruz* nevruz* новруз* nowruz* nouruz* նովրուզ ნოვრუზ نوروز
rain: rain* дожд* дощ* yağış* yağmur* deszcz* regen pluie* անձր* წვიმ* باران
parade: parade* парад* parad* geçit defilad* շքերթ* აღლუმ* رژه
"""

COMMON: Final = word_set(
    "meeting talks strike detention dead launch contract oil gas aircraft police court foreign-ministry citizen border trade report "
    "signed peace-treaty security-service exchange defence-ministry interior-ministry rejects ban building bought sold convoy visit "
    "corridor inquiry export import commission invitation railway worker crash journalist market lifted remand note-of-protest"
)
"""Concepts that stand in every tenth article of such a beat."""
