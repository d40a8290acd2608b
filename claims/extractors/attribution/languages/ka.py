"""Georgian: the words that report what somebody said."""

from .language import Language

LANGUAGE = Language(
    code="ka",
    block="\u10a0-\u10ff",
    letters="ა-ჿ",
    capitals=False,
    cues={
        "denied": "უარყო* უარყოფ*",
        "confirmed": "დაადასტურ* ადასტურ* აღიარ*",
        "amended": "დააზუსტ* დაზუსტ*",
        "asked": "იკითხ* ჰკითხ*",
        "claimed": "ამტკიც* ადანაშაულ*",
        "reported": "იტყობინ* იუწყებ* ავრცელებ* წერს*",
        "said": "თქვა* ამბობ* განაცხად* აცხად* აღნიშნ* ხაზი დასძინ* დაამატ* უპასუხ*",
    },
    irregular={},
    phrases={},
    before_source="",
    behind_source="თქმით|ცნობით|განცხადებით|ინფორმაციით|აზრით|მიხედვით",
    complements="რომ",
    auxiliaries="",
    claims="",
    claim_complements="",
    appearing="",
    object_endings="",
    pronouns="ის იგი მან ისინი მათ მისი",
    unnamed="წყარო* ოფიციალ* ექსპერტ*",
    bodies="სამინისტრ* კომიტეტ* საბჭო* სამსახურ* სააგენტო*",
    article="",
    no_source="",
)
