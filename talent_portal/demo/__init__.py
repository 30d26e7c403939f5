"""The demonstration: an invented cast, their cases, all made through the portal's own services."""
