// Package title compares the name that prose gives to an act with the title of a
// text. Names differ from titles in many ways; only what is certain counts.
package title

import (
	"slices"
	"strings"
)

// kinds are the words of which an act is one: what is called a charter is no statute.
// "Act" and "text" are names of any.
var kinds = []string{"charter", "statute", "treaty", "convention", "protocol", "agreement", "constitution", "regulation", "directive", "decision", "code", "covenant",
	"rules", "ordinance"}

// Kind says whether a word names a kind of acts.
func Kind(w string) bool { return slices.Contains(kinds, w) }

// Other says whether a name is certainly that of another act than one of a title: of
// another kind, with another number, or of another year. Words are in small letters;
// a name without such words is that of any act.
func Other(name, title []string) bool {
	return apart(name, title, Kind) ||
		apart(name, title, numbered) || apart(name, title, year)
}

// apart says whether both have words of a sort, and none in common.
func apart(name, title []string, is func(string) bool) bool {
	found := false
	for _, w := range name {
		if is(w) && slices.Contains(title, w) {
			return false
		}
		found = found || is(w)
	}
	return found && slices.ContainsFunc(title, is)
}

// numbered says whether a word is the number of an act: "2016/679".
func numbered(w string) bool {
	a, b, ok := strings.Cut(w, "/")
	return ok && digits(a) && digits(b)
}

func year(w string) bool { return len(w) == 4 && digits(w) && w >= "1800" && w < "2200" }

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
