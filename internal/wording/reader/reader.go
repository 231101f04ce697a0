// Package reader reads amending prose by the grammar of its language.
package reader

import (
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/english"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian"
	"chancery.example/chancery/internal/amend/terms"
	"chancery.example/chancery/internal/words"
)

// A Reader reads amending prose. It may be used by several goroutines.
type Reader struct{ russian *russian.Grammar }

// New makes a reader.
func New() *Reader { return With(nil) }

// With makes a reader that knows the terms of an organisation besides those of the
// language.
func With(base terms.Base) *Reader { return &Reader{russian.New(base)} }

// Reads reports whether texts in a language can be read.
func Reads(l words.Lang) bool { return l == words.Lang(act.Russian) || l == words.Lang(act.English) }

// Parse reads amending prose by the grammar of its language; base is the text that
// is amended, or nil.
func (r *Reader) Parse(text string, base *act.Text, lang act.Lang) prose.Result {
	if lang == act.Russian {
		return r.russian.Parse(text, base)
	}
	return english.Parse(text, english.Options{Base: base})
}
