"""Contract of the OAuth2 token service of social security."""
