"""S3: the object core. Buckets, objects, versions, multipart uploads, listings, tags, browser forms.

Differs: encryption with KMS keys (aws:kms, SSE-C) and everything about access lists beyond "the bucket owner owns all"
is refused by name until it exists; storage classes are kept and answered, archives can be read at once.
One namespace of buckets for all partitions. Every other operation of S3 answers 501.
"""
