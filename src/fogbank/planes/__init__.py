"""The real data planes, each behind a port declared in kernel/ports.py."""
