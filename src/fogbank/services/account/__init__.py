"""AWS Account Management: contacts, regions, name and email address of accounts.

What is known of an account itself (name, email address, state) is the kernel's (kernel/accounts.py), because the
service that makes accounts writes it too. Who may reach a member of the organization is asked in `reach.py`.

Where it differs from AWS (each also said at its place):
- No passcode is sent: it is the last six digits of the account's id.
- A region that is not enabled can be used; its status is told as AWS would.
- An account has no contact information until some is put.
"""
