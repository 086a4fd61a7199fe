"""What an answer of precontractual data says, in the words of its stories."""

from invaller_clients import PrecontractualData


def references_of(data: PrecontractualData) -> list[str]:
    """The references of an answer about both kinds of job: its own, and those of its blocks."""
    assert data.flexi_job is not None
    assert data.student_job is not None
    return [data.reference, data.flexi_job.reference or "", data.student_job.reference or ""]
