"""Stories of GIR: its login, its page and its document, and what is known of its operations."""
