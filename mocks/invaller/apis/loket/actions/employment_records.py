"""The records of an employment that have a first and a last day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.domain.actions.ending import Dated
from invaller.apis.loket.domain.forms import Field
from invaller.apis.loket.rows import Row, Rows


@cache
def dated_resources() -> tuple[str, ...]:
    """Resources below an employment whose records begin on a day and may be open."""
    return tuple(
        resource.name
        for resource in CATALOGUE.resources.values()
        if resource.parent == "employment" and _is_dated(resource.form)
    )


def dated_rows(rows: Rows, employment: Row) -> Iterator[Row]:
    """The records of an employment that begin on a day and may be open."""
    for resource in dated_resources():
        for row in rows.of_parent(resource, employment.id):
            if row.body.get("startDate") is not None:
                yield row


def as_dated(row: Row) -> Dated:
    """The first and last day of a record."""
    end = row.body.get("endDate")
    return Dated(row.id, str(row.body["startDate"]), None if end is None else str(end))


def _is_dated(form: Field | None) -> bool:
    if form is None or not {"startDate", "endDate"} <= set(form.fields):
        return False
    return form.fields["endDate"].nullable
