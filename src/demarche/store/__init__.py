"""The record folder: Parquet parts, DuckDB over them in memory, SQLite for state."""
