"""Parameters that say where a reader came from, and never which page is meant.

From the lists that browsers remove (Firefox's query stripping, Brave, AdGuard's tracking parameters), without those
names that some site uses for a page: "cid", "id", "source" or "ref" are kept.
"""

import re

_NAMES = frozenset(
    """
    fbclid gclid gclsrc gbraid wbraid dclid gad_source gad_campaignid srsltid
    yclid ysclid ymclid _openstat openstat yrclid yadclid
    msclkid twclid ttclid li_fat_id rdt_cid epik irclickid irgwc scid_click sccid qclid
    igshid igsh mibextid paipv eav __tn__ __xts__ fb_action_ids fb_action_types fb_ref fb_source
    action_object_map action_type_map action_ref_map fb_comment_id
    mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking
    oly_anon_id oly_enc_id vero_id vero_conv rb_clickid wickedid _kx _bta_tid _bta_c trk_contact
    ml_subscriber ml_subscriber_hash ss_email_id bsft_clkid bsft_uid dm_i elqtrackid
    _ga _gl _gac ga_source ga_medium ga_campaign ga_content ga_term ga_place
    pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid
    s_cid cmpid cmp icid ncid ocid wt_mc wt_zmc xtor at_medium at_campaign at_format
    guccounter guce_referrer guce_referrer_sig __twitter_impression ref_src ref_url
    smid smtyp ns_mchannel ns_source ns_campaign ns_linkname ns_fee
    phpsessid jsessionid
    """.split()
)
_PATTERNS = re.compile(
    r"(?:utm|mtm|matomo|piwik|hsa|itm|oft|stm)_\w+"
    r"|at_(?:custom\d|link_\w+|ptr_name|bbc_team)"
    r"|__cft__(?:\[\d+\]|%5b\d+%5d)?"
    r"|aspsessionid\w*"
)


def is_tracking(name: str) -> bool:
    """Return True if the parameter never decides which page is meant. Case does not matter."""
    lower = name.lower()
    return lower in _NAMES or _PATTERNS.fullmatch(lower) is not None
