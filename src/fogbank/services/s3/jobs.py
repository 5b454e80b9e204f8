"""What S3 owes later: the parts of uploads whose bucket is gone, and the memory of completions."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import job
from fogbank.services.s3 import uploads
from fogbank.services.s3.records import Completed, Upload

_BATCH = 100


@job("s3.abandon_uploads")
def abandon_uploads(call: Call, bucket_id: str) -> None:
    """End the uploads of a deleted bucket, some at a time."""
    found = list(call.tx.scan(Upload, bucket_id, limit=_BATCH))
    for upload in found:
        uploads.abandon(call.tx, call.plane("blobs"), upload.id)
        call.tx.delete(upload)
    if len(found) == _BATCH:
        call.tx.at(call.clock.now(), "s3.abandon_uploads", bucket_id)


@job("s3.forget_completion")
def forget_completion(call: Call, bucket_id: str, upload: str) -> None:
    """A completion is answered again for a day."""
    known = call.tx.get(Completed, bucket_id, upload)
    if known is not None:
        call.tx.delete(known)
