"""Amazon DynamoDB Streams: what has changed in tables, for 24 hours.

The changes themselves are DynamoDB's rows; this service asks for them (`identity.py` there).
Where it differs from AWS (each also said at its place): nothing to say yet.
"""
