"""Pictures as SVG, drawn on the server: one module a picture, each with a table that says the same.

A picture is drawn once for the page, in the page's own colours, and once for each theme it is downloaded
in. Refuses colour alone: letters, figures or shapes say whatever a colour says.
"""
