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
        "said": (
            "bəyan* bildir* dedi* deyib* deyir* demiş* söylə* vurğula* qeyd* əlavə* açıqla* yazıb*"
        ),
    },
    irregular={},
    phrases={},
    before_source="",
    behind_source="açıqlamasına görə|hesabatına görə|sözlərinə görə|məlumatına görə|bildirdiyinə görə|fikrincə|görə",
    complements="ki",
    auxiliaries="",
    claims="",
    claim_complements="",
    about_this="bu barədə|bu haqda|bunu",
    appearing="",
    object_endings="ını ini unu ünü",
    pronouns="o onlar onun",
    unnamed="mənbə* rəsmi* ekspert*",
    bodies="nazirli* komitə* agentli* xidmət* hökumət* məclis* şura* mərkəz* idarə*",
    people=(
        "nazir* prezident* rəhbər* rəis* direktor* sözçü* nümayəndə* qubernator* mer meri deputat* səfir* katib* komandan* komandir* general* "
        "polkovnik* həkim* müəllim* sakin* sürücü* vəkil* hüquqşünas* prokuror* müstəntiq* polis* əsgər* ana* ata* qadın* kişi* şahid* şirkət* "
        "qəzet* kanal* portal* partiya* bank* universitet* jurnalist* analitik* fəal* alim* professor* lider* sədr* müavin* müşavir* təşkilat*"
    ),
    small_words="deyə|isə|həmçinin|bu gün|dünən|öz növbəsində|bu barədə|bunu|bunları|bu haqda|bununla bağlı|jurnalistlərə|daha əvvəl|artıq|də|da|(?-i:[A-ZÇƏĞİÖŞÜ]{2,})-?(?-i:ya|yə|a|ə)",
    article="",
    no_source="bun* ona* ondan* belə* həmin* hal*",
)
