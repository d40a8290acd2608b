"""Turkish: the words that report what somebody said."""

from .language import Language

LANGUAGE = Language(
    code="tr",
    block="",
    letters="ğışİĞŞ",
    capitals=True,
    cues={
        "denied": "yalanla* reddet* reddedi*",
        "confirmed": "doğrula* teyit*",
        "amended": "düzelt*",
        "asked": "sordu* soruyor*",
        "claimed": "iddia* suçla*",
        "reported": "duyur* aktar* haberine*",
        "said": (
            "bildir* dedi* diyor* diyen* söyle* açıkla* belirt* vurgula* ifade* kaydet* "
            "ekle* yazdı* konuştu*"
        ),
    },
    irregular={},
    phrases={},
    before_source="",
    behind_source="göre",
    complements="ki",
    auxiliaries="",
    claims="",
    claim_complements="",
    appearing="",
    object_endings="ını ini unu ünü",
    pronouns="o onlar onun kendisi",
    unnamed="kaynak* yetkili* uzman*",
    bodies="bakanlı* müdürlü* komite* ajans* hükümet* meclis* kurul* başkanlı* kurum*",
    article="",
    no_source="bun* ona* ondan* ele* habere* hal* şuna*",
)
