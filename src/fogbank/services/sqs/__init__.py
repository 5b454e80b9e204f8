"""Amazon SQS: standard and FIFO queues, dead letters, message move tasks.

How it is kept: a queue's messages lie on a *shelf*, a number that the queue's row names. Purging or deleting a queue
takes the shelf away at once; a job clears it. A message is one row, found in order of the instant at which it becomes
visible (standard), or through the row of its group (FIFO). A large body has a row of its own, so that a receive does
not write it again. Expiry is one timer for each queue.

Beside the modules that every service has: `shelf.py` (what both kinds of queue share), `standard.py` and `ordered.py`
(how messages stand on the shelf of each kind). They touch rows, so they are no rules; operations and jobs share them.

Where it differs from AWS (each also said at its place):
- Changes are seen at once; nothing takes "up to 60 seconds". A short poll sees every message.
- A standard queue delivers in order of visibility, and delivers twice only after a visibility timeout.
- Fair queues: MessageGroupId is kept and returned on standard queues; the order of delivery does not depend on it.
- SSE-SQS is reported, and changes nothing; SSE-KMS (`encryption.py`) keeps bodies encrypted.
- A purged queue is empty at once, and so is a deleted one gone at once.
"""
