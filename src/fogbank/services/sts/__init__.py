"""STS: so far who calls. Temporary credentials come with IAM; until then those operations answer 501."""
