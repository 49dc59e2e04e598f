"""What was computed before is taken again when nothing it was made of has changed; a cache never changes a byte of a site."""
