package calendar

import (
	"slices"
	"testing"
	"time"
)

func day(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func when(t *testing.T, s string) When {
	t.Helper()
	w, err := ParseWhen(s)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestDays(t *testing.T) {
	for _, s := range []string{"0001-01-01", "1992-05-15", "2016-02-29", "2019-11-28", "9999-12-31"} {
		d := day(t, s)
		if d.String() != s || !d.Known() {
			t.Errorf("%s comes back as %v", s, d)
		}
		if y, m, n := d.Date(); DayOf(time.Date(y, m, n, 23, 59, 0, 0, time.UTC)) != d && y > 1800 {
			t.Errorf("%s is not the day of its last minute", s)
		}
	}
	for _, s := range []string{"", "2019-02-29", "2019-11-31", "19-11-28", "2019-11-28Z", "0000-12-31", "2019-1-2", "+2019-01-02"} {
		if d, err := ParseDay(s); err == nil {
			t.Errorf("%q is taken for %v", s, d)
		}
	}
	if got := day(t, "9999-12-31").Add(1); got.Known() {
		t.Errorf("the day after the last is %v", got)
	}
	if got := day(t, "2018-11-08").Add(102); got != day(t, "2019-02-18") || got.Sub(day(t, "2018-11-08")) != 102 {
		t.Errorf("102 days after 8 November 2018 is %v", got)
	}
	var none Day
	if y, m, n := none.Date(); none.Known() || none.String() != "" || none.Add(1).Known() || y+int(m)+n != 0 {
		t.Error("the zero day is a day")
	}
}

func TestSpans(t *testing.T) {
	s, err := ParseSpan("2018-11-08/2019-12-31")
	if err != nil || s.String() != "2018-11-08/2019-12-31" {
		t.Fatal(s, err)
	}
	for d, want := range map[string]bool{"2018-11-07": false, "2018-11-08": true, "2019-12-31": true, "2020-01-01": false} {
		if s.Holds(day(t, d)) != want {
			t.Errorf("%v holds %s: want %v", s, d, want)
		}
	}
	if (Span{}).Holds(Day{}) {
		t.Error("an unknown day lies in a span")
	}
	if !(Span{}).Holds(day(t, "2019-11-28")) {
		t.Error("a span open at both ends holds every day")
	}
	for _, bad := range []string{"2019-11-28", "2019-11-28/2019-11-27", "x/..", "../x"} {
		if _, err := ParseSpan(bad); err == nil {
			t.Errorf("%q is taken for a span", bad)
		}
	}
}

func TestWhen(t *testing.T) {
	for _, tt := range []struct {
		text, first, last string
		how               Precision
	}{
		{"", "", "", Unknown},
		{"2018-11-08/2019-02-18", "2018-11-08", "2019-02-18", Bounds},
		{"../2019-11-28", "", "2019-11-28", Bounds},
		{"2019-11-28/..", "2019-11-28", "", Bounds},
		{"2019", "2019-01-01", "2019-12-31", Year},
		{"2020-02", "2020-02-01", "2020-02-29", Month},
		{"2019-11-28", "2019-11-28", "2019-11-28", Date},
		{"2019-11-28T00:30:00+06:00", "2019-11-28", "2019-11-28", Instant},
		{"2019-11-27T18:30:00Z", "2019-11-27", "2019-11-27", Instant},
	} {
		w := when(t, tt.text)
		if w.String() != tt.text || w.Precision() != tt.how || w.Earliest().String() != tt.first || w.Latest().String() != tt.last {
			t.Errorf("%q: %v %v %v %v", tt.text, w, w.Precision(), w.Earliest(), w.Latest())
		}
		if _, ok := w.Time(); ok != (tt.how == Instant) || w.Known() != (tt.how != Unknown) || w.Day().Known() != (tt.how >= Date) {
			t.Errorf("%q: what is known does not fit its precision", tt.text)
		}
		b, err := w.MarshalText()
		var back When
		if err2 := back.UnmarshalText(b); err != nil || err2 != nil || back != w {
			t.Errorf("%q does not come back: %v %v %v", tt.text, back, err, err2)
		}
	}
	for _, bad := range []string{"28.11.2019", "2019-13", "../..", "2019/2020", "2019-11-28T12:30", "2019-11-28T12:30:00.5Z", "T", "2019-11-28 ", "0000"} {
		var w When
		if err := w.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is taken for %v", bad, w)
		}
	}
	if On(day(t, "2019-11-28")) != when(t, "2019-11-28") || On(Day{}).Known() {
		t.Error("On is not the claim of its day")
	}
}

func TestTimesComeInOrderAndUnknownLast(t *testing.T) {
	want := []string{"../2018-01-01", "2018", "2019-11-28", "2019-11-28T09:00:00Z", "2019-11-28T12:30:00Z", "2019-11-28/2019-11-30", ""}
	var got []When
	for _, s := range want {
		got = append([]When{when(t, s)}, got...)
	}
	slices.SortStableFunc(got, When.Compare)
	for i, w := range got {
		if w.String() != want[i] {
			t.Errorf("place %d: %q, want %q", i, w, want[i])
		}
	}
}

func TestDayText(t *testing.T) {
	var d Day
	if err := d.UnmarshalText([]byte("2019-11-28")); err != nil || d != day(t, "2019-11-28") {
		t.Error(d, err)
	}
	if err := d.UnmarshalText(nil); err != nil || d.Known() {
		t.Error("no text is no day")
	}
	if err := d.UnmarshalText([]byte("x")); err == nil {
		t.Error("x is a day")
	}
	if b, err := day(t, "2019-11-28").MarshalText(); err != nil || string(b) != "2019-11-28" {
		t.Error(string(b), err)
	}
}

// FuzzParseWhen checks that any accepted text is the one form of its time.
func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{"", "2019", "2019-11", "2019-11-28", "2019-11-28T12:30:00+06:00", "../2019-11-28", "2019-11-28/.."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := ParseWhen(s)
		if err != nil {
			return
		}
		if w.String() != s {
			t.Errorf("%q is written back as %q", s, w)
		}
		if w.Earliest().Known() && w.Latest().Known() && w.Latest().Compare(w.Earliest()) < 0 {
			t.Errorf("%q ends before it begins", s)
		}
	})
}
