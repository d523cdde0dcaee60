"""Many reports: batches, processes, resuming, failures as rows."""
