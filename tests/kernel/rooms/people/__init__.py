"""A made-up service that keeps what principals hold and what stands over accounts."""
