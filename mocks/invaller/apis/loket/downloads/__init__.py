"""Downloads: files that name the records that they are about, in the media type asked for."""

from collections.abc import Callable, Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.downloads.documents import DOCUMENTS
from invaller.apis.loket.downloads.messages import MESSAGES
from invaller.apis.loket.downloads.reports import REPORTS
from invaller.apis.loket.downloads.sepa import SEPA_FILES
from invaller.apis.loket.pictures import PICTURES
from invaller.kernel.calls import Answer, Call

DOWNLOADS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    **DOCUMENTS,
    **MESSAGES,
    **PICTURES,
    **REPORTS,
    **SEPA_FILES,
}
"""By operationId: 55 downloads, and the uploads and deletes of pictures."""

__all__ = ["DOWNLOADS"]
