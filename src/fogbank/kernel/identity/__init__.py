"""Who calls, and whether they may. The decision itself (`evaluate`) is pure and explains itself."""
