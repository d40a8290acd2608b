"""Acts that read like sayings: who signed a treaty or held talks did something, and said nothing in these words."""

import re

from .saying import Saying

_BEFORE_VERB = r"(?:(?:is|are|was|were|has|have|had|also|then|later|already|so far|recently|jointly|separately|formally|officially|\w+ly) ){0,3}"
_GAP = r"(?:[\w’'-]+ ){0,4}?"
_PAPERS = (
    "agreements?|treat(?:y|ies)|deals?|contracts?|pacts?|memorand(?:um|a)|protocols?|accords?|decrees?|charters?|truces?|"
    "cease-?fires?|documents?|roadmaps?|armistice"
)
_MEETINGS = (
    "talks?|consultations?|meetings?|negotiations?|conversations?|discussions?|summits?|calls?|phone calls?|"
    "telephone conversations?|elections?|exercises?|drills|rall(?:y|ies)|ceremon(?:y|ies)|funerals?"
)
_MEASURES = (
    "sanctions?|tariffs?|curfews?|blockades?|embargo(?:es)?|restrictions?|bans?|quotas?|fines?|dut(?:y|ies)|"
    "tax(?:es)?|martial law"
)
_VENTURES = (
    "attacks?|offensives?|operations?|investigations?|inquir(?:y|ies)|probes?|invasions?|strikes?|raids?|missiles?|rockets?|"
    "drones?|projects?|programmes?|programs?|proceedings|services?|embass(?:y|ies)|consulates?|offices?|fire|borders?|missions?"
)
# What is done by being announced.
_DONE_BY_WORDS = (
    "secession|independence|sovereignty|autonomy|withdrawal|resignation|candidacy|bankruptcy|retirement|mobili[sz]ation|"
    "war|victory|defeat|martial law|a state of (?:emergency|war|siege)|(?:a )?(?:days? of )?(?:national )?mourning|annexation|"
    "accession|departure|dissolution|neutrality|a cease-?fire|a truce"
)
_VERBS = (
    rf"(?:sign|signs|signed|signing|initialled|initialed|ratif(?:y|ies|ied)|conclude[sd]?|break|breaks|broke|broken) {_GAP}(?:{_PAPERS})\b",
    rf"(?:hold|holds|held|holding|host(?:s|ed)?|conduct(?:s|ed)?|have|has|had|having|resumed?|began|begun|started|attended) {_GAP}(?:{_MEETINGS})\b",
    r"(?:exchang(?:e|es|ed|ing)) (?:\w+ ){0,2}(?:views|opinions|letters|notes|fire|gifts|prisoners)\b",
    r"(?:discuss(?:es|ed|ing)?) (?!how|what|why|whether|that)\w",
    rf"(?:impos(?:e|es|ed|ing)|lift(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|eas(?:e|es|ed|ing)|tighten(?:s|ed|ing)?) {_GAP}(?:{_MEASURES})\b",
    rf"(?:launch(?:es|ed|ing)?|open(?:s|ed|ing)?|began|started|clos(?:e|es|ed|ing)) {_GAP}(?:{_VENTURES})\b",
    r"(?:scrap(?:s|ped|ping)?|shelved?|abandon(?:s|ed|ing)?|cancel(?:s|led|ed)?|drew up|unveil(?:s|ed|ing)?) (?:\w+ ){0,2}(?:plans?|talks|visits?|meetings?|deals?|contracts?)\b",
    r"(?:recogni[sz](?:es|ed|e|ing)) (?!that|how|his|her|their|its)(?:the |an? )?(?:[\w’'-]+ ){0,3}(?:independence|republics?|government|states?|territor(?:y|ies)|sovereignty|annexation|authority)\b",
    r"(?:withdr[ae]w(?:s|n)?|recall(?:s|ed)?|expel(?:s|led)?|appoint(?:s|ed)?|dismissed (?:his|her|its)|replaced?) (?:[\w’'-]+ ){0,4}(?:troops?|forces?|soldiers|ambassadors?|envoys?|diplomats?|ministers?|staff|peacekeepers?)\b",
    rf"(?:announc|declar|proclaim)(?:e|es|ed|ing) (?:(?:its|his|her|their) (?:\w+ ){{0,2}})?(?:{_DONE_BY_WORDS})\b",
    # On a tax return or a form; "claimed that" and "claimed victory" are sayings.
    r"claim(?:s|ed|ing)? (?:(?:an? (?:[\w-]+ ){0,2}(?:loss|refund|deduction|credit|exemption|pension|allowance))|"
    r"(?:(?:his|her|its|their) )?(?:[\w-]+ )?(?:deductions|refunds|tax credits|benefits|expenses|asylum|compensation|damages))\b",
    r"(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)) to (?!(?:\w+ly )?(?:comment|say|tell|confirm|deny|answer|respond|reply|discuss|elaborate|speculate|"
    r"give|name|disclose|reveal|specify|rule|talk|speak|be|provide|explain|identify|acknowledge|address|take questions|make)\b)",
    r"(?:aim(?:s|ed|ing)?|tr(?:y|ies|ied|ying)) to\b",
    r"s(?:ought|eeks?|eeking) to (?:buy|take|build|join|win|gain|sell|restore|open|obtain|recover)\b",
)
_ACT = re.compile(rf"{_BEFORE_VERB}(?:{'|'.join(_VERBS)})", re.IGNORECASE)
# More than a word is quoted.
_MARKS = re.compile('[“„«"‘\'](?=\\w)[^“”„«»"‘’\\n]{1,200}?\\s[^“”„«»"‘\\n]{1,400}?[”“»"’\']')
_FINITE_CLAUSE = re.compile(r"\W*(?:that|how|why|whether|what)\b", re.IGNORECASE)


def is_act(text: str, one: Saying) -> bool:
    """Return whether the cue is an act, and nobody is quoted in the content."""
    start, end = one.cue[0]
    verb = _ACT.match(text, start, end + 120)
    if not verb or (one.content and _FINITE_CLAUSE.match(text, one.content[0][0])):
        return False
    return not any(_MARKS.search(text, *span) for span in one.content)
