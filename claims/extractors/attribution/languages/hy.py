"""Armenian: the words that report what somebody said."""

from .language import Language

LANGUAGE = Language(
    code="hy",
    block="\u0530-\u058f",
    letters="ա-և",
    capitals=True,
    cues={
        "declined": "հրաժարվ*",
        "denied": "հերք* մերժ*",
        "confirmed": "հաստատ*",
        "amended": "ճշտ* պարզաբան*",
        "asked": "հարցր* հարցն*",
        "claimed": "պնդ* մեղադր*",
        "reported": "հաղորդ* տեղեկաց* գր*",
        "said": "ասաց* ասել* ասում* հայտն* հայտարար* նշ* շեշտ* ընդգծ* ավելացր* պատասխան*",
    },
    irregular={},
    phrases={},
    before_source="ըստ|համաձայն|ինչպես հայտնեց(?:ին)?|ինչպես հայտնում (?:է|են)|ինչպես հաղորդում (?:է|են)",
    behind_source="խոսքով|խոսքերով|տվյալներով|փոխանցմամբ|հաղորդմամբ",
    complements="որ|թե",
    auxiliaries="է|են|էր|էին",
    claims="",
    claim_complements="",
    appearing="",
    object_endings="",
    pronouns="նա նրանք նրա",
    unnamed="աղբյուր* պաշտոնյա* փորձագետ*",
    bodies="նախարարությ* կառավարությ* կոմիտե* խորհուրդ* ծառայությ* գործակալությ*",
    article="ը",
    no_source="",
)
