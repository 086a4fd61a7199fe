"""Filling a new workspace from the seed files of the APIs.

A seed file names records of the shared registers by section, and documents of the API's
own kinds under `documents`; its quarters may be relative (`T-3`: three quarters before the
workspace's first day), so that a seed stays true whenever a workspace is made.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from invaller.kernel.api import Api
from invaller.kernel.identity.basic import USERS, sow_users
from invaller.kernel.parsed import parse_yaml
from invaller.kernel.quarters import Quarter
from invaller.kernel.registers import Registers
from invaller.kernel.registers.registers import Register
from invaller.kernel.store import Documents, Kind, Store
from invaller.kernel.store.documents import Document, Entry

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
    """Documents of a seed: gathered, and stored in one go, which is ten times as fast."""

    def __init__(self, store: Store, workspace: str) -> None:
        super().__init__(store, workspace)
        self._gathered: list[Entry] = []

    def put(self, kind: Kind, key: str | int, body: Document) -> None:
        """Gather one."""
        self._gathered.append((kind, key, body))

    def put_all(self, documents: Iterable[Entry]) -> None:
        """Gather many."""
        self._gathered.extend(documents)

    def store(self) -> None:
        """Store what was gathered."""
        super().put_all(self._gathered)


def sow(store: Store, workspace: str, apis: Mapping[str, Api], today: date) -> None:
    """Write the seed records of every loaded API into the registers of a workspace."""
    documents = _Sown(store, workspace)
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
    documents.store()


def _resolved(record: dict[str, Any], today: date) -> dict[str, Any]:
    match = _RELATIVE.match(str(record.get("quarter", "")))
    if match is None:
        return record
    return {**record, "quarter": str(Quarter.of(today).shifted(-int(match[1])))}
