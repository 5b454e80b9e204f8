"""IAM: users, groups, roles, policies, and the keys and devices that prove who somebody is.

Where it differs from AWS (each also said at its place):
- Changes are seen at once; nothing is "eventually consistent".
"""
