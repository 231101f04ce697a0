package money

import (
	"fmt"
	"strconv"
	"strings"
)

// A Currency is a code of ISO 4217: "RUB".
type Currency string

// Valid reports whether c has the form of a code: three capital Latin letters.
func (c Currency) Valid() bool {
	if len(c) != 3 {
		return false
	}
	for _, r := range c {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}

// Decimals returns how many decimals the minor unit of c has. It is two but for
// the few currencies that ISO 4217 lists with another number.
func (c Currency) Decimals() int {
	switch c {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

// An Amount is a sum of money in minor units of a currency. The zero value is no
// amount at all, which is not the same as nothing: "0.00 RUB".
//
// Its text is the number with all decimals of its currency, a space, and the
// code: "12500.00 RUB". No other text is accepted.
type Amount struct {
	Minor    int64 // kopecks, cents
	Currency Currency
}

// Known reports whether a is an amount.
func (a Amount) Known() bool { return a.Currency != "" }

// String returns the text of a, or "" if it is no amount.
func (a Amount) String() string {
	if !a.Known() {
		return ""
	}
	sign, minor := "", uint64(a.Minor)
	if a.Minor < 0 {
		sign, minor = "-", -minor
	}
	places := a.Currency.Decimals()
	s := fmt.Sprintf("%0*d", places+1, minor)
	if places > 0 {
		s = s[:len(s)-places] + "." + s[len(s)-places:]
	}
	return sign + s + " " + string(a.Currency)
}

// ParseAmount reads what String writes.
func ParseAmount(s string) (Amount, error) {
	if s == "" {
		return Amount{}, nil
	}
	number, code, _ := strings.Cut(s, " ")
	c := Currency(code)
	if !c.Valid() {
		return Amount{}, fmt.Errorf("amount %q: want a number and a code of a currency, like 12500.00 RUB", s)
	}
	whole, part, _ := strings.Cut(number, ".")
	minor, err := strconv.ParseInt(whole+part, 10, 64)
	a := Amount{Minor: minor, Currency: c}
	if err != nil || a.String() != s {
		return Amount{}, fmt.Errorf("amount %q: want a number with %d decimals before the currency, at most %v",
			s, c.Decimals(), Amount{Minor: 1<<63 - 1, Currency: c})
	}
	return a, nil
}

// MarshalText is the form of an amount in entries.
func (a Amount) MarshalText() ([]byte, error) {
	if a != (Amount{}) && !a.Currency.Valid() {
		return nil, fmt.Errorf("amount of %d in currency %q: want a code like RUB", a.Minor, a.Currency)
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (a *Amount) UnmarshalText(b []byte) error {
	v, err := ParseAmount(string(b))
	if err != nil {
		return err
	}
	*a = v
	return nil
}
