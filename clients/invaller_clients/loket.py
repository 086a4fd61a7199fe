"""The client of the Loket API V2: any of its operations by the vendor's operationId."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, ClassVar

import httpx

from .errors import UnreadableAnswer
from .loket_answers import LoketAnswer, LoketRecord
from .loket_operations import LoketOperation, loket_operation
from .translation import translated
from .transport import Service

Parameters = Mapping[str, object]
"""Values of path and query parameters by the vendor's names; None is left out."""

_NONE: Parameters = {}

LARGEST_PAGE = 250
"""Records of a page unless the caller asks for another size (Loket API V2, Paging)."""

CSV = "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Media types of an export."""

_REMEMBERED = 1_000
"""Records whose ETag is remembered; those that were read longest ago are forgotten."""


class LoketClient(Service):
    """Calls operations of Loket.nl in the name of the user who signed in (Loket API V2).

        wages = loket.all("GetWagesByEmploymentId", employmentId=employment, orderBy="-startDate")
        wage = loket.call("GetWageByWageId", wageId=next(wages)["id"]).content
        loket.call("PutWageByWageId", wageId=wage["id"], body={**wage, "grossWage": 3100})

    Path and query parameters have the vendor's names, as keywords or in a mapping. The ETag of
    a record that was read goes as If-Match with the next change of it, so that a change by
    someone else in between is a Conflict. `auth` is a LoketAuthorization, which refreshes its
    tokens in time.
    """

    URL: ClassVar[str] = "https://api.loket.nl/v2"
    ACCEPTANCE_URL: ClassVar[str] = "https://api.loket-acc.nl/v2"

    def __init__(
        self,
        base_url: str,
        *,
        auth: httpx.Auth | None = None,
        resource_version: str | None = None,
        **options: Any,
    ) -> None:
        """Point at `base_url`; `options` are those of every client (transport, timeout).

        `resource_version` (yyyy-mm-dd) asks for the version of that day everywhere; without it
        each operation is asked in the newest version that this client knows.
        """
        super().__init__(base_url, auth=auth, **options)
        self._version = resource_version
        self._etags: OrderedDict[str, str] = OrderedDict()

    def call(
        self,
        operation: str,
        parameters: Parameters = _NONE,
        /,
        *,
        body: object = None,
        upload: tuple[str, bytes] | None = None,
        media_type: str | None = None,
        headers: Mapping[str, str] | None = None,
        **named: object,
    ) -> LoketAnswer:
        """Do one call, with path and query parameters by name, in a mapping, or both.

        `upload` is name and content of a file, for the operation that takes a form; `media_type`
        chooses one of several kinds of answer; `headers` go before our own, so that
        {"If-Match": "*"} changes a record whatever happened to it. Raises LookupError for an
        unknown operation, TypeError for wrong parameters, else an InvallerClientError.
        """
        known = loket_operation(operation)
        path, query = known.filled({**parameters, **named})
        request = self._http.build_request(
            known.method,
            path,
            params=query or None,
            json=body,
            files={"file": upload} if upload else None,
            headers={**self._headers(known, path, media_type), **(headers or {})},
        )
        with translated(request):
            response = self._http.send(request).raise_for_status()
        answer = LoketAnswer.of(response)
        self._remember(known, path, answer)
        return answer

    def pages(
        self, operation: str, parameters: Parameters = _NONE, /, **named: object
    ) -> Iterator[LoketAnswer]:
        """The pages of a list, each asked for when it is needed, from `pageNumber` on.

        `pageSize` is 250 unless given. Raises TypeError for an operation without pages.
        """
        if not loket_operation(operation).paged:
            raise TypeError(f"{operation} has no pages")
        asked = {"pageSize": LARGEST_PAGE, **parameters, **named}
        for number in count(int(str(asked.get("pageNumber", 1)))):
            answer = self.call(operation, {**asked, "pageNumber": number})
            yield answer
            if number >= answer.pages:
                return
            if not answer.records:
                raise UnreadableAnswer(f"{operation}: an empty page before the last")

    def all(
        self, operation: str, parameters: Parameters = _NONE, /, **named: object
    ) -> Iterator[LoketRecord]:
        """The records of a list, page after page; of a list without pages, all of them."""
        if not loket_operation(operation).paged:
            yield from self.call(operation, {**parameters, **named}).records
            return
        for page in self.pages(operation, {**parameters, **named}):
            yield from page.records

    def export(
        self,
        operation: str,
        fields: Sequence[Mapping[str, str]],
        parameters: Parameters = _NONE,
        /,
        *,
        media_type: str = CSV,
        delimiter: str = ";",
        file_name: str = "export",
        **named: object,
    ) -> LoketAnswer:
        """A page of a list as CSV or Excel (Loket API V2, Custom export).

        Each of `fields` has `fieldName` (dotted), and may have `reportColumnName` and `format`;
        `file_name` is without extension.
        """
        wanted = {
            "fileNameWithoutExtension": file_name,
            "delimiter": delimiter,
            "fields": [dict(field) for field in fields],
        }
        headers = {"X-ReportInput": json.dumps(wanted)}
        asked = {**parameters, **named}
        return self.call(operation, asked, media_type=media_type, headers=headers)

    def _headers(
        self, operation: LoketOperation, path: str, media_type: str | None
    ) -> dict[str, str]:
        version = self._version or operation.version
        wanted = media_type or next(iter(operation.media_types), "application/json")
        headers = {"Accept": f"{wanted};version={version}"}
        if operation.body == "application/json":
            headers["Content-Type"] = f"{operation.body};version={version}"
        if operation.takes_if_match and path in self._etags:
            headers["If-Match"] = self._etags[path]
        return headers

    def _remember(self, operation: LoketOperation, path: str, answer: LoketAnswer) -> None:
        """Keep the ETag of what was read or changed; one that was changed since is of no use."""
        if operation.method != "GET":
            self._etags.pop(path, None)
        if answer.etag is None:
            return
        self._etags[path] = answer.etag
        self._etags.move_to_end(path)
        while len(self._etags) > _REMEMBERED:
            self._etags.popitem(last=False)
