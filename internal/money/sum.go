package money

import "fmt"

// Add returns a and b together. An amount that is none adds nothing; amounts of
// two currencies, or a sum out of range, are an error.
func (a Amount) Add(b Amount) (Amount, error) {
	switch {
	case !a.Known():
		return b, nil
	case !b.Known():
		return a, nil
	case a.Currency != b.Currency:
		return a, fmt.Errorf("%v and %v: two currencies have no sum", a, b)
	}
	sum := a.Minor + b.Minor
	if b.Minor > 0 && sum < a.Minor || b.Minor < 0 && sum > a.Minor {
		return a, fmt.Errorf("%v and %v: the sum is out of range", a, b)
	}
	return Amount{sum, a.Currency}, nil
}
