package russian

// closing is a line about entry into force.
type closing struct{ r *reader }

// forces gives operations the days on which they enter into force.
func (p *parser) forces() {}
