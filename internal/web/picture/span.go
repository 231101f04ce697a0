package picture

// A Span is a length of time that had an end set: how far it went, and what broke
// it off.
type Span struct {
	About
	From, To int64   // seconds
	Breaks   []int64 // between the two
	Whole    bool    // it came to its end
	Open     bool    // it may still
}

const (
	spanW = 270
	spanH = 12
)

// Draw draws the span as a bar.
func (s Span) Draw() Drawing {
	c := open(s.About, "span", spanW+2, 32)
	at := func(t int64) int {
		if s.To <= s.From {
			return 0
		}
		return int(min(max((t-s.From)*spanW/(s.To-s.From), 0), spanW))
	}
	filled := spanW
	if !s.Whole && !s.Open && len(s.Breaks) > 0 {
		filled = at(s.Breaks[0])
	}
	c.rect("track", 1, 10, spanW, spanH, 0)
	if !s.Open {
		c.rect("bar", 1, 10, max(filled, 2), spanH, 0)
	}
	for _, b := range s.Breaks {
		c.cross("mark unmet", 1+at(b), 16)
	}
	c.path("tick", "M1 4v24M"+num(spanW+1)+" 4v24")
	return c.close()
}
