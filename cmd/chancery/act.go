package main

import (
	"chancery.example/chancery/internal/amend/terms"
	"context"
	"errors"
	"fmt"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/consolidation"
	"chancery.example/chancery/internal/redline"
)

func actCmd() command {
	return command{
		name: "act", usage: "at [-lang ru|en] [-member M] [-event NAME=DAY] [-terms FILE] [-as text|json|akn] -at DAY BASE AMENDER[=DAY]... | compare [-lang ru|en] A B | lint -lang ru|en [-acts FILE] FILE [TRANSLATION] | check FILE.xml",
		help: `Act answers about the texts of acts in files. Files are as in chancery amend.

At prints what BASE says on a day. Each amender has effect from the day written after
it, FILE=2021-01-19, or, without one, always has; from its own words what it says of
single provisions. Those without a day go in the order given. Two amenders of one day
whose order makes a difference are a conflict: standard error shows what each order
would give, and the exit status is 9, as for an amender that is refused. Standard error
says of each amender when and why it was applied, or what it waits for; -event says that
something it waits for has happened.

Compare prints the lines of two texts that are not the same, word by word: [-what was-],
{+what becomes+}; a line that begins with + is new, with - is gone, with ~ has changed,
with > has moved. The exit status is 0 if the texts are the same and 1 if they are not.

Lint gives advice about a decision or an act, and never refuses: tasks without an actor or
a day, money without a sum, defined terms that are not used, final marks and references
that do not fit, acts that -acts says are repealed or not yet in force (a line each:
"repealed" or "not-in-force", a tab, the name), and, with a translation, numbers and
dates that differ. It exits with 0.

Check reads a file of Akoma Ntoso for what its schema cannot say: ids that stand twice or
are of another form, references and modifications that lead nowhere, a line each. The exit
status is 0 if there is nothing to say and 1 if there is.

    chancery act at -at 2021-01-19 charter.txt protocol2.txt=2021-01-19 protocol3.txt=2021-01-19
    chancery act at -at 2027-01-01 -member KAZ statute.txt decision.txt
    chancery act compare before.txt after.txt
    chancery act lint -lang ru decision.ru.txt decision.en.txt`,
		run: func(_ context.Context, e *env, args []string) error { return e.act(args) },
	}
}

func (e *env) act(args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	f := newFlags()
	lang := f.String("lang", "", "ru or en")
	switch args[0] {
	case "at":
		q := asked{events: make(map[string]calendar.Day)}
		day := f.String("at", "", "day")
		member := f.String("member", "", "member")
		as := f.String("as", "text", "text, json or akn")
		f.Func("event", "NAME=DAY", q.event)
		f.Func("terms", "words of the organisation in all their forms", termsOf(&q.terms))
		if err := f.parse(args[1:], 2, -1); err != nil {
			return err
		}
		var err error
		if q.Day, err = calendar.ParseDay(*day); err != nil {
			return fmt.Errorf("%w: -at %s is not a day", errUsage, *day)
		}
		q.Member = consolidation.Member(*member)
		return e.actAt(f.args[0], f.args[1:], act.Lang(*lang), q, *as)
	case "compare":
		if err := f.parse(args[1:], 2, 2); err != nil {
			return err
		}
		return e.actCompare(f.args[0], f.args[1], act.Lang(*lang))
	case "lint":
		acts := f.String("acts", "", "what is known about other acts")
		if err := f.parse(args[1:], 1, 2); err != nil {
			return err
		}
		return e.actLint(f.args, act.Lang(*lang), *acts)
	case "check":
		if err := f.parse(args[1:], 1, 1); err != nil {
			return err
		}
		return e.actCheck(f.args[0])
	case "-h", "-help", "--help":
		return f.parse(args, 0, 0)
	}
	return fmt.Errorf("%w: there is no %q", errUsage, args[0])
}

// asked is what a command asks of a timeline.
type asked struct {
	consolidation.Question
	events map[string]calendar.Day
	terms  terms.Base
}

func (q *asked) event(s string) error {
	i := strings.LastIndexByte(s, '=')
	if i < 1 {
		return errors.New("an event is NAME=DAY")
	}
	day, err := calendar.ParseDay(s[i+1:])
	q.events[s[:i]] = day
	return err
}

// always is the first day there is: of what has effect and does not say from when.
func always() calendar.Day {
	d, _ := calendar.ParseDay("0001-01-01")
	return d
}

func (e *env) actAt(baseFile string, files []string, lang act.Lang, q asked, as string) error {
	base, err := readText(baseFile, lang)
	if err != nil {
		return err
	}
	line := consolidation.New(base, always(), consolidation.Force{})
	sources := make(map[string]source)
	var undated []string
	for i, arg := range files {
		s := source{file: arg}
		in := consolidation.Instrument{Adopted: always()}
		if at := strings.LastIndexByte(arg, '='); at > 0 {
			if in.Adopted, err = calendar.ParseDay(arg[at+1:]); err != nil {
				return fmt.Errorf("%w: %s: not a day", errUsage, arg)
			}
			s.file = arg[:at]
		} else {
			in.After = undated
		}
		a, err := readAmender(base, baseFile, s.file, fmt.Sprint("amender-", i+1), q.Day.String(), q.terms)
		if err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
		in.Amend, s.text = a.Amender, []byte(a.text)
		if s.file == arg {
			undated = append(undated, in.Amend.ID)
		}
		if line, err = line.With(in); err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
		sources[in.Amend.ID] = s
	}
	for name, day := range q.events {
		if line, err = line.Known(consolidation.Event{Kind: consolidation.Outside, Name: name, Day: day}); err != nil {
			return err
		}
	}
	a, err := line.At(q.Question, nil)
	if err != nil {
		return e.notAt(err, sources)
	}
	for _, x := range a.Applied {
		e.note("%s: applied: %s", sources[x.Instrument].file, said(x.Cause))
	}
	for _, x := range a.Open {
		e.note("%s: %d of its operations not applied: %s", sources[x.Instrument].file, len(x.Operations), x.Cause)
	}
	return e.printText(a.Text, baseFile, lang, as, made{day: q.Day.String()})
}

// source is an amender as it was read.
type source struct {
	file string
	text []byte
}

// said is a cause without the day that stands for always.
func said(c consolidation.Cause) string {
	if c.Day == always() {
		return "no day was given"
	}
	return c.String()
}

// notAt says why there is no text.
func (e *env) notAt(err error, sources map[string]source) error {
	if f, ok := errors.AsType[*consolidation.Refusal](err); ok {
		s := sources[f.Instrument]
		return fmt.Errorf("%w: %s: %s: %w", errRefused, s.file, placed(string(s.text), f.Amend.Source), f.Amend)
	}
	c, ok := errors.AsType[*consolidation.Conflict](err)
	if !ok {
		return err
	}
	var names []string
	for _, r := range c.Results {
		var order []string
		for _, id := range r.Order {
			order = append(order, sources[id].file)
		}
		names = append(names, strings.Join(order, ", then "))
	}
	for i, r := range c.Results {
		if r.Why != nil {
			e.note("%s: refused: %v", names[i], r.Why)
		}
	}
	if a, b := c.Results[0].Text, c.Results[1].Text; a != nil && b != nil {
		e.note("- %s\n+ %s", names[0], names[1])
		for _, l := range marked(redline.Compare(a, b)) {
			e.note("%s", l)
		}
	}
	return fmt.Errorf("%w: conflict: in force %s, and the order makes a difference", errRefused, c.Day)
}

func (e *env) actCompare(fileA, fileB string, lang act.Lang) error {
	a, err := readText(fileA, lang)
	if err != nil {
		return err
	}
	b, err := readText(fileB, lang)
	if err != nil {
		return err
	}
	lines := marked(redline.Compare(a, b))
	for _, l := range lines {
		e.say("%s", l)
	}
	if len(lines) > 0 {
		return errUnlike
	}
	return nil
}

// marked are the lines that are not the same, as people mark them.
func marked(lines []redline.Line) []string {
	var out []string
	for _, l := range lines {
		sign := map[redline.Kind]string{redline.Changed: "~ ", redline.Added: "+ ", redline.Removed: "- "}[l.Kind]
		if l.Moved {
			sign = "> "
		}
		if sign == "" {
			continue
		}
		var s strings.Builder
		for _, r := range l.Runs {
			switch {
			case r.Kind == redline.Kept || l.Kind == redline.Added || l.Kind == redline.Removed:
				s.WriteString(r.Text)
			case r.Kind == redline.Gone:
				s.WriteString("[-" + r.Text + "-]")
			default:
				s.WriteString("{+" + r.Text + "+}")
			}
		}
		out = append(out, sign+s.String())
	}
	return out
}
