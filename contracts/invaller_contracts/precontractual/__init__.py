"""Contract of employmentPrecontractualData v1: may this citizen be hired, and how."""
