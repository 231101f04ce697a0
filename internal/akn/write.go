package akn

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn/label"
	"chancery.example/chancery/internal/akn/markup"
)

// Write is the document as a file, valid by the schema of Akoma Ntoso 1.0. It is
// made of the fields alone; what was read from elsewhere and is foreign is kept
// by Rewrite. Errors: what the document lacks, and words that XML cannot say,
// with their place.
func (d *Document) Write() ([]byte, error) {
	if err := d.valid(); err != nil {
		return nil, fmt.Errorf("akn: %w", err)
	}
	root := group("akomaNtoso", "xmlns", Namespace)
	var err error
	if len(d.Expressions) == 1 {
		w := &writer{d: d, e: d.Expressions[0]}
		root.add(w.document())
		err = w.err
	} else {
		body := group("collectionBody")
		for i, e := range d.Expressions {
			name := "cmp_" + strconv.Itoa(i+1)
			w := &writer{d: d, e: e, prefix: name + "__"}
			body.add(group("component", "eId", name).add(w.document()))
			if err == nil {
				err = w.err
			}
		}
		root.add(group("documentCollection", "name", "languages").add(d.collection(), body))
	}
	if err != nil {
		return nil, fmt.Errorf("akn: %w", err)
	}
	b := file(new(node).add(root))
	if len(b) > MaxBytes {
		return nil, fmt.Errorf("akn: %d bytes, at most %d", len(b), MaxBytes)
	}
	return b, nil
}

// valid says what a document lacks.
func (d *Document) valid() error {
	switch {
	case d.Kind.element() == "":
		return fmt.Errorf("kind %q: not known", d.Kind)
	case len(d.Expressions) == 0:
		return errors.New("no expression")
	case !isURI(d.Work.URI):
		return fmt.Errorf("work: uri %q", d.Work.URI)
	case !isURI(d.Work.Author.URI):
		return fmt.Errorf("work: author's uri %q", d.Work.Author.URI)
	case !isDay(d.Work.Date):
		return fmt.Errorf("work: date %q", d.Work.Date)
	case d.Work.Country == "":
		return errors.New("work: no country")
	}
	for _, s := range []string{d.Work.Author.Name, d.Work.Country, d.Work.Number, d.Work.Name} {
		if !markup.Writable(s) {
			return fmt.Errorf("work: %q cannot be written in XML", s)
		}
	}
	for i, e := range d.Expressions {
		if err := e.valid(); err != nil {
			return fmt.Errorf("expression %d: %w", i+1, err)
		}
	}
	for i, e := range d.Events {
		known := e.Type == Generation || e.Type == Amendment || e.Type == Repeal
		if !isDay(e.Date) || !isURI(e.Source) || !known {
			return fmt.Errorf("event %d: %q on %q from %q", i+1, e.Type, e.Date, e.Source)
		}
	}
	for i, m := range d.Active {
		if err := m.valid(); err != nil {
			return fmt.Errorf("active modification %d: %w", i+1, err)
		}
	}
	for i, m := range d.Passive {
		if err := m.valid(); err != nil {
			return fmt.Errorf("passive modification %d: %w", i+1, err)
		}
	}
	return nil
}

func (e Expression) valid() error {
	switch {
	case !isURI(e.URI):
		return fmt.Errorf("uri %q", e.URI)
	case !isURI(e.File):
		return fmt.Errorf("file's uri %q", e.File)
	case !isDay(e.Date):
		return fmt.Errorf("date %q", e.Date)
	case !isDay(e.Made):
		return fmt.Errorf("day of the file %q", e.Made)
	case e.Text == nil:
		return errors.New("no text")
	case !isLanguage(string(e.Text.Lang)) || e.Text.Lang == "rus" || e.Text.Lang == "eng": // these are written for ru and en
		return fmt.Errorf("language %q", e.Text.Lang)
	}
	return e.Text.Valid()
}

// isLanguage reports whether a language has the form that the schema asks for.
func isLanguage(s string) bool {
	return regexp.MustCompile(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`).MatchString(s)
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// isURI reports whether an address can stand in an attribute as it is: no
// fragment, no space, nothing that an address has to escape; a scheme is letters.
func isURI(s string) bool {
	scheme, _, has := strings.Cut(s, ":")
	return s != "" && fragment(s) == s && !strings.Contains(s, "#") && (!has || strings.Contains(scheme, "/") || isLanguage(scheme))
}

const hex = "0123456789ABCDEF"

// fragment escapes what may not stand in an address: an ID may hold it.
func fragment(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c <= ' ', c >= 0x7f, strings.IndexByte("\"#<>\\^`{|}[]", c) >= 0, c == '%' && !escaped(s[i:]):
			out.WriteByte('%')
			out.WriteByte(hex[c>>4])
			out.WriteByte(hex[c&15])
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func escaped(s string) bool {
	return len(s) > 2 && strings.IndexByte(hex, s[1]) >= 0 && strings.IndexByte(hex, s[2]) >= 0
}

// A writer makes one document.
type writer struct {
	d       *Document
	e       Expression
	prefix  string // of every eId
	eids    map[act.ID]string
	bounds  []string // days that bound a period and are no events
	periods []period
	refs    []ref
	err     error
	labels  label.Book
}

// document is the element of one expression.
func (w *writer) document() *node {
	w.eids = w.e.Text.EIDs()
	root := w.e.Text.Root
	root.Walk(func(b *act.Block) bool {
		if len(b.Held) > 0 {
			w.fail(b, "a part of it is suspended, which the form cannot say")
		}
		return true
	})
	kids := root.Children
	var preamble *node
	if len(kids) > 0 && kids[0].Kind == act.KindPreamble && plain(kids[0].Children) {
		preamble = w.named("preamble", kids[0])
		preamble.lines = true
		for _, c := range kids[0].Children {
			preamble.add(w.block(c))
		}
		if len(kids[0].Children) == 0 {
			preamble.add(el("p"))
		}
		kids = kids[1:]
	}
	annexes := len(kids)
	for annexes > 0 && kids[annexes-1].Kind == act.KindAnnex {
		annexes--
	}
	title := group("preface").add(group("longTitle", "eId", w.prefix+"title").add(el("p").add(w.words("docTitle", root, root.Words.Text))))
	name := w.d.Kind.element()
	body := "mainBody"
	if name == "act" {
		body = "body"
	}
	main := group(body, "eId", w.prefix+"body", "wId", string(root.ID), "class", string(w.e.Text.Style))
	w.fill(main, kids[:annexes])
	var attached *node
	if annexes < len(kids) {
		attached = group("attachments")
		for _, b := range kids[annexes:] {
			attached.add(w.attachment(b))
		}
	}
	contains := ""
	if len(w.d.Passive) > 0 {
		contains = "singleVersion"
	}
	return group(name, "name", string(w.d.Kind), "contains", contains).add(w.meta(), title, preamble, main, attached)
}

// outline is the metadata that document writes, of the whole and of each annex at
// its end, without writing the text.
func (w *writer) outline() (meta *node, annexes []*node) {
	root := w.e.Text.Root
	root.Walk(func(b *act.Block) bool {
		if b.Until != "" && b != root {
			w.period("", b.Until)
		}
		return true
	})
	first := len(root.Children)
	for first > 0 && root.Children[first-1].Kind == act.KindAnnex {
		first--
	}
	for _, b := range root.Children[first:] {
		annexes = append(annexes, group("meta").add(w.frbr("/!"+w.eids[b.ID])))
	}
	return w.meta(), annexes
}

// plain reports whether blocks are lines and tables alone.
func plain(blocks []*act.Block) bool {
	return !slices.ContainsFunc(blocks, func(b *act.Block) bool { return b.Kind != act.KindLine && b.Kind != act.KindTable })
}

// attachment is an annex that stands at the end, a document of its own.
func (w *writer) attachment(b *act.Block) *node {
	n := w.named("attachment", b)
	n.lines = true
	w.head(n, b)
	main := group("mainBody")
	w.fill(main, b.Children)
	return n.add(group("doc", "name", "annex").add(group("meta").add(w.frbr("/!"+w.eids[b.ID])), main))
}

// fill puts blocks into a body; one that would be empty gets a paragraph without
// words and without a name, which says nothing.
func (w *writer) fill(body *node, blocks []*act.Block) {
	for _, g := range gather(blocks) {
		switch {
		case g.unit != nil:
			body.add(w.unit(g.unit))
		case body.local == "mainBody":
			for _, b := range g.lines {
				body.add(w.block(b))
			}
		default:
			body.add(w.loose(g.lines))
		}
	}
	switch {
	case len(blocks) > 0:
	case body.local == "mainBody":
		body.add(el("p"))
	default:
		body.add(w.loose(nil))
	}
}

// A run is a unit, or lines and tables in a row.
type run struct {
	unit  *act.Block
	lines []*act.Block
}

func gather(blocks []*act.Block) []run {
	var out []run
	for _, b := range blocks {
		switch {
		case b.Kind != act.KindLine && b.Kind != act.KindTable:
			out = append(out, run{unit: b})
		case len(out) > 0 && out[len(out)-1].unit == nil:
			out[len(out)-1].lines = append(out[len(out)-1].lines, b)
		default:
			out = append(out, run{lines: []*act.Block{b}})
		}
	}
	return out
}

// loose holds lines where the schema wants units.
func (w *writer) loose(lines []*act.Block) *node {
	content := group("content")
	for _, b := range lines {
		content.add(w.block(b))
	}
	if len(lines) == 0 {
		content.add(el("p"))
	}
	return group("hcontainer", "name", "lines").add(content)
}

// named is an element with the names of a block and what is known of its force.
func (w *writer) named(name string, b *act.Block, pairs ...string) *node {
	if !markup.Writable(string(b.ID)) {
		w.fail(b, "an id that cannot be written in XML")
	}
	status := ""
	switch b.State {
	case act.StateRepealed:
		status = "removed"
	case act.StateSuspended:
		status = "temporarilyRemoved"
	}
	n := el(name, append([]string{"eId", w.prefix + w.eids[b.ID], "wId", string(b.ID), "status", status}, pairs...)...)
	if b.Until != "" {
		n.attrs = append(n.attrs, attr{name: "period", value: "#" + w.period("", b.Until)})
	}
	return n
}

func (w *writer) fail(b *act.Block, why string) {
	if w.err == nil {
		w.err = fmt.Errorf("block %q: %s", b.ID, why)
	}
}

// words is an element that holds words of a block.
func (w *writer) words(name string, b *act.Block, s string) *node {
	if !markup.Writable(s) {
		w.fail(b, "words that cannot be written in XML")
	}
	return el(name).say(s)
}
