"""A content folder becomes records and these one graph: what the library holds, and what readers may see of it."""
