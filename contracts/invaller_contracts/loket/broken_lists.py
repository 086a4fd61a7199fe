"""Defects that Loket could have in lists, options, exports and files."""

from invaller_contracts.loket.tampering import (
    ANY,
    as_json_document,
    asking,
    first_page_again,
    in_content,
    in_records,
    with_header,
)
from invaller_contracts.provider.defects import Defect, in_answers, in_json, in_requests
from invaller_contracts.provider.wire import Request

_READ, _LISTS = "test_stories_anywhere", "test_stories_lists"
_EMPLOYEES = r"/v2/providers/employers/[^/]*/employees"


def _as_json(request: Request) -> Request:
    accept = request.header("accept") or ""
    wanted = accept.replace("text/csv", "application/json")
    return with_header(request, "accept", wanted)


def _in_first_version(request: Request) -> Request:
    return with_header(request, "accept", "application/json;version=2018-01-01")


DEFECTS = (
    Defect(
        "loket.filter-ignored",
        "A list is not filtered.",
        _LISTS,
        asking(filter=lambda _sent: None),
    ),
    Defect(
        "loket.filter-or-is-and",
        "Conditions with or between them must all hold.",
        _LISTS,
        asking(filter=lambda sent: sent.replace(" or ", " and ")),
    ),
    Defect(
        "loket.filter-refuses-nothing",
        "A filter on a field that is not there filters nothing.",
        _READ,
        asking(filter=lambda sent: None if "nonsense" in sent else sent),
    ),
    Defect(
        "loket.order-ignored",
        "A list is in the order in which its records were made.",
        _LISTS,
        asking(orderBy=lambda _sent: None),
    ),
    Defect(
        "loket.order-always-ascending",
        "The minus of orderBy is not seen.",
        _READ,
        asking(orderBy=lambda sent: sent.lstrip("-")),
    ),
    Defect(
        "loket.page-size-ignored",
        "Pages have the size that they have by default.",
        _LISTS,
        asking(pageSize=lambda _sent: None),
    ),
    Defect(
        "loket.total-of-the-page",
        "totalSize counts the records of the page.",
        _LISTS,
        in_json("GET", _EMPLOYEES, lambda body: body.update(totalSize=len(body["_embedded"]))),
    ),
    Defect(
        "loket.pages-one-short",
        "totalPages leaves out the last page when it is not full.",
        _LISTS,
        in_json(
            "GET",
            _EMPLOYEES,
            lambda body: body.update(totalPages=body["totalSize"] // body["pageSize"]),
        ),
    ),
    Defect(
        "loket.page-2-is-page-1",
        "Every page has the records of the first.",
        _LISTS,
        first_page_again,
    ),
    Defect(
        "loket.older-version-served",
        "The first version is served, whatever Accept asks for.",
        _READ,
        in_requests("GET", r"/v2/.*/employees/[^/]*", _in_first_version),
    ),
    Defect(
        "loket.newest-version-told",
        "resourceVersion names the newest version, whichever is served.",
        _READ,
        in_json(
            "GET",
            r"/v2/.*/employees/[^/]*",
            lambda body: body["version"].update(resourceVersion="2021-03-29"),
        ),
    ),
    Defect(
        "loket.version-in-another-member",
        "The version is told as versionNumber.",
        _READ,
        in_json(
            "GET",
            ANY,
            lambda body: body["version"].update(
                versionNumber=body["version"].pop("resourceVersion")
            ),
        ),
    ),
    Defect(
        "loket.metadata-misses-a-field",
        "The metadata of a wage does not tell grossWageType.",
        _READ,
        in_json(
            "GET",
            r"/v2/.*/wages/metadata",
            lambda body: body.update(
                _embedded=[one for one in body["_embedded"] if one["field"] != "grossWageType"]
            ),
        ),
    ),
    Defect(
        "loket.options-without-value",
        "Options of metadata have a key only.",
        _READ,
        in_records(
            r"/v2/.*/metadata",
            lambda field: field.update(options=[{"key": one["key"]} for one in field["options"]]),
        ),
    ),
    Defect(
        "loket.defaults-empty",
        "Defaults have no start date.",
        "test_stories_anywhere_written",
        in_content("GET", r"/v2/.*/defaults", lambda record: record.update(startDate=None)),
    ),
    Defect(
        "loket.defaults-without-read-only",
        "Defaults leave out what is read only.",
        _READ,
        in_content("GET", r"/v2/.*/wages/defaults", lambda record: record.pop("endDate", None)),
    ),
    Defect(
        "loket.export-with-commas",
        "An export has commas, whatever delimiter is asked for.",
        _LISTS,
        in_answers(
            "GET",
            _EMPLOYEES,
            lambda request, answer: (
                answer.with_text(answer.text.replace(";", ",").replace("|", ","))
                if "csv" in (request.header("accept") or "")
                else None
            ),
        ),
    ),
    Defect(
        "loket.export-as-json",
        "A list that is asked for as CSV comes as JSON.",
        _LISTS,
        in_requests("GET", _EMPLOYEES, _as_json),
    ),
    Defect(
        "loket.export-of-names",
        "Columns of an export have the names of fields.",
        _LISTS,
        in_answers(
            "GET",
            _EMPLOYEES,
            lambda request, answer: (
                answer.with_text(answer.text.replace("Nummer", "employeeNumber"))
                if "csv" in (request.header("accept") or "")
                else None
            ),
        ),
    ),
    Defect(
        "loket.file-as-json",
        "A document comes as a text in JSON.",
        "test_stories_documents",
        in_answers("GET", r"/v2/.*/documents/[^/]*", as_json_document),
    ),
    Defect(
        "loket.file-without-name",
        "A download does not tell its file name.",
        "test_stories_documents",
        in_answers("GET", ANY, lambda _, answer: answer.without_header("content-disposition")),
    ),
    Defect(
        "loket.unknown-member",
        "A record has a member that no document shows.",
        _READ,
        in_records(_EMPLOYEES, lambda record: record.update(internalNumber=1)),
    ),
    Defect(
        "loket.number-as-text",
        "Employee numbers are texts.",
        _READ,
        in_records(
            _EMPLOYEES,
            lambda record: record.update(employeeNumber=str(record["employeeNumber"])),
        ),
    ),
)
