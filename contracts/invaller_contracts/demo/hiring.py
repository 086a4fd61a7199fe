"""Steps of precontractual data: the example, a student's hours, a refusal that is explained."""

from collections.abc import Iterator
from datetime import date

from invaller_clients import BadRequest, PrecontractualData, TypeOfWorker, Worker
from invaller_contracts.demo import printed
from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.dimona.samples import SHOP, student
from invaller_contracts.precontractual.samples import EMPLOYER, EXAMPLE, STUDENT

DECEMBER_9, DECEMBER_13 = date(2024, 12, 9), date(2024, 12, 13)
WORKER: Worker = {"ssin": STUDENT}


def candidate(stage: Stage) -> Iterator[Check]:
    """3.2.2.1: a citizen who may work as a student for 50 hours, and have no flexi-job."""
    data = stage.employer.verify(EMPLOYER, EXAMPLE, date(2025, 3, 30))
    body = printed.precontractual("3.2.2.1-employer")
    for block in ("flexiJobResult", "studentJobResult"):
        yield Check(f"{block}, members", list(body[block]), list(data.raw[block]))
        yield Check(block, body[block]["allowed"], data.raw[block]["allowed"])
    student_job = data.raw["studentJobResult"]
    yield Check("hours", body["studentJobResult"]["hoursRemaining"], student_job["hoursRemaining"])
    reference = body["precontractualMainReference"]
    yield Check("reference, but for its counter", reference[:-2], data.reference[:-2])
    languages = list(body["studentJobResult"]["description"]["label"])
    yield Check("languages", languages, list(student_job["description"]["label"]))


def hours_go_down(stage: Stage) -> Iterator[Check]:
    """3.1: the hours that a Dimona reserves are gone."""
    yield Check("hours before", 600, _hours(stage))
    block = student(DECEMBER_9, DECEMBER_13, hours=40)
    declared = stage.dimona.in_(SHOP, WORKER, block)
    stage.numbers["december"] = declared.declaration_id
    yield Check("Dimona of 40 hours", "A", declared.result.value)
    yield Check("hours after", 560, _hours(stage))


def hours_come_back(stage: Stage) -> Iterator[Check]:
    """A student who did not come has the hours again."""
    cancelled = stage.dimona.cancel(stage.numbers["december"])
    yield Check("cancel", "A", cancelled.result.value)
    yield Check("hours", 600, _hours(stage))


def refusal_explained(stage: Stage) -> Iterator[Check]:
    """3.3.11 with its own date, and what the simulator has to say about it."""
    promised = printed.precontractual("3.3.11-start-in-past")
    problem, trace = None, ""
    try:
        _verify(stage, date(2025, 3, 3))
    except BadRequest as refused:
        problem, trace = refused.body, refused.trace or ""
    yield Check("answer", promised, problem)
    explanation = stage.sim.explain(trace)["explanations"][0]
    yield Check("explained by", "precontractual data, 3.3.11", explanation["source"])
    yield Check("found", "2025-03-03", explanation["found"])


def _hours(stage: Stage) -> int | None:
    job = _verify(stage, DECEMBER_9).student_job
    return job.hours_remaining if job else None


def _verify(stage: Stage, start: date) -> PrecontractualData:
    return stage.employer.verify(EMPLOYER, STUDENT, start, type_of_worker=TypeOfWorker.STUDENT_JOB)
