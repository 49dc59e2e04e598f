"""What `casebook init` writes: the plain files of a new library, and what is made from the models."""
