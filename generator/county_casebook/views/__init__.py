"""How each kind of record is met by readers."""
