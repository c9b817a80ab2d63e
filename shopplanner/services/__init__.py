"""Use cases in plain Python, one public function per user intention."""
