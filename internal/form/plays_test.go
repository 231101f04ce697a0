package form

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure/catalogue"
	"chancery.example/chancery/internal/secretariat"
)

// played returns commands of every name, as the plays of the examples and of the
// secretariat's tests give them, in order.
func played(t testing.TB) []council.Command {
	t.Helper()
	shelf, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	ch, err := charter.ParseWith(shelf, "charter.yaml", bishkek2019.Charter())
	if err != nil {
		t.Fatal(err)
	}
	all := []council.Command{&council.Establish{Charter: *ch}}
	n := uint64(0)
	p := secretariat.Player{Do: func(_ context.Context, o secretariat.Order) (secretariat.Receipt, error) {
		all = append(all, o.Command)
		n++
		return secretariat.Receipt{IDs: []council.ID{council.NewID(n)}}, nil
	}}
	give := func(s secretariat.Step) {
		_, err := p.Play(t.Context(), s)
		if _, refused := errors.AsType[*council.Refusal](err); err != nil && !refused {
			t.Fatal(err)
		}
	}
	examples, err := filepath.Glob("../../examples/*/play.yaml")
	if err != nil || len(examples) == 0 {
		t.Fatal("no plays: ", err)
	}
	for _, file := range examples {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		steps, err := secretariat.ParsePlay(file, b)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			give(s)
		}
	}
	plays, _ := filepath.Glob("../secretariat/testdata/*.play")
	for _, file := range plays {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(b), "\n")
		for i, line := range lines[:len(lines)-1] {
			if !strings.HasPrefix(lines[i+1], "\tentr") { // refused, or no command
				continue
			}
			if s, err := secretariat.ParseStep(line); err == nil {
				give(s)
			}
		}
	}
	return all
}

// written is the JSON form of a command.
func written(t testing.TB, c council.Command) string {
	t.Helper()
	b, err := council.FormatCommand(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryCommandOfThePlaysIsTheSameThroughItsFormItsLineAndItsJSON(t *testing.T) {
	seen := map[string]int{}
	for _, c := range played(t) {
		name, want := council.Name(c), written(t, c)
		seen[name]++
		f := of(t, name)
		vs, err := f.Values(c)
		if err != nil {
			t.Fatal(err)
		}
		posted := map[string][]string{"step": {"check"}, "_key": {"x"}}
		for path, s := range vs {
			posted[path] = []string{s}
		}
		read, err := f.Read(posted)
		if err != nil {
			t.Fatal(err)
		}
		if typed, err := f.Parse(f.Tidy(read), unzoned); err != nil || written(t, typed.Command) != want {
			t.Errorf("%s through its form: %v\n%s\nwant %s", name, err, written(t, typed.Command), want)
		}
		if parsed, err := council.ParseCommand(name, []byte(want)); err != nil || written(t, parsed) != want {
			t.Errorf("%s through its JSON: %v", name, err)
		}
		if c, err := throughLine(t, name, want); err != nil || written(t, c) != want {
			t.Errorf("%s through its line: %v", name, err)
		}
	}
	for _, name := range council.Commands() {
		if seen[name] == 0 {
			t.Errorf("no play gives %s", name)
		}
	}
	t.Logf("%v", seen)
}

// throughLine gives a command by its form on the command line.
func throughLine(t testing.TB, name, fields string) (c council.Command, err error) {
	t.Helper()
	var obj map[string]json.RawMessage
	if err := json.Unmarshal([]byte(fields), &obj); err != nil {
		t.Fatal(err)
	}
	var args []string
	for _, k := range slices.Sorted(maps.Keys(obj)) {
		args = append(args, k+":="+string(obj[k]))
	}
	step, err := secretariat.ParseArgs("secretariat", name, args)
	if err != nil {
		return nil, err
	}
	p := secretariat.Player{Do: func(_ context.Context, o secretariat.Order) (secretariat.Receipt, error) {
		c = o.Command
		return secretariat.Receipt{}, nil
	}}
	_, err = p.Play(t.Context(), step)
	return c, err
}
