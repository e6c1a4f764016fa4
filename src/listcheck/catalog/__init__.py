"""A list as data: a folder of TOML files, from which the human list is rendered.

`list.toml` says what the list is: its criteria, axes and sections. Each section is a file of
entries beside it. `loading.load` reads a folder, `writing` writes one, `rendering` makes Markdown
of it and `querying` answers questions about it.
"""
