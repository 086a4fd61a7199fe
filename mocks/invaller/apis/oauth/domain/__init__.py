"""Pure rules of the token service."""
