// Package pages holds the templates of the web: the frame that every page has,
// the parts that pages are built of, and the pages themselves.
//
// A template shows a view; it decides nothing and looks nothing up. What a part
// needs is in one plain struct. Pages work without scripts and have no styles of
// their own; whatever is said by colour or form is also said in words.
package pages

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/web/picture"
	"chancery.example/chancery/internal/words"
)

// A Link is words that lead somewhere.
type Link struct {
	Text string
	URL  string
	Lang words.Lang // of Text, if it is not the language of the page
	Here bool       // the place where the reader is
}

// A Cell is what one place of a list or table holds.
type Cell = templ.Component

// Text is a cell of plain words.
func Text(s string) Cell {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, templ.EscapeString(s))
		return err
	})
}

// Cells puts cells one after another with a space between.
func Cells(cs ...Cell) Cell {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for i, c := range cs {
			if i > 0 {
				if _, err := io.WriteString(w, " "); err != nil {
					return err
				}
			}
			if err := c.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// Around renders a component with children, for components built in Go.
func Around(c, children templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, children), w)
	})
}

// Drawn writes a picture. It is the one place where markup goes to a page
// unescaped; it takes nothing but a Drawing, and package picture, which alone
// makes them, escapes every text.
func Drawn(d picture.Drawing) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, string(d))
		return err
	})
}

// Wording is a wording in the language of the page or, if there is none, in the
// one it has, marked as such for those who listen.
func Wording(t *locale.Tongue, text words.Text, order ...words.Lang) Cell {
	s, lang := text.In(t.Lang(), order...)
	if lang == t.Lang() || lang == "" {
		return Text(s)
	}
	return Foreign(s, lang)
}

// langOf returns the lang attribute for text, empty if the page has it already.
func langOf(t *locale.Tongue, l words.Lang) string {
	if l == t.Lang() {
		return ""
	}
	return string(l)
}

// long says whether a title is set smaller.
func long(s string) string {
	if len([]rune(s)) > 70 {
		return "long"
	}
	return ""
}

// fragment makes the id of a heading from words of code, not of people.
func fragment(parts ...string) string { return strings.Join(parts, "-") }
