// The room PDFObjects.
