"""The record folder: Parquet parts read by DuckDB in memory, SQLite for state and full text.

In: reports with their statements and events. Out: the same, kept once, and answers to SQL. It decides nothing about
events; a report coded again takes the place of its earlier coding.
"""

from demarche.store.export import write_rows
from demarche.store.record import Answer, Record, open_record
from demarche.store.schema import TABLES, Entry

__all__ = ["TABLES", "Answer", "Entry", "Record", "open_record", "write_rows"]
