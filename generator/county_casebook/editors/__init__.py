"""What the record models say becomes what other programs read: JSON Schema for editors of text, a configuration for a CMS."""
