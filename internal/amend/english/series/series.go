// Package series knows the labels that follow each other in lists: numbers, letters
// to (h), roman numerals; and words that count.
package series

import (
	"slices"
	"strconv"
	"strings"
)

// sets are the lists, numbers under 500.
func sets() [][]string {
	var list []string
	for i := 1; i < 500; i++ {
		list = append(list, strconv.Itoa(i))
	}
	return [][]string{list, strings.Split("abcdefgh", ""), strings.Split("ABCDEFGH", ""),
		{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}, {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}}
}

// Shift is the label so many places on; false where no list has it.
func Shift(num string, by int) (string, bool) {
	for _, set := range sets() {
		if i := slices.Index(set, num); i >= 0 && i+by >= 0 && i+by < len(set) {
			return set[i+by], true
		}
	}
	return "", false
}

// Between lists the labels inside a range; false where no list has both ends in
// this order.
func Between(from, to string) ([]string, bool) {
	for _, set := range sets() {
		if a, b := slices.Index(set, from), slices.Index(set, to); a >= 0 && b > a {
			return set[a+1 : b], true
		}
	}
	return nil, false
}

// Plain says whether a label is one of a list, and not inserted between two: "4",
// "d", "IV", and "aa" after "z"; "" is one.
func Plain(num string) bool {
	digits := strings.Trim(num, "0123456789") == ""
	roman := strings.Trim(strings.ToLower(num), "ivx") == ""
	double := len(num) == 2 && num[0] == num[1]
	return digits || roman || len(num) == 1 || double
}

// Ordinal is what a word counts: "third" and "3rd" are 3, "last" is -1, another word is 0.
func Ordinal(word string) int {
	if word == "last" || word == "final" {
		return -1
	}
	if n := slices.Index([]string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}, word); n > 0 {
		return n
	}
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if s, ok := strings.CutSuffix(word, end); ok {
			if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 100 {
				return n
			}
		}
	}
	return 0
}
