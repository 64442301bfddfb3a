// The room Typesetting.
