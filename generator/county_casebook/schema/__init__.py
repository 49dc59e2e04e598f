"""What the record models say of themselves: sections, and one walk over the fields of a value."""
