"""Files people hand in: recognised, checked and drawn in a limited process, kept encrypted."""
