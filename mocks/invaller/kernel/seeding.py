"""Filling a new workspace from the seed files of the APIs.

A seed file names records of the shared registers by section, and documents of the API's
own kinds under `documents`; its quarters may be relative (`T-3`: three quarters before the
workspace's first day), so that a seed stays true whenever a workspace is made.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from invaller.kernel.api import Api
from invaller.kernel.identity.basic import USERS, sow_users
from invaller.kernel.parsed import parse_yaml
from invaller.kernel.quarters import Quarter
from invaller.kernel.registers import Registers
from invaller.kernel.registers.registers import Register
from invaller.kernel.store import Documents, Kind, Store
from invaller.kernel.store.documents import Document, Entry, Row, row_of

_RELATIVE = re.compile(r"^T-(\d+)$")


@cache
def _seed_of(api: str) -> dict[str, list[dict[str, Any]]]:
    try:
        path = files(f"invaller.apis.{api}") / "seed.yaml"
    except ModuleNotFoundError:
        return {}  # an API that is put together elsewhere has no folder to seed from
    if not path.is_file():
        return {}
    loaded: dict[str, list[dict[str, Any]]] = parse_yaml(path.read_text("utf-8"))
    return loaded or {}


class _Sown(Documents):
    """Documents of a seed: gathered, to be stored in one go, which is ten times as fast."""

    def __init__(self, store: Store, workspace: str) -> None:
        super().__init__(store, workspace)
        self.rows: list[Row] = []

    def put(self, kind: Kind, key: str | int, body: Document) -> None:
        """Gather one."""
        self.rows.append(row_of(kind, key, body))

    def put_all(self, documents: Iterable[Entry]) -> None:
        """Gather many."""
        self.rows.extend(row_of(*entry) for entry in documents)


@dataclass(frozen=True, slots=True)
class Seed:
    """What a new workspace begins with. digest: names it, by all that it holds."""

    rows: list[Row]
    digest: str


def seed_of(store: Store, apis: Mapping[str, Api], today: date) -> Seed:
    """The seed records of every loaded API, as they are on a workspace's first day."""
    documents = _Sown(store, "")
    registers = Registers(documents)
    kinds = {kind.name: kind for api in apis.values() for kind in api.kinds}
    sections: dict[str, Register] = {
        "citizens": registers.citizens,
        "employers": registers.employers,
        "citizen_mandates": registers.citizen_mandates,
        "employer_mandates": registers.employer_mandates,
        "employments": registers.employments,
        "student_accounts": registers.student_accounts,
    }
    if USERS.name in kinds:
        # They belong to no API alone: each begins with the same ones, whichever is loaded.
        sow_users(documents)
    for key, api in apis.items():
        if api.sow is not None:
            api.sow(documents, today)
        for section, records in _seed_of(key).items():
            for record in records:
                if section == "documents":
                    documents.put(kinds[record["kind"]], record["key"], record["body"])
                else:
                    sections[section].put(_resolved(record, today))
    return Seed(documents.rows, _digest(documents.rows))


def _digest(rows: Iterable[Row]) -> str:
    digest = blake2b(digest_size=16)
    for row in rows:
        digest.update(repr(tuple(row.values())).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _resolved(record: dict[str, Any], today: date) -> dict[str, Any]:
    match = _RELATIVE.match(str(record.get("quarter", "")))
    if match is None:
        return record
    return {**record, "quarter": str(Quarter.of(today).shifted(-int(match[1])))}
