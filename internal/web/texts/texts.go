// Package texts keeps what the site made of the texts of acts, within bounds: a
// wording is made once for an act, a language, a class of readers, a question and
// the place of the last change. It knows no page.
package texts

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/wording/line"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// The bounds of what is kept of the texts of acts.
const (
	keptLines    = 64       // acts in a language, as a class reads them
	keptWordings = 32       // days, members and known days of one
	keptText     = 64 << 20 // bytes of all texts, about
)

// A lineKey is an act in a language as a class of readers may read it, after the
// last change of anything that it was made from.
type lineKey struct {
	act       council.ID
	lang      words.Lang
	class     access.Class
	amenders  [32]byte // digest of who they are: pages ask for some of them, too
	last      register.Place
	audiences string
}

// An actLine is what is kept of one, and is used by one goroutine at a time.
type actLine struct {
	mu    sync.Mutex
	line  *line.Line
	fault string
	made  map[line.Question]wording.Wording
}

// A Keeper keeps what was made of the texts of acts, within bounds. It may be used by
// several goroutines.
type Keeper struct {
	text  func(ctx context.Context, hash string) ([]byte, error)
	mu    sync.Mutex
	lines map[lineKey]*actLine
	bytes int
}

// New makes a keeper; text returns the deposited text of a hash.
func New(text func(ctx context.Context, hash string) ([]byte, error)) *Keeper {
	return &Keeper{text: text, lines: make(map[lineKey]*actLine)}
}

// get is the line of a key, kept or new. To make room any others go.
func (k *Keeper) get(key lineKey) *actLine {
	k.mu.Lock()
	defer k.mu.Unlock()
	if l, ok := k.lines[key]; ok {
		return l
	}
	l := &actLine{made: make(map[line.Question]wording.Wording)}
	for other := range k.lines {
		if len(k.lines) < keptLines && k.bytes <= keptText {
			break
		}
		delete(k.lines, other)
		if len(k.lines) == 0 {
			k.bytes = 0
		}
	}
	k.lines[key] = l
	return l
}

// grew notes that a line takes more memory, and lets go of it if all take too much.
func (k *Keeper) grew(bytes int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.bytes += bytes
	if k.bytes > keptText {
		k.lines, k.bytes = make(map[lineKey]*actLine), 0
	}
}

// Wording is what an act says, made once for an act, a language, a class of
// readers, a question and the place of the last change. The fault says what in the
// text is not of the plain form.
func (k *Keeper) Wording(ctx context.Context, from reading.ActText, lang words.Lang, q line.Question) (w wording.Wording, fault string, err error) {
	key := lineKey{act: from.Act.ID, lang: lang, class: from.Class, last: from.Reads.Last}
	var ids []byte
	for _, x := range from.Amenders {
		ids = fmt.Appendln(ids, x.ID, x.Does.Adopted, x.Does.Force.IsZero()) // a redline takes its force away
		for _, m := range x.Does.Amendments {
			ids = fmt.Appendln(ids, len(m.Exceptions), awaiting(m)) // and what operations wait for
		}
	}
	key.amenders = sha256.Sum256(ids)
	for _, a := range from.Reads.Audiences {
		key.audiences += " " + string(a)
	}
	l := k.get(key)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.line == nil && l.fault == "" {
		base, err := k.textIn(ctx, from.Act.Texts, lang)
		if err != nil {
			return w, "", err
		}
		if l.line, err = line.New(base, lang, from.History()); err != nil {
			l.fault = err.Error()
		}
		k.grew(8 * len(base))
	}
	w, ok := l.made[q]
	if ok || l.fault != "" {
		return w, l.fault, nil
	}
	w = l.line.On(q)
	for i := range w.Steps {
		step := &w.Steps[i]
		if step.Source == nil && step.ID != w.Last {
			continue
		}
		text, err := k.saidIn(ctx, from, l.line.TextOf(step.ID))
		if err != nil {
			return w, "", err
		}
		line.Tell(text, step.Says)
		if n, passage := line.Placed(text, step.Source); n > 0 {
			step.Why = strings.Join([]string{strconv.Itoa(n), passage, step.Why}, ": ")
		}
	}
	if len(l.made) >= keptWordings {
		clear(l.made)
	}
	l.made[q] = w
	k.grew(8 * len(w.Plain))
	return w, "", nil
}

// awaiting counts the operations that wait for a condition or are for some members.
func awaiting(m council.Amendment) (n int) {
	for _, o := range m.Operations {
		if o.Force != nil && (o.Force.Condition != "" || len(o.Force.Members) > 0) {
			n++
		}
	}
	return n
}

// saidIn is a text of an amender by its id; nothing, if the reader may not read it.
func (k *Keeper) saidIn(ctx context.Context, from reading.ActText, id council.ID) (string, error) {
	for _, a := range from.Amenders {
		for _, t := range a.Texts {
			if t.ID == id {
				b, err := k.text(ctx, t.Facts.Hash)
				return string(b), err
			}
		}
	}
	return "", nil
}

// textIn returns the first text in a language, or nothing if there is none.
func (k *Keeper) textIn(ctx context.Context, list []reading.TextRef, lang words.Lang) (string, error) {
	for _, t := range list {
		if t.Facts.Lang != lang || t.Facts.Media != "text/plain" {
			continue
		}
		b, err := k.text(ctx, t.Facts.Hash)
		if err != nil {
			return "", fmt.Errorf("text %s: %w", t.Facts.Hash, err)
		}
		return string(b), nil
	}
	return "", nil
}
