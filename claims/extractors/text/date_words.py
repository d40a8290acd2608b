"""Names of months and days, and the words around dates, by language: a table to extend."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Calendar:
    """How a language writes dates.

    Months and weekdays are patterns in order; weekdays begin with Monday. `relative` maps patterns
    that count from the day of publication to a unit and a number of units: "yesterday" to ("day", -1).
    The other fields are patterns of the words before or after a part of a date.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    relative: dict[str, tuple[str, int]]
    month_first: bool = False  # "July 12" is possible too
    month_ending: str = ""  # case endings
    weekday_ending: str = ""
    before_weekday: str = ""  # required if the name of the day has other meanings
    after_day: str = ""
    after_year: str = ""  # after the year of a full date
    before_year: str = ""  # words that make the four digits after them a year
    year_alone: str = ""  # words that make the four digits before them a year
    before_month: str = ""  # words before a month without day and year
    future: re.Pattern[str] = field(default_factory=lambda: re.compile(r"(?!)"))
    past: re.Pattern[str] = field(default_factory=lambda: re.compile(r"(?!)"))


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


CALENDARS = {
    "en": Calendar(
        months=_split(
            r"Jan(?:uary|\.)? Feb(?:ruary|\.)? Mar(?:ch|\.)? Apr(?:il|\.)? May Jun(?:e|\.)? Jul(?:y|\.)? Aug(?:ust|\.)?"
            r" Sep(?:tember|t\.?|\.)? Oct(?:ober|\.)? Nov(?:ember|\.)? Dec(?:ember|\.)?"
        ),
        weekdays=_split(
            "Mon(?:day|[.]) Tue(?:sday|s?[.]) Wed(?:nesday|[.]) Thu(?:rsday|rs?[.]) Fri(?:day|[.]) Sat(?:urday|[.]) Sun(?:day|[.])"
        ),
        relative={
            "the day before yesterday": ("day", -2),
            "the day after tomorrow": ("day", 2),
            "yesterday": ("day", -1),
            "last night": ("day", -1),
            "today|tonight|this (?:morning|afternoon|evening)": ("day", 0),
            "tomorrow": ("day", 1),
            "last week": ("week", -1),
            "this week": ("week", 0),
            "next week": ("week", 1),
            "last month": ("month", -1),
            "this month": ("month", 0),
            "next month": ("month", 1),
            "last year": ("year", -1),
            "this year": ("year", 0),
            "next year": ("year", 1),
        },
        month_first=True,
        after_day="st|nd|rd|th",
        before_year="in|since|by|until|till|from|to|during|of|year|before|after|between|early|late|mid|and|back in|through",
        before_month="in|since|by|until|till|from|during|of|early|late|mid|last|next|this|before|after|through|to|and",
        future=_word(
            r"will(?: not| also| then)?(?: be| have)?(?: \w+)?|['’]ll(?: be)?(?: \w+)?|won['’]t(?: be)?(?: \w+)?|shall(?: \w+)?|(?:is|are) (?:to|due|set|expected|likely|planning|scheduled|going)(?: to)?(?: be)?(?: \w+)?"
            r"|due (?:to|on|in)|scheduled(?: for| to)?(?: \w+)?|planned for|plans? to(?: \w+)?|set for|upcoming|coming|intends? to(?: \w+)?"
        ),
        past=_word(
            r"\w{2,20}ed|was|were|had|did|went|came|took|gave|made|held|met|left|sent|won|lost|hit|shot|fell|rose|began|broke|brought|said|told|wrote|"
            r"(?:has|have)(?: been)?(?: \w+)?|saw|struck|fought|found|became|ran|since"
        ),
    ),
    "ru": Calendar(
        months=_split(
            "январ[ьяе] феврал[ьяе] март[ае]? апрел[ьяе] ма[йяе] июн[ьяе] июл[ьяе] август[ае]? сентябр[ьяе] октябр[ьяе] ноябр[ьяе] декабр[ьяе]"
        ),
        weekdays=_split(
            "понедельник[ау]? вторник[ау]? сред[ауы] четверг[ау]? пятниц[ауы] суббот[ауы] воскресень[еяю]"
        ),
        relative={
            "позавчера": ("day", -2),
            "вчера": ("day", -1),
            "сегодня": ("day", 0),
            "завтра": ("day", 1),
            "послезавтра": ("day", 2),
            "на (?:прошлой|минувшей) неделе": ("week", -1),
            "на этой неделе": ("week", 0),
            "на (?:следующей|будущей) неделе": ("week", 1),
            "в прошлом месяце": ("month", -1),
            "в этом месяце": ("month", 0),
            "в следующем месяце": ("month", 1),
            "в прошлом году": ("year", -1),
            "в (?:этом|текущем|нынешнем) году": ("year", 0),
            "в (?:следующем|будущем) году": ("year", 1),
        },
        before_weekday="во?|к|на|до|с",
        after_day="-?го|-?е",
        after_year=r"\s?г(?:ода|оду|од|\.)?(?!\w)",
        year_alone=r"\s?(?:год(?:а|у|ом|ы|ов)?|гг?\.)(?!\w)",
        before_month="в|с|до|к|во|по|на",
        future=_word(
            r"буд(?:ет|ут)(?: \w+)?|состо(?:ится|ятся)|пройд(?:[её]т|ут)|планиру\w+|намерен\w*|предстоит|начн[её]тся"
        ),
        past=_word(r"\w{2,20}(?:л|ла|ло|ли|лся|лась|лось|лись)"),
    ),
    "hy": Calendar(
        months=_split(
            "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր"
        ),
        weekdays=_split("երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ\\sօր կիրակի"),
        relative={
            "երեկ": ("day", -1),
            "այսօր": ("day", 0),
            "վաղը": ("day", 1),
            "անցյալ շաբաթ": ("week", -1),
            "այս շաբաթ": ("week", 0),
            "(?:հաջորդ|մյուս|գալիք) շաբաթ": ("week", 1),
            "անցյալ ամիս": ("month", -1),
            "այս ամիս": ("month", 0),
            "(?:հաջորդ|մյուս|գալիք) ամիս": ("month", 1),
            "անցյալ տարի": ("year", -1),
            "այս տարի": ("year", 0),
            "հաջորդ տարի": ("year", 1),
        },
        month_first=True,
        month_ending="(?:ի|ին|ից|ն|ը)?",
        weekday_ending="(?:ի|ին|ն|ից|ը|վա)?",
        after_day="-?ին|-?ի|-?ից",
        after_year=r"\s?(?:թվական(?:ին?|ից)?|թ\.|-ին?)",
        year_alone=r"\s?(?:թվական(?:ին?|ից|ը)?|թ\.|-ին|թթ\.)",
        future=_word(r"\w{2,20}(?:վելու|նելու|ելու) են?|կլինի|կկայանա"),
        past=_word(r"\w{1,20}(?:եց|եցին|վեց|վել է|ել է|ել են)"),
    ),
    "az": Calendar(
        months=_split(
            "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"
        ),
        weekdays=(
            "bazar ertəsi",
            "çərşənbə axşamı",
            "çərşənbə",
            "cümə axşamı",
            "cümə(?: günü)?",
            "şənbə",
            "bazar günü",
        ),
        relative={
            "dünən": ("day", -1),
            "bu gün|bugün": ("day", 0),
            "sabah": ("day", 1),
            "ötən həftə|keçən həftə": ("week", -1),
            "bu həftə": ("week", 0),
            "(?:gələn|növbəti) həftə": ("week", 1),
            "ötən ay|keçən ay": ("month", -1),
            "bu ay": ("month", 0),
            "(?:gələn|növbəti) ay": ("month", 1),
            "ötən il|keçən il": ("year", -1),
            "bu il": ("year", 0),
            "gələn il": ("year", 1),
        },
        month_first=True,
        month_ending="(?:[ıiuü]n|[dt][aə]n?|[aə]|[ıiuü])?",
        weekday_ending="(?:n?[dt][aə]n?|n?[ıiuü]n)?",
        after_day="-?[dt][əa](?:n)?|-?[iıuü]|-?n[iıuü]n",
        after_year=r"-?[cç][iıuü]\s?il\w{0,5}",
        year_alone=r"-?[cç][iıuü]\s?il\w{0,5}",
        future=_word(r"\w{2,20}(?:acaq|əcək)\w{0,4}|planlaşdırılır"),
        past=_word(r"\w{2,20}(?:dı|di|du|dü|ıb|ib|ub|üb|mış|miş)"),
    ),
    "ka": Calendar(
        months=_split(
            "იანვარ თებერვალ მარტ აპრილ მაის ივნის ივლის აგვისტო სექტემბერ ოქტომბერ ნოემბერ დეკემბერ"
        ),
        weekdays=_split("ორშაბათ სამშაბათ ოთხშაბათ ხუთშაბათ პარასკევ შაბათ კვირას"),
        relative={
            "გუშინ": ("day", -1),
            "დღეს": ("day", 0),
            "ხვალ": ("day", 1),
            "გასულ კვირა(?:ში|ს)": ("week", -1),
            "ამ კვირა(?:ში|ს)": ("week", 0),
            "(?:მომავალ|შემდეგ) კვირა(?:ში|ს)": ("week", 1),
            "გასულ თვეს": ("month", -1),
            "ამ თვე(?:ში|ს)": ("month", 0),
            "(?:მომავალ|შემდეგ) თვე(?:ში|ს)": ("month", 1),
            "(?:მომავალ|შემდეგ) წელს": ("year", 1),
            "გასულ წელს|შარშან": ("year", -1),
            "წელს|ამ წელს": ("year", 0),
        },
        month_ending="(?:ი|ს|ის|ში|იდან|ამდე|ო|ოს|ოში)?",
        weekday_ending="(?:ი|ს|ის|იდან)?",
        after_year=r"\s?(?:წლის|წელს)",
        year_alone=r"\s?(?:წლის|წელს|წლიდან|წლამდე)",
        future=_word(r"\w{0,10}იქნება|გაიმართება|დაიწყება"),
        past=_word(r"(?:გა|მო|და|შე|წა|ჩა)\w{2,20}(?:ა|ნენ|ეს)|თქვა"),
    ),
    "tr": Calendar(
        months=_split("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
        weekdays=_split("Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar(?=\\sgünü)"),
        relative={
            "evvelsi gün": ("day", -2),
            "dün": ("day", -1),
            "bugün": ("day", 0),
            "yarın": ("day", 1),
            "geçen hafta": ("week", -1),
            "bu hafta": ("week", 0),
            "gelecek hafta|önümüzdeki hafta": ("week", 1),
            "geçen ay": ("month", -1),
            "bu ay": ("month", 0),
            "gelecek ay|önümüzdeki ay": ("month", 1),
            "geçen yıl": ("year", -1),
            "bu yıl": ("year", 0),
            "gelecek yıl": ("year", 1),
        },
        month_ending="(?:['’]?(?:[dt][ae]n?|[ıiuü]n|[aeıiuü]|y[ae]))?",
        weekday_ending=r"(?:\sgünü)?",
        after_year=r"['’]?(?:[dt][ea]n?|yılında|\syılında|\syılının|\syılı)",
        year_alone=r"(?:['’][dt][ea]n?|\s?yıl(?:ında|ının|ı|ından))",
        future=_word(r"\w{2,20}(?:acak|ecek)\w{0,4}|planlanıyor"),
        past=_word(r"\w{2,20}(?:dı|di|du|dü|tı|ti|tu|tü|mış|miş)"),
    ),
}
