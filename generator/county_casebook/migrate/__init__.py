"""Content of an older version becomes content of this one: text put in at its places, every other byte as it was."""
