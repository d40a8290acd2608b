"""The URLs of the desk, grouped by noun. tests/test_access.py lists who can use each."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from claims.views import (
    accounts,
    article_joining,
    articles,
    captures,
    claim_lease,
    claim_page,
    claims,
    corrections,
    desk,
    drafts,
    evidence,
    evidence_proposals,
    exports,
    health,
    holds,
    origins,
    questions,
    record,
    review,
    review_agreement,
    search,
    snapshots,
    sources,
    suggestions,
    visits,
)


class RowConverter(IntConverter):
    """The number of a row. No row has more digits, and no database takes them."""

    regex = "[0-9]{1,18}"


register_converter(RowConverter, "row")

account_urls = [
    path("accounts/", accounts.account, name="account"),
    path("accounts/log/", accounts.account_log_page, name="account_log"),
    path("accounts/keys/", accounts.account_keys, name="account_keys"),
    path("accounts/sessions/end/", accounts.account_sessions_end, name="account_sessions_end"),
    path(
        "accounts/password_change/", accounts.PasswordChangeView.as_view(), name="password_change"
    ),
    path("accounts/password_reset/", accounts.PasswordResetView.as_view(), name="password_reset"),
    path(
        "accounts/reset/<uidb64>/<token>/",
        accounts.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
]

article_urls = [
    path("articles/", articles.article_list, name="article_list"),
    path("articles/new/", articles.article_new, name="article_new"),
    path("articles/new/read/", articles.article_read_pasted, name="article_read_pasted"),
    path("articles/<row:pk>/", articles.article_page, name="article_page"),
    path("articles/<row:pk>/correct/", articles.article_correct, name="article_correct"),
    path("articles/<row:pk>/account/", articles.article_account, name="article_account"),
    path("articles/<row:pk>/outlet/", articles.article_outlet_state, name="article_outlet_state"),
    path(
        "articles/<row:pk>/same/<row:other>/join/",
        article_joining.article_join,
        name="article_join",
    ),
    path(
        "articles/<row:pk>/same/<row:other>/apart/",
        article_joining.article_tell_apart,
        name="article_tell_apart",
    ),
    path("articles/<row:pk>/put-back/", articles.article_put_back, name="article_put_back"),
    path("articles/<row:pk>/claims/", claims.claim_extract, name="claim_extract"),
    path("articles/<row:pk>/evidence/", evidence.article_evidence, name="article_evidence"),
    path(
        "articles/<row:pk>/suggestions/",
        suggestions.article_suggestions,
        name="article_suggestions",
    ),
]

capture_urls = [
    path("captures/", captures.capture_list, name="capture_list"),
    path("articles/urls/", captures.article_urls, name="article_urls"),
    path(
        "articles/<row:pk>/captures/",
        captures.article_capture_again,
        name="article_capture_again",
    ),
    path(
        "evidence/<row:pk>/captures/",
        captures.evidence_capture_again,
        name="evidence_capture_again",
    ),
]

snapshot_urls = [
    path(
        "articles/<row:pk>/captures/<row:snapshot>/",
        snapshots.article_snapshot_file,
        name="article_snapshot_file",
    ),
    path(
        "articles/<row:pk>/captures/<row:snapshot>/page.wacz",
        snapshots.article_web_archive,
        name="article_web_archive",
    ),
    path(
        "articles/<row:pk>/captures/<row:snapshot>/judge/",
        snapshots.article_copy_judge,
        name="article_copy_judge",
    ),
    path("articles/<row:pk>/copies/", snapshots.article_add_copy, name="article_add_copy"),
    path("articles/<row:pk>/other-page/", snapshots.article_other_page, name="article_other_page"),
    path("articles/<row:pk>/compare/", snapshots.article_compare, name="article_compare"),
    path("captures/<row:pk>/screenshot/", snapshots.screenshot_file, name="screenshot_file"),
    path("captures/<row:pk>/take-down/", snapshots.snapshot_take_down, name="snapshot_take_down"),
    path(
        "evidence/<row:pk>/capture/",
        snapshots.evidence_snapshot_file,
        name="evidence_snapshot_file",
    ),
    path(
        "evidence/<row:pk>/capture/page.wacz",
        snapshots.evidence_web_archive,
        name="evidence_web_archive",
    ),
]

origin_urls = [
    path("articles/<row:pk>/shared/<row:other>/", origins.article_shared, name="article_shared"),
    path("origins/<row:pk>/accept/", origins.origin_accept, name="origin_accept"),
    path("origins/<row:pk>/dismiss/", origins.origin_dismiss, name="origin_dismiss"),
]

suggestion_urls = [
    path(
        "suggestions/<row:pk>/dismiss/", suggestions.suggestion_dismiss, name="suggestion_dismiss"
    ),
    path(
        "suggestions/<row:pk>/restore/", suggestions.suggestion_restore, name="suggestion_restore"
    ),
]

source_urls = [
    path("sources/", sources.source_list, name="source_list"),
    path("sources/new/", sources.source_new, name="source_new"),
    path("sources/doubles/", sources.source_doubles, name="source_doubles"),
    path("sources/<row:pk>/", sources.source_page, name="source_page"),
    path("sources/<row:pk>/change/", sources.source_change, name="source_change"),
    path("sources/<row:pk>/merge/", sources.source_merge, name="source_merge"),
]

question_urls = [
    path("questions/", questions.question_list, name="question_list"),
    path("questions/new/", questions.question_new, name="question_new"),
    path("questions/<row:pk>/", questions.question_page, name="question_page"),
    path("questions/<row:pk>/change/", questions.question_change, name="question_change"),
]

claim_urls = [
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/new/", claims.claim_new, name="claim_new"),
    path("claims/similar/", claims.claim_new_similar, name="claim_new_similar"),
    path("claims/choices/", claims.claim_choices, name="claim_choices"),
    path("claims/speaker/", claims.claim_new_speaker, name="claim_new_speaker"),
    path("claims/next/", claim_lease.claim_take_next, name="claim_take_next"),
    path("claims/<row:pk>/", claim_page.claim_page, name="claim_page"),
    path("claims/<row:pk>/give-back/", claim_lease.claim_give_back, name="claim_give_back"),
    path("claims/<row:pk>/change/", claims.claim_change, name="claim_change"),
    path("claims/<row:pk>/similar/", claims.claim_similar, name="claim_similar"),
    path("claims/<row:pk>/links/", claims.claim_link, name="claim_link"),
    path("links/<row:pk>/remove/", claims.claim_unlink, name="claim_unlink"),
    path("claims/<row:pk>/appearances/", claims.appearance_add, name="appearance_add"),
    path("appearances/<row:pk>/change/", claims.appearance_change, name="appearance_change"),
]

evidence_urls = [
    path("claims/<row:pk>/evidence/", evidence.evidence_attach, name="evidence_attach"),
    path(
        "claims/<row:pk>/evidence/vouching/", evidence.evidence_vouching, name="evidence_vouching"
    ),
    path("evidence/<row:pk>/change/", evidence.evidence_change, name="evidence_change"),
    path("evidence/<row:pk>/withdraw/", evidence.evidence_withdraw, name="evidence_withdraw"),
    path(
        "claims/<row:pk>/waiting/",
        evidence_proposals.evidence_proposals,
        name="evidence_proposals",
    ),
    path(
        "claims/<row:pk>/waiting/add/",
        evidence_proposals.evidence_from_passage,
        name="evidence_from_passage",
    ),
    path(
        "claims/<row:pk>/set-aside/",
        evidence_proposals.evidence_proposal_dismiss,
        name="evidence_proposal_dismiss",
    ),
    path(
        "claims/<row:pk>/take/",
        evidence_proposals.evidence_proposal_accept,
        name="evidence_proposal_accept",
    ),
]

review_urls = [
    path("claims/<row:pk>/assess/", review.claim_assess, name="claim_assess"),
    path("claims/<row:pk>/settle/", review.claim_settle, name="claim_settle"),
    path("claims/<row:pk>/sign-off/", review.claim_sign_off, name="claim_sign_off"),
    path("claims/<row:pk>/propose/", review.claim_propose, name="claim_propose"),
    path("claims/<row:pk>/confirm/", review.claim_confirm, name="claim_confirm"),
    path("claims/<row:pk>/decline/", review.claim_decline, name="claim_decline"),
    path("claims/<row:pk>/return/", review.claim_return, name="claim_return"),
    path("claims/<row:pk>/reopen/", review.claim_reopen, name="claim_reopen"),
    path("claims/<row:pk>/withdraw/", review.claim_withdraw, name="claim_withdraw"),
    path("claims/<row:pk>/restore/", review.claim_restore, name="claim_restore"),
    path("claims/<row:pk>/comments/", review.claim_comment, name="claim_comment"),
    path("claims/<row:pk>/assign/", review.claim_assign, name="claim_assign"),
    path("claims/<row:pk>/require/", review.claim_require, name="claim_require"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("agreement/", review_agreement.review_agreement, name="review_agreement"),
]

draft_urls = [
    path("drafts/", drafts.draft_list, name="draft_list"),
    path("drafts/keep/", drafts.draft_keep, name="draft_keep"),
    path("drafts/<row:pk>/discard/", drafts.draft_discard, name="draft_discard"),
]

export_urls = [
    path("export/", exports.export, name="export"),
    path("export/verdicts.csv", exports.export_verdicts, name="export_verdicts"),
    path("export/evidence.csv", exports.export_evidence, name="export_evidence"),
    path("export/bundle.zip", exports.export_bundle, name="export_bundle"),
    path("export/proof.zip", exports.export_proof, name="export_proof"),
    path("export/verdicts.xlsx", exports.export_workbook, name="export_workbook"),
    path("export/claims.csv", exports.export_claims, name="export_claims"),
    path("export/claims.xlsx", exports.export_claims_workbook, name="export_claims_workbook"),
    path("export/numbered/", exports.export_list, name="export_list"),
    path("export/<row:pk>/", exports.export_numbered, name="export_numbered"),
    path("export/<row:pk>/changes.csv", exports.export_changes, name="export_changes"),
]

hold_urls = [
    path("holds/", holds.hold_list_page, name="hold_list"),
    path("holds/new/", holds.hold_place, name="hold_place"),
    path("holds/<row:pk>/lift/", holds.hold_lift, name="hold_lift"),
]

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("search/", search.search_page, name="search"),
    path("record/", record.record, name="record"),
    path("verify/", record.record_lookup, name="record_lookup"),
    path("trail/", visits.visit_list, name="visit_list"),
    path("healthz", health.healthz, name="healthz"),
    *account_urls,
    *article_urls,
    *capture_urls,
    *snapshot_urls,
    *origin_urls,
    *suggestion_urls,
    *source_urls,
    *question_urls,
    *claim_urls,
    *evidence_urls,
    *review_urls,
    *draft_urls,
    *export_urls,
    *hold_urls,
]
