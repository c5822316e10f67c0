"""What a reader takes away: letters, forms, Word files, calendars, the answer as a document."""
