"""Use cases of the promotions tab, one public function per user intention."""
