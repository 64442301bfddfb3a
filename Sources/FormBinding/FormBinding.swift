// The room FormBinding.
