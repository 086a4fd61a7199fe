"""One record at least of everything else: data/records.yaml, read row by row."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from invaller.apis.loket import files
from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.rows import Row
from invaller.apis.loket.seed.planting import Garden
from invaller.apis.loket.seed.reading import data, identify
from invaller.apis.loket.stored_files import FILE


def plant_records(garden: Garden) -> None:
    """Plant the rows of records.yaml: by resource, [label of its parent, label, body]."""
    for resource, lines in data("records").items():
        for parent_label, label, body in lines:
            _record(garden, resource, parent_label, label, body)


def plant_files(garden: Garden) -> None:
    """Plant the attachment of a declaration and the logos of applications."""
    declaration = garden.get("declaration", "zonnehof/1001/2")
    content = b64encode(files.pdf("Bon", ["Twaalf kilometer"])).decode()
    kept = {"name": "bon.pdf", "mediaType": files.PDF, "data": content}
    garden.plant(
        FILE,
        "",
        kept,
        parent=declaration.id,
        employer=declaration.employer,
        identifier=declaration.id,
    )
    for application in garden.of("application"):
        logo = b64encode(files.png(25, 118, 210)).decode()
        kept = {"version": identify("picture", application.id), "mimeType": files.PNG, "data": logo}
        garden.plant("picture", "", kept, parent=application.id, identifier=application.id)


def _record(
    garden: Garden, resource: str, parent_label: str | None, label: str, body: dict[str, Any]
) -> None:
    parent = _parent(garden, resource, parent_label)
    garden.plant(
        resource,
        label,
        body,
        parent=None if parent is None else parent.id,
        employer=None if parent is None else parent.employer,
    )


def _parent(garden: Garden, resource: str, label: str | None) -> Row | None:
    """The row that a label names: of the resource's parent, or of `<resource>:` before it."""
    if label is None:
        return None
    named, _, rest = label.rpartition(":")
    above = named or CATALOGUE.resources[resource].parent
    if above is None:
        raise LookupError(f"{resource} has no parent")
    if not rest:
        return garden.of(above)[0]
    return garden.get(above, rest)
