"""Papers of a promotion: design brief, service script, pack list, plan; and the plan of a month."""
