// The room Handover.
