// Package markup knows what XML can say, and which elements of Akoma Ntoso stand on
// lines of their own.
package markup

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Block reports whether an element stands on lines of its own.
func Block(name string) bool {
	switch name {
	case "p", "block", "num", "heading", "subheading", "content", "intro", "wrapUp", "table", "tr", "td", "th",
		"quotedStructure", "blockList", "listIntroduction", "listWrapUp", "item", "li", "container", "div", "tocItem":
		return true
	}
	return Unit(name)
}

// Unit reports whether an element is one of the levels of an act.
func Unit(name string) bool {
	switch name {
	case "section", "article", "rule", "paragraph", "subparagraph", "point", "clause", "subclause", "subsection", "subrule", "alinea",
		"indent", "proviso", "transitional", "level", "sublist", "hcontainer", "item", "li", "recital", "citation":
		return true
	}
	return Upper(name)
}

// Upper reports whether an element gathers articles or sections.
func Upper(name string) bool {
	switch name {
	case "chapter", "part", "title", "book", "tome", "division", "subchapter", "subtitle", "subpart":
		return true
	}
	return false
}

// Note reports whether an element stands inside words and is no part of them.
func Note(name string) bool {
	switch name {
	case "authorialNote", "noteRef", "toc", "meta", "foreign", "img":
		return true
	}
	return false
}

// Escape writes a text as XML has it, in an element or quoted in an attribute.
func Escape(s *bytes.Buffer, text string, quoted bool) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '&':
			s.WriteString("&amp;")
		case c == '<':
			s.WriteString("&lt;")
		case c == '>':
			s.WriteString("&gt;")
		case c == '"' && quoted:
			s.WriteString("&quot;")
		case c == '\r', quoted && (c == '\n' || c == '\t'):
			s.WriteString("&#" + strconv.Itoa(int(c)) + ";")
		default:
			s.WriteByte(c)
		}
	}
}

// Writable reports whether XML can say a text.
func Writable(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return false
		}
	}
	return true
}

// Spaced is the value of an attribute, in which every break is a space.
func Spaced(s string) string {
	if !strings.ContainsAny(s, "\n\t\r") {
		return s
	}
	return strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(s)
}
