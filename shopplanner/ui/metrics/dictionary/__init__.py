"""The metric dictionary: what every figure means and what to do when it moves."""
