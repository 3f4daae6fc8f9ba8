"""The fictional province, made by actions only."""
