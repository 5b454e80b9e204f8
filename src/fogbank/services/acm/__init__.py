"""AWS Certificate Manager: certificates that are requested, validated, renewed, imported and exported.

How it is kept: a certificate is one row, and what is served of it (PEM texts, the key wrapped by the vault) one row of
the kernel (kernel/certificates.py), where load balancers and CDNs find it. Keys are made and certificates signed by the
local authority (`fogbank ca`), through an intermediate as at AWS.

A name is validated as soon as the record is there: in a public zone of the cloud, or in the world outside
(kernel/world.py; `POST /_fogbank/world`). Mails lie in `GET /_fogbank/sinks/mail`, and the link in one approves.

Beside the modules that every service has: `ownership.py` (asking the owners of names, and what follows), `tokens.py`
(idempotency and the year's quotas), `pem.py` and `importing.py` (X.509), `answers.py` and `filters.py` (what is told).

Where it differs from AWS (each also said at its place):
- A certificate is issued, deleted and revoked at once, not after minutes. Nobody polls for records.
- Certificates come from the local authority. DescribeCertificate names "Amazon" as their issuer, as at AWS, and the
  certificates themselves (and SearchCertificates) "Fogbank". They are in no log, and name no OCSP responder or CRL.
- A certificate begins no later than the machine's own day, so that clients outside can connect after the clock was
  turned.
- Private certificates (Private CA) and HTTP validation (CloudFront) answer 501, and so do the ACME endpoints.
- Days before expiry are kept; the events come with EventBridge.
- The texts of errors that no report shows are the sentences of the documentation (errors.py).
"""
