"""Plain JSON documents and pending work in SQL, behind one small interface."""

from invaller.kernel.store.documents import Documents, Kind
from invaller.kernel.store.store import Store, StoreError

__all__ = ["Documents", "Kind", "Store", "StoreError"]
