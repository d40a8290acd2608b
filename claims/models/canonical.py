"""One canonical JSON form, so that a SHA-256 can be computed again from what is stored."""

import datetime
import hashlib
import json
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys and no white space, and moments in UTC with microseconds."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sealed_columns(row: models.Model) -> dict[str, Any]:
    """Return the columns of a sealed row that hold something, as its digest covers them.

    Empty columns are left out: a column that is added later does not change the digests of old rows.
    """
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    # A FileField's value is a handle; its column holds the name.
    return {
        name: str(value) if isinstance(value, FieldFile) else value
        for name, value in columns.items()
        if value
    }


def row_digest(row: models.Model) -> str:
    """Return the SHA-256 of a sealed row. Its Event holds this, so that a changed column is noticed."""
    return sha256_hex(canonical_json(sealed_columns(row)))
