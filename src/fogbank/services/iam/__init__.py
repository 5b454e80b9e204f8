"""IAM: users, groups, roles, policies, and the keys and devices that prove who somebody is.

How it is kept: one store for an account, without regions. A user, group or role is one row with all that an access
decision reads of it: inline policies, the ARNs of managed ones, groups, boundary. Rows of their own lead back from a
policy or group to who has it. Access keys are the kernel's rows. AWS's managed policies are a file, read when asked.

Beside the modules that every service has: `holders.py` (who has what, both sides), `catalogue.py` (managed policies,
whoever's), `shown.py` (what answers look like), `limits.py` (quotas), `identity.py` (what access decisions ask).

Where it differs from AWS (each also said at its place):
- Changes are seen at once; nothing is "eventually consistent".
- A name finds its thing whatever the case of its letters, as it is also unique whatever the case.
- Of AWS's managed policies only the version in force is kept.
- Trust policies: users, roles and their sessions must be there; that services and providers are is not checked.
- Accounts that nobody made were there from the beginning: their root was created in 1970.
"""
