"""What this service keeps: frozen records, with their keys and indexes. Instants are epoch seconds of virtual time."""
