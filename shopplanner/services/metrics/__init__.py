"""Use cases of the metrics tab, one public function per user intention."""
