"""Files made at test time, good and hostile, so that the repository itself holds nothing hostile."""
