"""Pictures and documents of the library: which are named, which may be published, and what they are made into."""
