"""STS: temporary credentials, for roles, federated people and programs, users and those they vouch for; who calls.

Assertions and tokens from outside are really verified, with the certificates and keys of the providers that IAM has.
IAM is asked for roles and providers (`trusted.py`); the kernel keeps the credentials and ends them by its clock.
"""
