"""A store behind any OpenAPI 3.0 document: create, read, update, delete and list by shape.

`adopt` puts an API over a document that its user brings in. What an operation does follows from
its method and path alone:

- `/things`: GET lists, POST creates; a thing has the id that a path of the document asks for;
- `/things/{id}`: GET reads, PUT replaces, PATCH merges, DELETE removes, with all that lies below;
- `/things/{id}/parts` and so on: the same, for each thing apart; an unknown thing is a 404.

Everything else answers 501 with its reason. No document says any of this: it is assumed.
"""
