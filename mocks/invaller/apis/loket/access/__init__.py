"""Users, roles and rights: who may do what (Loket API V2, Authorization).

`admit` goes into the API; `VIEWS` are operations by operationId; lists ask `limits`, and what
acts on records that the path does not name asks `sees`.
"""

from invaller.apis.loket.access.checking import admit, limits, sees, session
from invaller.apis.loket.access.grants import GRANTS, Grants, grants_of, keep_grants
from invaller.apis.loket.access.rights import rights
from invaller.apis.loket.access.views import VIEWS

__all__ = [
    "GRANTS",
    "VIEWS",
    "Grants",
    "admit",
    "grants_of",
    "keep_grants",
    "limits",
    "rights",
    "sees",
    "session",
]
