"""Word and Excel forms of a kind, made from its model alone, and filled ones read back; what has no place is told, never guessed."""
