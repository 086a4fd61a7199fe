"""A walk through the documents' own examples, with the reference clients on a simulator.

`python -m invaller_contracts.demo` walks it and shows what goes over the wire.
"""
