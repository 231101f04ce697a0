package amend

// InForce are the operations that have effect on a day, YYYY-MM-DD. What waits for a
// condition has none yet.
func InForce(list []Operation, day string) []Operation {
	var out []Operation
	for _, o := range list {
		if o.Force == nil || o.Force.From <= day && o.Force.Condition == "" {
			out = append(out, o)
		}
	}
	return out
}
