package secretariat

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
)

var update = flag.Bool("update", false, "rewrite the answers in the plays")

// TestPlays plays every file in testdata: a line is a command as a secretary
// would give it, the indented lines below are the council's answer. To accept the
// answers of a changed program, run it with -update and read what changed.
//
// It then counts: there is no refusal that no play provokes.
func TestPlays(t *testing.T) {
	files, err := filepath.Glob("testdata/*.play")
	if err != nil || len(files) == 0 {
		t.Fatal("no plays: ", err)
	}
	provoked := map[council.Code]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".play"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := newStage(t)
			got := p.perform(string(text))
			for code := range p.provoked {
				provoked[code] = true
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(text) {
				t.Errorf("%s: answers differ:\n%s", file, difference(string(text), got))
			}
		})
	}
	for _, code := range council.Codes() {
		if !provoked[code] {
			t.Errorf("no play provokes the refusal %q", code)
		}
	}
}

// A stage is a council for one play.
type stage struct {
	t        *testing.T
	s        *Secretariat
	now      *time.Time // what the council's clock shows
	player   Player
	provoked map[council.Code]bool
}

// newStage opens an empty council whose clock moves a minute an order and whose
// chance is always the same. When the test ends, everything is read back.
func newStage(t *testing.T) *stage {
	t.Helper()
	st, err := store.Create(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	door, now := testDoor()
	s, err := Open(t.Context(), st, door)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { readBack(t, s, st) })
	return &stage{t: t, s: s, now: now, player: Player{Do: s.Do, Names: map[string]council.ID{}}, provoked: map[council.Code]bool{}}
}

// testDoor returns a door and what its clock shows, which is a minute later at
// every order.
func testDoor() (Door, *time.Time) {
	now := time.Date(2019, 11, 28, 9, 0, 0, 0, time.UTC)
	return Door{
		Now:    func() time.Time { now = now.Add(time.Minute); return now },
		Random: rand.NewChaCha8([32]byte([]byte("an always equal chance for tests"))),
	}, &now
}

// readBack closes a council and holds what is on the disk against what was in
// memory: every row, the fold from the beginning, the start from the snapshot,
// each class's own fold, and every ruling judged again.
func readBack(t *testing.T, s *Secretariat, st *store.Store) {
	t.Helper()
	ctx := context.Background()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
	full, err := Fold(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := Load(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	want := hashOf(t, full)
	for what, state := range map[string]*council.State{"decided on": s.draft, "shown": s.shown, "loaded": loaded} {
		if hashOf(t, state) != want {
			t.Errorf("the state %s is not what is folded from the register", what)
		}
	}
	for _, c := range full.Classes() {
		own, err := FoldFor(ctx, st, c, full)
		if err != nil {
			t.Fatal(err)
		}
		if hashOf(t, own.Held(c)) != hashOf(t, full.Held(c)) {
			t.Errorf("%s: the part that it holds is not what it folds from its entries", c)
		}
	}
	if ds := full.Rejudge(); len(ds) > 0 {
		t.Errorf("judged again, these come out otherwise: %v", ds)
	}
	if len(full.Odd) > 0 {
		t.Errorf("odd entries: %v", full.Odd)
	}
	store.Checked(t, st)
}

func hashOf(t *testing.T, s *council.State) [32]byte {
	t.Helper()
	h, err := Hash(s)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// perform gives the commands of a play and returns it with the answers.
func (p *stage) perform(play string) string {
	var out strings.Builder
	command := ""
	for line := range strings.Lines(play) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "\t") {
			continue // an answer, which is given anew
		}
		out.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if at, ok := strings.CutPrefix(line, "at "); ok { // the next command is given then
			t, err := time.Parse(time.RFC3339, at)
			if err != nil {
				p.t.Fatal(err)
			}
			*p.now = t.UTC().Add(-time.Minute)
			continue
		}
		more, goesOn := strings.CutSuffix(line, "\\")
		command += more
		if goesOn {
			continue
		}
		for answer := range strings.SplitSeq(p.answer(command), "\n") {
			out.WriteString("\t" + answer + "\n")
		}
		command = ""
	}
	return out.String()
}

// answer gives one command and returns what the council says to it, with local
// names where it says ids.
func (p *stage) answer(line string) string {
	r, err := p.do(line)
	var refusal *council.Refusal
	var text string
	switch {
	case errors.As(err, &refusal):
		for _, f := range refusal.Faults {
			p.provoked[f.Code] = true
		}
		text = err.Error()
	case err != nil:
		text = "no command: " + err.Error()
	case r.Repeated:
		text = fmt.Sprintf("entry %d, as before", r.From)
	default:
		text = fmt.Sprintf("entry %d", r.From)
	}
	for name, id := range p.player.Names {
		text = strings.ReplaceAll(text, string(id), "$"+name)
	}
	return text
}

func (p *stage) do(line string) (Receipt, error) {
	if file, ok := strings.CutPrefix(line, "charter "); ok {
		typed, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			p.t.Fatal(err)
		}
		c, err := charter.Parse(file, typed)
		if err != nil {
			p.t.Fatal(err)
		}
		by := access.Actor{Role: access.Secretariat}
		return p.s.Do(p.t.Context(), Order{By: by, Command: &council.Establish{Charter: *c}})
	}
	step, err := ParseStep(line)
	if err != nil {
		return Receipt{}, err
	}
	return p.player.Play(p.t.Context(), step)
}

// difference shows the lines that two plays do not share.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for i := range max(len(w), len(g)) {
		at := func(lines []string) string {
			if i < len(lines) {
				return lines[i]
			}
			return ""
		}
		if at(w) != at(g) {
			fmt.Fprintf(&b, "line %d:\nwant %q\ngot  %q\n", i+1, at(w), at(g))
		}
	}
	return b.String()
}
