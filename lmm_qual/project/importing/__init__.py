"""From files, folders or a transcript list to transcripts ready to be added."""
