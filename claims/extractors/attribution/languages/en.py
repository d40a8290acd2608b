"""English: the words that report what somebody said."""

from .language import Language

LANGUAGE = Language(
    code="en",
    # A text in Latin letters is English if it is not another language.
    block="",
    letters="",
    capitals=True,
    cues={
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
    },
    irregular={
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
    },
    phrases={
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
        "reported": (
            "according to",
            "as reported",
            "first reported",
            "quot(?:ed|es|ing)",
            "citing",
        ),
        "asked": ("want(?:s|ed|ing)? to know", "press(?:ed|es|ing)? ~(?:on|about)"),
        "confirmed": ("confirmation", "admission"),
        "claimed": (
            "reportedly",
            "allegedly",
            "alleged",
            "purportedly",
            "so-called",
            "accusations?",
        ),
    },
    # rules.py, names.py and roles.py do the rest, because English rules need more than lists.
    before_source="",
    behind_source="",
    complements="",
    auxiliaries="",
    claims="",
    claim_complements="",
    about_this="",
    appearing="",
    object_endings="",
    pronouns="",
    unnamed="",
    bodies="",
    people="",
    small_words="",
    article="",
    no_source="",
)
