"""AWS KMS: keys that never leave, and what they do: encryption, signatures, MACs, key agreement, data keys.

How it is kept: a key is one row for each region (its state, policy, aliases) and one row that the related keys of a
multi-Region key share (`Core`: which key material is current, rotation, where the primary is). Key material is one row
for each version, wrapped under the installation's root key by the plane `vault`; rotation adds a version and never
removes one. A ciphertext names its account, key and version (`sealing.py`); its form is ours, as AWS's is AWS's own.

Beside the modules that every service has: `specs.py` (what each key spec can do), `finding.py` (the key behind an id,
ARN or alias), `access.py` and `grants.py` (whom the access decision is about), `policy.py` (key policies), `making.py`,
`material.py` and `importing.py` (keys and their material), `managed.py` (AWS managed keys), `using.py` (what every
cryptographic operation asks first), `ciphertexts.py`, `sealing.py` and `pairs.py` (the cryptography), `metadata.py`.

Where it differs from AWS (each also said at its place):
- Changes are seen at once: grants need no token, replicas and new primaries are ready when the call answers, and an
  on-demand rotation is done when it answers.
- Custom key stores, attestation documents (Recipient), SM2, ML_KEM_512 and ED25519_PH_SHA_512 answer 501.
- In China Regions SYMMETRIC_DEFAULT is AES-256-GCM too, not SM4.
- Only the shared request quotas of cryptographic operations throttle, not those of management operations.
- Key pairs come from the operating system's randomness also where a cloud has a seed; all other material from the seed.
- That principals of a key policy or a grant exist is not checked.
"""
