"""Words in the names of sources that are no name: countries, kinds of body, titles. For near_names.py alone.

A stem, marked with a dash, stands for every word that begins with it: these languages inflect at the end.
"""

import functools

from .names import fold_name

# Names, demonyms, capitals and seats, in English and in the languages of the region.
_COUNTRIES = {
    "armenia": "armenia armenian armenians yerevan армен- армян- ереван- հայաստան- հայկական երեւան- სომხ- სომეხ- "
    "erməni- ermeni- irəvan erivan",
    "azerbaijan": "azerbaijan azerbaijani azerbaijanis azeri baku азербайдж- баку бакинск- ադրբեջան- բաքու- აზერბაიჯ- ბაქო- "
    "azərbaycan- azerbaycan- bakı bakü",
    "georgia": "georgia georgian georgians tbilisi грузи- тбилис- վրաստան- վրացական թբիլիսի- საქართველო- ქართულ- თბილის- "
    "gürcüstan- gürcistan- gürcü- tbilisi tiflis",
    "russia": "russia russian russians moscow kremlin росси- рф москв- московск- кремл- ռուսաստան- ռուսական մոսկվա- կրեմլ- "
    "რუსეთ- რუსულ- მოსკოვ- კრემლ- rusiya- rusya- rus moskva- moskova- kreml-",
    "turkey": "turkey türkiye turkish turks ankara турци- турец- анкар- թուրքիա- թուրքական անկարա- თურქ- ანკარა- türkiyə türkiyənin türkiye'nin türk",
    "iran": "iran iranian iranians tehran teheran иран ирана ираном иранск- тегеран- իրան- թեհրան- ირან- თეირან- tehran-",
    "ukraine": "ukraine ukrainian ukrainians kyiv kiev украин- україн- киев- київ- ուկրաին- კიევ- უკრაინ- ukrayna- kiyev-",
    "us": "us usa america american americans washington pentagon сша америк- американск- вашингтон- пентагон- "
    "ամն ամերիկ- վաշինգտոն- պենտագոն- აშშ ამერიკ- ვაშინგტონ- პენტაგონ- abş abd amerika- vaşinqton vaşington",
    "uk": "uk britain british london великобритан- британ- лондон- բրիտանիա- ბრიტან- britaniya- britanya-",
    "france": "france french paris франц- париж- ֆրանս- საფრანგეთ- ფრანგულ- fransa- fransız-",
    "germany": "germany german germans berlin герман- немецк- берлин- գերմանիա- გერმან- almaniya- almanya- alman",
    "eu": "eu european brussels евросоюз- ес ევროკავშირ- եվրամիություն- avropa- avrupa-",
    "nato": "nato нато նատո ნატო",
    "israel": "israel israeli israelis jerusalem израил- իսրայել- ისრაელ- israil- ",
    "syria": "syria syrian syrians damascus сирия сирии сирийск- дамаск- սիրիա- სირი- suriya- suriye-",
    "kazakhstan": "kazakhstan kazakh astana казах- астана qazaxıstan- kazakistan-",
    "belarus": "belarus belarusian minsk беларус- белорус- минск- belarus-",
    "china": "china chinese beijing китай китая китайск- пекин- չինաստան- ჩინეთ- çin",
    "india": "india indian indians delhi индия индии индийск- հնդկաստան- ინდოეთ- hindistan-",
    "pakistan": "pakistan pakistani islamabad пакистан- pakistan-",
    "poland": "poland polish warsaw польш- польск- варшав- polşa- polonya-",
}
_PAIRS: dict[tuple[str, ...], str] = {
    ("united", "states"): "usa",
    ("united", "kingdom"): "uk",
    ("great", "britain"): "uk",
    ("european", "union"): "eu",
    ("white", "house"): "usa",
    ("state", "department"): "usa",
    ("белый", "дом"): "сша",
    ("prime", "minister"): "premier",
    ("prime", "ministers"): "premier",
}

# Of bodies. Names that have the same of them, and the same country, are probably one body.
_BODIES = {
    "ministry": "ministry министерств- նախարարություն- სამინისტრო- nazirli- bakanli-",
    "defence": "defence defense оборон- պաշտպան- თავდაცვ- müdafiə- savunma-",
    "foreign": "foreign иностран- արտաքին საგარეო xarici dışişleri-",
    "interior": "interior internal внутренн- ներքին შინაგან daxili içişleri-",
    "government": "government cabinet правительств- кабмин- կառավարություն- მთავრობ- hökumət- hükümet-",
    "parliament": "parliament парламент- խորհրդարան- პარლამენტ- parlament-",
    "president": "president presidential президент- նախագահ- პრეზიდენტ- prezident- cumhurbaşkan-",
    "premier": "premier премьер- վարչապետ- პრემიერ- başnazir- başbakan-",
    "embassy": "embassy посольств- դեսպանատ- დესპან- საელჩო- səfirli- büyükelçili-",
}
_SEVERAL = {
    "mod": "ministry defence",
    "mfa": "ministry foreign",
    "минобороны": "ministry defence",
    "мид": "ministry foreign",
    "мвд": "ministry interior",
    "պն": "ministry defence",
    "ագն": "ministry foreign",
    "xin": "ministry foreign",
}

# They may be there or not, and tell nobody apart.
_PASSED_OVER = """
the of and for in on at a an s mr mrs ms dr sir prof official officials side authorities authority republic republics
federation state states affairs office department minister ministers deputy general colonel major captain secretary
ambassador chairman chief head director spokesman spokeswoman spokesperson speaker
дел республик- федераци- пресс- служб- министр министра представител- генерал- полковник- г-н глава посол официальн-
հանրապետություն- գործերի նախարար გენერალ- რესპუბლიკ- საქმეთა მინისტრი
respublika- işlər- cumhuriyet- nazir nazirin bakan başkan başkanı milli sözcü-
"""
_OF_OUTLETS = """
news press service services agency agencies tv radio channel media online com org net info www am ru az ge tr
агентств- новост- радио телеканал- медиа լուրեր ռադիո სააგენტო- რადიო agentli- ajans- haber- xəbər-
"""


def _split(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole words and stems, folded."""
    listed = words.split()
    whole = frozenset(fold_name(word) for word in listed if not word.endswith("-"))
    return whole, tuple(fold_name(word[:-1]) for word in listed if word.endswith("-"))


_LISTS: tuple[tuple[str, str, tuple[frozenset[str], tuple[str, ...]]], ...] = (
    *(("country", name, _split(words)) for name, words in _COUNTRIES.items()),
    *(("body", name, _split(words)) for name, words in _BODIES.items()),
    ("nothing", "", _split(_PASSED_OVER)),
    ("outlet", "", _split(_OF_OUTLETS)),
)
_SEVERAL_FOLDED = {fold_name(word): tuple(meant.split()) for word, meant in _SEVERAL.items()}
PAIRS: dict[tuple[str, ...], str] = {
    (fold_name(first), fold_name(second)): fold_name(meant)
    for (first, second), meant in _PAIRS.items()
}


@functools.lru_cache(maxsize=20_000)
def sense_of(word: str) -> tuple[str, tuple[str, ...]]:
    """Return what a folded word says: "country" or "body", with its names; "nothing" or "outlet"; or "name"."""
    if word in _SEVERAL_FOLDED:
        return "body", _SEVERAL_FOLDED[word]
    for sense, name, (whole, _) in _LISTS:
        if word in whole:
            return sense, (name,)
    for sense, name, (_, stems) in _LISTS:
        if word.startswith(stems):
            return sense, (name,)
    return "name", ()
