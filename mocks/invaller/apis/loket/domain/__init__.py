"""The rules of Loket.nl as pure functions and plain values."""
