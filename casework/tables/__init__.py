"""Tables people bring along, pasted or in files, as text with the row numbers a spreadsheet shows."""
