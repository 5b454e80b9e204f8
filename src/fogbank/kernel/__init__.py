"""What every service shares: calls, the pipeline, time, ids, the store. Imports none of the other rooms."""
