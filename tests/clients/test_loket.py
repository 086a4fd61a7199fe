"""Any operation of Loket by its name: how it is asked, what it answers, and pages of lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from invaller_clients import LoketClient, LoketMessage, errors

URL = "https://api.loket-acc.nl/v2"
EMPLOYMENT = "0e1f7e3e-8c2e-4ed5-a1a7-3ce7a0a7c9d5"
WAGE = {"id": "33a3c9a4-3ec3-4a9d-8aa1-b6f2d1f2a1c4", "grossWage": 2350}
BESIDE = {"version": {"obsoleteDate": None, "resourceVersion": "2018-01-01"}, "messages": []}
DETAIL = {**BESIDE, "content": WAGE}

Answer = Callable[[httpx.Request], httpx.Response]


class Loket:
    """Answers in the order of its answers, the last one for ever, and remembers the calls."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = answers

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer, and note what was asked."""
        self.asked.append(request)
        return self._answers[min(len(self.asked), len(self._answers)) - 1]

    def client(self, **options: Any) -> LoketClient:
        """A client of these answers."""
        return LoketClient(URL, transport=httpx.MockTransport(self), **options)


def page(number: int, pages: int, *records: dict[str, Any]) -> httpx.Response:
    """One page of a list."""
    paging = {"currentPage": number, "pageSize": 2, "totalPages": pages, "totalSize": pages * 2}
    return httpx.Response(200, json={**paging, **BESIDE, "_embedded": list(records)})


def detail(etag: str | None = None) -> httpx.Response:
    """A wage, with an ETag if there is one."""
    return httpx.Response(200, json=DETAIL, headers={"ETag": etag} if etag else {})


def test_an_operation_is_called_by_its_name() -> None:
    """Method, path, query, version and body of a call are those of the operation."""
    loket = Loket(detail())
    loket.client().call("PutWageByWageId", wageId=WAGE["id"], body=WAGE)
    request = loket.asked[0]
    assert (request.method, str(request.url)) == (
        "PUT",
        f"{URL}/providers/employers/employees/employments/wages/{WAGE['id']}",
    )
    assert request.headers["Accept"] == "application/json;version=2018-01-01"
    assert request.headers["Content-Type"] == "application/json;version=2018-01-01"
    assert json.loads(request.content) == WAGE


def test_parameters_go_where_they_belong() -> None:
    """Path parameters are in the path, escaped; the others in the query; None is left out."""
    loket = Loket(page(1, 1))
    parameters = {"filter": "grossWage gt 2000", "orderBy": None}
    loket.client().call("GetWagesByEmploymentId", parameters, employmentId="a/b")
    url = loket.asked[0].url
    assert url.raw_path.startswith(b"/v2/providers/employers/employees/employments/a%2Fb/wages?")
    assert dict(url.params) == {"filter": "grossWage gt 2000"}


def test_a_flag_is_spelled_in_lower_case() -> None:
    """A boolean goes into the query as `true`."""
    loket = Loket(page(1, 1))
    name = "GetCostPerHourByEmploymentId"
    loket.client().call(name, employmentId="e", includeEstimation=True)
    assert loket.asked[0].url.params["includeEstimation"] == "true"


def test_unknown_names_are_refused_before_a_call() -> None:
    """An operation or parameter that Loket does not have is refused with what it has."""
    client = Loket(detail()).client()
    with pytest.raises(LookupError, match="GetWageByWageId"):
        client.call("GetWageByWage", wageId="w")
    with pytest.raises(TypeError, match="has no wage; it has wageId"):
        client.call("GetWageByWageId", wage="w")
    with pytest.raises(TypeError, match="needs wageId"):
        client.call("GetWageByWageId")


def test_the_version_can_be_chosen() -> None:
    """One version for everything goes with each call."""
    loket = Loket(detail())
    loket.client(resource_version="2021-03-29").call("GetWageByWageId", wageId="w")
    assert loket.asked[0].headers["Accept"] == "application/json;version=2021-03-29"


def test_an_answer_is_unwrapped() -> None:
    """Record, version and messages of an answer can be had by themselves."""
    said = {
        "code": 83, "id": None, "type": "Warning", "description": "[x] odd", "properties": ["x"],
    }  # fmt: skip
    answer = (
        Loket(httpx.Response(200, json={**DETAIL, "messages": [said]}))
        .client()
        .call("GetWageByWageId", wageId="w")
    )
    assert (answer.content, answer.version) == (WAGE, "2018-01-01")
    assert answer.messages == (LoketMessage(83, "Warning", "[x] odd", None, ("x",)),)
    with pytest.raises(errors.UnreadableAnswer, match="_embedded"):
        _ = answer.records


def test_a_file_is_given_as_it_came() -> None:
    """A download has its bytes, media type and name, quoted or in UTF-8."""
    for disposition in ('attachment; filename="a b.pdf"', "attachment; filename*=UTF-8''a%20b.pdf"):
        headers = {"Content-Type": "application/pdf", "Content-Disposition": disposition}
        loket = Loket(httpx.Response(200, content=b"%PDF-1.4", headers=headers))
        answer = loket.client().call(
            "GetPayslipsByEmploymentIdAndYear", employmentId="e", year=2025
        )
        assert (answer.data, answer.media_type, answer.file_name, answer.body) == (
            b"%PDF-1.4",
            "application/pdf",
            "a b.pdf",
            None,
        )
        assert loket.asked[0].headers["Accept"].startswith("application/pdf")


def test_what_is_no_json_is_unreadable() -> None:
    """An answer that says it is JSON and is not is an error of this package."""
    broken = httpx.Response(200, text="<html>", headers={"Content-Type": "application/json"})
    with pytest.raises(errors.UnreadableAnswer, match="not JSON"):
        Loket(broken).client().call("GetWageByWageId", wageId="w")


def test_a_list_is_read_page_by_page() -> None:
    """All records of a list come in order, each page asked for once and when it is needed."""
    loket = Loket(page(1, 2, {"id": 1}, {"id": 2}), page(2, 2, {"id": 3}))
    records = loket.client().all("GetWagesByEmploymentId", employmentId=EMPLOYMENT, pageSize=2)
    assert next(records) == {"id": 1}
    assert len(loket.asked) == 1
    assert list(records) == [{"id": 2}, {"id": 3}]
    assert [dict(one.url.params) for one in loket.asked] == [
        {"pageNumber": "1", "pageSize": "2"},
        {"pageNumber": "2", "pageSize": "2"},
    ]


def test_a_list_that_never_ends_is_refused() -> None:
    """An empty page before the last one is an error, not an endless loop."""
    loket = Loket(page(1, 9, {"id": 1}), page(2, 9))
    with pytest.raises(errors.UnreadableAnswer, match="empty page"):
        list(loket.client().all("GetWagesByEmploymentId", employmentId=EMPLOYMENT))


def test_only_lists_have_pages() -> None:
    """The pages of an operation on one record are refused before a call."""
    with pytest.raises(TypeError, match="has no pages"):
        list(Loket(detail()).client().pages("GetWageByWageId", wageId="w"))


def test_an_export_names_its_columns() -> None:
    """An export asks for a media type and says in a header what it is to hold."""
    loket = Loket(httpx.Response(200, text="a", headers={"Content-Type": "text/csv"}))
    fields = [{"fieldName": "grossWage", "reportColumnName": "Loon"}]
    loket.client().export("GetWagesByEmploymentId", fields, employmentId="e", file_name="lonen")
    headers = loket.asked[0].headers
    assert headers["Accept"] == "text/csv;version=2018-01-01"
    assert json.loads(headers["X-ReportInput"]) == {
        "fileNameWithoutExtension": "lonen",
        "delimiter": ";",
        "fields": fields,
    }


def test_a_file_is_uploaded_as_a_form() -> None:
    """A file goes as the part `file` of a form."""
    loket = Loket(httpx.Response(200, json=DETAIL))
    name = "PatchImportConceptEmployeesByPayrollAdministrationId"
    loket.client().call(name, payrollAdministrationId="a", upload=("a.xml", b"<a/>"))
    request = loket.asked[0]
    assert request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b'name="file"; filename="a.xml"' in request.content
    assert b"<a/>" in request.content
