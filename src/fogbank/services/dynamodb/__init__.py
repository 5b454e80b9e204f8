"""DynamoDB: no operation is implemented yet; each answers 501.

Where it differs from AWS (each also said at its place): nothing to say yet.
"""
