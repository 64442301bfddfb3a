// The room Templates.
