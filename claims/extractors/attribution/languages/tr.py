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
    behind_source="(?:açıklamasına|verilerine|haberine|bilgilerine|ifadesine|sözlerine|raporuna) göre|göre",
    complements="ki",
    auxiliaries="",
    claims="",
    claim_complements="",
    about_this="bunu",
    appearing="",
    object_endings="ını ini unu ünü",
    pronouns="o onlar onun kendisi",
    unnamed="kaynak* yetkili* uzman*",
    bodies="bakanlı* müdürlü* komite* ajans* hükümet* meclis* kurul* başkanlı* kurum*",
    people=(
        "bakan* başkan* cumhurbaşkan* başbakan* müdür* sözcü* temsilci* vali* belediye* milletvekil* büyükelçi* sekreter* komutan* general* albay* doktor* "
        "öğretmen* sakin* sürücü* şoför* avukat* savcı* polis* asker* anne* baba* kadın* adam* tanık* şirket* gazete* kanal* parti* banka* "
        "üniversite* gazeteci* analist* aktivist* profesör* lider* yardımcı* danışman* örgüt* dernek* sendika*"
    ),
    small_words="yaptığı (?:yazılı )?açıklamada|yazılı açıklamada|açıklamasında|düzenlediği basın toplantısında|diye|ise|de|da|ayrıca|bugün|dün|gazetecilere|bununla birlikte|daha önce|öte yandan|(?-i:[A-ZÇĞİÖŞÜ]{2,})['’](?:ya|ye|a|e)",
    article="",
    no_source="bun* ona* ondan* ele* habere* hal* şuna*",
)
