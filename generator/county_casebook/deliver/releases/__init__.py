"""A finished site becomes a release below a folder that a server reads, and the current one in one step."""
