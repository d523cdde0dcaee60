"""The workbench in the browser: a record's reports with their marks, events and reasons.

In: a record folder. Out: pages on the loopback address. It writes nothing and asks nothing of the network.
"""

from demarche.web.app import cut_marks, make_app, serve

__all__ = ["cut_marks", "make_app", "serve"]
