"""Which workspace a credential leads to, so that no header needs to pass the tested system."""

import base64
import binascii
import json
from collections.abc import Mapping
from urllib.parse import parse_qs

from invaller.kernel.identity.basic import USERS, basic_credentials
from invaller.kernel.identity.certificates import CERTIFICATES
from invaller.kernel.identity.clients import CLIENTS
from invaller.kernel.identity.tokens import TOKENS, bearer_token, token_key
from invaller.kernel.store import Kind, Store
from invaller.kernel.store.documents import find_anywhere
from invaller.kernel.store.recent import ANYWHERE, Absent


def workspace_of_credential(
    store: Store,
    headers: Mapping[str, str],
    fingerprint: str | None = None,
    claimed: tuple[Kind, str] | None = None,
) -> str | None:
    """The workspace whose client, token, certificate or user a call carries, or None.

    fingerprint: that of the client certificate; claimed: kind and key of what the call names.
    Workspaces begin with the same users: only one that a single workspace has leads there.
    """
    authorization = headers.get("authorization")
    token = bearer_token(authorization)
    if token is not None:
        return _holder(store, TOKENS, token_key(token))
    if fingerprint is not None:
        return _holder(store, CERTIFICATES, fingerprint)
    login = basic_credentials(authorization)
    if login is not None:
        return _sole_holder(store, USERS, login.name)
    return _only(find_anywhere(store, *claimed)) if claimed is not None else None


def _holder(store: Store, kind: Kind, key: str) -> str | None:
    """The workspace of a credential; once found it is remembered, as they never move."""
    address = (ANYWHERE, kind.name, key)
    known = store.recent.get(address)
    if isinstance(known, Absent):
        known = _only(find_anywhere(store, kind, key))
        if known is not None:
            store.recent.put(address, known)
    return known


def _sole_holder(store: Store, kind: Kind, key: str) -> str | None:
    """The one workspace that has a document, None when there are several or none."""
    address = (ANYWHERE, kind.name, key)
    known = store.recent.get(address)
    if isinstance(known, Absent):
        names = _workspaces(find_anywhere(store, kind, key))
        known = names[0] if len(names) == 1 else None
        store.recent.put(address, known)
    return known


def _only(found: list[tuple[str, dict[str, object]]]) -> str | None:
    names = _workspaces(found)
    return names[0] if names else None


def _workspaces(found: list[tuple[str, dict[str, object]]]) -> list[str]:
    # Snapshots hold copies of credentials; they are no workspaces.
    return [name for name, _ in found if not name.startswith("~")]


def client_of_assertion(_query: Mapping[str, list[str]], body: bytes) -> tuple[Kind, str] | None:
    """The issuer that a token request claims, unverified: only to find its workspace."""
    try:
        assertion = parse_qs(body.decode(), max_num_fields=1000)["client_assertion"][0]
        payload = assertion.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        issuer = claims["iss"]
    except (KeyError, IndexError, ValueError, TypeError, RecursionError, binascii.Error):
        return None
    return (CLIENTS, issuer) if isinstance(issuer, str) else None
