"""An edition becomes files for programs: the ledger, comparisons, search documents for an engine."""
