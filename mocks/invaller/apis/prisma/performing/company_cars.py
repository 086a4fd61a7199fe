"""Company cars of the employer; those of a worker are one of the worker's histories.

Source: Link2Prisma manual, 4.1 to 4.4 companycar.
"""

from datetime import datetime

from invaller.apis.prisma.domain import history as engine
from invaller.apis.prisma.domain import worker
from invaller.apis.prisma.domain.company_cars import EMPLOYER_CAR, without_worker
from invaller.apis.prisma.domain.histories import COMPANY_CAR
from invaller.apis.prisma.domain.history import Key, Record, Records
from invaller.apis.prisma.domain.outcome import Outcome, created, done, found
from invaller.apis.prisma.entry import Entry
from invaller.apis.prisma.kinds import COMPANY_CARS
from invaller.apis.prisma.performing.filing import workers_of
from invaller.kernel.workspace import Workspace

_WHERE = "carID"


def get_company_cars(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """All cars of an employer by start date, those of workers with their number."""
    cars = _own(workspace, entry)
    for item in workers_of(workspace, entry.employer):
        cars += worker.shown(item, COMPANY_CAR)
    return found(EMPLOYER_CAR.ordered(cars))


def get_company_car(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """The car without a worker that has a start date."""
    return found(engine.of(EMPLOYER_CAR, _own(workspace, entry), _key(entry)))


def add_company_car(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Add a car without a worker."""
    _, car = engine.add(EMPLOYER_CAR, _own(workspace, entry), without_worker(entry.body))
    _keep(workspace, entry, car)
    return created()


def change_company_car(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Change a car without a worker; another start date gives it another key."""
    sent = without_worker(entry.body)
    _, car = engine.change(EMPLOYER_CAR, _own(workspace, entry), _key(entry), sent, _WHERE)
    workspace.documents.delete(COMPANY_CARS, _stored_under(entry, _key(entry)))
    _keep(workspace, entry, car)
    return done()


def delete_company_car(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Delete a car without a worker."""
    engine.remove(EMPLOYER_CAR, _own(workspace, entry), _key(entry), _WHERE)
    workspace.documents.delete(COMPANY_CARS, _stored_under(entry, _key(entry)))
    return done()


def _own(workspace: Workspace, entry: Entry) -> Records:
    kept = workspace.documents.find(COMPANY_CARS, {"employer": entry.employer})
    return [item["car"] for item in kept]


def _key(entry: Entry) -> Key:
    return (str(entry.parameters[_WHERE]),)


def _keep(workspace: Workspace, entry: Entry, car: Record) -> None:
    place = _stored_under(entry, EMPLOYER_CAR.key_of(car))
    workspace.documents.put(COMPANY_CARS, place, {"employer": entry.employer, "car": car})


def _stored_under(entry: Entry, key: Key) -> str:
    return f"{entry.employer}/{engine.written(key)}"


PERFORM = {
    "getCompanyCars": get_company_cars,
    "getCompanyCar": get_company_car,
    "addCompanyCar": add_company_car,
    "changeCompanyCar": change_company_car,
    "deleteCompanyCar": delete_company_car,
}
