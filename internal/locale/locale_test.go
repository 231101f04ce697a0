package locale

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/feature/plural"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/words"
)

func load(t *testing.T) *Book {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func tongue(t *testing.T, l words.Lang) *Tongue {
	t.Helper()
	got, ok := load(t).In(l)
	if !ok {
		t.Fatalf("no messages in %s", l)
	}
	return got
}

var placeholder = regexp.MustCompile(`\{[a-z]*\}`)

// holes returns the placeholders of a message, sorted, once each.
func holes(m message) []string {
	all := placeholder.FindAllString(m.text, -1)
	for _, s := range m.forms {
		all = append(all, placeholder.FindAllString(s, -1)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestEveryLanguageSaysTheSameThings(t *testing.T) {
	b := load(t)
	first, _ := b.In(b.Langs()[0])
	for _, l := range b.Langs() {
		tt, _ := b.In(l)
		for key, m := range first.messages {
			other, ok := tt.messages[key]
			if !ok {
				t.Errorf("%s lacks %s, which %s has", l, key, first.lang)
				continue
			}
			if a, b := holes(m), holes(other); !slices.Equal(a, b) {
				t.Errorf("%s: %v in %s, %v in %s", key, a, first.lang, b, l)
			}
			if (m.forms == nil) != (other.forms == nil) {
				t.Errorf("%s counts in one of %s and %s only", key, first.lang, l)
			}
		}
		for key := range tt.messages {
			if !first.Has(key) {
				t.Errorf("%s has %s, which %s lacks", l, key, first.lang)
			}
		}
	}
}

func TestEveryMessageHasThePluralFormsOfItsLanguage(t *testing.T) {
	b := load(t)
	for _, l := range b.Langs() {
		tt, _ := b.In(l)
		need := map[plural.Form]bool{plural.Other: true}
		for n := range int64(200) {
			need[tt.form(n)] = true
		}
		for key, m := range tt.messages {
			if m.forms == nil {
				continue
			}
			have := slices.Sorted(maps.Keys(m.forms))
			if want := slices.Sorted(maps.Keys(need)); !slices.Equal(have, want) {
				t.Errorf("%s %s has forms %v, want %v", l, key, have, want)
			}
		}
	}
}

func TestEveryWordingIsCleanText(t *testing.T) {
	b := load(t)
	for _, l := range b.Langs() {
		tt, _ := b.In(l)
		for key, m := range tt.messages {
			for _, s := range append(slices.Collect(maps.Values(m.forms)), m.text) {
				if s == "" && m.forms != nil {
					continue
				}
				if err := words.CheckString(s); err != nil {
					t.Errorf("%s %s: %v", l, key, err)
				}
				if strings.TrimSpace(s) != s {
					t.Errorf("%s %s begins or ends with a space", l, key)
				}
			}
		}
	}
}

func TestCount(t *testing.T) {
	for _, tt := range []struct {
		lang words.Lang
		n    int64
		want string
	}{
		{"ru", 0, "0 записей"}, {"ru", 1, "1 запись"}, {"ru", 2, "2 записи"}, {"ru", 5, "5 записей"}, {"ru", 11, "11 записей"},
		{"ru", 21, "21 запись"}, {"ru", 104, "104 записи"}, {"ru", -3, "−3 записи"}, {"ru", 1_000_001, "1\u202f000\u202f001 запись"},
		{"ru", 9_000_000_012, "9\u202f000\u202f000\u202f012 записей"},
		{"en", 1, "1 entry"}, {"en", 0, "0 entries"}, {"en", 21, "21 entries"},
	} {
		if got := tongue(t, tt.lang).Count("entries.count", tt.n); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.lang, tt.n, got, tt.want)
		}
	}
}

func TestAMissingMessageIsShownAsMissing(t *testing.T) {
	en := tongue(t, "en")
	if got := en.Say("no.such"); got != "⟦no.such⟧" {
		t.Error(got)
	}
	if got := en.Count("no.such", 3); got != "⟦no.such⟧" {
		t.Error(got)
	}
	if got := en.Say("entries.count"); got != "⟦entries.count⟧" {
		t.Errorf("a message that counts, said without a number: %q", got)
	}
	if got := en.Count("site.home", 1); got != "⟦site.home⟧" {
		t.Errorf("a message that counts nothing, counted: %q", got)
	}
}

func TestAMissingPluralFormFallsBackToOther(t *testing.T) {
	b, err := read(map[words.Lang][]byte{"ru": []byte(`{"x": {"other": "{n} шт."}}`)})
	if err != nil {
		t.Fatal(err)
	}
	ru, _ := b.In("ru")
	if got := ru.Count("x", 1); got != "1 шт." {
		t.Error(got)
	}
}

func TestABrokenFileIsRefused(t *testing.T) {
	for name, raw := range map[string]map[words.Lang][]byte{
		"plural form \"several\"": {"en": []byte(`{"x": {"several": "y"}}`)},
		"messages of en":          {"en": []byte(`{"x": 3}`)},
		"messages of 1":           {"1": []byte(`{}`)},
	} {
		if _, err := read(raw); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("read = %v, want an error about %q", err, name)
		}
	}
}

func TestDatesSayNoMoreThanIsKnown(t *testing.T) {
	for _, tt := range []struct{ when, ru, en string }{
		{"", "дата не указана", "date not stated"},
		{"2019", "2019 год", "2019"},
		{"2019-11", "ноябрь 2019 года", "November 2019"},
		{"2019-11-28", "28 ноября 2019 года", "28 November 2019"},
		{"2019-11-28T12:30:00+06:00", "28 ноября 2019 года, 12:30 (UTC+6)", "28 November 2019, 12:30 (UTC+6)"},
		{"2019-11-28T06:30:00Z", "28 ноября 2019 года, 06:30 (UTC)", "28 November 2019, 06:30 (UTC)"},
		{"2019-11-28T06:30:00-03:30", "28 ноября 2019 года, 06:30 (UTC−3:30)", "28 November 2019, 06:30 (UTC−3:30)"},
		{"2018-11-08/2019-02-18", "между 8 ноября 2018 года и 18 февраля 2019 года", "between 8 November 2018 and 18 February 2019"},
		{"../2019-02-18", "не позднее 18 февраля 2019 года", "not after 18 February 2019"},
		{"2018-11-08/..", "не ранее 8 ноября 2018 года", "not before 8 November 2018"},
	} {
		w, err := calendar.ParseWhen(tt.when)
		if err != nil {
			t.Fatal(err)
		}
		for l, want := range map[words.Lang]string{"ru": tt.ru, "en": tt.en} {
			if got := strings.ReplaceAll(tongue(t, l).When(w), "\u00a0", " "); got != want {
				t.Errorf("%q in %s: %q, want %q", tt.when, l, got, want)
			}
		}
	}
}

func TestEveryMonthHasBothItsNames(t *testing.T) {
	for _, l := range load(t).Langs() {
		for m := time.January; m <= time.December; m++ {
			for _, key := range []string{month(m), month(m) + ".alone"} {
				if !tongue(t, l).Has(key) {
					t.Errorf("%s lacks %s", l, key)
				}
			}
		}
	}
}

func TestSpans(t *testing.T) {
	day := func(s string) calendar.Day {
		var d calendar.Day
		if err := d.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tt := range []struct{ from, to, want string }{
		{"", "", "date not stated"},
		{"2020-01-01", "", "from 1 January 2020"},
		{"", "2012-12-19", "until 19 December 2012"},
		{"2017-05-02", "2018-11-02", "2 May 2017 to 2 November 2018"},
		{"2019-11-28", "2019-11-28", "28 November 2019"},
	} {
		got := tongue(t, "en").Span(calendar.Span{From: day(tt.from), To: day(tt.to)})
		if got = strings.ReplaceAll(got, "\u00a0", " "); got != tt.want {
			t.Errorf("%s/%s: %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestNumbersKeepEveryDigit(t *testing.T) {
	for _, tt := range []struct{ in, ru, en string }{
		{"0", "0", "0"},
		{"999", "999", "999"},
		{"4182", "4\u202f182", "4\u202f182"},
		{"-1234567.50", "−1\u202f234\u202f567,50", "−1\u202f234\u202f567.50"},
		{"15.2", "15,2", "15.2"},
		{"15.", "15.", "15."},
		{"", "", ""},
		{"1e3", "1e3", "1e3"},
	} {
		if got := tongue(t, "ru").Decimal(tt.in); got != tt.ru {
			t.Errorf("ru %q: %q, want %q", tt.in, got, tt.ru)
		}
		if got := tongue(t, "en").Decimal(tt.in); got != tt.en {
			t.Errorf("en %q: %q, want %q", tt.in, got, tt.en)
		}
	}
	if got := tongue(t, "ru").Percent("65.5"); got != "65,5\u00a0%" {
		t.Error(got)
	}
}

func TestJoin(t *testing.T) {
	for want, items := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := tongue(t, "en").Join(items); got != want {
			t.Errorf("%v: %q, want %q", items, got, want)
		}
	}
}

func TestTheRussianAlphabetOrdersStates(t *testing.T) {
	names := []string{"Узбекистан", "Россия", "Ёлкино", "Кыргызстан", "Армения", "Казахстан", "Екатеринбург", "Таджикистан", "Беларусь", "Жезказган"}
	slices.SortFunc(names, tongue(t, "ru").Order())
	want := []string{"Армения", "Беларусь", "Екатеринбург", "Ёлкино", "Жезказган", "Казахстан", "Кыргызстан", "Россия", "Таджикистан", "Узбекистан"}
	if !slices.Equal(names, want) {
		t.Errorf("order %v, want %v", names, want)
	}
}

func TestPrefer(t *testing.T) {
	for _, tt := range []struct {
		header string
		want   words.Lang
	}{
		{"ru-RU,ru;q=0.9,en;q=0.8", "ru"},
		{"en-GB", "en"},
		{"kk-KZ,ru;q=0.7,en;q=0.3", "ru"},
		{"fr", "ru"},
		{"", "ru"},
		{"garbage;;q=x", "ru"},
	} {
		if got := load(t).Prefer(tt.header, "ru"); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.header, got, tt.want)
		}
	}
}

func TestNamesOfLanguages(t *testing.T) {
	b := load(t)
	ru := tongue(t, "ru")
	if ru.Lang() != "ru" || ru.Language("kk") != "казахский" || ru.Language("zz") != "zz" {
		t.Errorf("%s, %s, %s", ru.Lang(), ru.Language("kk"), ru.Language("zz"))
	}
	if b.Self("ru") != "Русский" || b.Self("en") != "English" || b.Self("kk") != "kk" {
		t.Errorf("%s, %s, %s", b.Self("ru"), b.Self("en"), b.Self("kk"))
	}
	if _, ok := b.In("kk"); ok {
		t.Error("an interface in a language without messages")
	}
	if got := ru.Clock(time.Date(2019, 11, 28, 12, 30, 0, 0, time.UTC)); got != "12:30" {
		t.Error(got)
	}
}
