"""employmentPrecontractualData v1 (Sigedis): what a citizen may be hired for."""

from invaller.apis.precontractual import wire
from invaller.apis.precontractual.domain.inputs import BackendPart
from invaller.apis.precontractual.handlers import HANDLERS
from invaller.apis.precontractual.problems import ISSUE_TYPES, problem
from invaller.kernel.api import Api

API = Api(
    key="precontractual",
    title="Precontractual data (employmentPrecontractualData v1)",
    base_path="/REST/employmentPrecontractualData/v1",
    handlers=HANDLERS,
    problem=problem,
    mend_parameters=lambda _operation, query: wire.mended(query),
    switches=(ISSUE_TYPES,),
    outages=tuple(part.value for part in BackendPart),
    needs=("oauth",),
    sample=(
        'curl -s -H "Authorization: Bearer $({steer} {url}/_sim/token?client=employer)" '
        '"{url}/REST/employmentPrecontractualData/v1/verifyPrecontractualData'
        '?mandataryEnterpriseNumber=0880820673&citizen=07010189901&startDate={today}"'
    ),
)
