"""What came of a promotion that has ended: figures against targets, uplift, costs, verdict and lessons."""
