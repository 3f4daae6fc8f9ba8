"""Pages whose words have places (digital PDF, OCR) made into paragraphs and tables."""
