"""Where a service does not do as its model says. The only place in this room that names a service."""
