"""What this service owes after an answer: timers and reconcilers."""
