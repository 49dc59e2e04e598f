"""What a reader of the search meets, and what it costs: measured in a real browser, beside the peers."""
