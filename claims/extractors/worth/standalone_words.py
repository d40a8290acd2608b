"""Words that are clear only next to another text, by language: a table to extend.

Alternatives are patterns, separated by `|`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """How a language points outside a sentence. No field has a default: write "" for none."""

    # Times that count from the day of reading: "recently", "currently"
    recent: str
    # Words for something named before: "such a"
    such: str
    # The same: "this", "these"
    this: str
    # Pronouns at the beginning
    pronouns: str
    # Before a day: "on Thursday"
    before_day: str
    # Before the source of a sentence: "according to"
    according: str
    # What follows them and is not a source: "according to plan"
    no_source: str
    # The verb and the word for "that": "X reported that"
    said_that: str


UNCLEAR: Mapping[str, Unclear] = {
    "en": Unclear(
        recent=(
            "recently|lately|in recent (?:hours|days|weeks|months|years)|currently|nowadays|presently|at present|at the moment"
            "|these days|right now|soon|shortly|(?:over|in|during|for|within) the (?:past|last|coming|next)(?: \\w+)?"
            " (?:hours?|days?|weeks?|months?|years?)|(?:an?|\\w+) (?:hours?|days?|weeks?|months?|years?) (?:ago|earlier|later)"
        ),
        such="such(?! as\\b)",
        this="this|these",
        pronouns="he|she|they|it|his|her|their|its|we|our|i|my",
        before_day="on|by|until|till|since|before|after|from|in|last|next|this|early on|late on",
        according="according to",
        no_source="(?:the |its |their |a |an )?(?:original |new |current )?(?:plans?|schedule|need|needs|size|rank|age|laws?|rules?|terms|article)\\b",
        said_that=(
            "(?:has |have |had )?(?:said|says?|reported|reports?|claimed|claims?|announced|announces|stated|states?|declared|wrote|writes?"
            "|confirmed|confirms|den(?:ied|ies)|told(?: \\w+){1,3}|alleged|alleges|revealed|added)(?: (?:on|in) [\\w ]{2,20}?)? that"
        ),
    ),
    "ru": Unclear(
        recent=(
            "недавно|на днях|в последнее время|в настоящее время|в настоящий момент|сейчас|ныне|теперь|скоро|вскоре|в ближайшее время"
            "|в ближайшие \\w+|за последни[ею] \\w+|\\w+ (?:дн(?:я|ей)|недел[июь]|месяц(?:а|ев)?|лет|год(?:а)?) назад"
        ),
        such="так(?:ой|ого|ому|им|ом|ая|ую|ое|ие|их|ими)(?! же\\b)",
        this="эт(?:от|ого|ому|им|ом|а|ой|у|о|и|их|ими)",
        pronouns="он|она|они|оно|его|её|ее|их|мы|наш\\w*|я",
        before_day="во?|к|до|с|на|после",
        according="по (?:словам|данным|информации|сообщени(?:ю|ям)|мнению|утверждению|версии)|согласно|как (?:сообщи|заяви|переда)\\w+",
        no_source="план\\w*|закон\\w*|график\\w*|договор\\w*|соглашени\\w*|стать\\w*|правил\\w*|услови\\w*|этому|тому|указ\\w*",
        said_that=(
            "(?:сказа|заяви|сообщи|объяви|подтверди|опроверг|утвержда|отмети|написа|добави|переда)\\w*,? что"
        ),
    ),
    "hy": Unclear(
        recent="վերջերս|օրերս|ներկայումս|այժմ|հիմա|շուտով|այս պահին",
        such="նման|այսպիսի|այդպիսի",
        this="այս|այդ|սա|դա",
        pronouns="նա|նրանք|նրա|նրանց|մենք",
        before_day="",
        according="համաձայն|ըստ",
        no_source="պլան\\w*|օրենք\\w*|օրենսդր\\w*|ծրագր\\w*",
        said_that="(?:ասել|հայտարարել|հայտնել|հաստատել|հերքել) (?:է|են),? (?:որ|թե)",
    ),
    "az": Unclear(
        recent="bu yaxınlarda|son vaxtlar|son günlər\\w*|hazırda|indi|tezliklə|yaxın günlərdə",
        such="belə|bu cür",
        this="bu|bunlar",
        pronouns="o|onlar|onun|onların|biz",
        before_day="",
        according="",
        no_source="",
        said_that="(?:dedi|deyib|bildirdi|bildirib|təsdiqlədi|təkzib etdi) ki",
    ),
    "ka": Unclear(
        recent="ახლახან|ამჟამად|ახლა|ამ დროისთვის|უახლოეს მომავალში|მალე",
        such="ასეთი|მსგავსი",
        this="ეს|ამ",
        pronouns="ის|ისინი|მან|მათ|მისი|მათი|ჩვენ",
        before_day="",
        according="",
        no_source="",
        said_that="(?:თქვა|განაცხადა|განაცხადეს|დაადასტურა|უარყო),? რომ",
    ),
    "tr": Unclear(
        recent="geçenlerde|yakın zamanda|son zamanlarda|son günlerde|şu anda|şimdi|halen|yakında|bugünlerde",
        such="böyle(?:si)?|bu tür",
        this="bu|bunlar",
        pronouns="o|onlar|onun|onların|biz",
        before_day="",
        according="",
        no_source="",
        said_that="",
    ),
}
