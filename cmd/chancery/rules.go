package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/procedure/catalogue"
	"chancery.example/chancery/internal/procedure/told"
)

func rulesCmd() command {
	return command{
		name: "rules", usage: "[-rules FILE.yaml] [-day DAY] [-json] list | show ID | eval ID -stances FILE | check FILE.csv",
		help: `Rules shows the catalogue of rules of decision and tries them. It needs no register.

List prints each rule with its method, its days and whether its text was read or
is recalled. Show prints one rule as data. Eval judges a question: a file with a
member and its stance a line ("kz for"), or YAML with the names that doc/rules.md
gives; it prints every reason and how few members would turn the outcome. With
-day the rule and the weights are those of that day. With -rules a file of rules,
tables and states is added to the catalogue.

Check judges every row of a file of votes by the rule of its day. It prints each
row that differs with what the rule found, then how many agree, and exits with
status 8 if any differs. Columns, in any order, others left aside:
id,date,rule,yes,no,abstain,absent,veto_by,yes_n,no_n,abstain_n,absent_n,voters_n,outcome.

    chancery rules eval csto_consensus -stances stances.txt`,
		run: func(_ context.Context, e *env, args []string) error {
			f := newFlags()
			c := rulesCall{env: e}
			own := f.String("rules", "", "file of rules to add to the catalogue")
			f.StringVar(&c.stances, "stances", "", "file of stances, - for standard input")
			day := f.String("day", "", "day to judge by")
			f.BoolVar(&c.json, "json", false, "print the finding as JSON")
			if err := f.parse(args, 1, 2); err != nil {
				return err
			}
			var err error
			if c.day, err = calendar.ParseDay(*day); err != nil && *day != "" {
				return fmt.Errorf("%w: day: %w", errUsage, err)
			}
			if c.Catalogue, err = catalogue.Load(); err != nil {
				return err
			}
			if *own != "" {
				typed, err := c.read(*own)
				if err != nil {
					return err
				}
				if err := c.Add(*own, typed); err != nil {
					return err
				}
			}
			return c.do(f.args)
		},
	}
}

// A rulesCall is one call of the command.
type rulesCall struct {
	*env
	*catalogue.Catalogue
	stances string
	day     calendar.Day
	json    bool
}

func (c *rulesCall) do(args []string) error {
	verb := args[0]
	if verb == "list" && len(args) == 1 {
		c.list()
		return nil
	}
	if len(args) != 2 {
		return errUsage
	}
	switch verb {
	case "show", "eval":
		r, ok := c.Rule(args[1])
		if ok && c.day.Known() {
			r, ok = c.RuleOn(args[1], c.day, c.day)
		}
		if !ok {
			return fmt.Errorf("rule %q: not in the catalogue, or not in force on that day; see chancery rules list", args[1])
		}
		if verb == "show" {
			b, err := json.MarshalIndent(r, "", "  ")
			c.say("%s", b)
			return err
		}
		return c.eval(r)
	case "check":
		return c.votes(args[1])
	}
	return errUsage
}

func (c *rulesCall) read(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(c.in)
	}
	return os.ReadFile(file)
}

func (c *rulesCall) list() {
	for _, r := range c.Rules {
		known := "read"
		if r.Recalled {
			known = "recalled"
		}
		c.say("%-40s %-10s %-22s %-9s %s", r.ID, r.Method, r.Force, known, r.Name["en"])
	}
	c.say("%d rules", len(c.Rules))
}

func (c *rulesCall) eval(r procedure.Rule) error {
	if c.stances == "" {
		return fmt.Errorf("%w: -stances is missing", errUsage)
	}
	typed, err := c.read(c.stances)
	if err != nil {
		return err
	}
	q, err := catalogue.ReadQuestion(c.stances, typed)
	if err != nil {
		return err
	}
	if q.Tables == nil && c.day.Known() {
		q.Tables = c.TablesOn(c.day)
	}
	f := procedure.Explain(r, q)
	if c.json {
		b, err := json.MarshalIndent(f, "", "  ")
		c.say("%s", b)
		return err
	}
	c.say("%s by %s", told.Outcome(f.Outcome), f.Rule)
	for _, line := range told.Reasons(f.Reasons, "") {
		c.say("%s", line)
	}
	if len(f.Bound) > 0 {
		c.say("binds %s", told.Members(f.Bound))
	}
	for _, line := range told.Flip(f.Flip) {
		c.say("%s", line)
	}
	return nil
}

// votes judges a file of votes.
func (c *rulesCall) votes(file string) error {
	typed, err := c.read(file)
	if err != nil {
		return err
	}
	votes, err := catalogue.ReadVotes(typed)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	differ := 0
	for _, v := range votes {
		j := c.Judge(v)
		if j.Agrees {
			continue
		}
		differ++
		c.say("%s", told.Differing(j))
	}
	c.say("%d rows, %d agree, %d differ", len(votes), len(votes)-differ, differ)
	if differ > 0 {
		return fmt.Errorf("%w: %d of %d rows", errDiffers, differ, len(votes))
	}
	return nil
}
