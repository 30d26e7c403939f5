"""People at the portal in a real Chromium, against real web, worker, beat, Postgres and Valkey."""
