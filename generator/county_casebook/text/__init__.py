"""An official text becomes clauses; which characters may stand in a text, and which numbers are personal."""
