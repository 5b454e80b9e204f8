"""What is right and wrong in this service, and its arithmetic. Pure: no rows, no call."""
