"""The errors of this service with AWS's exact texts, and where each was seen."""
