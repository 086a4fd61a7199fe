"""Contracts of the Loket API V2."""
