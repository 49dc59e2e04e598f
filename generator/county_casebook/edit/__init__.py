"""A record becomes a form in a browser on this machine, and what is typed there becomes the record's file.

The form is made from the models: sections are its screens, fields its controls, and the rules say what is wrong beside them.
"""
