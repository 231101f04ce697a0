package pages

import (
	"slices"
	"strconv"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
)

// force says when and for whom the decision has effect.
func (q Question) force(f council.Force) string {
	key, name := "force.adoption", f.Name
	switch f.When {
	case council.OnDay, council.OnEvent:
		key = "force." + f.When
	case council.OnNotices:
		key = "force.notices"
		if f.Each {
			key = "force.each-notice"
		}
	case council.OnEntry:
		key, name = "force.entry", q.Say("noun.decision") // unless the reader may see which
		if i := slices.IndexFunc(q.V.Awaits, func(r reading.Ref) bool { return r.ID == f.Of }); i >= 0 {
			name = q.Ref(q.V.Awaits[i]).Text
		}
	default:
		if f.Each {
			key = "force.signature"
		}
	}
	text := q.Say(key, "day", q.Day(f.Day), "n", strconv.Itoa(f.Notices), "name", name)
	if f.After > 0 {
		text += q.Say("force.after", "n", strconv.Itoa(f.After))
	}
	if len(f.Members) > 0 {
		text += q.Say("force.members", "list", q.Join(called(q.Paper, q.Names, f.Members)))
	}
	if len(f.Save) > 0 {
		text += q.Say("force.save", "list", q.Join(called(q.Paper, q.Names, f.Save)))
	}
	if f.Provisional != nil {
		text += q.Say("force.provisional", "force", q.force(*f.Provisional))
	}
	return text
}
