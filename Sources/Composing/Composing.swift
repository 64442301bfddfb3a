// The room Composing.
