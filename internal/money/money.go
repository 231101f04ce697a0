// Package money holds exact amounts and shares: a scale of contributions that
// sums to exactly 100 per cent, and the apportionment of an amount by it. Nothing
// here is a float, and nothing is lost in rounding.
//
// It does not convert currencies and does not know who owes what since when.
package money

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// A Percent is a share in ten-thousandths of a per cent, from 0 to 1,000,000. Its
// text is a decimal like "17.6".
type Percent int32

// Whole is 100 per cent.
const Whole Percent = 1_000_000

// places is how many decimals a Percent has.
const places = 4

// ParsePercent reads a decimal from 0 to 100 with at most four decimals.
func ParsePercent(s string) (Percent, error) {
	bad := fmt.Errorf("per cent %q: want a number from 0 to 100 with at most %d decimals, like 17.6", s, places)
	whole, part, dotted := strings.Cut(s, ".")
	if !digits(whole) || len(whole) > 3 || leadingZero(whole) || dotted && (!digits(part) || len(part) > places) {
		return 0, bad
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", places-len(part)), 10, 32)
	if err != nil || Percent(n) > Whole {
		return 0, bad
	}
	return Percent(n), nil
}

func digits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func leadingZero(s string) bool { return len(s) > 1 && s[0] == '0' }

// Valid reports whether p lies between nothing and the whole.
func (p Percent) Valid() bool { return p >= 0 && p <= Whole }

// String returns the shortest text of p, without the sign.
func (p Percent) String() string {
	const unit = Whole / 100
	if !p.Valid() {
		return "invalid"
	}
	part := strings.TrimRight(fmt.Sprintf("%0*d", places, p%unit), "0")
	if part == "" {
		return strconv.Itoa(int(p / unit))
	}
	return strconv.Itoa(int(p/unit)) + "." + part
}

// MarshalText is the form of a share in entries.
func (p Percent) MarshalText() ([]byte, error) {
	if !p.Valid() {
		return nil, fmt.Errorf("per cent %d/10000: want 0 to 100 per cent", int32(p))
	}
	return []byte(p.String()), nil
}

// UnmarshalText reads what ParsePercent reads.
func (p *Percent) UnmarshalText(b []byte) error {
	v, err := ParsePercent(string(b))
	if err != nil {
		return err
	}
	*p = v
	return nil
}

// A Share is one party's part of a whole.
type Share struct {
	Party   string  `json:"party"` // the member that pays
	Percent Percent `json:"percent"`
}

// A Scale is the shares of all parties.
type Scale []Share

// Check says what is wrong with the scale, or nil. Every party stands in it once
// and the shares sum to exactly 100 per cent: a scale that is a ten-thousandth
// short leaves a budget that nobody pays.
func (s Scale) Check() error {
	var sum int64
	seen := make(map[string]bool)
	for i, share := range s {
		switch {
		case share.Party == "":
			return fmt.Errorf("share %d: no party", i+1)
		case seen[share.Party]:
			return fmt.Errorf("share %d: %s stands in the scale twice", i+1, share.Party)
		case !share.Percent.Valid():
			return fmt.Errorf("share %d: %s: %d/10000 per cent: want 0 to 100", i+1, share.Party, int32(share.Percent))
		}
		seen[share.Party] = true
		sum += int64(share.Percent)
	}
	if sum != int64(Whole) {
		return fmt.Errorf("sum %d.%0*d per cent: want exactly 100", sum/1e4, places, sum%1e4)
	}
	return nil
}

// Of returns the share of a party, and whether it stands in the scale.
func (s Scale) Of(party string) (Percent, bool) {
	i := slices.IndexFunc(s, func(share Share) bool { return share.Party == party })
	if i < 0 {
		return 0, false
	}
	return s[i].Percent, true
}

// Apportion divides an amount by the scale, one part for every share in the order
// of the scale. The parts sum to exactly the amount, and each is within one minor
// unit of the exact share: what is left after rounding down goes, unit by unit,
// to the largest remainders, and among equal ones to the earlier share.
func (s Scale) Apportion(a Amount) ([]Amount, error) {
	if err := s.Check(); err != nil {
		return nil, fmt.Errorf("scale: %w", err)
	}
	if !a.Currency.Valid() || a.Minor < 0 {
		return nil, fmt.Errorf("amount %v: want nothing or more, in a currency", a)
	}
	parts := make([]Amount, len(s))
	rest := make([]uint64, len(s))
	order := make([]int, len(s))
	left := a.Minor
	for i, share := range s {
		hi, lo := bits.Mul64(uint64(a.Minor), uint64(share.Percent))
		q, r := bits.Div64(hi, lo, uint64(Whole)) // hi < Whole: the share is at most the whole
		parts[i] = Amount{Minor: int64(q), Currency: a.Currency}
		rest[i], order[i] = r, i
		left -= int64(q)
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case rest[i] > rest[j]:
			return -1
		case rest[i] < rest[j]:
			return 1
		}
		return 0
	})
	for _, i := range order[:left] {
		parts[i].Minor++
	}
	return parts, nil
}
