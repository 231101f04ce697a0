// Package money holds exact amounts and shares: a scale of contributions that
// sums to exactly 100 per cent, and the apportionment of an amount by it. Nothing
// here is a float, and nothing is lost in rounding.
package money

// A Percent is a share in ten-thousandths of a per cent, from 0 to 1,000,000. Its
// text is a decimal like "17.6".
type Percent int32

// A Share is one party's part of a whole.
type Share struct {
	Party   string  `json:"party" yaml:"party"` // the member that pays
	Percent Percent `json:"percent" yaml:"percent"`
}

// A Scale is the shares of all parties.
type Scale []Share
