package reading

import (
	"reflect"
	"slices"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// texts are the values of fields that are text and not free, by name or by noun
// and name.
var texts = map[string][]string{
	"Body": {"heads", "office"}, "Bodies": {"office"}, "Office": {"secretary-general"}, "Format": {"narrow", "plenary"},
	"Capacity": {"head", "guest"}, "ISO": {"KG"}, "Question": {"q1", "q2"}, "Lang": {"en", "ru"}, "Media": {"text/plain"}, "Value": {"5.9"},
	"Form": {"decision", "statement"}, "Matter": {"plan", "plan", "budget", "letter", "order", "circular"}, "Motion": {"adjourn"}, "Requests": {"population"}, "session.Type": {"ordinary"}, "act.Type": {"plan", "treaty"},
	"decision.Nature": {"other"}, "proposal.Nature": {"task"}, "follow-up.Status": {"done", "under-way"}, "report.Status": {"done", "late"},
	"notification.Kind": {"notice", "signature"}, "budget.Type": {"budget"}, "programme.Type": {"standing-operation"}, "publication.Type": {"news"}, "Standing": {"member", "observer", "suspended"},
	"item.Kind": {"a", "b"}, "paper.Kind": {"a", "b"}, "paper.By": {"member:kz", "secretariat"}, "paper.To": {"members", "public"}, "Stage": {"advance", "as-delivered"}, "agenda.Number": {"1", "2", "2.1"},
	"Person": {"p-one", "p-two"}, "People": {"p-one", "p-two", "p-three"}, "For": {"member:kz", "member:kg", "secretariat", "body:office"}, "mandate.Capacity": {"head", "delegate", "administrator", "officer"}, "Commands": {"take-stance"}, "mandate.Source": {"letter", "credentials"},
}

// nounsOf are the nouns that a field may name, where its name does not say.
var nounsOf = map[string][]council.Noun{
	"Parent": {council.NounDecision}, "Approves": {council.NounAct}, "Amends": {council.NounAct}, "Implements": {council.NounAct}, "RefersTo": {council.NounAct},
	"Mandates": {council.NounMandate}, "Documents": {council.NounDecision}, "Sessions": {council.NounSession}, "Sittings": {council.NounSitting}, "By": {council.NounDecision, council.NounSession},
	"Under":          {council.NounItem},
	"decision.About": {council.NounDecision}, "notification.About": {council.NounDecision, council.NounAct},
	"follow-up.About": {council.NounProposal, council.NounCommitment, council.NounDecision}, "About": {council.NounSession, council.NounDecision, council.NounAct, council.NounStatement, council.NounClaim},
}

// always are the fields without which little could happen to a thing.
var always = []string{"session.Presides", "decision.At", "decision.Matter"}

// fill gives the fields of a struct values at random.
func (w *world) fill(v reflect.Value, noun string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if strings.Contains(f.Tag.Get("json"), ",omit") && w.choose(2) == 0 && !slices.Contains(always, noun+"."+f.Name) {
			continue
		}
		v.Field(i).Set(w.value(f.Type, f.Name, noun))
	}
}

func (w *world) value(t reflect.Type, name, noun string) reflect.Value {
	if v := w.formed(t, name, noun); v.IsValid() {
		return v
	}
	return w.plain(t, name, noun)
}

// formed returns a value of a type that has a form of its own.
func (w *world) formed(t reflect.Type, name, noun string) reflect.Value {
	switch t {
	case reflect.TypeFor[words.Text]():
		return reflect.ValueOf(w.words())
	case reflect.TypeFor[council.ID]():
		return reflect.ValueOf(w.named(name, noun))
	case reflect.TypeFor[procedure.Member]():
		if name == "Presides" {
			return reflect.ValueOf(procedure.Member("kg"))
		}
		return reflect.ValueOf(procedure.Member(pick(w, "kz", "kg", "tj", "uz", "tm")))
	case reflect.TypeFor[charter.Basis]():
		return reflect.ValueOf(pick(w, charter.Derived, charter.Specimen))
	case reflect.TypeFor[calendar.When]():
		at, err := calendar.ParseWhen(pick(w, "2019-11-28", "2020-02-02"))
		if err != nil {
			w.t.Fatal(err)
		}
		return reflect.ValueOf(at)
	case reflect.TypeFor[calendar.Day]():
		d, _ := calendar.ParseDay("2019-01-01")
		return reflect.ValueOf(d.Add(w.choose(600)))
	case reflect.TypeFor[calendar.Span]():
		d, _ := calendar.ParseDay("2019-01-01")
		return reflect.ValueOf(calendar.Span{From: d.Add(w.choose(600))})
	case reflect.TypeFor[money.Amount]():
		return reflect.ValueOf(money.Amount{Minor: 5, Currency: "RUB"})
	case reflect.TypeFor[council.Force]():
		return reflect.ValueOf(pick(w, council.Force{When: council.OnNotices, Notices: 1, Each: true}, council.Force{When: council.OnEvent, Name: w.words()["en"]},
			council.Force{Members: []procedure.Member{"kz"}}))
	case reflect.TypeFor[council.Gallery]():
		return reflect.ValueOf(council.Gallery{Count: 3, Credit: w.words()})
	case reflect.TypeFor[map[procedure.Member]procedure.Bar]():
		return reflect.ValueOf(map[procedure.Member]procedure.Bar{pick[procedure.Member](w, "tj", "tm"): pick(w, procedure.Bars()...)})
	case reflect.TypeFor[map[string][]procedure.Member]():
		return reflect.ValueOf(map[string][]procedure.Member{"neighbours": {"kz", "kg"}})
	}
	return reflect.Value{}
}

// plain returns a value of any other type.
func (w *world) plain(t reflect.Type, name, noun string) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Struct:
		w.fill(v, noun)
	case reflect.Slice:
		for range 1 + w.choose(2) {
			v = reflect.Append(v, w.value(t.Elem(), name, noun))
		}
	case reflect.Int:
		v.SetInt(int64(1 + w.choose(9)))
		if name == "Year" {
			v.SetInt(2020)
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		choices := texts[noun+"."+name]
		if choices == nil {
			choices = texts[name]
		}
		if name == "Matter" && w.matter != "" {
			choices = []string{w.matter}
		}
		if choices == nil {
			choices = []string{w.words()["en"]}
		}
		v.SetString(pick(w, choices...))
	default:
		w.t.Fatalf("%s.%s: no value of %v", noun, name, t)
	}
	return v
}

// named returns the id of a thing that a field of this name may name.
func (w *world) named(name, noun string) council.ID {
	nouns := nounsOf[noun+"."+name]
	if nouns == nil {
		nouns = nounsOf[name]
	}
	if nouns == nil {
		nouns = []council.Noun{council.Noun(strings.ToLower(name))}
	}
	var ids []council.ID
	for _, n := range nouns {
		for _, t := range w.state.All(n) {
			_, papers := t.Audience.Delegation()
			if t.Audience == access.Public || !papers && (t.Audience == w.audience || t.Audience == access.Members && w.audience != access.Public) {
				ids = append(ids, t.ID)
			}
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return pick(w, ids...)
}

// amendment makes f an amendment of an act by a decision that amends one, or a
// correction of one.
func (w *world) amendment(f *council.Amendment, corrects council.ID) {
	*f = council.Amendment{Lang: pick(w, words.Lang("en"), "ru")}
	if t, ok := w.state.Thing(corrects); ok {
		was := t.Facts.(*council.Amendment)
		f.Decision, f.Act, f.Lang = was.Decision, was.Act, was.Lang
	} else {
		for _, d := range w.state.All(council.NounDecision) {
			if acts := d.Facts.(*council.Decision).Amends; len(acts) > 0 && (f.Act == "" || w.choose(2) == 0) {
				f.Decision, f.Act = d.ID, acts[0]
			}
		}
	}
	place := []act.Address{{Steps: []act.Step{{Name: act.NamePoint, Num: "1"}}}}
	f.Operations = []amend.Operation{{Kind: amend.TextSubstitution, Targets: place, Old: "day", New: w.words()["en"]}}
}
