"""Puts the rooms together and opens the door: settings, building, serving, the command line, the admin API."""
