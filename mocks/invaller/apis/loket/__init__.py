"""Loket.nl API V2: Dutch payroll and HR, 641 operations over 141 resources."""

from invaller.apis.loket.access.grants import GRANTS
from invaller.apis.loket.actions import PROCESS
from invaller.apis.loket.actions.journal_runs import mend
from invaller.apis.loket.entry import admit, receive_invalid
from invaller.apis.loket.handlers import HANDLERS
from invaller.apis.loket.problems import problem
from invaller.apis.loket.rows import kinds
from invaller.apis.loket.seed import sow
from invaller.apis.loket.switches import SWITCHES
from invaller.kernel.api import Api

API = Api(
    key="loket",
    title="Loket.nl API V2",
    base_path="/v2",
    any_path_case=True,
    any_query_case=True,
    typed_paths=True,
    handlers=HANDLERS,
    process=PROCESS,
    problem=problem,
    admit=admit,
    any_media_type=True,
    receive_invalid=receive_invalid,
    mend=mend,
    sow=sow,
    kinds=(*kinds(), GRANTS),
    switches=SWITCHES,
    needs=("loketoauth",),
    sample=(
        "curl -s -H \"Authorization: Bearer $({steer} '{url}/_sim/token?"
        "user=m.lindeman@delinde.example')\" {url}/v2/providers/employers"
    ),
)
