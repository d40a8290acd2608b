"""The addresses of the desk, grouped by stage. tests/test_access.py lists each with who may use it."""

from django.urls import path

from claims.views import (
    captures,
    claim,
    corrections,
    desk,
    evidence,
    export,
    extraction,
    health,
    intake,
    origins,
    record,
    review,
    sources,
    suggestions,
    waiting,
)

intake_urls = [
    path("articles/", intake.article_list, name="article_list"),
    path("articles/new/", intake.article_new, name="article_new"),
    path("articles/urls/", captures.article_urls, name="article_urls"),
    path("articles/<int:pk>/", intake.article_page, name="article_page"),
    path("articles/<int:pk>/correct/", intake.article_correct, name="article_correct"),
    path("articles/<int:pk>/put-back/", intake.article_put_back, name="article_put_back"),
    path("articles/<int:pk>/captures/", captures.article_captures, name="article_captures"),
    path(
        "articles/<int:pk>/captures/<int:snapshot>/",
        intake.article_capture,
        name="article_capture",
    ),
    path("articles/<int:pk>/compare/", captures.article_compare, name="article_compare"),
    path("articles/<int:pk>/shared/<int:other>/", origins.article_shared, name="article_shared"),
    path("origins/<int:pk>/accept/", origins.origin_accept, name="origin_accept"),
    path("origins/<int:pk>/dismiss/", origins.origin_dismiss, name="origin_dismiss"),
    path("captures/", captures.captures, name="captures"),
    path(
        "articles/<int:pk>/suggestions/",
        suggestions.article_suggestions,
        name="article_suggestions",
    ),
    path(
        "suggestions/<int:pk>/dismiss/", suggestions.suggestion_dismiss, name="suggestion_dismiss"
    ),
    path(
        "suggestions/<int:pk>/restore/", suggestions.suggestion_restore, name="suggestion_restore"
    ),
]

extraction_urls = [
    path("articles/<int:pk>/claims/", extraction.claim_lift, name="claim_lift"),
    path("articles/<int:pk>/evidence/", extraction.article_evidence, name="article_evidence"),
    path("claims/", extraction.claim_list, name="claim_list"),
    path("claims/new/", extraction.claim_new, name="claim_new"),
    path("claims/similar/", extraction.claim_similar, name="claim_similar"),
    path("claims/<int:pk>/similar/", extraction.claim_alike, name="claim_alike"),
    path("claims/<int:pk>/appearances/", extraction.appearance_add, name="appearance_add"),
]

source_urls = [
    path("sources/", sources.source_list, name="source_list"),
    path("sources/new/", sources.source_new, name="source_new"),
    path("sources/<int:pk>/", sources.source_page, name="source_page"),
    path("sources/<int:pk>/change/", sources.source_change, name="source_change"),
    path("sources/<int:pk>/merge/", sources.source_merge, name="source_merge"),
    path("questions/", sources.question_list, name="question_list"),
    path("questions/new/", sources.question_new, name="question_new"),
    path("questions/<int:pk>/", sources.question_page, name="question_page"),
    path("questions/<int:pk>/change/", sources.question_change, name="question_change"),
]

claim_urls = [
    path("claims/<int:pk>/", evidence.claim_page, name="claim_page"),
    path("claims/<int:pk>/change/", claim.claim_change, name="claim_change"),
    path("claims/<int:pk>/links/", claim.claim_link, name="claim_link"),
    path("links/<int:pk>/remove/", claim.claim_unlink, name="claim_unlink"),
    path("appearances/<int:pk>/change/", claim.appearance_change, name="appearance_change"),
]

evidence_urls = [
    path("claims/<int:pk>/evidence/", evidence.evidence_attach, name="evidence_attach"),
    path("claims/<int:pk>/waiting/", waiting.claim_waiting, name="claim_waiting"),
    path("claims/<int:pk>/set-aside/", waiting.claim_set_aside, name="claim_set_aside"),
    path("claims/<int:pk>/take/", waiting.claim_take, name="claim_take"),
    path("evidence/<int:pk>/change/", evidence.evidence_change, name="evidence_change"),
    path("evidence/<int:pk>/withdraw/", evidence.evidence_withdraw, name="evidence_withdraw"),
    path("evidence/<int:pk>/capture/", evidence.evidence_capture, name="evidence_capture"),
    path("evidence/<int:pk>/captures/", captures.evidence_captures, name="evidence_captures"),
]

review_urls = [
    path("", desk.desk, name="desk"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("claims/<int:pk>/assess/", review.claim_assess, name="claim_assess"),
    path("claims/<int:pk>/settle/", review.claim_settle, name="claim_settle"),
    path("claims/<int:pk>/sign-off/", review.claim_sign_off, name="claim_sign_off"),
    path("claims/<int:pk>/return/", review.claim_return, name="claim_return"),
    path("claims/<int:pk>/reopen/", review.claim_reopen, name="claim_reopen"),
    path("claims/<int:pk>/withdraw/", review.claim_withdraw, name="claim_withdraw"),
    path("claims/<int:pk>/restore/", review.claim_restore, name="claim_restore"),
    path("claims/<int:pk>/comments/", review.claim_comment, name="claim_comment"),
    path("claims/<int:pk>/assign/", review.claim_assign, name="claim_assign"),
    path("claims/<int:pk>/require/", review.claim_require, name="claim_require"),
]

export_urls = [
    path("export/", export.export, name="export"),
    path("export/verdicts.csv", export.export_verdicts, name="export_verdicts"),
    path("export/evidence.csv", export.export_evidence, name="export_evidence"),
    path("export/bundle.zip", export.export_bundle, name="export_bundle"),
    path("export/verdicts.xlsx", export.export_workbook, name="export_workbook"),
    path("export/claims.csv", export.export_claims, name="export_claims"),
    path("export/numbered/", export.export_list, name="export_list"),
    path("export/<int:pk>/", export.export_numbered, name="export_numbered"),
    path("export/<int:pk>/changes.csv", export.export_changes, name="export_changes"),
    path("record/", record.record, name="record"),
    path("healthz", health.healthz, name="healthz"),
]

urlpatterns = [
    *claim_urls,
    *evidence_urls,
    *review_urls,
    *intake_urls,
    *extraction_urls,
    *source_urls,
    *export_urls,
]
