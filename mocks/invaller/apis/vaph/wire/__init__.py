"""Between XML and values: one table a document type, for reading and for writing."""
