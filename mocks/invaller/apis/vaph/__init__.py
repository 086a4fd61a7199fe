"""VAPH ISIS: contracten, prestaties and afrekeningen of a subsidie-eenheid, in XML."""

from invaller.apis.vaph.access import admit
from invaller.apis.vaph.base_urls import DEPRECATED, VALIDATING
from invaller.apis.vaph.handlers import HANDLERS
from invaller.apis.vaph.kinds import KINDS
from invaller.apis.vaph.problems import problem
from invaller.apis.vaph.switches import SWITCHES
from invaller.kernel.api import Api

API = Api(
    key="vaph",
    title="VAPH ISIS",
    base_path=VALIDATING,
    other_base_paths=DEPRECATED,
    handlers=HANDLERS,
    problem=problem,
    kinds=KINDS,
    switches=SWITCHES,
    admit=admit,
    any_media_type=True,
    sample="curl -s -u alles:alles-simulator {url}/isis/SE.51/contract",
)
