"""Charts, maps and sentences: what a reader sees of the values."""

#: The type of a figure among the outputs of a notebook: the newest of Vega-Lite that JupyterLab draws and nbformat
#: accepts.
MIME = "application/vnd.vegalite.v5+json"
