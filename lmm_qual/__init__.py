"""Code transcripts by time point and participant group, compare themes, map a service system."""

__version__ = "0.1.0"
