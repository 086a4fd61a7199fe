"""Contract tests: stories and property tests for both sides of each API."""
