"""Use cases of the today tab, one public function per user intention."""
