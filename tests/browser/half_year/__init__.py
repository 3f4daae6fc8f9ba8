"""Half a year of the demo province, chapter by chapter, as its people do it on the web."""
