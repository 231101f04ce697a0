package money

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPercents(t *testing.T) {
	for s, want := range map[string]Percent{
		"0": 0, "0.0001": 1, "5.8": 58_000, "17.6": 176_000, "17.60": 176_000, "6.0000": 60_000, "33.3333": 333_333,
		"99.9999": 999_999, "100": Whole, "100.0000": Whole,
	} {
		p, err := ParsePercent(s)
		if err != nil || p != want {
			t.Errorf("%q is %d %v, want %d", s, p, err, want)
		}
		text := strings.TrimRight(s, "0")
		if !strings.Contains(s, ".") {
			text = s
		}
		if p.String() != strings.TrimSuffix(text, ".") {
			t.Errorf("%q is written back as %q", s, p)
		}
	}
	for _, bad := range []string{
		"", ".", "5.", ".5", "-1", "+1", "-0", "100.0001", "101", "1000", "0.00001", "17.60000", "07", "00", "1e2", "1,5", " 1", "1 ", "0x1", "१",
	} {
		if p, err := ParsePercent(bad); err == nil {
			t.Errorf("%q is taken for %v", bad, p)
		}
	}
	for _, p := range []Percent{-1, Whole + 1} {
		if _, err := p.MarshalText(); err == nil || p.Valid() || p.String() != "invalid" {
			t.Errorf("%d is a share", int32(p))
		}
	}
}

func TestAmounts(t *testing.T) {
	for s, want := range map[string]Amount{
		"":                          {},
		"0.00 RUB":                  {0, "RUB"},
		"0.05 RUB":                  {5, "RUB"},
		"-0.05 RUB":                 {-5, "RUB"},
		"12500.00 RUB":              {1250000, "RUB"},
		"12500 JPY":                 {12500, "JPY"},
		"0 JPY":                     {0, "JPY"},
		"1.234 KWD":                 {1234, "KWD"},
		"0.0001 UYW":                {1, "UYW"},
		"92233720368547758.07 KZT":  {math.MaxInt64, "KZT"},
		"-92233720368547758.08 KZT": {math.MinInt64, "KZT"},
	} {
		a, err := ParseAmount(s)
		if err != nil || a != want || a.String() != s || a.Known() != (s != "") {
			t.Errorf("%q is %+v %v, written back as %q", s, a, err, a)
		}
	}
	for _, bad := range []string{
		" ", "RUB", "12500.00", "12500 RUB", "12500.0 RUB", "12500.000 RUB", "1.0 JPY", "012.00 RUB", "+1.00 RUB", "-0.00 RUB", "1,00 RUB",
		"1 000.00 RUB", "1.00 rub", "1.00 RU", "1.00  RUB", "1.00 RUB ", " 1.00 RUB", ".50 RUB", "1.0.0 RUB", "92233720368547758.08 KZT", "1e2 JPY",
	} {
		if a, err := ParseAmount(bad); err == nil {
			t.Errorf("%q is taken for %v", bad, a)
		}
	}
}

func TestAdd(t *testing.T) {
	for _, tt := range []struct{ a, b, sum string }{
		{"1.50 RUB", "2.75 RUB", "4.25 RUB"},
		{"1.50 RUB", "-2.75 RUB", "-1.25 RUB"},
		{"", "2.75 RUB", "2.75 RUB"},
		{"2.75 RUB", "", "2.75 RUB"},
		{"", "", ""},
		{"2.75 RUB", "0.00 RUB", "2.75 RUB"},
	} {
		if sum, err := amount(t, tt.a).Add(amount(t, tt.b)); err != nil || sum != amount(t, tt.sum) {
			t.Errorf("%s and %s are %v %v", tt.a, tt.b, sum, err)
		}
	}
	for _, tt := range [][2]Amount{
		{{1, "RUB"}, {1, "KZT"}},
		{{math.MaxInt64, "RUB"}, {1, "RUB"}},
		{{math.MinInt64, "RUB"}, {-1, "RUB"}},
	} {
		if sum, err := tt[0].Add(tt[1]); err == nil {
			t.Errorf("%v and %v are %v", tt[0], tt[1], sum)
		}
	}
}

func TestJSON(t *testing.T) {
	type line struct {
		Share  Percent `json:"share"`
		Amount Amount  `json:"amount,omitzero"`
	}
	for text, want := range map[string]line{
		`{"share":"17.6","amount":"12500.00 RUB"}`: {176_000, Amount{1250000, "RUB"}},
		`{"share":"0"}`: {},
	} {
		var got line
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s is %+v %v", text, got, err)
		}
		if b, err := json.Marshal(want); err != nil || string(b) != text {
			t.Errorf("%+v is %s %v", want, b, err)
		}
	}
	for _, bad := range []string{`{"share":17.6}`, `{"share":"117"}`, `{"share":"1","amount":"1 RUB"}`} {
		if err := json.Unmarshal([]byte(bad), new(line)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
	for _, bad := range []Amount{{1, ""}, {1, "rub"}, {1, "RUBL"}} {
		if b, err := bad.MarshalText(); err == nil {
			t.Errorf("%+v is written as %s", bad, b)
		}
	}
}

// sco is the scale of the Shanghai Cooperation Organisation from 16 October 2024.
const sco = "by 5.8 in 5.9 ir 5.8 kz 15.2 cn 17.6 kg 7.6 pk 5.9 ru 17.6 tj 6.0 uz 12.6"

func TestScaleCheck(t *testing.T) {
	for _, tt := range []struct{ name, scale, want string }{
		{"half and five tenths", "am 10 by 10 kz 10 kg 10 ru 50 tj 10", ""},
		{"ten shares with a decimal", sco, ""},
		{"one that pays all", "ru 100", ""},
		{"one that pays nothing", "ru 100 am 0", ""},
		{"three thirds that are not a whole", "a 33.3333 b 33.3333 c 33.3333", "sum 99.9999 per cent: want exactly 100"},
		{"three thirds that are", "a 33.3333 b 33.3333 c 33.3334", ""},
		{"more than the whole", "a 60 b 60", "sum 120.0000 per cent"},
		{"nobody", "", "sum 0.0000 per cent"},
		{"a party twice", "a 50 a 50", "share 2: a stands in the scale twice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := scale(t, tt.scale).Check()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("Check = %v, want %q", err, tt.want)
			}
		})
	}
	if err := (Scale{{"", Whole}}).Check(); err == nil {
		t.Error("a share of nobody passes")
	}
	if err := (Scale{{"a", 2 * Whole}, {"b", -Whole}}).Check(); err == nil {
		t.Error("shares out of range pass because they sum to the whole")
	}
}

func TestScaleOf(t *testing.T) {
	s := scale(t, sco)
	if p, ok := s.Of("kz"); !ok || p.String() != "15.2" {
		t.Errorf("kz pays %v", p)
	}
	if _, ok := s.Of("am"); ok {
		t.Error("am stands in a scale that does not name it")
	}
}

func TestApportion(t *testing.T) {
	for _, tt := range []struct{ name, scale, amount, want string }{
		{"it comes out even", "am 10 by 10 kz 10 kg 10 ru 50 tj 10", "100.00 RUB", "10.00 10.00 10.00 10.00 50.00 10.00"},
		{"the largest remainder gets the unit", "a 33.3333 b 33.3333 c 33.3334", "0.01 RUB", "0.00 0.00 0.01"},
		{"equal remainders by order", "a 25 b 25 c 25 d 25", "0.03 RUB", "0.01 0.01 0.01 0.00"},
		{"who pays nothing gets no remainder", "a 0 b 50 c 50", "0.01 RUB", "0.00 0.01 0.00"},
		{"nothing", "a 50 b 50", "0.00 RUB", "0.00 0.00"},
		{"a currency without a minor unit", "a 33.3333 b 33.3333 c 33.3334", "100 JPY", "33 33 34"},
		{"the most there is", "a 50 b 50", "92233720368547758.07 RUB", "46116860184273879.04 46116860184273879.03"},
		{"one pays all", "ru 100", "92233720368547758.07 RUB", "92233720368547758.07"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parts, err := scale(t, tt.scale).Apportion(amount(t, tt.amount))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range parts {
				number, _, _ := strings.Cut(p.String(), " ")
				got = append(got, number)
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%v, want %s", got, tt.want)
			}
		})
	}
	for _, tt := range []struct {
		name  string
		scale Scale
		of    Amount
	}{
		{"by a scale that is short", scale(t, "a 50 b 49.9999"), Amount{100, "RUB"}},
		{"of a debt", scale(t, "a 50 b 50"), Amount{-100, "RUB"}},
		{"of no amount", scale(t, "a 50 b 50"), Amount{}},
		{"of an amount in no currency", scale(t, "a 50 b 50"), Amount{1, "rubles"}},
	} {
		if parts, err := tt.scale.Apportion(tt.of); err == nil {
			t.Errorf("%s: %v", tt.name, parts)
		}
	}
}

// anyScale draws a scale that passes Check.
func anyScale() *rapid.Generator[Scale] {
	return rapid.Custom(func(t *rapid.T) Scale {
		var s Scale
		left := Whole
		for i := range rapid.IntRange(0, 11).Draw(t, "others") {
			p := Percent(rapid.IntRange(0, int(left)).Draw(t, "share"))
			s = append(s, Share{string(rune('a' + i)), p})
			left -= p
		}
		return append(s, Share{"z", left})
	})
}

func TestPartsSumToTheWholeAndAreWithinOneUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, a := anyScale().Draw(t, "scale"), Amount{rapid.Int64Min(0).Draw(t, "amount"), "RUB"}
		parts, err := s.Apportion(a)
		if err != nil {
			t.Fatal(err)
		}
		sum := new(big.Int)
		for i, p := range parts {
			sum.Add(sum, big.NewInt(p.Minor))
			// |part - amount*share| < 1, times the whole.
			off := new(big.Int).Mul(big.NewInt(p.Minor), big.NewInt(int64(Whole)))
			off.Sub(off, new(big.Int).Mul(big.NewInt(a.Minor), big.NewInt(int64(s[i].Percent))))
			if off.CmpAbs(big.NewInt(int64(Whole))) >= 0 || p.Currency != a.Currency {
				t.Fatalf("%s pays %v of %v at %v", s[i].Party, p, a, s[i].Percent)
			}
		}
		if len(parts) != len(s) || sum.Cmp(big.NewInt(a.Minor)) != 0 {
			t.Fatalf("the parts sum to %v of %v", sum, a)
		}
	})
}

func TestAnotherOrderOfTheScaleMovesOnlyTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, a := anyScale().Draw(t, "scale"), Amount{rapid.Int64Min(0).Draw(t, "amount"), "RUB"}
		other := rapid.Permutation(s).Draw(t, "order")
		x, _ := s.Apportion(a)
		y, err := Scale(other).Apportion(a)
		if err != nil {
			t.Fatal(err)
		}
		var xs, ys []int64
		for i, share := range s {
			j := slices.Index(other, share)
			xs, ys = append(xs, x[i].Minor), append(ys, y[j].Minor)
			if d := x[i].Minor - y[j].Minor; d < -1 || d > 1 {
				t.Fatalf("%s pays %v or %v", share.Party, x[i], y[j])
			}
			for k, same := range s {
				if k < i && same.Percent == share.Percent && x[k].Minor < x[i].Minor {
					t.Fatalf("%s pays more than %s, which comes before it", share.Party, same.Party)
				}
			}
		}
		slices.Sort(xs)
		slices.Sort(ys)
		if !slices.Equal(xs, ys) {
			t.Fatalf("%v and %v", xs, ys)
		}
	})
}

func TestTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Percent(rapid.Int32Range(0, int32(Whole)).Draw(t, "percent"))
		if q, err := ParsePercent(p.String()); err != nil || q != p {
			t.Fatalf("%d comes back as %d %v", int32(p), int32(q), err)
		}
		a := Amount{rapid.Int64().Draw(t, "minor"), rapid.SampledFrom([]Currency{"RUB", "JPY", "KWD", "CLF"}).Draw(t, "currency")}
		if b, err := ParseAmount(a.String()); err != nil || b != a {
			t.Fatalf("%v comes back as %v %v", a, b, err)
		}
	})
}

// FuzzTexts checks that an accepted amount is the one text of its sum, and that
// an accepted share has a text that means the same.
func FuzzTexts(f *testing.F) {
	for _, s := range []string{"", "17.6", "17.60", "100", "12500.00 RUB", "-0.05 RUB", "12500 JPY", "1.234 KWD", "-0.00 RUB", "1e2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, err := ParseAmount(s); err == nil && a.String() != s {
			t.Errorf("%q is written back as %q", s, a)
		}
		p, err := ParsePercent(s)
		if err != nil {
			return
		}
		if q, err := ParsePercent(p.String()); err != nil || q != p || !p.Valid() || !strings.HasPrefix(s, p.String()) {
			t.Errorf("%q is written back as %q", s, p)
		}
	})
}

func amount(t *testing.T, s string) Amount {
	t.Helper()
	a, err := ParseAmount(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// scale reads "kz 15.2 ru 84.8".
func scale(t *testing.T, s string) Scale {
	t.Helper()
	var out Scale
	fields := strings.Fields(s)
	for pair := range slices.Chunk(fields, 2) {
		p, err := ParsePercent(pair[1])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Share{pair[0], p})
	}
	return out
}
