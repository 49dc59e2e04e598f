"""What is measured, never asserted: whole commands in user CPU seconds and peak memory, stages side by side."""
