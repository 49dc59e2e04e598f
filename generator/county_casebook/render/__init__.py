"""Templates and Markdown become safe HTML."""
