// The room IsolatedReading.
