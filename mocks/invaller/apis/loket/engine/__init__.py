"""The generic operations: list, detail, create, change and delete of any resource.

Each gathers what it needs, decides, stores and answers; what is particular to a resource
stands in resources.yaml and in the rules that it names.
"""

from collections.abc import Callable, Mapping

from invaller.apis.loket.catalogue import CHANGE, CREATE, DELETE, DETAIL, LIST, OperationOf
from invaller.apis.loket.engine.reading import read_list, read_one
from invaller.apis.loket.engine.writing import change, create, delete
from invaller.kernel.calls import Answer, Call

ENGINE: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    LIST: read_list,
    DETAIL: read_one,
    CREATE: create,
    CHANGE: change,
    DELETE: delete,
}
"""By the shape of an operation."""
