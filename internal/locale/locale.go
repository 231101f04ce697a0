// Package locale says things in the reader's language: the words of the
// interface by key, plural forms, days and times as exactly as they are known,
// numbers, and the order of an alphabet.
//
// It knows no organisation and no state: their names are wordings of the charter
// (package words). It does not hold texts of acts.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"chancery.example/chancery/internal/words"
)

// files holds the messages, one file a language. A new language is a new file.
//
//go:embed messages/*.json
var files embed.FS

// A Book holds the messages of every language. It does not change once loaded.
type Book struct {
	tongues map[words.Lang]*Tongue
	langs   []words.Lang
	matcher language.Matcher
}

// A Tongue says things in one language. It is safe for use by many at once.
type Tongue struct {
	lang     words.Lang
	tag      language.Tag
	messages map[string]message
	book     *Book
}

// A message is one wording, or one for each plural form that the language has.
type message struct {
	text  string
	forms map[plural.Form]string // nil if the wording counts nothing
}

// formNames are the names of the plural forms in the files, those of CLDR.
var formNames = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two,
	"few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// UnmarshalJSON reads a string, or an object of strings by plural form.
func (m *message) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, &m.text)
	}
	var byName map[string]string
	if err := json.Unmarshal(b, &byName); err != nil {
		return err
	}
	m.forms = map[plural.Form]string{}
	for name, s := range byName {
		f, ok := formNames[name]
		if !ok {
			return fmt.Errorf("plural form %q: want zero, one, two, few, many or other", name)
		}
		m.forms[f] = s
	}
	return nil
}

// Load reads the embedded messages. An error means that the program was built
// from a broken file.
func Load() (*Book, error) {
	found, err := files.ReadDir("messages")
	if err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	raw := map[words.Lang][]byte{}
	for _, f := range found {
		b, err := files.ReadFile("messages/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("messages: %w", err)
		}
		raw[words.Lang(strings.TrimSuffix(f.Name(), ".json"))] = b
	}
	return read(raw)
}

// read makes a book of files by language.
func read(raw map[words.Lang][]byte) (*Book, error) {
	b := &Book{tongues: map[words.Lang]*Tongue{}, langs: slices.Sorted(maps.Keys(raw))}
	var tags []language.Tag
	for _, l := range b.langs {
		tag, err := language.Parse(string(l))
		if err != nil {
			return nil, fmt.Errorf("messages of %s: %w", l, err)
		}
		t := &Tongue{lang: l, tag: tag, book: b}
		if err := json.Unmarshal(raw[l], &t.messages); err != nil {
			return nil, fmt.Errorf("messages of %s: %w", l, err)
		}
		b.tongues[l] = t
		tags = append(tags, tag)
	}
	b.matcher = language.NewMatcher(tags)
	return b, nil
}

// Langs returns the languages of the interface, by code.
func (b *Book) Langs() []words.Lang { return slices.Clone(b.langs) }

// In returns the tongue of a language, if there is one.
func (b *Book) In(l words.Lang) (*Tongue, bool) {
	t, ok := b.tongues[l]
	return t, ok
}

// Prefer returns the language of the interface that suits an Accept-Language
// header best, or the one given if none suits.
func (b *Book) Prefer(header string, otherwise words.Lang) words.Lang {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return otherwise
	}
	_, i, c := b.matcher.Match(tags...)
	if c == language.No {
		return otherwise
	}
	return b.langs[i]
}

// Lang returns the language of t.
func (t *Tongue) Lang() words.Lang { return t.lang }

// Has reports whether t has words for a key.
func (t *Tongue) Has(key string) bool {
	_, ok := t.messages[key]
	return ok
}

// Say returns the message of a key, with each {name} replaced by the value that
// follows name in pairs. A missing message is shown as missing, ⟦key⟧, so that
// it is seen and nothing else is lost.
func (t *Tongue) Say(key string, pairs ...string) string {
	m, ok := t.messages[key]
	if !ok || m.forms != nil {
		return "⟦" + key + "⟧"
	}
	return fill(m.text, pairs)
}

// Count returns the message of a key in the plural form that n asks for. {n} in
// it is n, written as numbers are in this language.
func (t *Tongue) Count(key string, n int64, pairs ...string) string {
	m, ok := t.messages[key]
	if !ok || m.forms == nil {
		return "⟦" + key + "⟧"
	}
	text, ok := m.forms[t.form(n)]
	if !ok {
		text = m.forms[plural.Other]
	}
	return fill(text, append([]string{"n", t.Number(n)}, pairs...))
}

// form returns the plural form of a whole number.
func (t *Tongue) form(n int64) plural.Form {
	if n < 0 {
		n = -n
	}
	if n >= 1_000_000 { // the forms of ru and en repeat every hundred, or are constant up there
		n = 1_000_000 + n%1_000_000
	}
	return plural.Cardinal.MatchPlural(t.tag, int(n), 0, 0, 0, 0)
}

// fill puts values in the place of {names}.
func fill(s string, pairs []string) string {
	if len(pairs) == 0 {
		return s
	}
	old := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		old = append(old, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(old...).Replace(s)
}

// Language returns the name of a language in this one, or its code.
func (t *Tongue) Language(l words.Lang) string {
	if key := "language." + string(l); t.Has(key) {
		return t.Say(key)
	}
	return string(l)
}

// Self returns the name of a language of the interface in itself.
func (b *Book) Self(l words.Lang) string {
	if t, ok := b.tongues[l]; ok {
		return t.Say("language.self")
	}
	return string(l)
}
