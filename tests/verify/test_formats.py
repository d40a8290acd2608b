"""Screens write dates in one form."""

import datetime

import pytest
from django.template import Context, Template
from django.utils.formats import date_format

AT = datetime.datetime(2025, 4, 2, 14, 30, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATETIME_FORMAT", "2 April 2025, 14:30 UTC"),
        ("DATE_FORMAT", "2 April 2025"),
        ("SHORT_DATE_FORMAT", "2025-04-02"),
        ("SHORT_DATETIME_FORMAT", "2025-04-02 14:30"),
    ],
)
def test_templates_and_code_write_dates_alike(name: str, written: str) -> None:
    assert date_format(AT, name) == written
    template = Template("{{ at|date:form }}")
    assert template.render(Context({"at": AT, "form": name})) == written
