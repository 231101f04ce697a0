package lexicon

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chancery.example/chancery/internal/act"
)

// Countable says whether a name means nothing without a number.
func Countable(n act.Name) bool {
	switch n {
	case act.NameTitle, act.NameHeading, act.NamePreamble, act.NameTable, act.NameAnnex:
		return false
	}
	return true
}

// Headed says whether units of a name have headings.
func Headed(n act.Name) bool {
	return n == act.NameArticle || n == act.NameChapter || n == act.NameSection || n == act.NameAnnex
}

// Rank orders names from the outermost.
func Rank(n act.Name) int {
	order := []act.Name{act.NameAnnex, act.NameSection, act.NameChapter, act.NameArticle, act.NamePart, act.NamePoint, act.NameSubpoint,
		act.NameTable, act.NameRow, act.NameColumn, act.NameLine, act.NameSentence}
	switch n {
	case act.NameTitle, act.NamePreamble:
		return 0
	case act.NameHeading:
		return len(order)
	}
	return slices.Index(order, n)
}

// Lowered is a number as it looks when its superscript is lost.
func Lowered(s string) string {
	return strings.NewReplacer("¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁰", "0").Replace(s)
}

// Number is the value of a plain number, 0 for others.
func Number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// letters are the labels of items in their order; ё and й label nothing.
var letters = strings.Split("а б в г д е ж з и к л м н о п р с т", " ")

// Place is the place of a letter among the labels of items, from 1; 0 for others.
func Place(s string) int { return slices.Index(letters, s) + 1 }

// LetterAt is the letter that labels the item at a place from 1; "" past the last.
func LetterAt(n int) string {
	if n < 1 || n > len(letters) {
		return ""
	}
	return letters[n-1]
}

// Letter says whether a word is the label of an item: "а", "б1".
func Letter(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return r >= 'а' && r <= 'я' && r != 'й' && strings.Trim(s[n:], "0123456789.¹²³⁴⁵⁶⁷⁸⁹⁰") == ""
}

// Holds says whether a unit can be inside another as prose says it: of a level below,
// or a point in a point.
func Holds(outer, inner act.Step) bool {
	a, b := Rank(outer.Name), Rank(inner.Name)
	switch {
	case inner.Name == act.NameAnnex, outer == inner:
		return false
	case outer.Name == inner.Name:
		return inner.Name == act.NamePoint || inner.Name == act.NameSubpoint
	}
	return a < b || outer.Name == act.NameChapter && inner.Name == act.NameSection
}
