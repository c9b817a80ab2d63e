"""What every page shares: base page, tables, forms, charts, jobs, undo shelf, notices."""
