"""XML from strangers: read safely, decided by an XSD, explained in words."""
