"""The journal of deeds, for administrators."""
