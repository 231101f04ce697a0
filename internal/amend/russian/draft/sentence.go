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
	case amend.Split, amend.Join, amend.Replacement:
		return "", fmt.Errorf("%s: no pattern", o.Kind)
	}
	what, err := d.list(o.Targets, accOne)
	if err != nil {
		return "", err
	}
	switch o.Kind {
	case amend.Removal:
		return what + " исключить", nil
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
	if o.At == amend.End && o.Kind != amend.TextInsertion {
		return "", errors.New("words at the end: no pattern")
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
	case o.Count > 2:
		count = " в " + lexicon.TimesWord(o.Count) + " случаях"
	}
	if o.Count == 1 && len(o.Forms) == 0 || o.Count > 6 {
		return "", errors.New("a count that prose does not say")
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
		return "", errors.New("a shift: no pattern")
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

func (d *drafter) force(o amend.Operation) (string, error) {
	of, err := d.list(o.Targets, genOne)
	if err != nil {
		return "", err
	}
	until := ""
	if o.Until != "" {
		until = " по " + strings.TrimPrefix(o.Until[8:], "0") + " " + lexicon.MonthWord(number(o.Until[5:7])) + " " + o.Until[:4] + " года"
	}
	switch o.Kind {
	case amend.Restoration:
		return "возобновить действие " + of, nil
	case amend.Suspension:
		return "приостановить" + until + " действие " + of, nil
	}
	return "продлить действие " + of + until, nil
}

// number is the value of a plain number, 0 for others.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
