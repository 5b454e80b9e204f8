"""Services made up for the kernel's tests."""
