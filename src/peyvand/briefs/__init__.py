"""Documents written from the record: the dossier, a folder of pages that opens from the disk."""
