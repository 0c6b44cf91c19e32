"""What leaves the workbench: protected tables with their source, date and version."""

from lib.exports.csv import file_name, to_csv

__all__ = ["file_name", "to_csv"]
