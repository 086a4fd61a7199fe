"""Dimona REST v2 (RSZ): immediate declaration of employment, with results that come later."""

from invaller.apis.dimona.handlers import HANDLERS
from invaller.apis.dimona.personnel_file import KINDS
from invaller.apis.dimona.problems import problem
from invaller.apis.dimona.processing import PROCESS
from invaller.apis.dimona.submissions import declare
from invaller.apis.dimona.switches import SWITCHES
from invaller.apis.dimona.wire import mend, mend_parameters, reroute
from invaller.kernel.api import Api

API = Api(
    key="dimona",
    title="Dimona REST v2",
    base_path="/REST/dimona/v2",
    handlers=HANDLERS,
    process=PROCESS,
    problem=problem,
    mend=mend,
    mend_parameters=mend_parameters,
    reroute=reroute,
    kinds=KINDS,
    switches=SWITCHES,
    needs=("oauth",),
    offers={"dimona.declare": declare},
    sample=(
        'curl -s -i -H "Authorization: Bearer $({steer} {url}/_sim/token)" '
        '-H "Content-Type: application/json" {url}/REST/dimona/v2/declarations -d '
        '\'{{"employer": {{"enterpriseNumber": "411702543"}}, "worker": {{"ssin": "65111899997"}}, '
        '"dimonaIn": {{"startDate": "{today}", "features": '
        '{{"jointCommissionNumber": "XXX", "workerType": "OTH"}}}}}}\''
    ),
)
