"""Use cases of the products tab, one public function per user intention."""
