"""Who calls: OAuth2 clients and their keys, access tokens, and the workspace they lead to."""
