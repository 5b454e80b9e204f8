"""What happened in this service: its events, and the notifications, metrics and usage that they become."""
