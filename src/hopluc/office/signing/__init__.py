"""PDF signatures by PAdES: made with a PKCS#12 key, placed on the page, examined in whatever file comes.

pyHanko does the cryptography and the comparison of revisions (docs/decisions/0012-signatures.md).
"""
