"""One file per operation, and test_flow_*.py for what spans operations."""
