"""Words whose full stop does not end a sentence, and words that begin one, in the desk's languages.

Words only: sentences.py says what each list means. Entries are in small letters without the last
stop. Single letters, and letters with stops between them ("U.S."), need no entry. Collected by hand.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name, a noun or a number always follows.
NEVER_LAST = _words("""mr mrs ms messrs dr prof gen lt col maj capt cpl sgt sen rep gov sens reps govs
    gens drs profs rev hon adm cmdr amb msgr supt insp det brig mt ft approx est e.g i.e cf viz lt.-gen maj.-gen
    им ул пл пос просп пер обл проф акад доц ген полк подполк кап адм гр тов см ср напр ген.-лейт
    ген.-майор ген-лейт ген-майор англ рус арм азерб груз тур лат букв ок к.э.н
    д.и.н к.и.н т.н т.е т.к дж зам нач
    դր պրոֆ ակադ գեն պրն տկն օր տես
    dos akad polk mayor küç pr məs bax tel
    doç av sn alb org korg tümg tuğg bşk yzb uzm öğr yrd müh hz bkz örn çev mah cad sok bulv apt ltd
    პროფ აკად გენ პოლკ წწ ე.წ ე.ი მაგ იხ შდრ გვ დაახლ""")

# The same, but only before a number: "No. 5", "Sept. 3". Elsewhere an ordinary word.
BEFORE_NUMBER = _words("""no nos nr n° № pp art arts sec secs vol vols ch fig figs para paras op
    jan feb mar apr jun jul aug sep sept oct nov dec
    стр ст пп гл рис табл кв корп тел янв февр мар апр июн июл авг сент окт нояб дек
    səh mad md yy gv maddə էջ հոդ մաս მუხ თავ""")

# The sentence ends only where the next word begins one: "Acme Co. Ltd", "Acme Co. The".
SELDOM_LAST = _words("""co inc ltd corp bros plc llc jr sr st ave blvd rd vs dept univ jan feb mar apr jun jul aug sep
    sept oct nov dec
    гг вв руб коп долл тыс млн млрд трлн кг км н.э
    թթ հազ մլն մլրդ
    vb şti mln mlrd
    მლნ მლრდ ათ""")

# Words that close a list usually close the sentence too, although they end in a single letter.
LIST_ENDS = ("т. д", "т.д", "т. п", "т.п", "və s", "və b", "ა.შ", "ა. შ", "v.b", "v.s")

STARTERS = _words("""the a an this that these those it he she they we you his her its their our my but and or so if
    when while as at in on for after before since with from by there here what who why how where which
    did do does is are was were has have had can could would should however meanwhile also although
    though because despite during until both another some many most several other such not now then
    yet even no yes let according earlier later
    он она оно они мы вы я это этот эта эти тот та те но а и в во на по с со к ко о об от из за при
    после до для без у как когда если что кто где почему однако также позже ранее затем потом тогда
    теперь сейчас между его её их ему ей им наш все всё вместе кроме согласно ни не
    նա նրանք սա այս այդ դա մենք բայց և սակայն նաև իսկ երբ եթե ըստ հետո ինչ
    იგი ის ისინი ეს ჩვენ თქვენ მაგრამ და თუმცა ასევე შემდეგ ამის""")
# Turkish and Azerbaijani are separate: "Kim" and "Her" mean something else in other languages.
TURKIC_STARTERS = _words("""o onlar bu şu biz siz ancak ama fakat lakin amma ve və da də ayrıca sonra önce əvvəl daha eğer əgər
    çünkü çünki nə ne kim bunun onun hər her isə ise həmçinin""")
