package charter

import (
	"fmt"
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// rules checks each rule of decision and that no question falls under two.
func (k *checker) rules() {
	for i, r := range k.c.Rules {
		path := fmt.Sprintf("rules[%d]", i)
		before := len(k.faults)
		k.ruleForm(path, r)
		if err := r.Check(); err != nil && len(k.faults) == before {
			k.fault(path, err.Error(), "")
		}
		for j, other := range k.c.Rules[:i] {
			if overlap(r.Force, other.Force) && sameMatter(r, other) {
				k.fault(path, fmt.Sprintf("rule %q applies to matters and days that rules[%d] %q has", r.ID, j, other.ID),
					"one rule for a matter on a day")
			}
		}
	}
}

func (k *checker) ruleForm(path string, r procedure.Rule) {
	if !words.ValidID(r.ID) {
		k.fault(path+".id", fmt.Sprintf("%q", r.ID), wantID)
	}
	k.named(path+".name", r.Name)
	if !slices.Contains(procedure.Methods(), r.Method) {
		k.fault(path+".method", fmt.Sprintf("%q", r.Method), oneOf("a method", string(r.Method), texts(procedure.Methods())))
	}
	for i, m := range r.Matters {
		at := fmt.Sprintf("%s.matters[%d]", path, i)
		if !words.ValidID(m) {
			k.fault(at, fmt.Sprintf("%q", m), wantID)
		}
		if slices.Contains(r.Matters[:i], m) {
			k.fault(at, fmt.Sprintf("%q a second time", m), "each matter once")
		}
	}
	k.ruleNames(path, r)
	stances, effects := texts(procedure.Stances()), texts(r.Method.Effects())
	for s, e := range r.Counts {
		at := path + ".counts." + string(s)
		if !slices.Contains(stances, string(s)) {
			k.fault(at, fmt.Sprintf("%q", s), oneOf("a stance", string(s), stances))
		}
		if len(effects) > 0 && !slices.Contains(effects, string(e)) {
			k.fault(at, fmt.Sprintf("%q", e), oneOf("an effect", string(e), effects))
		}
	}
}

// ruleNames checks that members and tables which a rule names are the charter's.
func (k *checker) ruleNames(path string, r procedure.Rule) {
	for i, m := range r.Veto.Holders {
		k.refers(fmt.Sprintf("%s.veto.holders[%d]", path, i), "a member", string(m), k.members)
	}
	var tables []string
	for i := range k.c.Weights {
		tables = append(tables, k.c.Weights[i].Name)
	}
	var needs func(path string, list []procedure.Need)
	needs = func(path string, list []procedure.Need) {
		for i := range list {
			n, at := &list[i], fmt.Sprintf("%s[%d]", path, i)
			if n.Weights != "" {
				k.refers(at+".weights", "a table under weights", n.Weights, tables)
			}
			if n.FewestOf != "" {
				k.refers(at+".fewest_of", "a table under weights", n.FewestOf, tables)
			}
			needs(at+".all", n.All)
			needs(at+".any", n.Any)
		}
	}
	needs(path+".needs", r.Needs)
	needs(path+".rejects", r.Rejects)
	for i := range r.Steps {
		k.ruleNames(fmt.Sprintf("%s.steps[%d].rule", path, i), r.Steps[i].Rule)
	}
}

func texts[S ~string](all []S) (out []string) {
	for _, s := range all {
		out = append(out, string(s))
	}
	return out
}

func overlap(a, b calendar.Span) bool {
	return (!a.To.Known() || a.To.Compare(b.From) >= 0) && (!b.To.Known() || b.To.Compare(a.From) >= 0)
}

// sameMatter reports whether two rules would apply to one matter alike. A rule
// that names a matter comes before one that names none, so these two do not.
func sameMatter(a, b procedure.Rule) bool {
	if len(a.Matters) == 0 || len(b.Matters) == 0 {
		return len(a.Matters) == len(b.Matters)
	}
	return slices.ContainsFunc(a.Matters, func(m string) bool { return slices.Contains(b.Matters, m) })
}
