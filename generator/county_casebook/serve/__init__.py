"""A library becomes a site again and again: what was edited is read, and a page is made when it is asked for.

Nothing here knows MkDocs: what stands round the records comes from a `Host`.
"""
