package reading

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
)

// A view makes JSON of one type.
type view struct {
	json func(*Room, string) ([]byte, error)
	of   reflect.Type
	one  bool // of a single thing
}

// one makes a view of a single thing.
func one[V any](f func(*Room, council.ID) (V, error)) view {
	return view{func(r *Room, id string) ([]byte, error) {
		v, err := f(r, council.ID(id))
		if err != nil {
			return nil, err
		}
		return json.Marshal(v)
	}, reflect.TypeFor[V](), true}
}

// whole makes a view that takes no id.
func whole[V any](f func(*Room) V) view {
	return wholly(func(r *Room) (V, error) { return f(r), nil })
}

// wholly makes a view that takes no id and may be refused.
func wholly[V any](f func(*Room) (V, error)) view {
	return view{func(r *Room, id string) ([]byte, error) {
		if id != "" {
			return nil, council.Refuse(council.Malformed, council.CodeForm, "id", "this view takes none")
		}
		v, err := f(r)
		if err != nil {
			return nil, err
		}
		return json.Marshal(v)
	}, reflect.TypeFor[V](), false}
}

// views has every view of things by its name, the noun for one and its plural
// for all.
var views = map[string]view{
	"home":         wholly((*Room).Home),
	"sessions":     whole((*Room).Sessions),
	"session":      one((*Room).Session),
	"decisions":    whole((*Room).Decisions),
	"decision":     one((*Room).Decision),
	"acts":         whole((*Room).Acts),
	"act":          one((*Room).Act),
	"acttext":      one((*Room).ActText),
	"redline":      one((*Room).Redline),
	"statements":   whole((*Room).Statements),
	"statement":    one((*Room).Statement),
	"proposals":    whole((*Room).Proposals),
	"proposal":     one((*Room).Proposal),
	"commitments":  whole((*Room).Commitments),
	"commitment":   one((*Room).Commitment),
	"presidencies": whole((*Room).Presidencies),
	"publications": whole((*Room).Publications),
	"publication":  one((*Room).Publication),
	"rules":        whole((*Room).Rules),
	"rule":         one(func(r *Room, id council.ID) (Rule, error) { return r.Rule(string(id)) }),
	"members":      whole((*Room).Members),
	"member":       one(func(r *Room, id council.ID) (Member, error) { return r.Member(procedure.Member(id)) }),
	"bodies":       whole((*Room).Bodies),
	"body":         one(func(r *Room, id council.ID) (Body, error) { return r.Body(string(id)) }),
	"measures":     whole((*Room).Plans),
	"budgets":      whole((*Room).Finances),
	"awards":       whole((*Room).Awards),
	"bases":        whole((*Room).Bases),
	"programmes":   whole((*Room).Programmes),
	"mandates":     whole((*Room).Mandates),
	"mandate":      one((*Room).Mandate),
	"people":       whole((*Room).People),
	"person":       one(func(r *Room, id council.ID) (Person, error) { return r.Person(string(id)) }),
	"delegation":   one(func(r *Room, id council.ID) (Delegation, error) { return r.Delegation(procedure.Member(id)) }),
	"releases":     whole((*Room).Releases),
	"readership":   one((*Room).Readership),
	"programme":    one((*Room).Programme),
}

// Views returns the names of all views by alphabet. A view that takes an id has
// the name of a noun, one that takes none its plural.
func Views() []string {
	var names []string
	for n := range views {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// View returns a view as JSON.
func (r *Room) View(name, id string) ([]byte, error) {
	v, ok := views[name]
	if !ok {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "view", fmt.Sprintf("%q; there are %s", name, strings.Join(Views(), ", ")))
	}
	if r.see.State().Charter == nil {
		return nil, council.Refuse(council.OutOfTime, council.CodeNotEstablished, "charter", "")
	}
	return v.json(r, id)
}

// ViewOf returns the type that a view makes JSON of, and whether it is of a single
// thing; nil if there is no view of that name.
func ViewOf(name string) (of reflect.Type, one bool) { return views[name].of, views[name].one }
