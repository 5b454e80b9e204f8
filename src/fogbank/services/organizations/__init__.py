"""AWS Organizations: accounts under one management account, their tree, and the policies over them.

How it is kept: everything stands under the organization's id. A member's row says where in the tree it stands; a list
for each target and type says which policies are attached to it, in order, and one row for each attachment leads back.
What control policies say over an account is put together when an access decision asks (`identity.py`).

Beside the modules that every service has: `tree.py`, `attachments.py`, `membership.py`, `handshakes.py`, `creation.py`
and `roles.py` touch rows and are shared by operations and jobs; `access.py` says whose call an operation may be;
`policy_types.py` and `trusted.py` are tables; `documents.py` and `effective.py` are pure.

Where it differs from AWS (each also said at its place):
- Policy types are enabled and disabled at once; AWS does it in the background.
- Nobody is written to: invitations are seen in ListHandshakesForAccount.
- An account always has what it needs to stand alone, so that only its age and its duties keep it in its organization.
- What is in a closed account stays in the store; nobody can reach it.
- Every management account has a pair in AWS GovCloud (US), made when the first account is asked for there.
"""
