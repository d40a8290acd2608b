"""Azerbaijani: the words that report what somebody said."""

from .language import Language

LANGUAGE = Language(
    code="az",
    block="",
    letters="əƏ",
    capitals=True,
    cues={
        "denied": "təkzib* rədd*",
        "confirmed": "təsdiq*",
        "amended": "dəqiqləşdir*",
        "asked": "soruş*",
        "claimed": "iddia* ittiham*",
        "reported": "xəbər* məlumat*",
        "said": ("bildir* dedi* deyib* deyir* demiş* söylə* vurğula* qeyd* əlavə* açıqla* yazıb*"),
    },
    irregular={},
    phrases={},
    before_source="",
    behind_source="sözlərinə görə|məlumatına görə|bildirdiyinə görə|fikrincə|görə",
    complements="ki",
    auxiliaries="",
    claims="",
    claim_complements="",
    appearing="",
    object_endings="ını ini unu ünü",
    pronouns="o onlar onun",
    unnamed="mənbə* rəsmi* ekspert*",
    bodies="nazirli* komitə* agentli* xidmət* hökumət* məclis* şura* mərkəz* idarə*",
    article="",
    no_source="bun* ona* ondan* belə* həmin* hal*",
)
