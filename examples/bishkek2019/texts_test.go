package bishkek2019

import (
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/wording/line"
	"chancery.example/chancery/internal/words"
)

// A change is what one day changes in an act in one language, as changes.txt says it.
type change struct {
	act, lang, day string
	members        []string // whose own day it is; none: for all
	gone, come     []string
}

// changes reads testdata/changes.txt.
func changes(t *testing.T) (list []change) {
	t.Helper()
	b, err := os.ReadFile("testdata/changes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for s := range strings.Lines(string(b)) {
		s = strings.TrimSuffix(s, "\n")
		mark, rest, _ := strings.Cut(s, " ")
		switch {
		case s == "" || mark == "#":
		case mark == "-" && len(list) > 0:
			c := &list[len(list)-1]
			c.gone = append(c.gone, rest)
		case mark == "+" && len(list) > 0:
			c := &list[len(list)-1]
			c.come = append(c.come, rest)
		default:
			f := strings.Fields(s)
			if len(f) < 3 {
				t.Fatalf("no act, language and day: %q", s)
			}
			list = append(list, change{act: f[0], lang: f[1], day: f[2], members: f[3:]})
		}
	}
	return list
}

// A shelf makes the texts of the acts of the played example.
type shelf struct {
	state *council.State
	store *store.Store
	names map[string]council.ID
	lines map[string]*line.Line // by act and language
}

// text is a deposited text.
func (s *shelf) text(t *testing.T, hash string) string {
	t.Helper()
	var sum [32]byte
	if _, err := hex.Decode(sum[:], []byte(hash)); err != nil {
		t.Fatal(err)
	}
	b, err := s.store.Text(t.Context(), sum)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// on is what an act says on a day for a member, and for all if it is nobody.
func (s *shelf) on(t *testing.T, name, lang string, day calendar.Day, member string) wording.Wording {
	t.Helper()
	l := s.lines[name+" "+lang]
	if l == nil {
		for _, child := range s.state.Children(s.names[name]) {
			f, ok := child.Facts.(*council.Text)
			if !ok || f.Lang != words.Lang(lang) {
				continue
			}
			made, err := line.New(s.text(t, f.Hash), f.Lang, s.state.History(s.names[name], func(*council.Thing) bool { return true }))
			if err != nil {
				t.Fatalf("%s %s: %v", name, lang, err)
			}
			l = made
		}
		if l == nil {
			t.Fatalf("%s has no text in %s", name, lang)
		}
		s.lines[name+" "+lang] = l
	}
	return l.On(line.Question{Day: day, Member: line.Member(member)})
}

// shown are the lines of a text on a day, each with what is said of the force of its
// unit.
func shown(text *act.Text, on calendar.Day) (lines []string) {
	text.Root.Walk(func(b *act.Block) bool {
		s := b.Line()
		if s == "" {
			return true
		}
		if b.State != "" {
			s += " [" + string(b.State) + "]"
		}
		if b.Until != "" {
			s += " [until " + b.Until
			if b.Until < on.String() {
				s += ", over"
			}
			s += "]"
		}
		lines = append(lines, s)
		return true
	})
	return lines
}

// less are the lines of a that are not in b, each as often as it stands there more.
func less(a, b []string) (out []string) {
	left := slices.Clone(b)
	for _, s := range a {
		if i := slices.Index(left, s); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		out = append(out, s)
	}
	return out
}

// onShelf plays the first play.
func onShelf(t *testing.T, look func(*shelf)) {
	t.Helper()
	s, st := opened(t)
	names := play(t, s, "play.yaml")
	s.Read(func(state *council.State) {
		look(&shelf{state: state, store: st, names: names, lines: map[string]*line.Line{}})
	})
}

// TestEachDayChangesWhatIsWrittenDown compares every text before and after each day
// with what a person wrote down, and the days with those that were written down.
func TestEachDayChangesWhatIsWrittenDown(t *testing.T) {
	list := changes(t)
	onShelf(t, func(s *shelf) {
		days := map[string][]string{} // that were written down, by act, language and member
		for _, c := range list {
			members := c.members
			if len(members) == 0 {
				members = []string{""}
			}
			for _, m := range members {
				key := fmt.Sprint(c.act, " ", c.lang, " ", m)
				days[key] = append(days[key], c.day)
				at := day(t, c.day)
				before, after := shown(s.on(t, c.act, c.lang, at.Add(-1), m).Text, at.Add(-1)), shown(s.on(t, c.act, c.lang, at, m).Text, at)
				if got := less(before, after); !slices.Equal(got, c.gone) {
					t.Errorf("%s %s: gone:\n%s", key, c.day, strings.Join(got, "\n"))
				}
				if got := less(after, before); !slices.Equal(got, c.come) {
					t.Errorf("%s %s: come:\n%s", key, c.day, strings.Join(got, "\n"))
				}
			}
		}
		for _, name := range s.amended(t) {
			for _, lang := range []string{"ru", "en"} {
				s.checkDays(t, name, lang, days)
			}
		}
	})
}

// checkDays wants the days on which an act changes for all, and for each member, to be
// those that are written down, and all that has force applied.
func (s *shelf) checkDays(t *testing.T, name, lang string, days map[string][]string) {
	t.Helper()
	all := days[name+" "+lang+" "]
	if len(all) == 0 {
		t.Errorf("%s %s: nothing is written down", name, lang)
	}
	for _, m := range append([]string{""}, "am", "by", "kz", "kg", "ru", "tj") {
		want := slices.Clone(all)
		if m != "" {
			want = append(want, days[name+" "+lang+" "+m]...)
		}
		slices.Sort(want)
		w := s.on(t, name, lang, calendar.Day{}, m)
		var got []string
		for _, d := range w.Days {
			got = append(got, d.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s %s %s: days %v, want %v", name, lang, m, got, want)
		}
		for _, step := range w.Steps {
			if step.Fate != wording.Applied || w.Stopped.Known() {
				t.Errorf("%s %s %s: %s: %s %s", name, lang, m, step.ID, step.Fate, step.Why)
			}
		}
	}
}

// amended are the acts that adopted decisions amend.
func (s *shelf) amended(t *testing.T) (names []string) {
	t.Helper()
	for name, id := range s.names {
		if thing, ok := s.state.Thing(id); ok && thing.Noun == council.NounAct && len(s.state.History(id, func(*council.Thing) bool { return true }).Amenders) > 0 {
			names = append(names, name)
		}
	}
	if slices.Sort(names); len(names) != 9 {
		t.Errorf("amended: %v, want 9 acts", names)
	}
	return names
}

// TestTwoMembersReadTwoTextsOnOneDay is the force of two operations, which each member
// has from its own notice, once four were given.
func TestTwoMembersReadTwoTextsOnOneDay(t *testing.T) {
	onShelf(t, func(s *shelf) {
		for _, tt := range []struct {
			member, day, reason, says string
			fate                      wording.Fate
		}{
			{"kz", "2020-05-13", "notices", "30 days", wording.Later},
			{"kz", "2020-05-14", "notices", "10 days", wording.Applied},
			{"am", "2020-05-14", "notice", "30 days", wording.Later},
			{"am", "2021-01-24", "notice", "30 days", wording.Later},
			{"am", "2021-01-25", "notice", "10 days", wording.Applied},
			{"tj", "2021-01-25", "no-notice", "30 days", wording.Waits},
			{"", "2021-01-25", "each-member", "30 days", wording.Waits},
		} {
			w := s.on(t, "information-agreement", "en", day(t, tt.day), tt.member)
			if !strings.Contains(w.Plain, "The answer is given within "+tt.says+".") {
				t.Errorf("%s on %s: not %q", tt.member, tt.day, tt.says)
			}
			i := slices.IndexFunc(w.Steps[0].Parts, func(p wording.Part) bool { return slices.Equal(p.Operations, []int{2, 3}) })
			if i < 0 || w.Steps[0].Parts[i].Fate != tt.fate || w.Steps[0].Parts[i].Cause.Reason != tt.reason && tt.fate != wording.Later {
				t.Errorf("%s on %s: %+v", tt.member, tt.day, w.Steps[0].Parts)
			}
		}
		for on, bound := range map[string]bool{"2015-06-29": false, "2015-06-30": true, "2019-11-27": true, "2019-11-28": false} {
			if w := s.on(t, "access-order", "ru", day(t, on), "kz"); w.Bound != bound {
				t.Errorf("the repealed order binds on %s: %v, %+v", on, w.Bound, w.Cause)
			}
		}
	})
}
