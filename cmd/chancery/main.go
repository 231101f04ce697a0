// Chancery keeps the record of a council of states and serves it.
//
// What a command answers goes to standard output, what went wrong to standard
// error, each as whole sentences or lines that a program can cut. The exit
// status is 0 for success, 1 for a failure, 2 for wrong usage, 3 to 7 for the
// kinds of the council's refusals, 8 when something differs from what it should
// be and 9 for an amendment that is refused. Run "chancery help" for the commands.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // deadlines are said in zones, and mean the same on every machine

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/drafting"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// exits gives each kind of refusal its exit status. Numbers are never reused.
var exits = map[council.Kind]int{
	council.Unknown: 3, council.Malformed: 4, council.Forbidden: 5, council.OutOfTime: 6, council.NotMet: 7,
}

// Errors that decide about the exit status.
var (
	errUsage   = errors.New("usage")
	errDiffers = errors.New("differs")
)

// env is the world of a command.
type env struct {
	in       io.Reader
	out, err io.Writer
	began    time.Time
}

// say prints one line of the answer. A reader that has gone away is no reason to
// undo what was done.
func (e *env) say(format string, args ...any) { fmt.Fprintf(e.out, format+"\n", args...) }

// note prints one line beside the answer.
func (e *env) note(format string, args ...any) { fmt.Fprintf(e.err, format+"\n", args...) }

// A command is one subcommand: its help and its code together, so that
// "chancery help" and doc/commands.md are the same text.
type command struct {
	name  string
	usage string
	help  string // what it does, what it prints, an example
	run   func(ctx context.Context, env *env, args []string) error
}

// commands returns all commands in the order of the help.
func commands() []command {
	return []command{
		demoCmd(), initCmd(), playCmd(), doCmd(), serveCmd(), personCmd(), showCmd(), entryCmd(), proofCmd(),
		verifyCmd(), exportCmd(), backupCmd(), restoreCmd(), rebuildCmd(), rulesCmd(), rejudgeCmd(), amendCmd(), actCmd(), versionCmd(), helpCmd(),
	}
}

// run is the program without its globals, so that tests can call it.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	e := &env{in: in, out: out, err: errOut, began: time.Now()}
	if len(args) == 0 {
		args = []string{"help"}
	}
	name := strings.TrimLeft(args[0], "-")
	for _, c := range commands() {
		if c.name != name {
			continue
		}
		err := c.run(ctx, e, args[1:])
		return e.status(c, err)
	}
	e.note("chancery: there is no command %q; run chancery help", args[0])
	return 2
}

// errUnlike is two texts that are not the same: the exit status of diff.
var errUnlike = errors.New("the texts are not the same")

// status prints an error, if there is one, and returns the exit status.
func (e *env) status(c command, err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		c.print(e.out)
		return 0
	case errors.Is(err, errUsage), errors.Is(err, drafting.ErrAsked):
		if err != errUsage {
			e.note("chancery %s: %v", c.name, err)
		}
		e.note("usage: chancery %s %s", c.name, c.usage)
		return 2
	case errors.Is(err, errUnlike): // what was printed says how
		return 1
	case errors.Is(err, errDiffers):
		e.note("chancery %s: %v", c.name, err)
		return 8
	case errors.Is(err, drafting.ErrRefused):
		e.note("chancery %s: %v", c.name, err)
		return 9
	}
	if refusal, ok := errors.AsType[*council.Refusal](err); ok {
		e.note("chancery: %v", err)
		return exits[refusal.Kind]
	}
	e.note("chancery %s: %v", c.name, err)
	return 1
}

func (c command) print(w io.Writer) {
	fmt.Fprintf(w, "usage: chancery %s\n\n%s\n", strings.TrimSpace(c.name+" "+c.usage), c.help)
}

// flags is a flag set whose flags may also stand after arguments.
type flags struct {
	*flag.FlagSet
	args []string
}

func newFlags() *flags {
	f := &flags{FlagSet: flag.NewFlagSet("", flag.ContinueOnError)}
	f.SetOutput(io.Discard)
	return f
}

// parse reads flags and arguments in any order and wants a number of arguments
// from least to most; a negative most is no limit.
func (f *flags) parse(args []string, least, most int) error {
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return err
			}
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		args = f.Args()
		if len(args) == 0 {
			break
		}
		f.args = append(f.args, args[0])
		args = args[1:]
	}
	if len(f.args) < least || most >= 0 && len(f.args) > most {
		return errUsage
	}
	return nil
}

func helpCmd() command {
	return command{
		name: "help", usage: "[COMMAND]",
		help: `Help prints the commands, or all about one.

    chancery help verify`,
		run: func(_ context.Context, e *env, args []string) error {
			if len(args) > 1 {
				return errUsage
			}
			for _, c := range commands() {
				if len(args) == 1 && c.name == args[0] {
					c.print(e.out)
					return nil
				}
			}
			if len(args) == 1 {
				return fmt.Errorf("%w: there is no command %q", errUsage, args[0])
			}
			e.say("Chancery keeps the record of a council of states.\n\nusage: chancery COMMAND [flags] [arguments]\n")
			for _, c := range commands() {
				first, _, _ := strings.Cut(c.help, ".")
				e.say("    %-9s %s.", c.name, strings.Join(strings.Fields(first), " "))
			}
			e.say("\nTry first: chancery demo. All about one command: chancery help COMMAND.")
			return nil
		},
	}
}

// version is the version of this program.
const version = "0.1.0-dev"

func versionCmd() command {
	return command{
		name: "version", usage: "",
		help: `Version prints the version of this program.`,
		run: func(_ context.Context, e *env, args []string) error {
			if err := newFlags().parse(args, 0, 0); err != nil {
				return err
			}
			e.say("chancery %s", version)
			return nil
		},
	}
}
