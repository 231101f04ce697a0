package drafting

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
)

const harbour = "Rules of the harbour\n1. The harbour is open by day.\n2. The fee is 5 marks.\n"

// filed writes files and returns their names, in the order of the arguments.
func filed(t *testing.T, texts ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i, s := range texts {
		name := filepath.Join(dir, string(rune('a'+i))+".txt")
		if err := os.WriteFile(name, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

func day(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const byNight = `In paragraph 1, the word "day" is replaced by the word "night".`

// The same text comes out of each form that it was written in.
func TestATextIsOneInEveryForm(t *testing.T) {
	f := filed(t, harbour, byNight)
	m, err := Desk{}.Apply(f[0], f[1:], "")
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"text", "json", "akn"} {
		b, err := m.In(form)
		if err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		back, err := Desk{Lang: act.English}.Text(filed(t, string(b))[0])
		if err != nil || back.Plain() != strings.Replace(harbour, "day", "night", 1) {
			t.Errorf("%s: %v %v", form, back, err)
		}
	}
	if _, err := m.In("pdf"); !errors.Is(err, ErrAsked) {
		t.Errorf("a form that is none: %v", err)
	}
}

func TestADeskSaysWhoseFaultItIs(t *testing.T) {
	f := filed(t, harbour, byNight, `In paragraph 1, the word "dusk" is replaced by the word "night".`, "In paragraph 1, do as is meet and replace the words.", "Nothing is asked here.", "{}")
	for _, c := range []struct {
		name string
		of   func() error
		want error
	}{
		{"words that are not there", func() error { _, err := Desk{}.Apply(f[0], f[2:3], ""); return err }, ErrRefused},
		{"prose that is not understood", func() error { _, err := Desk{}.Apply(f[0], f[3:4], ""); return err }, ErrRefused},
		{"no instruction", func() error { _, err := Desk{}.Apply(f[0], f[4:5], ""); return err }, ErrRefused},
		{"JSON that is no amender", func() error { _, err := Desk{}.Apply(f[0], f[5:6], ""); return err }, ErrRefused},
		{"a language that is none", func() error { _, err := Desk{Lang: "tlh"}.Text(f[0]); return err }, ErrAsked},
		{"a day that is none", func() error { _, err := Desk{}.At(f[0], []string{f[1] + "=noon"}, Asked{}); return err }, ErrAsked},
		{"a file that is not there", func() error { _, err := Desk{}.Draft(f[0], f[0]+"x"); return err }, os.ErrNotExist},
	} {
		if err := c.of(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestOnADayOnlyWhatIsInForceIsApplied(t *testing.T) {
	f := filed(t, harbour, byNight, `In paragraph 1, the word "day" is replaced by the word "dusk".`)
	for _, c := range []struct {
		on, second string // the day asked about, and that of the second amender
		want, note string
	}{
		{"2019-12-31", "2021-01-01", "by day.", "not applied: not-yet 2020-01-01"},
		{"2020-01-01", "2021-01-01", "by night.", "applied: adoption 2020-01-01"},
		{"2020-01-01", "2020-01-01", "", "{+"},
	} {
		var notes []string
		d := Desk{Note: func(l string) { notes = append(notes, l) }}
		q := Asked{}
		q.Day = day(t, c.on)
		m, err := d.At(f[0], []string{f[1] + "=2020-01-01", f[2] + "=" + c.second}, q)
		if c.want == "" {
			if !errors.Is(err, ErrRefused) {
				t.Errorf("two of one day: %v", err)
			}
			continue
		}
		if err != nil || !strings.Contains(m.Text.Plain(), c.want) || !strings.Contains(strings.Join(notes, "\n"), c.note) {
			t.Errorf("on %s: %v %q", c.on, err, notes)
		}
	}
}

func TestProseOfADifferenceIsReadBack(t *testing.T) {
	f := filed(t, harbour, strings.Replace(harbour, "5 marks", "6 marks", 1))
	prose, err := Desk{}.Draft(f[0], f[1])
	if err != nil {
		t.Fatal(err)
	}
	got, err := Desk{}.Parse(filed(t, prose)[0], f[0])
	if err != nil || len(got.Operations) != 1 || len(got.Unparsed) != 0 {
		t.Errorf("%q: %+v %v", prose, got, err)
	}
	lines, err := Desk{}.Compare(f[0], f[1])
	if want := []string{"~ 2. The fee is [-5-]{+6+} marks."}; err != nil || !slices.Equal(lines, want) {
		t.Errorf("%q %v", lines, err)
	}
}
