package consolidation

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"pgregory.net/rapid"
)

func TestWhatMakesNoSenseIsNotTaken(t *testing.T) {
	line := history(t, decision("d1", "2010-01-01"))
	o := swap("point 1", "год", "месяц")
	for name, in := range map[string]Instrument{
		"an id that is there":           decision("d1", "2010-01-01"),
		"the id of the act":             decision(Base, "2010-01-01"),
		"an amender that is none":       decision("д", "2010-01-01"),
		"a day that is none":            decision("d2", "2010-01-01", o).when(Force{When: OnDay}),
		"no number of notices":          decision("d2", "2010-01-01", o).when(Force{When: OnNotices}),
		"no event":                      decision("d2", "2010-01-01", o).when(Force{When: OnEvent}),
		"no beginning":                  decision("d2", "2010-01-01", o).when(Force{When: "sometime"}),
		"provisional in provisional":    decision("d2", "2010-01-01", o).when(Force{Provisional: &Force{Provisional: &Force{}}}),
		"a provisional force of no day": decision("d2", "2010-01-01", o).when(Force{Provisional: &Force{When: OnDay}}),
		"a change of nothing":           {Amend: amend.Amender{ID: "d2"}, Changes: []Change{{Amender: "d1"}}},
		"a change to nonsense":          {Amend: amend.Amender{ID: "d2"}, Changes: []Change{{Amender: "d1", Operation: 1, Now: []amend.Operation{{}}}}},
		"a change to no force":          {Amend: amend.Amender{ID: "d2"}, Changes: []Change{{Amender: "d1", Force: &Force{When: OnDay}}}},
		"an exception for nothing":      {Amend: amend.Amender{ID: "d2"}, Exceptions: []Exception{{Operations: []int{1}}}},
		"an exception that makes none":  {Amend: amend.Amender{ID: "d2", Operations: []amend.Operation{o}}, Exceptions: []Exception{{Operations: []int{1}, Force: Force{When: OnDay}}}},
	} {
		if _, err := line.With(in); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := line.Known(Event{Kind: Notice}); err == nil {
		t.Error("an event without a day is taken")
	}
}

func TestEveryWordKnowsItsOrigin(t *testing.T) {
	line := history(t,
		decision("d1", "2010-01-01", swap("point 1", "год", "календарный год")),
		decision("d2", "2011-01-01", swap("point 1", "календарный", "полный"), add("", "4. Новый.", "| а | б |")))
	a, err := line.At(Question{Day: date("2012-01-01")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	whole := ""
	for _, o := range a.Origins() {
		b := a.Text.Block(o.Block)
		w := b.Words
		if o.Cell >= 0 {
			w = b.Cells[o.Cell]
		}
		whole += w.Text[o.From:o.To]
		if o.Applied >= 0 {
			got = append(got, fmt.Sprintf("%s by %s", w.Text[o.From:o.To], a.Applied[o.Applied].Instrument))
		} else if o.By != (act.Source{}) {
			t.Errorf("%v has no instrument", o)
		}
	}
	want := "полный by d2; год by d1; Новый. by d2; а by d2; б by d2"
	if s := strings.Join(got, "; "); s != want && s != strings.Replace(want, "; год", ";  год", 1) {
		t.Errorf("got %s\nwant %s", s, want)
	}
	printed := strings.NewReplacer("\n", "", "|", "", " ", "", "1.", "", "2.", "", "3.", "", "4.", "", "1)", "", "2)", "").Replace(a.Text.Plain())
	if s := strings.ReplaceAll(whole, " ", ""); s != printed {
		t.Errorf("the runs are not the text:\n%s\n%s", s, printed)
	}
}

// drawn is a random history of instruments that may touch each other.
func drawn(t *rapid.T, line *Timeline) *Timeline {
	for i := range rapid.IntRange(0, 90).Draw(t, "instruments") {
		id := fmt.Sprint("d", i)
		day := fmt.Sprintf("20%02d-0%d-11", rapid.IntRange(3, 20).Draw(t, "year"), rapid.IntRange(1, 9).Draw(t, "month"))
		in := decision(id, day)
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0, 1, 2:
			in.Amend.Operations = []amend.Operation{add("", fmt.Sprintf("%d. Новый.", 10+i))}
		case 3:
			in.Amend.Operations = []amend.Operation{{Kind: amend.TextInsertion, Targets: to("point 1"), At: amend.After, Old: "Совет", New: id}}
		case 4:
			in.Repeals = []string{fmt.Sprint("d", rapid.IntRange(0, i).Draw(t, "repealed"))}
		case 5:
			in.Amend.Operations = []amend.Operation{add("point 3", fmt.Sprintf("%d) и %d;", 3+i, i))}
			in.Force = Force{Provisional: &Force{}, When: OnNotices, Notices: 1}
			if rapid.Bool().Draw(t, "ended") {
				line = must(t)(line.Known(Event{Kind: Ended, Instrument: id, Day: date("2021-05-05")}))
			}
		}
		line = must(t)(line.With(in))
	}
	return line
}

func must(t *rapid.T) func(*Timeline, error) *Timeline {
	return func(line *Timeline, err error) *Timeline {
		if err != nil {
			t.Fatal(err)
		}
		return line
	}
}

func TestACacheChangesNoAnswer(t *testing.T) {
	first := history(t)
	answered := 0
	rapid.Check(t, func(t *rapid.T) {
		line := drawn(t, first)
		var cache Cache
		for _, day := range []string{"2023-01-01", "2010-06-01", "2015-03-03", "2010-06-01", "2021-05-04"} {
			q := Question{Day: date(day)}
			kept, errKept := line.At(q, &cache)
			fresh, err := line.At(q, nil)
			if (err == nil) != (errKept == nil) || err != nil && err.Error() != errKept.Error() {
				t.Fatalf("%v, with a cache %v", err, errKept)
			}
			if err != nil {
				continue
			}
			answered++
			if kept.Text.Plain() != fresh.Text.Plain() || told(kept) != told(fresh) {
				t.Fatalf("%s: a cache makes another answer", day)
			}
			if err := fresh.Text.Valid(); err != nil {
				t.Fatal(err)
			}
			for _, x := range fresh.Applied {
				if x.Cause.Day.Compare(q.Day) > 0 {
					t.Fatalf("%s is applied before its day", x.Instrument)
				}
			}
		}
	})
	if answered == 0 {
		t.Error("every drawn history was refused")
	}
}

func TestATimelineThatGrowsUnderACacheAnswersAsOneMadeAtOnce(t *testing.T) {
	first := history(t)
	rapid.Check(t, func(t *rapid.T) {
		var cache Cache
		line := first
		q := Question{Day: date("2016-01-01"), Member: "arm", Known: date(rapid.SampledFrom([]string{"", "2012-01-01"}).Draw(t, "known"))}
		for i := range rapid.IntRange(1, 30).Draw(t, "instruments") {
			id := fmt.Sprint("d", i)
			in := decision(id, fmt.Sprintf("20%02d-0%d-11", rapid.IntRange(3, 20).Draw(t, "year"), rapid.IntRange(1, 2).Draw(t, "month")), add("", fmt.Sprintf("%d. Новый.", 10+i)))
			switch rapid.IntRange(0, 8).Draw(t, "kind") {
			case 0:
				in.Repeals = []string{fmt.Sprint("d", rapid.IntRange(0, i+3).Draw(t, "repealed"))}
			case 1:
				in.Force = Force{When: OnEntry, Name: fmt.Sprint("d", i+1)}
			case 2:
				in.Force = Force{Members: []Member{"blr"}}
			case 3:
				in.Adopted = date("")
			case 4:
				in.Force = Force{When: OnDay, Day: date("2010-01-01")}
			case 5:
				in.Amend.Operations = nil
			}
			line = must(t)(line.With(in))
			if rapid.Bool().Draw(t, "asked") {
				if _, err := line.At(q, &cache); err != nil {
					if _, ok := errors.AsType[*Conflict](err); !ok {
						t.Fatal(err)
					}
				}
			}
		}
		for _, q.Day = range []calendar.Day{date("2016-01-01"), date("2021-01-01")} {
			kept, errKept := line.At(q, &cache)
			fresh, err := line.At(q, nil)
			if fmt.Sprint(errKept) != fmt.Sprint(err) {
				t.Fatalf("%v, grown %v", err, errKept)
			}
			if err == nil && (kept.Text.Plain() != fresh.Text.Plain() || told(kept) != told(fresh)) {
				t.Fatalf("grown:\n%s\nat once:\n%s", told(kept), told(fresh))
			}
		}
	})
}

func TestALaterInstrumentChangesNoEarlierDay(t *testing.T) {
	first := history(t)
	rapid.Check(t, func(t *rapid.T) {
		line := drawn(t, first)
		q := Question{Day: date("2022-01-01")}
		was, err := line.At(q, nil)
		if err != nil {
			return
		}
		line = must(t)(line.With(decision("late", "2022-01-02", swap("point 2", "консенсусом", "большинством"))))
		now, err := line.At(q, nil)
		if err != nil || now.Text.Plain() != was.Text.Plain() {
			t.Fatal("a later instrument is in the text of an earlier day", err)
		}
		q.Known = date("2022-01-01")
		q.Day = date("2030-01-01")
		if now, err = line.At(q, nil); err != nil || now.Text.Plain() != was.Text.Plain() {
			t.Fatal("what was not known is in the text", err)
		}
	})
}

func TestTheCacheIsBounded(t *testing.T) {
	var c Cache
	for i := range maxTexts + 1 {
		c.keep(digest(i), &state{})
	}
	if len(c.texts) != 1 {
		t.Errorf("%d texts are kept", len(c.texts))
	}
	for i := range maxPlans + 1 {
		c.keepPlan(digest(i), &plan{})
	}
	if len(c.plans) != 1 {
		t.Errorf("%d plans are kept", len(c.plans))
	}
}
