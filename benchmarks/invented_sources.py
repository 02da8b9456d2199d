"""The head that the source records of all made-up cases have."""

SOURCE = """\
[source]
id = "{name}"
publisher = "Invented Gazette"
published = "{day}"
read = "{day}"
language = "en"
reliability = "C"
"""
