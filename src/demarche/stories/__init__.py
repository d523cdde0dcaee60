"""Event records to incidents: what happened, merged over its reports."""
