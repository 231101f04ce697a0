// Package inquiry answers about acts on record in lines for a screen, as their pages
// do: what an act says on a day, for a member, as far as was known; whether it binds
// and why; what changed from one day to another.
//
// It shows what the reader's room shows, and nothing else.
package inquiry

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/publish"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/redline"
	"chancery.example/chancery/internal/web/texts"
	"chancery.example/chancery/internal/why"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/wording/line"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/internal/words"
)

// A Desk answers one reader about one act.
type Desk struct {
	from   reading.ActText
	org    reading.Organisation
	lang   words.Lang
	tongue *locale.Tongue
	texts  *texts.Keeper
}

// A Question is what is asked of an act. The zero Question is about all members, after
// all that is on record.
type Question struct {
	Day    calendar.Day     // unknown: after all that is on record
	Member procedure.Member // none: the text for all
	Known  calendar.Day     // as far as was known then; unknown: all there is
}

// Find returns the act with a text that a name means: its id, or what stands in its
// title in any language, whatever the case. The error is a refusal where none is meant,
// or more than one.
func Find(room *reading.Room, name string) (council.ID, error) {
	var found []council.ID
	for _, id := range room.ActsWithText(reader.Reads) {
		if string(id) == name {
			return id, nil
		}
		a, err := room.Act(id)
		if err != nil {
			return "", err
		}
		for _, title := range a.Facts.Title {
			if strings.Contains(strings.ToLower(title), strings.ToLower(name)) {
				found = append(found, id)
				break
			}
		}
	}
	switch len(found) {
	case 0:
		return "", council.Refuse(council.Unknown, council.CodeNoSuch, "act", name)
	case 1:
		return found[0], nil
	}
	return "", council.Refuse(council.Malformed, council.CodeForm, "act", fmt.Sprintf("%q is in the titles of %d acts", name, len(found)))
}

// New opens an act in the reader's room. Its text, and the answers, are in a language;
// none is the first in which a text lies beside the act. Text returns the deposited
// text of a hash. The error is a refusal where the reader sees no such act, or where
// there is no text of it in the language.
func New(room *reading.Room, id council.ID, lang words.Lang, text func(ctx context.Context, hash string) ([]byte, error)) (*Desk, error) {
	from, err := room.ActText(id)
	if err != nil {
		return nil, err
	}
	d := &Desk{from: from, org: room.Organisation(), lang: lang, texts: texts.New(text)}
	var have []words.Lang
	for _, t := range from.Act.Texts {
		if t.Facts.Media == "text/plain" && reader.Reads(t.Facts.Lang) {
			have = append(have, t.Facts.Lang)
		}
	}
	if d.lang == "" && len(have) > 0 {
		d.lang = have[0]
	}
	if !slices.Contains(have, d.lang) {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "text", string(lang))
	}
	book, err := locale.Load()
	if err != nil {
		return nil, err
	}
	var ok bool
	if d.tongue, ok = book.In(d.lang); !ok {
		d.tongue, _ = book.In(book.Langs()[0])
	}
	return d, nil
}

// At returns the text of the act in a form, text, json or akn, and says whether it
// binds and what became of each amendment. Where something cannot be applied it is the
// text before, and that is said. Akoma Ntoso is of the text for all alone.
func (d *Desk) At(ctx context.Context, q Question, form string) (text []byte, says []string, err error) {
	w, t, err := d.made(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	if says, err = d.says(t, q); err != nil {
		return nil, nil, err
	}
	switch {
	case form == "json":
		text = fmt.Appendf(nil, "%s\n", w.Text.JSON())
	case form == "akn" && q.Member == "" && !q.Known.Known():
		text, err = publish.Expression{Org: d.org, V: d.from, W: w, Day: q.Day}.Akn()
	case form == "text":
		text = []byte(w.Plain)
	default:
		err = council.Refuse(council.Malformed, council.CodeNoSuch, "form", form)
	}
	return text, says, err
}

// Show returns what the act is, whether it binds, and what became of each amendment.
func (d *Desk) Show(ctx context.Context, q Question) ([]string, error) {
	_, t, err := d.made(ctx, q)
	if err != nil {
		return nil, err
	}
	says, err := d.says(t, q)
	return append([]string{fmt.Sprintf("%s (%s)", d.plain(d.from.Act.Facts.Title), t.When(d.from.Act.Facts.At))}, says...), err
}

// Compare returns the lines that changed from one day to that of the question, marked
// as [redline.Marked] does. An unknown day from is the day before the last change.
func (d *Desk) Compare(ctx context.Context, from calendar.Day, q Question) ([]string, error) {
	now, _, err := d.made(ctx, q)
	if err != nil {
		return nil, err
	}
	if !from.Known() {
		days := slices.DeleteFunc(slices.Clone(now.Days), func(c calendar.Day) bool { return q.Day.Known() && c.Compare(q.Day) > 0 })
		if len(days) == 0 {
			return nil, nil
		}
		from = days[len(days)-1].Add(-1)
	}
	q.Day = from
	was, _, err := d.made(ctx, q)
	if err != nil {
		return nil, err
	}
	return redline.Marked(redline.Compare(was.Text, now.Text)), nil
}

// made is the wording of an act, with who tells its reasons.
func (d *Desk) made(ctx context.Context, q Question) (wording.Wording, why.Teller, error) {
	w, fault, err := d.texts.Wording(ctx, d.from, d.lang, line.Question{Day: q.Day, Known: q.Known, Member: line.Member(q.Member)})
	if err == nil && fault != "" {
		err = fmt.Errorf("text of the act: %s", fault)
	}
	return w, why.Teller{Tongue: d.tongue, Plain: d.plain, From: d.from, W: w}, err
}

func (d *Desk) plain(w words.Text) string {
	s, _ := w.In(d.tongue.Lang(), d.org.Languages...)
	return s
}

// says is the answer to a question and what became of each amendment.
func (d *Desk) says(t why.Teller, q Question) ([]string, error) {
	asked := why.Asked{Day: q.Day, Known: q.Known}
	if i := slices.IndexFunc(d.from.Members, func(m reading.MemberRef) bool { return m.ID == q.Member }); i >= 0 {
		asked.Member = &d.from.Members[i]
	} else if q.Member != "" {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "member", string(q.Member))
	}
	says := []string{t.Binds(asked)}
	if t.W.Stopped.Known() {
		says = append(says, t.Say("acttext.stopped", "day", t.Day(t.W.Stopped)))
	}
	for i, s := range t.W.Steps {
		name := s.ID
		if j := slices.IndexFunc(d.from.Amenders, func(a reading.Amender) bool { return string(a.ID) == s.ID }); j >= 0 {
			name = d.plain(d.from.Amenders[j].Title)
		}
		says = append(says, fmt.Sprintf("%s. %s: %s", strconv.Itoa(i+1), name, t.Say("acttext.fate."+string(s.Fate))))
		if s.Why != "" {
			says = append(says, "   "+s.Why)
		}
		for _, p := range t.Parts(s) {
			says = append(says, "   "+p)
		}
	}
	return says, nil
}
