"""The export page shows what the files would contain, and who can download them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.enums import ClaimStatus, Role
from claims.exports.columns import (
    CLAIM_COLUMNS,
    CLAIM_NOTES,
    EVIDENCE_COLUMNS,
    EVIDENCE_NOTES,
    VERDICT_COLUMNS,
    VERDICT_NOTES,
)
from tests.factories import ClaimFactory

FILES = [
    "/export/verdicts.csv",
    "/export/evidence.csv",
    "/export/bundle.zip",
    "/export/verdicts.xlsx",
    "/export/claims.csv",
]
ADDRESSES = ["/export/", "/export/numbered/", *FILES]


def test_every_column_has_a_note_in_the_same_order() -> None:
    assert tuple(VERDICT_NOTES) == VERDICT_COLUMNS
    assert tuple(EVIDENCE_NOTES) == EVIDENCE_COLUMNS
    assert tuple(CLAIM_NOTES) == CLAIM_COLUMNS


@pytest.mark.any_database
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", Role)
def test_every_role_can_view_and_export(role: Role, address: str, login: Any) -> None:
    """Admins too: the role has no power over the work but can read all of it."""
    response = login(role.value).get(address)
    assert response.status_code == 200
    assert b"".join(response)  # a download closes its file when it is read to the end


@pytest.mark.any_database
@pytest.mark.parametrize("address", ADDRESSES)
def test_account_without_a_role_is_refused(address: str, login: Any) -> None:
    assert login("nobody").get(address).status_code == 403


@pytest.mark.any_database
@pytest.mark.parametrize("address", ADDRESSES)
def test_anonymous_user_is_sent_to_the_login_page(address: str, client: Any, db: Any) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.any_database
@pytest.mark.parametrize("address", FILES)
def test_files_accept_no_post(address: str, login: Any) -> None:
    assert login("editor").post(address).status_code == 405


def test_links_contain_only_the_filters_that_are_set(small_desk: Any, login: Any) -> None:
    page = login("reader").get("/export/?q=&language=en&as_of=2025-04-08").content.decode()
    for name in ("verdicts.csv", "evidence.csv", "bundle.zip", "verdicts.xlsx"):
        assert f'href="/export/{name}?language=en&amp;as_of=2025-04-08"' in page


def test_ten_verdicts_cost_as_many_queries_as_one(cast: Any, login: Any) -> None:
    client = login("reader")

    def queries() -> dict[str, int]:
        return {
            address + query: count(address + query)
            for address in ("/export/", *FILES)
            for query in ("", "?q=found&publisher=", "?versions=all", "?as_of=2025-04-08")
            if not (query[1:] and "claims" in address)
        } | {"claims": count("/export/claims.csv?q=crane&bom=0")}

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            response = client.get(address)
            assert response.status_code == 200
            assert b"".join(response)
        return len(counted)

    ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    one = queries()
    for _ in range(9):
        ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    assert queries() == one
