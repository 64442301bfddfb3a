// The room RecordWriting.
