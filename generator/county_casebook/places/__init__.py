"""A division code and a year become a place; the tables travel with the package."""
