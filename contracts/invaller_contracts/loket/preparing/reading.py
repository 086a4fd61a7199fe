"""What operations need that only read, where nothing may be made for them."""

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.known import Record
from invaller_contracts.loket.preparing.documents import DOCUMENTS, PICTURES
from invaller_contracts.loket.preparing.payroll import PAYROLL
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted

_DOCUMENTS = (
    "GetApplicationLogo",
    "GetAttachmentByDeclarationId",
    "GetEmployerUserIntegrationLogoByUserIdAndApplicationId",
    "GetProviderLogoByEmployerIdAndVersion",
    "GetProviderLogoByVersion",
)
_PAYROLL = (
    "GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId",
    "GetSepaFileBySepaFileId",
)


def _employer(sweep: Sweep) -> Record:
    return sweep.kept("GetEmployerByEmployerId").content


def _address(sweep: Sweep, _: OperationOf) -> Wanted:
    """The address of the employer."""
    address = _employer(sweep)["address"]
    return Wanted({name: address[name] for name in ("postalCode", "houseNumber")})


def _company(sweep: Sweep, _: OperationOf) -> Wanted:
    """The employer as the chamber of commerce knows it."""
    number = _employer(sweep)["chamberOfCommerceNumber"]
    if not number:
        raise LookupError("the employer has no number of the chamber of commerce")
    return Wanted({"chamberOfCommerceNumber": number})


def _car(sweep: Sweep, _: OperationOf) -> Wanted:
    """A company car that somebody drives."""
    car = sweep.known.first("company-car", lambda one: bool(one["licensePlateNumber"]))
    return Wanted({"licensePlateNumber": car.record["licensePlateNumber"]})


READING: Mapping[str, Preparation] = {
    **{name: DOCUMENTS[name] for name in _DOCUMENTS},
    **{name: PAYROLL[name] for name in _PAYROLL},
    **PICTURES,
    "GetAdditionalTaxliabilityByLicensePlateNumber": _car,
    "GetAddressByPostalCodeAndHouseNumber": _address,
    "GetCompanyInformationByChamberOfCommerceNumber": _company,
}
"""By operationId, where the shape of an operation does not tell what it needs."""
