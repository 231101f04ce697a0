// Command procedure measures how long a rule takes to judge a question of 27
// weighted members: the evaluation by which a council decides, and the same with
// the flip distance that a page shows, beside a plain count of the same votes. It runs
// on one processor and judges CPU time.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"

	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/procedure/catalogue"
)

// goal is the most that an evaluation may take, in microseconds of CPU time.
const goal = 50

const perTurn = 2000

func main() {
	turns := flag.Int("turns", 9, "turns of each program")
	flag.Parse()
	// With more processors, the collector's idle workers spin on them, and their
	// time would be counted as that of the evaluation.
	runtime.GOMAXPROCS(1)
	if err := run(*turns); err != nil {
		fmt.Fprintln(os.Stderr, "procedure:", err)
		os.Exit(1)
	}
}

func run(turns int) error {
	r, q, err := question()
	if err != nil {
		return err
	}
	prepare := func(op func() error) func(int) ([]func() error, error) {
		return func(int) ([]func() error, error) {
			ops := make([]func() error, perTurn)
			for i := range ops {
				ops[i] = op
			}
			return ops, nil
		}
	}
	other := errors.New("another outcome")
	rs, err := measure.Interleaved(turns,
		measure.Program{Name: "a plain count", Prepare: prepare(func() error {
			if n := count(&q); n != 205_493_135 {
				return fmt.Errorf("%w: %d", other, n)
			}
			return nil
		})},
		measure.Program{Name: "evaluation", Prepare: prepare(func() error {
			if procedure.Evaluate(r, q).Outcome != procedure.NoOpinion {
				return other
			}
			return nil
		})},
		measure.Program{Name: "evaluation with the flip distance", Prepare: prepare(func() error {
			if f := procedure.Explain(r, q); f.Flip.Bound || f.Flip.Least != 5 || len(f.Flip.Sets) != 20 {
				return fmt.Errorf("%w: %+v", other, f.Flip)
			}
			return nil
		})},
	)
	if err != nil {
		return err
	}
	fmt.Println("eu_qmv_lisbon, 27 members, 10 for, 5 against, 12 abstain; four sums of weights, all smallest sets up to 20")
	measure.Table(os.Stdout, rs...)
	return measure.Judge(os.Stdout,
		measure.Verdict{What: "evaluation, CPU", Got: rs[1].CPU, Goal: goal, Unit: " µs"},
		measure.Verdict{What: "evaluation with the flip distance, CPU", Got: rs[2].CPU, Goal: goal, Unit: " µs", Uncounted: true}, // wished for, not asked
	)
}

// count adds up the population of those in favour, as a program would that gives
// no reasons.
func count(q *procedure.Question) (sum int) {
	t := q.Tables["eu-population"]
	for _, m := range q.Members {
		if q.Stances[m] == procedure.For {
			sum += t.Weights[m]
		}
	}
	return sum
}

// question is a vote of 27 weighted members in which neither side has its majority.
func question() (r procedure.Rule, q procedure.Question, err error) {
	c, err := catalogue.Load()
	if err != nil {
		return r, q, err
	}
	day, err := calendar.ParseDay("2024-10-04")
	if err != nil {
		return r, q, err
	}
	r, ok := c.RuleOn("eu_qmv_lisbon", day, day)
	if !ok {
		return r, q, errors.New("no rule")
	}
	q = procedure.Question{Stances: make(map[procedure.Member]procedure.Stance), Tables: c.TablesOn(day)}
	for i, m := range []procedure.Member{
		"bg", "dk", "ee", "fr", "ie", "it", "lv", "lt", "nl", "pl", "de", "hu", "mt", "sk", "si", "at", "be", "hr", "cy", "cz", "fi", "gr", "lu", "pt", "ro", "es", "se",
	} {
		q.Members = append(q.Members, m)
		switch {
		case i < 10:
			q.Stances[m] = procedure.For
		case i < 15:
			q.Stances[m] = procedure.Against
		default:
			q.Stances[m] = procedure.Abstains
		}
	}
	return r, q, nil
}
