"""Duties of a policy become figures with the list behind them; coverage; the network of pairings."""
