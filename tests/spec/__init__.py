"""One file per indicator: its definition as tiny tables in and numbers out, worked by hand."""
