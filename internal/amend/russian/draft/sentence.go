package draft

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// sentence writes one operation.
func (d *drafter) sentence(o amend.Operation) (string, error) {
	if len(o.Targets) == 0 || o.Force != nil || o.Expect != nil {
		return "", errors.New("no target, or a condition that prose does not say")
	}
	switch o.Kind {
	case amend.TextSubstitution, amend.TextDeletion, amend.TextInsertion:
		return d.words(o)
	case amend.Insertion:
		return d.insertion(o)
	case amend.Renumbering:
		return d.renumbering(o)
	case amend.Suspension, amend.Extension, amend.Restoration:
		return d.force(o)
	case amend.Split:
		return d.split(o)
	case amend.Replacement:
		return "", fmt.Errorf("%s: needs a person", o.Kind)
	}
	if o.Old != "" {
		return d.repealed(o)
	}
	what, err := d.list(o.Targets, accOne)
	if err != nil {
		return "", err
	}
	switch o.Kind {
	case amend.Removal:
		return what + " исключить", nil
	case amend.Join:
		one := o.Targets[0].Steps
		if len(one) == 0 {
			return "", errors.New("the act joined to others: needs a person")
		}
		as, err := d.step(one[len(one)-1], accOne)
		return what + " объединить в " + as, err
	case amend.Repeal:
		form := "утратившим"
		if len(o.Targets) > 1 {
			form = "утратившими"
		} else if n := o.Targets[0].Steps; len(n) > 0 {
			if x, ok := lexicon.NounOf(n[len(n)-1].Name); ok && x.Gender == 'f' {
				form = "утратившей"
			}
		}
		return what + " признать " + form + " силу", nil
	}
	return what + " изложить в следующей редакции:\n" + payload(o.Lines), nil
}

func payload(lines []string) string { return "«" + strings.Join(lines, "\n") + "»" }

// spelled are the word for quoted words, in a form: «слово» for one.
func spelled(s, one, many string) string {
	if strings.Contains(s, " ") {
		return many + " «" + s + "»"
	}
	return one + " «" + s + "»"
}

func (d *drafter) words(o amend.Operation) (string, error) {
	if o.At == amend.End && (o.Kind != amend.TextInsertion || o.Old != "") {
		return d.mark(o)
	}
	where, what := "", ""
	if !(len(o.Targets) == 1 && len(o.Targets[0].Steps) == 0) {
		in, err := d.list(o.Targets, preOne)
		if err != nil {
			return "", err
		}
		if what, err = d.list(o.Targets, accOne); err != nil {
			return "", err
		}
		where = "в " + in + " "
		what += " "
	}
	count := ""
	switch {
	case o.All:
		count = " по тексту"
	case o.Count == 2:
		count = " в обоих случаях"
	case o.Count > 2 && o.Count <= 10:
		count = " в " + lexicon.TimesWord(o.Count) + " случаях"
	}
	if o.Nth != 0 && o.Count == 0 {
		w, ok := ordinalForm(o.Nth, 'm', preOne)
		if !ok {
			return "", errors.New("the place of words: needs a person")
		}
		count = " в " + w + " случае"
		if strings.HasPrefix(w, "вт") {
			count = " во " + w + " случае"
		}
	}
	if o.Count == 1 && len(o.Forms) == 0 || o.Count > 10 || o.Count > 0 && o.Nth != 0 {
		return "", errors.New("a count that prose does not say: needs a person")
	}
	if o.Through != "" || o.Rest {
		return d.reach(o, where)
	}
	by := spelled(o.New, "словом", "словами")
	switch {
	case len(o.Forms) > 0:
		return d.forms(o, where)
	case o.Kind == amend.TextSubstitution:
		return where + spelled(o.Old, "слово", "слова") + count + " заменить " + by, nil
	case o.Kind == amend.TextDeletion:
		return where + spelled(o.Old, "слово", "слова") + count + " исключить", nil
	case o.At == amend.End:
		return what + "дополнить " + by, nil
	case o.At == amend.Before:
		return what + "перед " + spelled(o.Old, "словом", "словами") + count + " дополнить " + by, nil
	}
	return what + "после " + spelled(o.Old, "слова", "слов") + count + " дополнить " + by, nil
}

// forms writes a substitution in the corresponding case.
func (d *drafter) forms(o amend.Operation, where string) (string, error) {
	was, now := o.Forms[0].Old, o.Forms[0].New
	agree, count := "в соответствующем падеже", " по тексту"
	if !slices.Equal(d.terms.Pair(was, now, false), o.Forms) {
		agree = "в соответствующих числе и падеже"
	}
	switch {
	case o.Count == 1:
		count = ""
	case o.Count != 0:
		return "", errors.New("a count that prose does not say")
	}
	return where + spelled(was, "слово", "слова") + count + " " + agree + " заменить " + spelled(now, "словом", "словами") + " " + agree, nil
}

// reach writes words that are called by their first and their last ones.
func (d *drafter) reach(o amend.Operation, where string) (string, error) {
	if o.Nth != 0 || o.Count != 0 {
		return "", errors.New("a count of words that reach to others: needs a person")
	}
	what := where + "слова, начиная со " + spelled(o.Old, "слова", "слов") + " и заканчивая " + spelled(o.Through, "словом", "словами")
	if o.Rest {
		what = where + "слова, начиная со " + spelled(o.Old, "слова", "слов") + " и до конца абзаца"
	}
	if o.Kind == amend.TextDeletion {
		return what + ", исключить", nil
	}
	return what + ", заменить " + spelled(o.New, "словом", "словами"), nil
}

// mark writes one final mark for another.
func (d *drafter) mark(o amend.Operation) (string, error) {
	acc := map[string]string{".": "точку", ";": "точку с запятой"}
	ins := map[string]string{".": "точкой", ";": "точкой с запятой"}
	if o.Kind != amend.TextSubstitution || acc[o.Old] == "" || ins[o.New] == "" || o.All || o.Count > 0 {
		return "", errors.New("words at the end: needs a person")
	}
	in, err := d.list(o.Targets, preOne)
	return "в " + in + " " + acc[o.Old] + " заменить " + ins[o.New], err
}

// repealed writes words that lose their force.
func (d *drafter) repealed(o amend.Operation) (string, error) {
	if o.Kind != amend.Repeal || o.Count > 0 || o.All || o.Nth != 0 || o.Through != "" || o.Rest {
		return "", errors.New("the force of words: needs a person")
	}
	in, err := d.list(o.Targets, preOne)
	lost := "утратившим"
	if strings.Contains(o.Old, " ") {
		lost = "утратившими"
	}
	return "в " + in + " " + spelled(o.Old, "слово", "слова") + " признать " + lost + " силу", err
}

// split writes what becomes two units.
func (d *drafter) split(o amend.Operation) (string, error) {
	what, err := d.list(o.Targets, accOne)
	if err != nil || len(o.Targets) != 1 || len(o.Targets[0].Steps) == 0 {
		return "", errors.New("a split: needs a person")
	}
	first := o.Targets[0].Steps[len(o.Targets[0].Steps)-1]
	second := first
	second.Num = o.Numbers[0]
	into, err := d.list([]act.Address{{Steps: []act.Step{first}}, {Steps: []act.Step{second}}}, accOne)
	if err != nil {
		return "", err
	}
	as, err := d.step(second, accOne)
	return what + " разделить на " + into + ", начав " + as + " " + spelled(o.Old, "словом", "словами"), err
}

func (d *drafter) insertion(o amend.Operation) (string, error) {
	if o.At == amend.End || len(o.Named) == 0 {
		return "", errors.New("an insertion without a name, or at the end: no pattern")
	}
	var named []act.Address
	for _, s := range o.Named {
		named = append(named, act.Address{Steps: []act.Step{s}})
	}
	added, err := "", error(nil)
	switch first := o.Named[0]; {
	case first.Name == act.NameLine && first.Ordinal != 0 && len(named) > 1:
		added, err = ordinalList(o.Named)
	case first.Num == "" && first.Ordinal == 0:
		added, err = d.step(first, insOne)
	default:
		added, err = d.list(named, insOne)
	}
	if err != nil {
		return "", err
	}
	if len(o.Lines) > 1 && len(o.Named) == 1 && o.Named[0] == (act.Step{Name: act.NameLine}) {
		added = "абзацами"
	}
	tail := " дополнить " + added + " следующего содержания:\n" + payload(o.Lines)
	if o.Anchor != nil {
		beside, err := d.address(*o.Anchor, genOne)
		if o.At == amend.Before {
			beside, err = d.address(*o.Anchor, insOne)
			return "перед " + beside + tail, err
		}
		return "после " + beside + tail, err
	}
	if len(o.Targets[0].Steps) == 0 {
		return strings.TrimPrefix(tail, " "), nil
	}
	what, err := d.list(o.Targets, accOne)
	return what + tail, err
}

// ordinalList is «абзацами вторым и третьим».
func ordinalList(list []act.Step) (string, error) {
	var out []string
	for _, s := range list {
		w, ok := ordinalForm(s.Ordinal, 'm', insOne)
		if !ok {
			return "", errors.New("a long list of lines")
		}
		out = append(out, w)
	}
	return "абзацами " + strings.Join(out[:len(out)-1], ", ") + " и " + out[len(out)-1], nil
}

func (d *drafter) renumbering(o amend.Operation) (string, error) {
	if o.Shift != 0 || len(o.Numbers) != len(o.Targets) {
		return d.shift(o)
	}
	was, err := d.list(o.Targets, accOne)
	if err != nil {
		return "", err
	}
	var now []act.Address
	for i, a := range o.Targets {
		if len(a.Steps) == 0 {
			return "", errors.New("the act has no number")
		}
		s := a.Steps[len(a.Steps)-1]
		if s.Ordinal != 0 {
			s.Ordinal = number(o.Numbers[i])
		} else {
			s.Num = o.Numbers[i]
		}
		now = append(now, act.Address{Steps: []act.Step{s}})
	}
	as, err := d.list(now, insOne)
	return was + " считать " + as, err
}

// shift writes that the units behind those that came or went get other numbers; the
// sentence before says which did.
func (d *drafter) shift(o amend.Operation) (string, error) {
	n := len(o.Targets[0].Steps) - 1
	if n < 0 || d.last == nil || o.Shift == 0 {
		return "", errors.New("a shift by itself: needs a person")
	}
	x, ok := lexicon.NounOf(o.Targets[0].Steps[n].Name)
	if !ok {
		return "", fmt.Errorf("%s: no noun", o.Targets[0].Steps[n].Name)
	}
	return ", изменив соответственно нумерацию последующих " + strings.Fields(x.Forms)[plural+genOne], nil
}

func (d *drafter) force(o amend.Operation) (string, error) {
	if o.Old != "" {
		if o.Kind != amend.Suspension {
			return "", errors.New("the force of words: needs a person")
		}
		in, err := d.list(o.Targets, preOne)
		return "приостановить" + d.until(o) + " действие " + spelled(o.Old, "слова", "слов") + " в " + in, err
	}
	of, err := d.list(o.Targets, genOne)
	if err != nil {
		return "", err
	}
	until := d.until(o)
	switch o.Kind {
	case amend.Restoration:
		return "возобновить действие " + of, nil
	case amend.Suspension:
		return "приостановить" + until + " действие " + of, nil
	}
	return "продлить действие " + of + until, nil
}

// until writes the last day of a force.
func (d *drafter) until(o amend.Operation) string {
	if o.Until == "" {
		return ""
	}
	return " по " + strings.TrimPrefix(o.Until[8:], "0") + " " + lexicon.MonthWord(number(o.Until[5:7])) + " " + o.Until[:4] + " года"
}

// number is the value of a plain number, 0 for others.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
