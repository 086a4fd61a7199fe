"""Reports of a run, of either side: JUnit for machines, HTML for people."""
