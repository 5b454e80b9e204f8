"""A made-up service that uses everything the kernel offers."""
