"""The handlers of S3's operations, by resource noun."""
