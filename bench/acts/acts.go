// Command acts measures an act of 200 KB that was amended 10, 1,000 and 10,000
// times: its text on any day, from what is kept and rebuilt, a new amendment, the
// origin of every word, everything from the beginning; and two texts of 5,000
// paragraphs compared. The floor is hashing the text once.
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/consolidation"
	"chancery.example/chancery/internal/redline"
)

const (
	points  = 1150 // about 200 KB
	perTurn = 50
)

func main() {
	turns := flag.Int("turns", 7, "turns of each program")
	flag.Parse()
	if err := run(*turns); err != nil {
		fmt.Fprintln(os.Stderr, "acts:", err)
		os.Exit(1)
	}
}

func plain() string {
	var s strings.Builder
	s.WriteString("Большой акт\n")
	for i := range points {
		fmt.Fprintf(&s, "%d. Совет рассматривает вопрос номер %d и принимает решение.\n1) первое дело;\n2) второе дело.\n", i+1, i+1)
	}
	return s.String()
}

func point(n int, more ...act.Step) []act.Address {
	return []act.Address{{Steps: append([]act.Step{{Name: act.NamePoint, Num: fmt.Sprint(n)}}, more...)}}
}

// amender is the i-th: words into a point, words out of it again, an item in a new
// wording.
func amender(i int) amend.Amender {
	n := i/3*419%points + 1 // all over the act
	op := amend.Operation{Kind: amend.TextInsertion, Targets: point(n), At: amend.After, Old: "вопрос номер", New: "раз"}
	switch i % 3 {
	case 1:
		op = amend.Operation{Kind: amend.TextDeletion, Targets: point(n), Old: "раз"}
	case 2:
		op = amend.Operation{Kind: amend.Substitution, Targets: point(n, act.Step{Name: act.NameSubpoint, Num: "2"}), Lines: []string{fmt.Sprintf("2) дело, решённое под номером %d.", i)}}
	}
	return amend.Amender{ID: fmt.Sprint("d", i), Operations: []amend.Operation{op}}
}

// first is the day of the first amender; two have effect on each day that follows.
func first() calendar.Day { d, _ := calendar.ParseDay("2000-01-01"); return d }

func made(n int) (*consolidation.Timeline, error) {
	base, err := act.ParsePlain(plain(), act.Russian)
	if err != nil {
		return nil, err
	}
	line := consolidation.New(base, first(), consolidation.Force{})
	for i := range n {
		if line, err = with(line, i); err != nil {
			return nil, err
		}
	}
	return line, nil
}

func with(line *consolidation.Timeline, i int) (*consolidation.Timeline, error) {
	day := first().Add(i / 2)
	in := consolidation.Instrument{Amend: amender(i), Adopted: day}
	if i%2 == 1 {
		in.After = []string{fmt.Sprint("d", i-1)}
	}
	return line.With(in)
}

func ask(line *consolidation.Timeline, day calendar.Day, c *consolidation.Cache) error {
	a, err := line.At(consolidation.Question{Day: day}, c)
	if err == nil && len(a.Applied) == 0 {
		err = errors.New("nothing was applied")
	}
	return err
}

// repeated is a program of so many equal operations a turn.
func repeated(name string, times int, op func(chance *rand.Rand) error) measure.Program {
	return measure.Program{Name: name, Prepare: func(turn int) ([]func() error, error) {
		chance := rand.New(rand.NewPCG(1, uint64(turn)))
		ops := make([]func() error, times)
		for i := range ops {
			ops[i] = func() error { return op(chance) }
		}
		return ops, nil
	}}
}

// warm is a program whose cache holds, in each turn, what a server has kept that
// answered once, about the last day.
func warm(name string, line *consolidation.Timeline, last calendar.Day, op func(*rand.Rand, *consolidation.Cache) error) measure.Program {
	return measure.Program{Name: name, Prepare: func(turn int) ([]func() error, error) {
		c := new(consolidation.Cache)
		p := repeated(name, perTurn, func(chance *rand.Rand) error { return op(chance, c) })
		if err := ask(line, last, c); err != nil {
			return nil, err
		}
		return p.Prepare(turn)
	}}
}

// growing is a program in which each amendment is followed by another, and its
// text is asked for at once.
func growing(name string, line *consolidation.Timeline, last calendar.Day) measure.Program {
	return measure.Program{Name: name, Prepare: func(turn int) ([]func() error, error) {
		now, k := line, 0
		return warm(name, line, last, func(chance *rand.Rand, c *consolidation.Cache) (err error) {
			k++
			now, err = now.With(consolidation.Instrument{Adopted: last.Add(k), Amend: amend.Amender{ID: fmt.Sprint("new", k), Operations: []amend.Operation{
				{Kind: amend.TextInsertion, Targets: point(1 + chance.IntN(points)), At: amend.After, Old: "вопрос номер", New: "новый"},
			}}})
			if err != nil {
				return err
			}
			return ask(now, last.Add(k), c)
		}).Prepare(turn)
	}}
}

// programs are those of one size of history.
func programs(n int) ([]measure.Program, error) {
	line, err := made(n)
	if err != nil {
		return nil, err
	}
	last := first().Add(n / 2)
	kept := new(consolidation.Cache) // of a server that has answered before
	if err := ask(line, last, kept); err != nil {
		return nil, err
	}
	answer, err := line.At(consolidation.Question{Day: last}, kept)
	if err != nil {
		return nil, err
	}
	name := func(s string) string { return fmt.Sprintf("%s, %d", s, n) }
	random := func(chance *rand.Rand) calendar.Day { return first().Add(chance.IntN(max(n/2, 1))) }
	whole := 1
	if n < 1000 {
		whole = perTurn
	}
	return []measure.Program{
		repeated(name("any day, kept"), perTurn, func(*rand.Rand) error { return ask(line, last, kept) }),
		warm(name("any day, rebuilt"), line, last, func(chance *rand.Rand, c *consolidation.Cache) error { return ask(line, random(chance), c) }),
		growing(name("new amendment"), line, last),
		repeated(name("origin of every word"), perTurn, func(*rand.Rand) error {
			if len(answer.Origins()) < points {
				return errors.New("words without origin")
			}
			return nil
		}),
		repeated(name("everything from the beginning"), whole, func(*rand.Rand) error { return ask(line, last, nil) }),
	}, nil
}

// compared is two texts of 5,000 paragraphs, of which every tenth differs.
func compared() (measure.Program, error) {
	var a, b strings.Builder
	a.WriteString("Акт\n")
	b.WriteString("Акт\n")
	for i := range 5000 {
		line := fmt.Sprintf("%d. Совет рассматривает вопрос номер %d, поручает секретарю готовить заседание и принимает решение не позднее %d дней.\n", i+1, i+1, i%90+1)
		a.WriteString(line)
		switch i % 50 {
		case 7, 17, 27, 37:
			line = strings.Replace(line, "секретарю готовить", "секретариату подготовить", 1)
		case 47:
			continue
		}
		b.WriteString(line)
	}
	was, err := act.ParsePlain(a.String(), act.Russian)
	if err != nil {
		return measure.Program{}, err
	}
	now, err := act.ParsePlain(b.String(), act.Russian)
	return repeated("two texts of 5,000 paragraphs compared", 3, func(*rand.Rand) error {
		if lines := redline.Compare(was, now); len(lines) != 5001 {
			return fmt.Errorf("%d lines", len(lines))
		}
		return nil
	}), err
}

func run(turns int) error {
	text := []byte(plain())
	all := []measure.Program{repeated("floor: the text hashed", perTurn, func(*rand.Rand) error {
		if sha256.Sum256(text) == ([32]byte{}) {
			return errors.New("no hash")
		}
		return nil
	})}
	sizes := []float64{10, 1000, 10_000}
	for _, n := range sizes {
		p, err := programs(int(n))
		if err != nil {
			return err
		}
		all = append(all, p...)
	}
	c, err := compared()
	if err != nil {
		return err
	}
	rs, err := measure.Interleaved(turns, append(all, c)...)
	if err != nil {
		return err
	}
	fmt.Printf("an act of %d bytes\n", len(text))
	measure.Table(os.Stdout, rs...)
	var verdicts []measure.Verdict
	const kinds = 5
	limit := []float64{1, 5, 5, 5, 1000} // ms
	for i, r := range rs[1:] {
		if i == kinds*len(sizes) { // two texts
			verdicts = append(verdicts, measure.Verdict{What: r.Name, Got: milli(r.CPU), Goal: 200, Unit: " ms", Uncounted: true})
			break
		}
		verdicts = append(verdicts, measure.Verdict{What: r.Name, Got: milli(r.CPU), Goal: limit[i%kinds], Unit: " ms", Uncounted: true})
	}
	var slope []float64
	whole := func(size int) []float64 { return rs[kinds*(size+1)].CPU }
	for turn := range turns {
		slope = append(slope, measure.Slope(sizes[1:], []float64{whole(1)[turn], whole(2)[turn]}))
	}
	verdicts = append(verdicts, measure.Verdict{What: "everything from the beginning, slope over 1,000 and 10,000 amendments of the act", Got: slope, Goal: 1.15})
	return measure.Judge(os.Stdout, verdicts...)
}

func milli(us []float64) []float64 {
	var out []float64
	for _, x := range us {
		out = append(out, x/1000)
	}
	return out
}
