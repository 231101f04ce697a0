package preparation

import (
	"slices"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/words"
)

// An Order is a command of a batch, as a play has it: a value that begins with a
// dollar names the thing that an earlier one makes.
type Order struct {
	Command string
	As      string // the name of what it makes; empty: nothing names it
	Title   words.Text
	Fields  map[string]any
}

// A Start says for whom what is made for one audience is recorded first: for fewer,
// where whoever records it may open it later.
type Start func(to string) string

// FromTemplate returns the commands that bring to a session what it does not have of
// a template: the items, the drafts of decisions, the papers, each after what it
// names. Drafts are left out while the session has no day, because they are judged
// by its rules.
func FromTemplate(t *charter.Template, s Session, start Start) []Order {
	var all []Order
	items := map[string]string{} // ids, or names of those to come, by kind
	for _, x := range s.Items {
		if x.Kind != "" {
			items[x.Kind] = x.ID
		}
	}
	order := map[string]int{"": s.Last}
	for _, x := range t.Items {
		if items[x.ID] != "" {
			continue
		}
		order[x.Under]++
		fields := map[string]any{"session": s.ID, "order": order[x.Under], "title": x.Title, "kind": x.ID}
		set(fields, "part_of", items[x.Under])
		set(fields, "format", x.Format)
		if x.Consent {
			fields["consent"] = true
		}
		fields["audience"] = start(x.Audience)
		items[x.ID] = "$item-" + x.ID
		all = append(all, Order{"place-item", "item-" + x.ID, x.Title, fields})
	}
	for _, x := range t.Papers {
		if slices.ContainsFunc(s.Papers, func(p Paper) bool { return p.Kind == x.ID }) {
			continue
		}
		draft := x.Nature != ""
		if draft && !s.Day.Known() {
			continue
		}
		paper := map[string]any{"session": s.ID, "title": x.Title, "kind": x.ID, "audience": start(x.To)}
		set(paper, "item", items[x.Item])
		set(paper, "by", s.side(x.By))
		set(paper, "to", x.To)
		if x.Spoken {
			paper["spoken"] = true
		}
		if draft {
			form := "decision"
			if x.Nature == "statement" {
				form = "statement"
			}
			fields := map[string]any{"session": s.ID, "form": form, "title": x.Title, "nature": x.Nature, "at": s.Day.String(), "audience": start(x.To)}
			set(fields, "item", items[x.Item])
			set(fields, "matter", x.Matter)
			all = append(all, Order{"submit-draft", "draft-" + x.ID, x.Title, fields})
			paper["decision"] = "$draft-" + x.ID
		}
		all = append(all, Order{"announce-paper", "paper-" + x.ID, x.Title, paper})
	}
	return all
}

func set(fields map[string]any, name, value string) {
	if value != "" {
		fields[name] = value
	}
}

// side is for whom acts who prepares a paper: the presidency and the host are those
// of the session, and nobody while they are not known.
func (s Session) side(by string) string {
	member := ""
	switch by {
	case "presidency":
		member = s.Presides
	case "host":
		member = s.Host
	default:
		return by
	}
	if member == "" {
		return ""
	}
	return "member:" + member
}
