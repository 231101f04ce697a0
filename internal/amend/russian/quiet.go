package russian

import (
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
)

// quiet says whether a line changes no text: a title, the enacting formula, a
// signature, a closing provision. doc/plaintext.md, rule 15.
func (p *parser) quiet(r *reader, up *frame) bool {
	low := strings.ReplaceAll(strings.ToLower(r.b.Text), "ё", "е")
	if lexicon.Closes(low) {
		if strings.Contains(low, "вступа") {
			p.closing = append(p.closing, closing{r: r})
		}
		return !changes(r)
	}
	unit := slices.ContainsFunc(r.t, func(t token) bool { _, unit := lexicon.Unit(t.low); return unit })
	if r.t[0].low == "в" || r.t[0].low == "во" {
		if _, ok := r.address(1); ok && !p.began {
			return false
		}
	}
	if q, ok := r.address(0); ok && q.next < len(r.t) && r.t[q.next].low == ":" {
		return false
	}
	if unit && strings.HasSuffix(low, ":") && (!p.began || up.kind != "") && !lexicon.Enacting(low) {
		return false // a line that opens something, and was not understood
	}
	if len(r.t) == 1 && (low == "в" || low == "во" || low == "из") || (strings.HasPrefix(low, "в ") || strings.HasPrefix(low, "во ") || strings.HasPrefix(low, "из ")) && strings.HasSuffix(low, ":") && !lexicon.Enacting(low) {
		return false // it opens something, of which the lines under it are
	}
	if !p.began && r.b.Kind == act.KindLine && r.commands() {
		return false
	}
	if !p.began {
		quotes := slices.ContainsFunc(r.t, func(t token) bool { return lexicon.Quoted(t.low) != 0 }) && len(r.b.Quotes) > 0
		if r.b.Kind == act.KindLine {
			sentence := p.blocks > 1 && (strings.HasSuffix(low, ".") || strings.HasSuffix(low, ";"))
			return r.t[0].low != "внести" && !changes(r) && !quotes && !((unit || sentence) && orders(r))
		}
		return !lexicon.Asks(r.b.Text) && len(r.b.Quotes) == 0 && !unit
	}
	if slices.ContainsFunc(p.open, func(f frame) bool { return f.holds || f.verb != "" || len(f.paths[0]) > 0 }) && r.b.Kind != act.KindLine {
		return false
	}
	if len(r.b.Quotes) > 0 || lexicon.Asks(r.b.Text) || unit || up.kind != "" && strings.HasSuffix(low, ";") {
		return false
	}
	return !orders(r) || lexicon.Wishes(r.t[0].low)
}

// commands says whether a line begins like an instruction and asks for something:
// no title does.
func (r *reader) commands() bool {
	first := &r.t[0]
	_, unit := lexicon.Unit(first.low)
	if n, size := ordinalAt(r.t); n != 0 && size < len(r.t) {
		_, unit = lexicon.Unit(r.t[size].low)
	}
	last := r.t[len(r.t)-1].low
	opens := slices.ContainsFunc(r.t, func(t token) bool { return t.low == ":" }) && !lexicon.Enacting(strings.ToLower(r.b.Text))
	worded := func(t token) bool { return t.low == "редакции" || t.low == "содержания" }
	switch {
	case last == ";", slices.ContainsFunc(r.t, worded) && (len(r.b.Quotes) > 0 || first.low != "о" && first.low != "об"):
		return true
	case first.low == "действие", first.low != "о" && first.low != "об" && slices.ContainsFunc(r.t, func(t token) bool { return slices.Contains(lost, t.low) }):
		return true
	case slices.Contains([]string{"срок", "до", "по"}, first.low):
		return slices.ContainsFunc(r.t, func(t token) bool { _, is := lexicon.Unit(t.low); return is })
	case unit:
		return !strings.HasPrefix(first.low, "приложен") || len(r.b.Quotes) > 0 || lexicon.Asks(r.b.Text) || opens
	case first.low == "в" || first.low == "во" || first.low == "из":
		return opens
	case strings.HasSuffix(first.low, "ть") || strings.HasSuffix(first.low, "ти"):
		return lexicon.Asks(first.low) && last == "."
	}
	return false
}

// orders says whether a line has a verb that asks for something, by its ending.
func orders(r *reader) bool {
	return slices.ContainsFunc(r.t, func(t token) bool {
		return t.word() && slices.ContainsFunc([]string{"ть", "ти", "чь", "ться", "ется", "ются", "ится", "ятся"}, func(s string) bool {
			return strings.HasSuffix(t.low, s) && len(t.low) > len(s)+4
		})
	})
}

// changes says whether a verb of the table stands in a line.
func changes(r *reader) bool {
	return slices.ContainsFunc(r.t, func(t token) bool {
		v := t.verb
		return t.quote < 0 && v != "" && (len(r.b.Quotes) > 0 || v != "включить" && v != "читать")
	})
}
