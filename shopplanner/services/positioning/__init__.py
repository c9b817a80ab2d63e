"""Use cases of the positioning tab, one public function per user intention."""
