// The room PDFWriting.
