// The room Archives.
