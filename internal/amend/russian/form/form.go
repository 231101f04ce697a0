// Package form is the language of the table of patterns.
package form

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// The kinds of items of a pattern.
const (
	Word  = iota // one of Words
	Slot         // what is read by its name
	Maybe        // one of Group, or nothing
)

// An Item is a part of a pattern.
type Item struct {
	Kind  int
	Words []string // alternatives
	Slot  string
	Group [][]Item // what may be missing: alternatives
}

// Parse reads a pattern: words, "a|b" for one of several, "[…]" for what may be
// missing, "<…>" for a slot. needs are the infinitives without one of which it cannot
// fit; none: it has no verb.
func Parse(says string) (items []Item, needs []string) {
	items, _ = parse(strings.Fields(strings.NewReplacer("[", "[ ", "]", " ]").Replace(says)))
	for _, it := range items {
		if it.Kind == Word && slices.ContainsFunc(it.Words, func(w string) bool { return lexicon.Verb(w) != "" }) {
			return items, it.Words
		}
	}
	return items, nil
}

func parse(list []string) (items []Item, rest []string) {
	for len(list) > 0 {
		w := list[0]
		list = list[1:]
		switch {
		case w == "]":
			return items, list
		case w == "[":
			var inner []Item
			inner, list = parse(list)
			items = append(items, Item{Kind: Maybe, Group: alternatives(inner)})
		case w[0] == '<':
			items = append(items, Item{Kind: Slot, Slot: strings.Trim(w, "<>")})
		default:
			items = append(items, Item{Kind: Word, Words: strings.Split(w, "|")})
		}
	}
	return items, nil
}

// alternatives takes "следующего содержания|<wording>" apart: the last word of
// a group may carry a slot that stands for the whole group.
func alternatives(inner []Item) [][]Item {
	n := len(inner)
	if last := inner[n-1]; last.Kind == Word && strings.HasPrefix(last.Words[len(last.Words)-1], "<") {
		k := len(last.Words) - 1
		slot := Item{Kind: Slot, Slot: strings.Trim(last.Words[k], "<>")}
		first := append(slices.Clone(inner[:n-1]), Item{Kind: Word, Words: last.Words[:k]})
		return [][]Item{first, {slot}}
	}
	return [][]Item{inner}
}
