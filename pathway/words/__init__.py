"""What things are called, in each voice: kinds of rule, urgencies, days, answers; and the one place that escapes."""
