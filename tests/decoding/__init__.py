"""Photographs that were never taken: key pictures under everything that cameras, screens and printers do to them."""
