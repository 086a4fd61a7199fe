"""Documents, signatures, and pictures, which are not there before they are uploaded."""

from base64 import b64encode
from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.preparing.common import after, with_body, with_whole_body
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted

_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
"""A picture of one pixel."""

_PICTURE = {"mimeType": "image/png", "data": _PNG}
_FILE = b64encode(b"%PDF-1.4\n%%EOF\n").decode()
_DOCUMENT = {"category": "Contracten", "filename": "huisregels.pdf", "file": _FILE}
_SIGNERS = [{"name": "B. Zand", "emailAddress": "bo.zand@zonnehof.example", "signingOrder": 1}]


def _picture_after(upload: str) -> Preparation:
    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        wanted = sweep.usual(operation)
        sweep.kept(upload)
        return wanted

    return prepare


def _picture_by_version(detail: str, *members: str, upload: str | None = None) -> Preparation:
    """The URL of a picture is in the record of its owner; it ends in the version."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        wanted = sweep.usual(operation)
        if upload is not None:
            sweep.kept(upload)
        shown = sweep.kept(detail).content
        for member in members:
            shown = shown[member]
        if not shown:
            raise LookupError("there is no picture")
        return Wanted({**wanted.parameters, "version": str(shown).rpartition("/")[2]})

    return prepare


def _for_employments(sweep: Sweep, operation: OperationOf) -> Wanted:
    employment = sweep.known.first("employment")
    wanted = sweep.usual(operation)
    return Wanted(wanted.parameters, {**wanted.body, "employmentIds": [employment.id]})


def _as_listed(sweep: Sweep, operation: OperationOf) -> Wanted:
    wanted = sweep.usual(operation)
    return Wanted(wanted.parameters, [one.record for one in sweep.known.all("dossier")])


def _provider_logo(sweep: Sweep, operation: OperationOf) -> Wanted:
    """Its URL is in the records of the provider's employers; it ends in the version."""
    employer = sweep.known.first("employer", lambda one: one["providerLogo"])
    version = employer.record["providerLogo"].rpartition("/")[2]
    known = {"employerId": employer.id, "providerId": sweep.known.first("provider").id}
    owner = next(name for name in operation.path_parameters if name in known)
    return Wanted({owner: known[owner], "version": version})


def _application_logo(sweep: Sweep, operation: OperationOf) -> Wanted:
    application = sweep.known.first("application")
    parameters = sweep.known.parameters(operation)
    return Wanted({**parameters, "applicationId": application.id})


def _attachment(sweep: Sweep, operation: OperationOf) -> Wanted:
    """Declarations with an attachment have a list of their own."""
    employer = sweep.known.first("employer").id
    listed = sweep.loket.all("GetDeclarationsWithAttachmentByEmployerId", employerId=employer)
    first = next(listed, None)
    if first is None:
        raise LookupError("there is no declaration with an attachment")
    return Wanted({"declarationId": first["declarationId"]})


_EMPLOYEE = "PostEmployeePhotoByEmployeeId"
_EMPLOYER = "PostEmployerLogoByEmployerId"
_USER = "PostUserPhotoByToken"
_PHOTO = ("GetEmployeeByEmployeeId", "personalDetails", "photo")
_LOGO = ("GetEmployerByEmployerId", "employerLogo")

DOCUMENTS: Mapping[str, Preparation] = {
    **dict.fromkeys(
        (
            "PostDocumentByConceptEmployeeId",
            "PostDocumentByEmployerId",
            "PostDocumentByEmploymentId",
        ),
        with_body(**_DOCUMENT),
    ),
    "PostDocumentTemplateByEmployerId": with_body(**_DOCUMENT, targetCategory="Contracten"),
    "PostGenerateDocumentsByEmployerIdAndDocumentId": _for_employments,
    "PutDossierAuthorizationsByEmployerId": _as_listed,
    _EMPLOYEE: with_body(**_PICTURE),
    _EMPLOYER: with_body(**_PICTURE),
    _USER: with_body(**_PICTURE),
    "GetEmployeePhotoByEmployeeId": _picture_after(_EMPLOYEE),
    "GetEmployeePhotoByEmployeeIdAndVersion": _picture_by_version(*_PHOTO, upload=_EMPLOYEE),
    "GetEmployerLogoByEmployerId": _picture_after(_EMPLOYER),
    "GetEmployerLogoByEmployerIdAndVersion": _picture_by_version(*_LOGO, upload=_EMPLOYER),
    "GetApplicationLogo": _application_logo,
    "GetAttachmentByDeclarationId": _attachment,
    "GetEmployerUserIntegrationLogoByUserIdAndApplicationId": _application_logo,
    "GetProviderLogoByEmployerIdAndVersion": _provider_logo,
    "GetProviderLogoByVersion": _provider_logo,
    "GetUserPhotoByToken": _picture_after(_USER),
    "DeleteSignatureByConceptEmployeeIdAndDocumentId": after(
        "PostInitiateSignatureByConceptEmployeeIdAndDocumentId"
    ),
    "DeleteSignatureByEmploymentIdAndDocumentId": after(
        "PostInitiateSignatureByEmploymentIdAndDocumentId"
    ),
    "GetSignatureByConceptEmployeeIdAndDocumentId": after(
        "PostInitiateSignatureByConceptEmployeeIdAndDocumentId"
    ),
    "GetSignatureByEmploymentIdAndDocumentId": after(
        "PostInitiateSignatureByEmploymentIdAndDocumentId"
    ),
    "PostInitiateSignatureByConceptEmployeeIdAndDocumentId": with_whole_body(_SIGNERS),
    "PostInitiateSignatureByEmploymentIdAndDocumentId": with_whole_body(_SIGNERS),
}

PICTURES: Mapping[str, Preparation] = {
    "GetEmployeePhotoByEmployeeIdAndVersion": _picture_by_version(*_PHOTO),
    "GetEmployerLogoByEmployerIdAndVersion": _picture_by_version(*_LOGO),
}
"""Pictures that somebody uploaded before."""
