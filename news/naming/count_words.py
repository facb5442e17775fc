"""Words of counting and of the calendar that ``news.comparing.fact_words`` has no need of: ordinals, and the months of all languages.

Folded as ``news.words`` folds them; a word that ends in ``*`` stands for every word that begins so.
"""

from typing import Final

ORDINALS: Final = (
    "2 second ikinci* втор* другий другої другому drugi* druga zweite* zweiter deuxieme երկրորդ* მეორე* دوم دومین|"
    "3 third ucuncu* трет* trzeci* dritte* troisieme երրորդ* მესამე* سوم سومین|"
    "4 fourth dorduncu* четверт* czwarta czwarty czwartego czwartej vierte* quatrieme չորրորդ* მეოთხე* چهارم چهارمین|"
    "5 fifth besinci* пятый пятая пятую пятого пятой пята пяту пятої piata piaty piatego piatej funfte* cinquieme հինգերորդ* მეხუთე* پنجم|"
    "6 sixth altinci* шестой шестая шестую шестого шоста шосту шостої шостий szosta szosty szostego sechste* sixieme "
    "վեցերորդ* მეექვსე* ششم|"
    "7 seventh yedinci* yeddinci* седьм* сьом* siodma siodmy siodmego siebte* septieme յոթերորդ* მეშვიდე* هفتم|"
    "8 eighth sekizinci* sekkizinci* восьмой восьмая восьмую восьма восьму восьмий osma osmy osmego achte* huitieme ութերորդ* მერვე* هشتم|"
    "9 ninth dokuzuncu* doqquzuncu* девятый девятая девятую дев'ят* dziewiata dziewiaty neunte* neuvieme իններորդ* მეცხრე* نهم|"
    "10 tenth onuncu* десятый десятая десятую десята десяту dziesiata dziesiaty zehnte* dixieme տասներորդ* მეათე* دهم"
)
"""*First* is none of them: what happens for the first time is no count."""

NUMBERS_MORE: Final = {
    "fr": "2 deux|3 trois|4 quatre|5 cinq|6 six|7 sept|8 huit|9 neuf|10 dix|11 onze|12 douze|15 quinze|20 vingt|30 trente|40 quarante|"
    "50 cinquante|60 soixante|100 cent|1000 mille",
    "az": "1000 min",
    "tr": "1000 bin",
    "ru": "2 вдвое|10 десяток|12 дюжина|1000 тысяча тысячу",
    "uk": "1000 тисяча тисячу",
}

MONTHS_MORE: Final = (
    "1 janvier հունվար* იანვარ* ژانویه ژانویهٔ|2 fevrier փետրվար* თებერვალ* თებერვლ* فوریه|"
    "3 mars մարտ* მარტ* مارس|4 avril ապրիլ* აპრილ* آوریل|"
    "5 mai մայիս* მაის* مه|6 juin հունիս* ივნის* ژوئن|7 juillet հուլիս* ივლის* ژوئیه|8 aout օգոստոս* აგვისტო* اوت|"
    "9 septembre սեպտեմբեր* სექტემბერ* სექტემბრ* سپتامبر|10 octobre հոկտեմբեր* ოქტომბერ* ოქტომბრ* اکتبر|"
    "11 novembre նոյեմբեր* ნოემბერ* ნოემბრ* نوامبر|12 decembre դեկտեմբեր* დეკემბერ* დეკემბრ* دسامبر"
)

WEEKDAYS_MORE: Final = (
    "0 lundi երկուշաբթի* ორშაბათ* دوشنبه|1 mardi երեքշաբթի* სამშაბათ* سهشنبه|2 mercredi չորեքշաբթի* ოთხშაბათ* چهارشنبه|"
    "3 jeudi հինգշաբթի* ხუთშაბათ* پنجشنبه|4 vendredi ուրբաթ* პარასკევ* جمعه|5 samedi շաբաթ شنبه შაბათ*|6 dimanche կիրակի* კვირას یکشنبه"
)

FILLERS: Final = (
    "also that with from into their this been were will would could more than only after before about which when where there while other "
    "said says told according statement spokesman spokesperson minister president leader leaders country countries official officials "
    "state azerbaijan azerbaijani russia russian baku moscow "
    "сообщ заяв сказа отмет добав словам данным президент министр стран официальн государств который которые также после через между "
    "азербайджан росси москв баку этом этого были было будет время года году однако чтобы если пресс служба слова "
    "повідом заяв сказа додав словами даними президент міністр країн офіційн держав який яка які також після через між "
    "росі росій було були буде року однак щоб якщо "
    "bildir deyib sozlerine gore melumat prezident nazir olke resmi dovlet hem sonra arasinda uzre qeyd edib olub "
    "azerba rusiya moskva bakida baki bakini olunub edilib barede sonra "
    "acikla belirt soyle gore cumhur bakan ulke resmi devlet sonra arasinda oldugu olarak icin rusya moskova "
    "powied poinfo wedlug prezyd minist kraj rosja rosji rosyjs azerbe moskwa takze ktory ktora ktore zostal "
    "sagte erklart teilte laut prasident minister land staat auch nach wurde werden haben aserbai russlan russisc moskau "
    "declare president ministre pays selon apres avec dans pour russie russes bakou azerbai"
)
"""Words that stand in every article of news on two countries, and tell no two apart; cut as the stems of their languages are."""
