package consolidation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

const charter = `Устав
1. Совет собирается раз в год.
2. Решения принимаются консенсусом.
3. Секретарь назначается на три года.
Срок исчисляется со дня назначения.
Взнос уплачивается до марта.
1) один раз;
2) повторно.
`

func date(s string) calendar.Day {
	if s == "" {
		return calendar.Day{}
	}
	d, err := calendar.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func to(path string) []act.Address {
	var a act.Address
	for step := range strings.SplitSeq(path, " > ") {
		name, num, _ := strings.Cut(step, " ")
		s := act.Step{Name: act.Name(name), Num: num}
		if n, ok := strings.CutPrefix(num, "#"); ok {
			s.Num, s.Ordinal = "", int(n[0]-'0')
		}
		if name != "" {
			a.Steps = append(a.Steps, s)
		}
	}
	return []act.Address{a}
}

// swap is «в TARGET слова OLD заменить словами NEW».
func swap(target, old, now string) amend.Operation {
	return amend.Operation{Kind: amend.TextSubstitution, Targets: to(target), Old: old, New: now}
}

func add(target string, lines ...string) amend.Operation {
	return amend.Operation{Kind: amend.Insertion, Targets: to(target), Lines: lines}
}

// decision is an instrument in force from the day of its adoption.
func decision(id, adopted string, ops ...amend.Operation) Instrument {
	return Instrument{Amend: amend.Amender{ID: id, Operations: ops}, Adopted: date(adopted)}
}

func (in Instrument) from(day string) Instrument {
	in.Force = Force{When: OnDay, Day: date(day)}
	return in
}

func (in Instrument) when(f Force) Instrument {
	in.Force = f
	return in
}

func base(t testing.TB, text string) *act.Text {
	t.Helper()
	b, err := act.ParsePlain(text, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func history(t testing.TB, parts ...any) *Timeline {
	t.Helper()
	line := New(base(t, charter), date("2002-10-07"), Force{})
	for _, p := range parts {
		var err error
		switch p := p.(type) {
		case Instrument:
			line, err = line.With(p)
		case Event:
			line, err = line.Known(p)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return line
}

func notice(id string, m Member, day string) Event {
	return Event{Kind: Notice, Instrument: id, Member: m, Day: date(day)}
}

// An asking is a question about a day and what is expected of the answer.
type asking struct {
	day, known string
	member     Member
	says       string // the applied, each "id why", then "| id why" of the open
	has        string // words of the text
	lacks      string
	refused    string // words of the error
}

func told(a *Answer) string {
	var out []string
	for _, x := range a.Applied {
		s := fmt.Sprint(x.Instrument, " ", x.Cause)
		if x.Retroactive {
			s += " back"
		}
		if x.Definitive.Known() {
			s += " then " + x.Definitive.String()
		}
		if x.Reworded != nil {
			s += " as " + strings.Join(x.Reworded, ",")
		}
		out = append(out, s)
	}
	for _, x := range a.Open {
		s := fmt.Sprint("| ", x.Instrument, " ", x.Cause)
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func ask(t *testing.T, line *Timeline, list ...asking) {
	t.Helper()
	var cache Cache
	for _, x := range list {
		q := Question{Day: date(x.day), Member: x.member, Known: date(x.known)}
		for _, c := range []*Cache{nil, &cache, &cache} {
			a, err := line.At(q, c)
			name := fmt.Sprintf("%s %s (known %s)", x.day, x.member, x.known)
			if x.refused != "" {
				if err == nil || !strings.Contains(err.Error(), x.refused) || a != nil {
					t.Errorf("%s: error %v, want %q", name, err, x.refused)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got := told(a); got != x.says {
				t.Errorf("%s:\n got %s\nwant %s", name, got, x.says)
			}
			text := a.Text.Plain()
			if !strings.Contains(text, x.has) || x.lacks != "" && strings.Contains(text, x.lacks) {
				t.Errorf("%s: wants %q, not %q:\n%s", name, x.has, x.lacks, text)
			}
		}
	}
}

func TestAnAmenderThatMissesIsRefusedWithItsPlace(t *testing.T) {
	for _, x := range []struct {
		name string
		op   amend.Operation
		why  amend.Reason
	}{
		{"words that are not there", swap("point 2", "голосованием", "консенсусом"), amend.NoMatch},
		{"words that are there twice", swap("", "Секретарь", "x"), ""},
		{"words more often than said", swap("point 3", "раз", "x"), ""},
		{"a unit that is not there", swap("point 9", "а", "б"), amend.Absent},
		{"a number that is taken", add("", "3. Ещё."), amend.Taken},
	} {
		t.Run(x.name, func(t *testing.T) {
			line := history(t, decision("d1", "2010-01-01", swap("point 1", "год", "месяц"), x.op))
			_, err := line.At(Question{Day: date("2010-01-01")}, nil)
			if x.why == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			f, ok := errors.AsType[*Refusal](err)
			if !ok || f.Instrument != "d1" || f.Amend.Reason != x.why || f.Amend.Operation != 1 || f.Day != date("2010-01-01") {
				t.Errorf("got %v", err)
			}
			if _, ok := errors.AsType[*amend.Refusal](err); !ok {
				t.Error("the amender's own refusal is not in it")
			}
			if a, err := line.At(Question{Day: date("2009-12-31")}, nil); err != nil || strings.Contains(a.Text.Plain(), "месяц") {
				t.Error("the day before is refused, too:", err)
			}
		})
	}
	line := history(t, decision("d1", "2010-01-01", swap("", "на", "за")), decision("d2", "2010-02-01", swap("", "раз", "два")))
	_, err := line.At(Question{Day: date("2010-01-01")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ask(t, line, asking{day: "2010-02-01", refused: `d2, in force 2010-02-01: operation 1: the act: more-matches "раз", found 2`})
}

func TestTwoProtocolsInForceOnOneDayThatCommute(t *testing.T) {
	line := history(t,
		decision("protocol-2", "2018-11-08", swap("point 1", "год", "полгода")).from("2021-01-19"),
		decision("protocol-3", "2019-11-28", swap("point 2", "консенсусом", "большинством")).from("2021-01-19"))
	ask(t, line, asking{day: "2021-01-18", says: "| protocol-2 not-yet 2021-01-19; | protocol-3 not-yet 2021-01-19", has: "раз в год"},
		asking{day: "2021-01-19", says: "protocol-2 day 2021-01-19; protocol-3 day 2021-01-19", has: "раз в полгода.\n2. Решения принимаются большинством"})
	ask(t, history(t, // they touch the same unit and still commute
		decision("protocol-2", "2018-11-08", swap("point 1", "год", "полгода")).from("2021-01-19"),
		decision("protocol-3", "2019-11-28", swap("", "Совет", "Комитет")).from("2021-01-19")),
		asking{day: "2021-01-19", says: "protocol-2 day 2021-01-19; protocol-3 day 2021-01-19", has: "1. Комитет собирается раз в полгода."})
}

func TestTwoProtocolsInForceOnOneDayThatDoNotCommuteAreAConflictWithBothResults(t *testing.T) {
	two := decision("protocol-2", "2018-11-08", swap("point 1", "год", "полгода")).from("2021-01-19")
	three := decision("protocol-3", "2019-11-28", amend.Operation{Kind: amend.Substitution, Targets: to("point 1"), Lines: []string{"1. Совет собирается два раза в год."}}).from("2021-01-19")
	line := history(t, two, three)
	_, err := line.At(Question{Day: date("2021-01-19")}, nil)
	c, ok := errors.AsType[*Conflict](err)
	if !ok || !slices.Equal(c.Instruments, []string{"protocol-2", "protocol-3"}) || c.Unproven || !strings.Contains(c.Error(), "2021-01-19") {
		t.Fatal(err)
	}
	first, second := c.Results[0], c.Results[1]
	if !strings.Contains(first.Text.Plain(), "собирается два раза в год.") || !strings.Contains(second.Text.Plain(), "собирается два раза в полгода.") {
		t.Error("the results are not those of the two orders")
	}
	if !slices.Equal(first.Order, []string{"protocol-2", "protocol-3"}) || !slices.Equal(second.Order, []string{"protocol-3", "protocol-2"}) {
		t.Errorf("orders %v, %v", first.Order, second.Order)
	}
	three.After = []string{"protocol-2"}
	ask(t, history(t, two, three), asking{day: "2021-01-19", says: "protocol-2 day 2021-01-19; protocol-3 day 2021-01-19", has: "два раза в год"})
	two.After = []string{"protocol-3"}
	ask(t, history(t, two, three), asking{day: "2021-01-19", refused: "the order makes a difference"})
	three.After = nil
	ask(t, history(t, two, three), asking{day: "2021-01-19", says: "protocol-2 day 2021-01-19; protocol-3 day 2021-01-19", has: "два раза в полгода"})
	// One order is refused, the other is not.
	_, err = history(t, decision("a", "2018-01-01", swap("point 1", "год", "месяц")).from("2021-01-19"),
		decision("b", "2019-01-01", swap("point 1", "месяц", "квартал")).from("2021-01-19")).At(Question{Day: date("2021-01-19")}, nil)
	if c, ok := errors.AsType[*Conflict](err); !ok || c.Results[0].Text == nil || c.Results[1].Why == nil || c.Results[1].Why.Reason != amend.NoMatch {
		t.Error(err)
	}
	// No order works: that is a refusal.
	ask(t, history(t, decision("a", "2018-01-01", swap("point 1", "нет", "да")), decision("b", "2018-01-01", swap("point 1", "ни", "и"))),
		asking{day: "2021-01-19", refused: "a, in force 2018-01-01"})
}

func TestManyInstrumentsOfOneDay(t *testing.T) {
	var touching, apart []any
	for i := range 7 {
		a := decision(fmt.Sprint("d", i), "2010-01-01", add("", fmt.Sprintf("%d. Новый.", 4+i)))
		touching = append(touching, a)
		apart = append(apart, a)
		if i > 0 {
			b := apart[i].(Instrument)
			b.After = []string{fmt.Sprint("d", i-1)}
			apart[i] = b
		}
	}
	_, err := history(t, touching...).At(Question{Day: date("2010-01-01")}, nil)
	if c, ok := errors.AsType[*Conflict](err); !ok || !c.Unproven || c.Results[1].Order[0] != "d6" {
		t.Error("seven that touch each other are not proven:", err)
	}
	if a, err := history(t, apart...).At(Question{Day: date("2010-01-01")}, nil); err != nil || !strings.Contains(a.Text.Plain(), "10. Новый.") {
		t.Error("an order that was decided is not taken:", err)
	}
	ask(t, history(t, touching[:4]...), asking{day: "2010-01-01", has: "7. Новый.", says: "d0 adoption 2010-01-01; d1 adoption 2010-01-01; d2 adoption 2010-01-01; d3 adoption 2010-01-01"})
	removal := amend.Operation{Kind: amend.Removal, Targets: to("point 3 > line #2")}
	_, err = history(t, decision("x", "2010-01-01", removal), decision("y", "2010-01-01", swap("point 3 > line #3", "марта", "мая"))).At(Question{Day: date("2010-01-01")}, nil)
	if _, ok := errors.AsType[*Conflict](err); !ok {
		t.Error("a line that is counted moved, and that was not noticed:", err)
	}
}

func TestNumbersThatRunThroughChaptersAreReadTogether(t *testing.T) {
	text := base(t, "Акт\nГлава 1. А\n1. Первый.\n2. Второй.\nГлава 2. Б\n3. Третий.\n")
	renumber := amend.Operation{Kind: amend.Renumbering, Targets: to("point 2"), Numbers: []string{"4"}}
	for name, x := range map[string]struct {
		other amend.Operation
		want  int
	}{
		"a chapter apart, numbers are changed": {swap("point 3", "Третий", "Иной"), 1},
		"a chapter apart, words are":           {swap("point 1", "Первый", "Иной"), 2},
	} {
		a, b := decision("a", "2010-01-01", renumber), decision("b", "2010-01-01", x.other)
		if x.want == 2 {
			a = decision("a", "2010-01-01", swap("point 3", "Третий", "Иной"))
		}
		got := touching(text, []*step{{in: &instrument{Instrument: a}, ops: a.Amend.Operations}, {in: &instrument{Instrument: b}, ops: b.Amend.Operations}})
		if len(got) != x.want {
			t.Errorf("%s: %d groups, want %d", name, len(got), x.want)
		}
	}
}
