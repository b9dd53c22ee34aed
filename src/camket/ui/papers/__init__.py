"""What is printed: PDFs made by typst from templates of ours, with people's words as plain text."""
