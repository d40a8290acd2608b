"""Files of rows: CSV, workbooks and feeds, as rows of cells that are text."""
