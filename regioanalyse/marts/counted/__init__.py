"""What is counted: a module per subject, each with its `MARTS`."""
