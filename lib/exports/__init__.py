"""What leaves the workbench: protected tables with their source, date and version."""

from lib.exports.csv import file_name, to_csv
from lib.exports.docx import Part, to_docx
from lib.exports.pictures import picture_name, to_picture, to_png

__all__ = ["Part", "file_name", "picture_name", "to_csv", "to_docx", "to_picture", "to_png"]
