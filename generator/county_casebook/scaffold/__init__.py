"""The record models become templates that an editor fills in, and files that never overwrite another."""
