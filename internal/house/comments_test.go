package house

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// wellKnown lists methods whose meaning an interface of the standard library
// gives; they need no comment.
var wellKnown = []string{"As", "Close", "Error", "Format", "GoString", "Is", "Len", "Less", "LogValue", "MarshalBinary", "MarshalJSON",
	"MarshalText", "MarshalYAML", "Read", "Scan", "ServeHTTP", "String", "Swap", "UnmarshalBinary", "UnmarshalJSON", "UnmarshalText",
	"UnmarshalYAML", "Unwrap", "Value", "Write", "WriteTo"}

func findPackageComments(t *tree) []breach {
	var found []breach
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		var with []string
		name := ""
		for _, f := range packages[dir] {
			if f.test {
				continue
			}
			name = f.Name.Name
			if f.Doc != nil && !f.generated {
				with = append(with, path.Base(f.path))
			}
		}
		home := name + ".go"
		switch {
		case name == "":
			found = append(found, breach{dir, "only tests, and no file that says what the package is for"})
		case len(with) != 1:
			found = append(found, breach{dir, fmt.Sprintf("package comments in %d files, want 1", len(with))})
		case name != "main" && with[0] != home:
			found = append(found, breach{dir, "the package comment is in " + with[0] + ", want " + home})
		}
	}
	return found
}

func findUncommented(t *tree) []breach {
	var found []breach
	for f := range t.written {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				found = append(found, t.uncommentedFunc(d)...)
			case *ast.GenDecl:
				found = append(found, t.uncommentedSpecs(d)...)
			}
		}
	}
	return found
}

func (t *tree) uncommentedFunc(d *ast.FuncDecl) []breach {
	if !d.Name.IsExported() {
		return nil
	}
	if d.Recv != nil && (!ast.IsExported(receiverType(d)) || slices.Contains(wellKnown, d.Name.Name)) {
		return nil
	}
	return t.uncommented(d.Pos(), d.Name.Name, d.Doc)
}

func (t *tree) uncommentedSpecs(d *ast.GenDecl) []breach {
	var found []breach
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			doc := s.Doc
			if doc == nil && len(d.Specs) == 1 {
				doc = d.Doc
			}
			if s.Name.IsExported() {
				found = append(found, t.uncommented(s.Pos(), s.Name.Name, doc)...)
			}
		case *ast.ValueSpec: // a comment on the group serves all its names
			if d.Doc == nil && s.Doc == nil && s.Comment == nil && slices.ContainsFunc(s.Names, (*ast.Ident).IsExported) {
				found = append(found, t.at(s.Pos(), "%s has no comment", s.Names[0].Name))
			}
		}
	}
	return found
}

// uncommented reports a name whose comment is missing or does not begin with
// it; an article may come first.
func (t *tree) uncommented(pos token.Pos, name string, doc *ast.CommentGroup) []breach {
	if doc == nil {
		return []breach{t.at(pos, "%s has no comment", name)}
	}
	w := strings.Fields(doc.Text())
	if len(w) > 1 && slices.Contains([]string{"A", "An", "The"}, w[0]) {
		w = w[1:]
	}
	if len(w) == 0 || strings.TrimRight(w[0], ",.:;") != name {
		return []breach{t.at(pos, "the comment of %s does not begin with its name", name)}
	}
	return nil
}

// receiverType is the name of the type that a method belongs to.
func receiverType(d *ast.FuncDecl) string {
	e := d.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

var (
	promise = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|HA` + `CK)\b`)
	person  = regexp.MustCompile(`\b([Ww]e|[Ww]e're|[Ll]et's)\b`)
)

func findLooseComments(t *tree) []breach {
	var found []breach
	for _, f := range t.files {
		if f.generated {
			continue
		}
		for _, g := range f.Comments {
			for _, c := range g.List {
				if w := promise.FindString(c.Text); w != "" {
					found = append(found, t.at(c.Pos(), "%s: do it, or file it", w))
				}
				if w := person.FindString(c.Text); w != "" {
					found = append(found, t.at(c.Pos(), "%q: say who", w))
				}
			}
		}
	}
	for _, x := range t.texts {
		if path.Ext(x.path) == ".go" || x.path == "go.mod" {
			continue
		}
		found = append(found, lineBreaches(x, func(line string) string {
			if w := promise.FindString(line); w != "" {
				return w + ": do it, or file it"
			}
			return ""
		})...)
	}
	return found
}

var (
	reference = regexp.MustCompile(`\bdoc/([a-z0-9-]+\.md)(#[^\s)"'` + "`" + `.,;:]*)?`)
	link      = regexp.MustCompile(`\]\(([^)\s]*)\)`)
)

func findDeadAnchors(t *tree) []breach {
	docs := make(map[string][]string) // anchors by path
	for _, x := range t.texts {
		if path.Ext(x.path) == ".md" {
			docs[x.path] = anchors(x.body)
		}
	}
	dead := func(doc, anchor string) string {
		list, ok := docs[doc]
		if !ok {
			return doc + " does not exist"
		}
		if a := strings.TrimPrefix(anchor, "#"); a != "" && !slices.Contains(list, a) {
			return doc + " has no anchor " + a
		}
		return ""
	}
	var found []breach
	for _, x := range t.texts {
		switch path.Ext(x.path) {
		case ".go", ".templ", ".bash", ".sql":
			found = append(found, lineBreaches(x, func(line string) string {
				if m := reference.FindStringSubmatch(line); m != nil {
					return dead("doc/"+m[1], m[2])
				}
				return ""
			})...)
		case ".md":
			found = append(found, lineBreaches(x, func(line string) string {
				return deadLink(path.Dir(x.path), line, t.paths, dead)
			})...)
		}
	}
	return found
}

// deadLink says which relative link of a line of Markdown leads nowhere.
func deadLink(dir, line string, exists map[string]bool, dead func(doc, anchor string) string) string {
	for _, m := range link.FindAllStringSubmatch(line, -1) {
		to, anchor, _ := strings.Cut(m[1], "#")
		if to == "" || strings.Contains(to, ":") || strings.HasPrefix(to, "/") {
			continue
		}
		to = path.Join(dir, to)
		if path.Ext(to) == ".md" {
			if what := dead(to, anchor); what != "" {
				return what
			}
		} else if to != "." && !exists[to] {
			return to + " does not exist"
		}
	}
	return ""
}

var (
	heading  = regexp.MustCompile(`(?m)^#{1,6}\s+(.*?)\s*#*$`)
	explicit = regexp.MustCompile(`\b(?:id|name)="([^"]+)"`)
	dropped  = regexp.MustCompile(`[^\p{L}\p{N}\s_-]`)
)

// anchors are the places of a Markdown text that can be linked to, named the
// way the usual renderers name headings.
func anchors(body string) []string {
	var list []string
	for _, m := range heading.FindAllStringSubmatch(body, -1) {
		s := dropped.ReplaceAllString(strings.ToLower(m[1]), "")
		list = append(list, strings.ReplaceAll(s, " ", "-"))
	}
	for _, m := range explicit.FindAllStringSubmatch(body, -1) {
		list = append(list, m[1])
	}
	return list
}
