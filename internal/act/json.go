package act

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Hash is the SHA-256 of canonical JSON.
type Hash [32]byte

// String is the hash in small hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText gives the hexadecimal digits.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads 64 small hexadecimal digits.
func (h *Hash) UnmarshalText(b []byte) error {
	if len(b) != 64 || !bytes.Equal(b, bytes.ToLower(b)) {
		return fmt.Errorf("hash %q: want 64 small hexadecimal digits", b)
	}
	_, err := hex.Decode(h[:], b)
	return err
}

// JSON is the text in canonical JSON: one form for one text, without the sources
// of its words.
func (t *Text) JSON() []byte { return canonical(t) }

// JSON is the block and all under it in canonical JSON.
func (b *Block) JSON() []byte { return canonical(b) }

// Hash is the hash of the canonical JSON.
func (t *Text) Hash() Hash { return sha256.Sum256(t.JSON()) }

// Hash is the hash of the block's canonical JSON: what an operation expects to
// find.
func (b *Block) Hash() Hash { return sha256.Sum256(b.JSON()) }

func canonical[T any](v T) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // strings and lists of them can be written
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// ParseJSON reads what JSON writes and nothing else: another order of fields, a
// space, an unknown or a doubled field are errors, as is a tree that breaks the
// rules of its kinds or a limit.
func ParseJSON(b []byte) (*Text, error) {
	if len(b) > MaxBytes {
		return nil, fmt.Errorf("act: %d bytes, at most %d", len(b), MaxBytes)
	}
	if err := shallow(b); err != nil {
		return nil, err
	}
	t := new(Text)
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(t); err != nil {
		return nil, fmt.Errorf("act: %w", err)
	}
	if err := t.Valid(); err != nil {
		return nil, fmt.Errorf("act: %w", err)
	}
	if !bytes.Equal(t.JSON(), b) {
		return nil, errors.New("act: not in the canonical form")
	}
	return t, nil
}

// shallow refuses nesting that a decoder would follow too deep.
func shallow(b []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch {
		case quoted && b[i] == '\\':
			i++
		case b[i] == '"':
			quoted = !quoted
		case quoted:
		case b[i] == '{' || b[i] == '[':
			if depth++; depth > 2*MaxDepth+4 {
				return fmt.Errorf("act: levels deeper than %d", MaxDepth)
			}
		case b[i] == '}' || b[i] == ']':
			depth--
		}
	}
	return nil
}

// Valid says what is wrong with a text that was put together by hand or read
// from another form: an unknown language, style or kind, an ID that is missing or
// occurs twice, a label where none belongs, words with a line feed, cells
// outside a row, a table in a table.
func (t *Text) Valid() error {
	if t.Lang == "" || len(t.Lang) > 16 || t.Root == nil || t.Root.Kind != KindAct {
		return errors.New("text without a language or root")
	}
	switch t.Style {
	case StyleRussian, StyleEU, StyleCommonwealth, StyleUS, StyleCode:
	default:
		return fmt.Errorf("style %q: not known", t.Style)
	}
	v := &checker{ids: make(map[ID]bool, min(t.Root.size(MaxDepth), MaxBlocks))}
	return v.block(t.Root, nil, 1)
}

type checker struct{ ids map[ID]bool }

func (v *checker) block(b, parent *Block, depth int) error {
	switch {
	case b == nil:
		return errors.New("a block that is null")
	case depth > MaxDepth || len(v.ids) >= MaxBlocks:
		return fmt.Errorf("block %q: more than %d levels or %d blocks", b.ID, MaxDepth, MaxBlocks)
	case b.ID == "" || len(b.ID) > 1000 || strings.ContainsAny(string(b.ID), " \n\t"):
		return fmt.Errorf("block %q: not an id", b.ID)
	case v.ids[b.ID]:
		return fmt.Errorf("block %q: occurs twice", b.ID)
	}
	v.ids[b.ID] = true
	if why := wrong(b, parent); why != "" {
		return fmt.Errorf("block %q: %s", b.ID, why)
	}
	for _, c := range b.Children {
		if err := v.block(c, b, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// wrong says which rule of its kind a block breaks.
func wrong(b, parent *Block) string {
	switch b.Kind {
	case KindAct, KindPreamble, KindTable, KindRow, KindLine, KindSection, KindChapter, KindArticle, KindRule, KindAnnex,
		KindNumber, KindBracket, KindLetter, KindCapital, KindRoman, KindUpper:
	default:
		return fmt.Sprintf("kind %q is not known", b.Kind)
	}
	switch {
	case (b.Kind == KindAct) != (parent == nil):
		return "the root is of kind act, and nothing else is"
	case b.Kind.Labelled() != (b.Label != ""), !b.Kind.Labelled() && b.Num != "", !strings.Contains(b.Label, b.Num):
		return "a label and number that do not belong to the kind"
	case b.Kind.Labelled() && b.Num == "" && b.Kind != KindAnnex:
		return "no number"
	case (b.Kind == KindPreamble || b.Kind == KindTable || b.Kind == KindRow) && b.Words.Text != "":
		return "words of its own"
	case b.Kind == KindLine && (b.Words.Text == "" || len(b.Children) > 0):
		return "a line is words and nothing else"
	case (b.Kind == KindRow) != (len(b.Cells) > 0), (b.Kind == KindRow) != (parent != nil && parent.Kind == KindTable):
		return "rows hold cells and stand in tables"
	case b.Kind == KindRow && len(b.Children) > 0, b.Kind == KindTable && len(b.Children) == 0:
		return "a table holds rows, a row cells"
	case b.State != "" && b.State != StateRepealed && b.State != StateSuspended:
		return "a state that is not known"
	case b.Until != "" && !day(b.Until):
		return "until is not a day"
	case slices.ContainsFunc(b.Held, func(h Held) bool { return !h.In(b) || h.Until != "" && !day(h.Until) }):
		return "a suspended part that does not stand there once, or without a day"
	}
	if !inline(b.Label) || !inline(b.Words.Text) || slices.ContainsFunc(b.Cells, func(c Words) bool { return !inline(c.Text) }) {
		return "words with line feeds, or with spaces at an end"
	}
	return ""
}

// inline reports whether words can stand on a line.
func inline(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsAny(s, "\n\r") && strings.TrimSpace(s) == s
}

func day(s string) bool {
	for i, c := range []byte(s) {
		if (i == 4 || i == 7) != (c == '-') || c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) == 10
}

// An Act is one work with its expressions, one per language, all authentic.
type Act struct {
	Name  string  `json:"name"`  // how decisions call it, for people
	Texts []*Text `json:"texts"` // one per language
}

// Align lists the blocks of one expression that have no counterpart of the same
// kind in the other, in the order of the page: first those of t, then those of
// other.
func (t *Text) Align(other *Text) (alone, others []ID) {
	return missing(t, other), missing(other, t)
}

func missing(t, other *Text) []ID {
	kinds := make(map[ID]Kind)
	other.Root.Walk(func(b *Block) bool { kinds[b.ID] = b.Kind; return true })
	var out []ID
	t.Root.Walk(func(b *Block) bool {
		if kinds[b.ID] != b.Kind {
			out = append(out, b.ID)
		}
		return true
	})
	return out
}

// EIDs are the addresses of the blocks in this expression (eId) by their
// permanent IDs: what ParsePlain would name them today.
func (t *Text) EIDs() map[ID]string {
	out := make(map[ID]string, t.Root.size(MaxDepth))
	out[t.Root.ID] = "act"
	t.Root.named("act", func(b *Block, id ID) { out[b.ID] = string(id) })
	return out
}

// size is how many blocks there are from b on, no deeper than so many levels.
func (b *Block) size(levels int) int {
	if b == nil || levels == 0 {
		return 0
	}
	n := 1
	for _, c := range b.Children {
		n += c.size(levels - 1)
	}
	return n
}
