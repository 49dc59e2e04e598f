"""The library goes into a running search engine (OpenSearch): `server` speaks to it, `sync` makes its index equal the library."""
