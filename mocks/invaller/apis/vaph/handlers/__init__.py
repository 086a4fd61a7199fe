"""The handler of each operation."""

from collections.abc import Mapping

from invaller.apis.vaph.handlers import afrekeningen, contracts, formats, prestaties, yearly
from invaller.kernel.api import Handler

HANDLERS: Mapping[str, Handler] = {
    "registerContract": contracts.register,
    "changeContract": contracts.change,
    "deleteContract": contracts.delete,
    "getContract": contracts.look_up,
    "getContracten": contracts.list_all,
    "registerPrestatie": prestaties.register,
    "deletePrestatie": prestaties.delete,
    "getPrestatie": prestaties.look_up,
    "getPrestaties": prestaties.list_all,
    "addAfrekeningscontract": afrekeningen.add,
    "changeAfrekeningscontract": afrekeningen.change,
    "deleteAfrekeningscontract": afrekeningen.delete,
    "getAfrekeningscontract": afrekeningen.look_up,
    "getAfrekeningscontracten": afrekeningen.list_all,
    "addBruggepensioneerden": yearly.add_persons,
    "replaceBruggepensioneerden": yearly.replace_persons,
    "getBruggepensioneerden": yearly.list_persons,
    "deleteBruggepensioneerden": yearly.delete_persons,
    "addVariabelePrestaties": yearly.add_hours,
    "replaceVariabelePrestaties": yearly.replace_hours,
    "getVariabelePrestaties": yearly.list_hours,
    "deleteVariabelePrestaties": yearly.delete_hours,
    "getWadl": formats.wadl,
    "getXsd": formats.xsd,
}
