"""The words by which somebody is reported to have said something, by language and kind of saying.

A table to read and extend. English verbs stand by their plain form; the other languages' words are
beginnings, of which `*` may go on. Where several kinds match, the one named first in PHRASES wins.
"""

import functools
import re

# --- English ---

VERBS = {
    "said": (
        "say tell add state note explain write tweet post continue announce declare argue warn "
        "stress emphasize emphasise remark reply respond answer reiterate repeat observe recall "
        "predict suggest conclude complain joke urge promise pledge vow mention comment "
        "point describe call quip lament caution advise agree believe think hope fear expect "
        "estimate underline underscore speak signal indicate voice express assure hint elaborate "
        "counter retort boast threaten demand propose recommend criticise criticize condemn praise "
        "blast slam denounce decry endorse defend support oppose favor want seek plan see know doubt "
        "mock attack applaud welcome"
    ),
    "reported": "report cite quote reveal disclose relay show find publish",
    "claimed": "claim allege accuse insist assert contend maintain purport blame charge",
    "confirmed": "confirm acknowledge admit concede verify recognise recognize corroborate",
    "denied": "deny reject dismiss refute rebut dispute disavow repudiate contradict",
    "amended": "clarify correct retract amend revise backtrack recant backpedal",
    "asked": "ask inquire enquire wonder query question",
    "evaded": "evade sidestep dodge deflect",
}
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "speak": "speaks spoke spoken speaking",
    "think": "thinks thought thinking",
    "show": "shows showed shown showing",
    "find": "finds found finding",
    "admit": "admits admitted admitting",
    "see": "sees saw seen seeing",
    "know": "knows knew known knowing",
    "seek": "seeks sought seeking",
    "plan": "plans planned planning",
    "slam": "slams slammed slamming",
    "rebut": "rebuts rebutted rebutting",
    "quip": "quips quipped quipping",
    "refer": "refers referred referring",
}

# Sayings of several words, asked for before single verbs. `~` stands for a word or two in between.
PHRASES = {
    "evaded": (
        "neither confirm(?:ed|s|ing)? n?or den(?:y|ied|ies|ying)",
        "(?:not|never|nor|n[’']t) ~(?:confirm|deny)",
        "(?:not|never|n[’']t) ~(?:say|specify|elaborate|clarify|disclose|reveal|explain|address|answer|give details|provide details|go into)",
        "(?:refus|declin)(?:e|ed|es|ing) to (?:confirm|rule|be drawn|elaborate|speculate|specify)",
        "(?:avoid|evad|dodg)(?:ed|es|ing) ~question",
        "side-?stepp?(?:ed|s|ing)?",
        "deflect(?:ed|s|ing)?",
        "stopp?(?:ed)? short of",
    ),
    "silent": (
        "(?:not|never|n[’']t|yet to|fail(?:ed|s)? to|nor) ~(?:respond|repl(?:y|ied)|return|answer ~(?:request|call|message|e-?mail))",
        "(?:not|never|n[’']t|yet to) ~(?:comment|react|make ~(?:comment|statement))",
        "not ~(?:be reached|reachable|immediately available|available for comment)",
        "unavailable for comment",
        "(?:ma[dk]e|offer|gi?a?ve|issue)(?:s|n|d|ed|ing)? no ~(?:comment|statement|response|reply|answer)",
        "(?:remain|stay|kept|keep)(?:s|ed|ing)? (?:silent|quiet|mum|tight-lipped)",
        "went unanswered",
    ),
    "declined": (
        "(?:declin|refus)(?:e|ed|es|ing)",
        "no ~comment",
        "not comment",
        "would ~not ~(?:comment|discuss|talk|speak|answer)",
        "wouldn[’']t (?:comment|discuss|talk|speak|answer)",
    ),
    "amended": (
        "walk(?:ed|s|ing)? ~back",
        "t(?:ake|akes|aken|aking|ook) ~back",
        "back(?:ed|s|ing)? away from",
        "apologi[sz](?:e|ed|es|ing) for",
        "back-?track(?:ed|s|ing)?",
        "set ~the record straight",
    ),
    "denied": (
        "rul(?:e|ed|es|ing) out",
        "(?:pour|threw|throw)(?:ed|s|ing)? cold water",
        "push(?:ed|es|ing)? back (?:on|against)",
        "brush(?:ed|es|ing)? (?:off|aside)",
        "denial",
        "call(?:ed|s|ing)? ~(?:false|untrue|fake|a lie|baseless)",
    ),
    "reported": ("according to", "as reported", "first reported", "quot(?:ed|es|ing)", "citing"),
    "asked": ("want(?:s|ed|ing)? to know", "press(?:ed|es|ing)? ~(?:on|about)"),
    "confirmed": ("confirmation", "admission"),
    "claimed": ("reportedly", "allegedly", "alleged", "purportedly", "so-called", "accusations?"),
}

# --- the other languages: beginnings of words ---

OTHERS = {
    "ru": {
        "declined": "отказал* отказыва*",
        "denied": "опроверг* опроверж* отверг* отриц*",
        "confirmed": "подтверди* подтвержд* призна*",
        "amended": "уточни* уточня*",
        "asked": "спроси* поинтересова*",
        "claimed": "утвержда* обвини* обвиня*",
        "reported": "сообщ* передал* передаёт передает пишет пишут информиру*",
        "said": "сказа* говор* заяви* заявля* отмети* отмеча* подчеркн* подчёркив* подчеркив* "
        "добави* добавля* рассказ* объясни* поясни* объяви* написа* ответи* считает предупреди*",
    },
    "hy": {
        "declined": "հրաժարվ*",
        "denied": "հերք* մերժ*",
        "confirmed": "հաստատ*",
        "amended": "ճշտ* պարզաբան*",
        "asked": "հարցր* հարցն*",
        "claimed": "պնդ* մեղադր*",
        "reported": "հաղորդ* տեղեկաց* գր*",
        "said": "ասաց* ասել* ասում* հայտն* հայտարար* նշ* շեշտ* ընդգծ* ավելացր* պատասխան*",
    },
    "az": {
        "denied": "təkzib* rədd*",
        "confirmed": "təsdiq*",
        "amended": "dəqiqləşdir*",
        "asked": "soruş*",
        "claimed": "iddia* ittiham*",
        "reported": "xəbər* məlumat*",
        "said": "bildir* dedi* deyib* deyir* demiş* söylə* vurğula* qeyd* əlavə* açıqla* yazıb*",
    },
    "ka": {
        "denied": "უარყო* უარყოფ*",
        "confirmed": "დაადასტურ* ადასტურ* აღიარ*",
        "amended": "დააზუსტ* დაზუსტ*",
        "asked": "იკითხ* ჰკითხ*",
        "claimed": "ამტკიც* ადანაშაულ*",
        "reported": "იტყობინ* იუწყებ* ავრცელებ* წერს*",
        "said": "თქვა* ამბობ* განაცხად* აცხად* აღნიშნ* ხაზი დასძინ* დაამატ* უპასუხ*",
    },
    "tr": {
        "denied": "yalanla* reddet* reddedi*",
        "confirmed": "doğrula* teyit*",
        "amended": "düzelt*",
        "asked": "sordu* soruyor*",
        "claimed": "iddia* suçla*",
        "reported": "duyur* aktar* haberine*",
        "said": "bildir* dedi* diyor* diyen* söyle* açıkla* belirt* vurgula* ifade* kaydet* ekle* yazdı* konuştu*",
    },
}

# What stands between a source and what it says, before or behind: "according to X" and its like.
BEFORE_SOURCE = {
    "ru": "по словам|по данным|по информации|по сообщению|по мнению|согласно|как сообщил[аио]?|как сообщает|как заявил[аио]?|как передаёт|как передает|со ссылкой на",
    "hy": "ըստ|համաձայն",
    "az": "",
    "ka": "",
    "tr": "",
}
BEHIND_SOURCE = {
    "ru": "",
    "hy": "խոսքով|խոսքերով|տվյալներով|փոխանցմամբ|հաղորդմամբ",
    "az": "sözlərinə görə|məlumatına görə|bildirdiyinə görə|fikrincə|görə",
    "ka": "თქმით|ცნობით|განცხადებით|ინფორმაციით|აზრით|მიხედვით",
    "tr": "göre",
}
# Who was named before; and words for those whom nobody names.
PRONOUNS = {
    "ru": "он она они его её ее их",
    "hy": "նա նրանք նրա",
    "az": "o onlar onun",
    "ka": "ის იგი მან ისინი მათ მისი",
    "tr": "o onlar onun kendisi",
}
UNNAMED = {
    "ru": "источник* чиновник* эксперт* собеседник* представител* очевид* местн* некотор* многи*",
    "hy": "աղբյուր* պաշտոնյա* փորձագետ*",
    "az": "mənbə* rəsmi* ekspert*",
    "ka": "წყარო* ოფიციალ* ექსპერტ*",
    "tr": "kaynak* yetkili* uzman*",
}
# Names of bodies, in which the last two words are no person's.
BODIES = {
    "ru": "министерств* департамент* комитет* совет* служб* агентств* правительств* парламент* партия* суд*",
    "hy": "նախարարությ* կառավարությ* կոմիտե* խորհուրդ* ծառայությ* գործակալությ*",
    "az": "nazirli* komitə* agentli* xidmət* hökumət* məclis* şura* mərkəz* idarə*",
    "ka": "სამინისტრ* კომიტეტ* საბჭო* სამსახურ* სააგენტო*",
    "tr": "bakanlı* müdürlü* komite* ajans* hükümet* meclis* kurul* başkanlı* kurum*",
}
# What opens the thing said, after its verb.
COMPLEMENTS = {"ru": "что|будто", "hy": "որ|թե", "az": "ki", "ka": "რომ", "tr": "ki"}


def forms(verb: str) -> list[str]:
    """The forms of an English verb, itself first."""
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return [verb, third, verb + "ed", verb + "ing"]


def all_forms(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in forms(verb))


@functools.cache
def english() -> dict[str, str]:
    """Every form of every English verb, with its kind."""
    return {
        form: kind
        for kind, verbs in VERBS.items()
        for verb in verbs.split()
        for form in forms(verb)
    }


@functools.cache
def phrases() -> list[tuple[str, re.Pattern[str]]]:
    """PHRASES as patterns, in order."""
    return [
        (kind, re.compile(r"(?:\b|(?=n[’']t))(?:" + "|".join(map(_pattern, patterns)) + r")\b"))
        for kind, patterns in PHRASES.items()
    ]


def _pattern(phrase: str) -> str:
    return phrase.replace("~", r"(?:[\w’'-]+ ){0,2}")


@functools.cache
def others(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """The cue words of another language as patterns of whole words, in order of the table."""
    return [
        (
            kind,
            re.compile(
                r"\b(?:" + "|".join(w.replace("*", r"\w*") for w in words.split()) + r")\b",
                re.IGNORECASE,
            ),
        )
        for kind, words in OTHERS[language].items()
    ]
