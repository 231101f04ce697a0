package bishkek2019

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/council"
)

// A saying is one operation of the recorded example, or, for a whole act that is
// repealed, none.
type saying struct {
	amendment *council.Amendment
	op        amend.Operation
	n         int    // its place among the operations, from 1; 0: none
	passage   string // of the text from which it was read; "": given as an operation
	line      int    // of that text, from 0
	follows   bool   // the operation before it, of the same kind, was read from the same line
}

// sayings are all operations of the example in a language.
func sayings(t *testing.T, s *shelf, lang string) (all []saying) {
	t.Helper()
	for _, thing := range s.state.All(council.NounAmendment) {
		f := thing.Facts.(*council.Amendment)
		if string(f.Lang) != lang {
			continue
		}
		prose := ""
		if text, ok := s.state.Thing(f.Text); ok {
			prose = s.text(t, text.Facts.(*council.Text).Hash)
		}
		if len(f.Repeals) > 0 {
			all = append(all, saying{amendment: f})
		}
		for i, o := range f.Operations {
			x := saying{amendment: f, op: o, n: i + 1}
			if o.Source != nil {
				x.passage, x.line = prose[o.Source.From:o.Source.To], strings.Count(prose[:o.Source.From], "\n")
				if i > 0 {
					last := all[len(all)-1]
					x.follows = last.passage != "" && last.line == x.line && last.op.Kind == o.Kind
				}
			}
			all = append(all, x)
		}
	}
	return all
}

// has says whether a target is, or leads through, one of some names.
func (x saying) has(names ...act.Name) bool {
	return slices.ContainsFunc(x.op.Targets, func(a act.Address) bool {
		return slices.ContainsFunc(a.Steps, func(s act.Step) bool { return slices.Contains(names, s.Name) })
	})
}

// adds says whether units of one of some names are inserted.
func (x saying) adds(names ...act.Name) bool {
	return x.op.Kind == amend.Insertion && len(x.op.Named) > 0 && slices.Contains(names, x.op.Named[0].Name)
}

// forces are those that an operation has instead of that of its decision.
func (x saying) forces() (all []council.Force) {
	for _, e := range x.amendment.Exceptions {
		if slices.Contains(e.Operations, x.n) {
			all = append(all, e.Force)
		}
	}
	return all
}

// A family is one way to amend that the example has to show.
type family struct {
	name  string
	prose bool // read from prose, in both languages
	is    func(saying) bool
}

func kind(k amend.Kind) func(saying) bool { return func(x saying) bool { return x.op.Kind == k } }

// families are those of issue 4: the patterns, beside the kinds of operations.
func families() []family {
	annex := func(x saying) bool {
		return len(x.op.Targets) == 1 && len(x.op.Targets[0].Steps) == 1 && x.op.Targets[0].Steps[0].Name == act.NameAnnex
	}
	whole := func(x saying) bool { return x.n > 0 && len(x.op.Targets[0].Steps) == 0 }
	return []family{
		{"repeal of a unit", true, kind(amend.Repeal)},
		{"repeal of an act", false, func(x saying) bool { return slices.Contains(x.amendment.Repeals, x.amendment.Act) }},
		{"a new wording of a unit", true, func(x saying) bool { return x.op.Kind == amend.Substitution && x.has(act.NamePoint, act.NameParagraph) }},
		{"a supplement with an article", true, func(x saying) bool { return x.adds(act.NameArticle) }},
		{"a supplement with a point", true, func(x saying) bool { return x.adds(act.NamePoint, act.NameParagraph) }},
		{"a supplement with a subpoint", true, func(x saying) bool {
			return x.adds(act.NameSubpoint, act.NamePoint) && x.has(act.NamePoint, act.NameParagraph)
		}},
		{"a supplement with a line", true, func(x saying) bool { return x.adds(act.NameLine, act.NameSubparagraph) }},
		{"a supplement with a sentence", true, func(x saying) bool { return x.adds(act.NameSentence) }},
		{"a supplement with a row", true, func(x saying) bool { return x.adds(act.NameRow) }},
		{"a supplement with an annex", true, func(x saying) bool { return x.adds(act.NameAnnex) }},
		{"words for words", true, kind(amend.TextSubstitution)},
		{"several pairs of words, chained", true, func(x saying) bool { return x.follows && x.op.Kind == amend.TextSubstitution }},
		{"words as often as said", true, func(x saying) bool { return x.op.Count > 1 }},
		{"words excluded", true, kind(amend.TextDeletion)},
		{"words after words", true, func(x saying) bool { return x.op.Kind == amend.TextInsertion && x.op.At == amend.After }},
		{"words at the end", true, func(x saying) bool { return x.op.Kind == amend.TextInsertion && x.op.At == amend.End }},
		{"a sentence excluded", true, func(x saying) bool { return x.op.Kind == amend.Removal && x.has(act.NameSentence) }},
		{"points 5–8 become points 6–9", true, func(x saying) bool {
			return x.op.Kind == amend.Renumbering && slices.Equal(x.op.Numbers, []string{"6", "7", "8", "9"})
		}},
		{"throughout the text in the corresponding case", true, func(x saying) bool { return len(x.op.Forms) > 1 && whole(x) }},
		{"the title", true, func(x saying) bool { return x.has(act.NameTitle) }},
		{"the preamble", true, func(x saying) bool { return x.has(act.NamePreamble) }},
		{"an annex as the target", true, annex},
		{"a row", true, func(x saying) bool { return x.has(act.NameRow) }},
		{"a column", true, func(x saying) bool { return x.op.Kind == amend.Removal && x.has(act.NameColumn) }},
		{"a cell", true, func(x saying) bool { return x.has(act.NameRow) && x.has(act.NameColumn) }},
		{"as in an annex", true, func(x saying) bool {
			return strings.Contains(x.passage, "согласно приложению") || strings.Contains(x.passage, "set out in")
		}},
		{"units split", false, kind(amend.Split)},
		{"units joined", false, kind(amend.Join)},
		{"a suspension", true, kind(amend.Suspension)},
		{"an extension", true, kind(amend.Extension)},
		{"a force with exceptions", false, func(x saying) bool {
			return x.op.Force != nil && x.op.Force.From != "" || slices.ContainsFunc(x.forces(), func(f council.Force) bool { return f.When == council.OnDay })
		}},
		{"a force member by member", false, func(x saying) bool {
			return slices.ContainsFunc(x.forces(), func(f council.Force) bool { return f.When == council.OnNotices && f.Each })
		}},
	}
}

// kinds are the kinds of operations that package amend knows, as families.
func kinds(t *testing.T) (all []family) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../internal/amend/amend.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := v.Type.(*ast.Ident); ok && typ.Name == "Kind" {
			name, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, family{name: "kind " + name, is: kind(amend.Kind(name))})
		}
		return true
	})
	if len(all) < 14 {
		t.Fatalf("%d kinds were found, and there were 14", len(all))
	}
	return all
}

// missing are the names of the families that do not occur.
func missing(of []family, all []saying) (names []string) {
	for _, f := range of {
		if !slices.ContainsFunc(all, func(x saying) bool { return f.is(x) && (!f.prose || x.passage != "") }) {
			names = append(names, f.name)
		}
	}
	return names
}

// TestEveryWayToAmendOccursInBothLanguages fails if the example has no operation of a
// kind that there is, or of a family of patterns. That it would notice is tried by
// taking each out.
func TestEveryWayToAmendOccursInBothLanguages(t *testing.T) {
	of := append(families(), kinds(t)...)
	onShelf(t, func(s *shelf) {
		for _, lang := range []string{"ru", "en"} {
			all := sayings(t, s, lang)
			if m := missing(of, all); m != nil {
				t.Errorf("%s: the example does not show: %s", lang, strings.Join(m, "; "))
			}
			for _, f := range of {
				without := slices.DeleteFunc(slices.Clone(all), f.is)
				if !slices.Contains(missing(of, without), f.name) || len(without) == 0 {
					t.Errorf("%s: that %q is missing is not noticed, or all are of it", lang, f.name)
				}
			}
		}
		target := func(x saying) bool { return x.amendment.Act == s.names["decision-2003"] && x.has(act.NameAnnex) }
		if !slices.ContainsFunc(sayings(t, s, "ru"), target) || !slices.ContainsFunc(sayings(t, s, "en"), target) {
			t.Error("no annex of the decision of 2003 is a target")
		}
	})
}
