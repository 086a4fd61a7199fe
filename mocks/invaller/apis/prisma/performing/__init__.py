"""What the local program does with each entry of the queue, by topic.

Every module offers PERFORM: operationId to a function that gathers what the rules need,
asks them, and stores what they decided.
"""
