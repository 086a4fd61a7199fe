"""What a good client of Dimona does; `invaller verify` holds runs against it."""

from invaller_contracts.consumer.common import never_noted, of_api, of_operations
from invaller_contracts.consumer.rule import Rule

RULES = (
    Rule(
        "dimona.client.valid-by-specification",
        "Every request is valid by the specification, without a mending hand.",
        "Dimona WS REST v2, 5.1.1 to 5.3; specs/dimona/openapi.yaml",
        "documented",
        never_noted(of_api("dimona"), "dimona.schema.*", "dimona.lenient.*"),
    ),
    Rule(
        "dimona.client.waits-for-results",
        "The first look at a result comes after 2 s, then one each second, minute, hour.",
        "Dimona WS REST v2, 3",
        "documented",
        never_noted(of_operations("getDeclaration"), "dimona.polling.*"),
    ),
)
