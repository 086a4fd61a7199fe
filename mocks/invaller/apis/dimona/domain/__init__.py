"""The rules of Dimona v2, pure: no HTTP, store, clock or randomness.

``decide`` is the one entry point: it takes a declaration and the situation that the caller
gathered for it (``needs`` says what to gather) and answers with a decision: the result, the
anomalies and what changes. ``resolve`` finishes a declaration that waited for the
identification of its worker. Nothing is changed by the rules; the caller stores what the
decision holds.
"""
