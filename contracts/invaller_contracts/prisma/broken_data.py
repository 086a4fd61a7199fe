"""Defects in what a provider of Link2Prisma keeps: workers, their histories, tables."""

from typing import Any

from invaller_contracts.prisma.broken_results import (
    Result,
    calling,
    elsewhere,
    followed_by,
    in_data,
    in_results,
    let_pass,
    silent,
)
from invaller_contracts.provider.defects import (
    Defect,
    in_json,
    in_requests,
)
from invaller_contracts.provider.wire import Request


def _without_offset(request: Request) -> Request:
    return elsewhere(request, r"offset=\d+", "offset=0")


def _number_of_nobody(found: dict[str, Any]) -> None:
    found["WorkerNumber"] = found["WorkerNumber"] or -1


def _as_text(found: dict[str, Any]) -> None:
    found["WorkerExists"] = str(found["WorkerExists"])


def _keeping_working_time(request: Request) -> Request:
    members = request.json or {}
    return request.with_json({name: members[name] for name in members if name != "WorkingTime"})


def _keeping_start(request: Request) -> Request:
    return request.with_json({**request.json, "Startdate": request.path[-8:]})


def _completing(request: Request) -> Request:
    first = request.json[0]
    body = {"Month": first["Month"], "Year": first["Year"], "Correction": "Y"}
    return elsewhere(request, "$", "/completed").with_json(body)


def _declaring(request: Request) -> Request:
    worker = request.json
    body = {
        "NatureDeclaration": "DimonaIn",
        "ContractType": "Normal",
        "Email": "hr@voorbeeld.example",
        "INSS": worker.get("INSS"),
        "StartingDate": "20250310",
    }
    return elsewhere(request, "$", f"/{worker['WorkerNumber']}/dimona").with_json(body)


def _nobody_is_nothing(_request: Request, result: Result) -> None:
    if result["Statuscode"] == "404":
        result.update(Statuscode="204", StatusDescription="No Content")


DATA_DEFECTS = (
    # ---- workers ---------------------------------------------------------------------
    Defect(
        "prisma.offset-ignored",
        "Every group of workers is the first one.",
        "test_stories_paging",
        in_requests("GET", calling("/worker"), _without_offset),
    ),
    Defect(
        "prisma.nobody-has-a-number",
        "WorkerNumber is -1 where the worker does not exist.",
        "test_stories_workers",
        in_json("GET", calling("/workerExists/.*"), _number_of_nobody),
    ),
    Defect(
        "prisma.worker-exists-as-text",
        "WorkerExists is a text.",
        "test_stories_workers",
        in_json("GET", calling("/workerExists/.*"), _as_text),
    ),
    Defect(
        "prisma.next-number-taken",
        "The next worker number is that of the last worker.",
        "test_stories_workers",
        in_data("/newWorkerNumber", lambda data: {"WorkerNumber": data["WorkerNumber"] - 1}),
    ),
    Defect(
        "prisma.unknown-worker-is-no-error",
        "The contracts of a worker who is not there are simply none.",
        "test_stories_workers",
        in_results("GET", r"/worker/\d+/contract", _nobody_is_nothing),
    ),
    Defect(
        "prisma.worker-without-addresses",
        "A worker is shown without addresses.",
        "test_stories_workers",
        in_data(
            r"/worker/\d+",
            lambda data: {name: data[name] for name in data if name != "address"},
        ),
    ),
    # ---- histories -------------------------------------------------------------------
    Defect(
        "prisma.history-backwards",
        "A history begins with its latest record.",
        "test_stories_histories",
        in_data(r"/worker/\d+/(contract|address|familystatus|tax)", lambda data: data[::-1]),
    ),
    Defect(
        "prisma.reference-date-ignored",
        "For every day the record that applies on 1 January 2024 is given.",
        "test_stories_histories",
        in_requests(
            "GET",
            calling(r"/worker/\d+/\w+/\d{8}"),
            lambda request: elsewhere(request, r"\d{8}$", "20240101"),
        ),
    ),
    Defect(
        "prisma.change-half-done",
        "The working time of a contract is never changed.",
        "test_stories_histories",
        in_requests("PUT", calling(r"/worker/\d+/contract/\d+"), _keeping_working_time),
    ),
    Defect(
        "prisma.start-date-never-changes",
        "A change keeps the start date that is in its path.",
        "test_stories_histories",
        in_requests("PUT", calling(r"/worker/\d+/address/\d{8}"), _keeping_start),
    ),
    Defect(
        "prisma.last-contract-deleted",
        "The last contract of a worker can be deleted.",
        "test_stories_histories",
        in_results("DELETE", r"/worker/\d+/contract/\d+", let_pass("200")),
    ),
    Defect(
        "prisma.costs-of-any-sum",
        "Cost centres need not sum to 100.",
        "test_stories_worker_records",
        in_results("*", r"/worker/\d+/costcentre.*", let_pass("201")),
    ),
    # ---- what is asked or sent for many ----------------------------------------------
    Defect(
        "prisma.modifications-of-somebody-else",
        "Who asks is told of own changes, and of no others.",
        "test_stories_modifications",
        in_requests(
            "GET",
            calling("/modifications/.*"),
            lambda request: request.without_header("x-ssl-client-cert"),
        ),
    ),
    Defect(
        "prisma.withdrawals-of-one-employer",
        "Withdrawn documents are told of the employer only.",
        "test_stories_documents",
        in_data(
            r"/document/listing/withdrawals/\d+",
            lambda data: [one for one in data if one["Employer"] == "100001"],
        ),
    ),
    Defect(
        "prisma.prestations-processed-at-once",
        "Prestations count before their month is completed.",
        "test_stories_prestations",
        followed_by("/prestations", _completing),
    ),
    Defect(
        "prisma.no-overview-of-prestations",
        "What could not be processed of prestations is not told.",
        "test_stories_prestations",
        in_results("POST", "/prestations", silent),
    ),
    Defect(
        "prisma.dimona-sent-by-itself",
        "A new worker is declared unasked.",
        "test_stories_dimona",
        followed_by("/worker", _declaring),
    ),
    Defect(
        "prisma.dimona-accepted-too-early",
        "A dimona is OK before the RSZ has answered.",
        "test_stories_dimona",
        in_data(
            r"/worker/\d+/dimona",
            lambda data: [
                {**one, "Status": one["Status"].replace("InProgress", "OK")} for one in data
            ],
        ),
    ),
    Defect(
        "prisma.serial-number-not-told",
        "Nobody learns the number of a first day of unemployment.",
        "test_stories_first_days",
        in_results("POST", "/firstdayofunemployment", silent),
    ),
)
