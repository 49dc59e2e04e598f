"""The library as tables: what columns there are follows from the models, and what stands in the rows from the records.

CSV, Excel, SQLite, Parquet, the dictionary and the page that explains them all speak of these tables and no others.
"""
