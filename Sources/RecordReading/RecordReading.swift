// The room RecordReading.
