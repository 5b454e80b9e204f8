"""IAM Access Analyzer: the policy checks, its own and custom ones. Nothing else is implemented: each answers 501.

`checks/` has one module for each part of a policy; `checks.toml` has every check's words. `access.py` knows policies as
sets of requests, for the custom checks.

Where it differs from AWS (each also said at its place): the reference leaves out the changing parts of its texts, which
are ours; only English; checks whose data AWS does not publish (which service supports which tag key) are not made;
custom checks compare conditions as they are written.
"""
