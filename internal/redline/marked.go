package redline

import "strings"

// Marked are the lines that are not the same, as people mark them: [-what was-],
// {+what becomes+}; a line that begins with + is new, with - is gone, with ~ has
// changed, with > has moved.
func Marked(lines []Line) []string {
	var out []string
	for _, l := range lines {
		sign := map[Kind]string{Changed: "~ ", Added: "+ ", Removed: "- "}[l.Kind]
		if l.Moved {
			sign = "> "
		}
		if sign == "" {
			continue
		}
		var s strings.Builder
		for _, r := range l.Runs {
			switch {
			case r.Kind == Kept || l.Kind == Added || l.Kind == Removed:
				s.WriteString(r.Text)
			case r.Kind == Gone:
				s.WriteString("[-" + r.Text + "-]")
			default:
				s.WriteString("{+" + r.Text + "+}")
			}
		}
		out = append(out, sign+s.String())
	}
	return out
}
