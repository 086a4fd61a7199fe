"""What lives in a new workspace: two providers, five employers and some sixty employees."""

from invaller.apis.loket.seed.sowing import rows, sow

__all__ = ["rows", "sow"]
