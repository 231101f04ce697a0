package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/consolidation"
	"chancery.example/chancery/internal/drafting"
)

const actHelp = `Act answers about the texts of acts: those on record in a data directory, and those in
files, which are as in chancery amend.

On record, with -data:

Show says what an act is, whether it binds, and what became of each of its amendments;
without ACT it lists the acts that have a text. At prints what the act says, and says the
rest on standard error. Compare prints what changed up to -day: since -from, or since
the day before the last change; the exit status is 1 if anything did. ACT is an id, or
part of the title of one act. All answer for -member, or for all members, on -day, or
after all that is on record, as far as it was on record on -known. -reader says whose
view it is, as in chancery show -as. With -lang text and answer are in that language.

In files:

At prints what BASE says on a day. Each amender has effect from the day written after
it, FILE=2021-01-19, or, without one, always has; from its own words what it says of
single provisions. Those without a day go in the order given. Two amenders of one day
whose order makes a difference are a conflict: standard error shows what each order
would give, and the exit status is 9, as for an amender that is refused. Standard error
says of each amender when and why it was applied, or what it waits for; -event NAME=DAY
says that something it waits for has happened. -member, -terms, -lang and -as text, json
or akn may be given; the last also on record.

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

    chancery act show -data csto -lang en -member kz -day 2019-11-28 "defence ministers"
    chancery act at -data csto -lang ru -day 2019-11-28 -known 2019-12-31 5f0c…
    chancery act compare -data csto -from 2019-11-27 -day 2021-01-19 5f0c…
    chancery act at -at 2021-01-19 charter.txt protocol2.txt=2021-01-19 protocol3.txt=2021-01-19
    chancery act at -at 2027-01-01 -member KAZ statute.txt decision.txt
    chancery act compare before.txt after.txt
    chancery act lint -lang ru decision.ru.txt decision.en.txt`

func actCmd() command {
	return command{
		name:  "act",
		usage: "show -data DIR [ACT] | at -data DIR [-day DAY] ACT | at -at DAY BASE AMENDER[=DAY]... | compare -data DIR [-from DAY] [-day DAY] ACT | compare A B | lint [-acts FILE] FILE [TRANSLATION] | check FILE.xml",
		help:  actHelp,
		run:   func(ctx context.Context, e *env, args []string) error { return e.act(ctx, args) },
	}
}

func (e *env) act(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	f := newFlags()
	lang := f.String("lang", "", "ru or en")
	if onRecord(args) {
		return e.actRecord(ctx, f, lang, args[0], args[1:])
	}
	switch args[0] {
	case "at":
		return e.actAt(f, lang, args[1:])
	case "compare":
		if err := f.parse(args[1:], 2, 2); err != nil {
			return err
		}
		return e.unlike(e.desk(*lang).Compare(f.args[0], f.args[1]))
	case "lint":
		acts := f.String("acts", "", "what is known about other acts")
		if err := f.parse(args[1:], 1, 2); err != nil {
			return err
		}
		lines, err := e.desk(*lang).Remarks(f.args, *acts)
		e.lines(lines)
		return err
	case "check":
		if err := f.parse(args[1:], 1, 1); err != nil {
			return err
		}
		return e.unlike(drafting.Faults(f.args[0]))
	case "-h", "-help", "--help":
		return f.parse(args, 0, 0)
	}
	return fmt.Errorf("%w: there is no %q", errUsage, args[0])
}

// actAt prints what a text in a file is on a day.
func (e *env) actAt(f *flags, lang *string, args []string) error {
	q := drafting.Asked{Events: make(map[string]calendar.Day)}
	day := f.String("at", "", "day")
	member := f.String("member", "", "member")
	as := f.String("as", "text", "text, json or akn")
	f.Func("event", "NAME=DAY", func(s string) error {
		i := strings.LastIndexByte(s, '=')
		if i < 1 {
			return errors.New("an event is NAME=DAY")
		}
		happened, err := calendar.ParseDay(s[i+1:])
		q.Events[s[:i]] = happened
		return err
	})
	d := e.desk("")
	f.Func("terms", "words of the organisation in all their forms", termsOf(&d))
	if err := f.parse(args, 2, -1); err != nil {
		return err
	}
	var err error
	if q.Day, err = calendar.ParseDay(*day); err != nil {
		return fmt.Errorf("%w: -at %s is not a day", errUsage, *day)
	}
	q.Member, d.Lang = consolidation.Member(*member), act.Lang(*lang)
	m, err := d.At(f.args[0], f.args[1:], q)
	if err != nil {
		return err
	}
	return e.made(m, *as)
}

// desk is where files are worked on; what it notes goes beside the answer.
func (e *env) desk(lang string) drafting.Desk {
	return drafting.Desk{Lang: act.Lang(lang), Note: func(line string) { e.note("%s", line) }}
}

// made prints a text in a form.
func (e *env) made(m *drafting.Made, as string) error {
	b, err := m.In(as)
	if err != nil {
		return err
	}
	_, err = e.out.Write(b)
	return err
}

func (e *env) lines(lines []string) {
	for _, l := range lines {
		e.say("%s", l)
	}
}

// unlike prints lines, and is an error if there are any.
func (e *env) unlike(lines []string, err error) error {
	e.lines(lines)
	if err == nil && len(lines) > 0 {
		return errUnlike
	}
	return err
}
