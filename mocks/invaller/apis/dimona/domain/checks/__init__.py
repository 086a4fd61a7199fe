"""The rules by subject; each check yields the anomalies that it finds in a case."""
