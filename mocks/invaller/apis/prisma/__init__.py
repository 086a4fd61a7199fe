"""Link2Prisma (Sodeco): the queued payroll API of a social secretariat."""

from invaller.apis.prisma.acceptance import receive_invalid
from invaller.apis.prisma.handlers import HANDLERS, admit
from invaller.apis.prisma.kinds import KINDS
from invaller.apis.prisma.paths import reroute
from invaller.apis.prisma.performing import first_days
from invaller.apis.prisma.performing.dimonas import LISTENS
from invaller.apis.prisma.problems import problem
from invaller.apis.prisma.queue import PROCESS, TAIL
from invaller.apis.prisma.switches import SWITCHES
from invaller.apis.prisma.wire import mend, mend_parameters
from invaller.kernel.api import Api

API = Api(
    key="prisma",
    title="Link2Prisma",
    base_path="/link2prisma.svc",
    other_base_paths=("/link2prisma/link2prisma.svc",),
    any_case=True,
    handlers=HANDLERS,
    process={**PROCESS, **first_days.PROCESS},
    problem=problem,
    admit=admit,
    by_certificate=True,
    any_media_type=True,
    receive_invalid=receive_invalid,
    mend=mend,
    mend_parameters=mend_parameters,
    reroute=reroute,
    kinds=(*KINDS, TAIL),
    switches=SWITCHES,
    listens=LISTENS,
    needs=("dimona",),
    sample=('curl -s -H "Employer: 100001" {url}/link2prisma.svc/workerExists/65111899997'),
)
