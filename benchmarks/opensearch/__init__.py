"""A real OpenSearch on this machine: what the search page asks of it, with one node and with three, at any size, and with a node killed."""
