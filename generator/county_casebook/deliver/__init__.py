"""Published files become a site: assets, the gate, headers, the swap."""
