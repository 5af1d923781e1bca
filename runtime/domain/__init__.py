"""What the system decides, without doing anything: no clock, no chance, no vendor, no store."""
