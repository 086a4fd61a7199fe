"""Contract of the OAuth 2.0 service of Loket.nl."""
