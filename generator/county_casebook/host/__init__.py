"""The page shell and the commands of MkDocs: the only room that imports it."""
