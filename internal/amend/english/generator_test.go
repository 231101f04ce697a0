package english

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// A place is a unit with the units above it.
type place struct {
	path []*unit // article, paragraph, point
}

func (p place) unit() *unit { return p.path[len(p.path)-1] }

func (p place) parent() *unit { return p.path[len(p.path)-2] }

// name writes a place in one of the ways of the style.
func (g *generator) name(p place) string {
	nums := make([]string, len(p.path))
	for i, u := range p.path {
		nums[i] = u.num
	}
	tail := ""
	for _, n := range nums[1:] {
		tail += "(" + n + ")"
	}
	switch g.style {
	case "us":
		return "section " + nums[0] + tail
	case "commonwealth":
		if len(nums) == 3 && g.IntN(3) == 0 {
			return fmt.Sprintf("paragraph (%s) of section %s(%s)", nums[2], nums[0], nums[1])
		}
		return "section " + nums[0] + tail
	case "un":
		switch len(nums) {
		case 2:
			return g.pick("Article "+nums[0]+", paragraph "+nums[1], "paragraph "+nums[1]+" of Article "+nums[0])
		case 3:
			return g.pick("Article "+nums[0]+", paragraph "+nums[1]+" ("+nums[2]+")", "subparagraph ("+nums[2]+") of paragraph "+nums[1]+" of Article "+nums[0])
		}
	case "eu":
		switch len(nums) {
		case 2:
			return g.pick("Article "+nums[0]+"("+nums[1]+")", "paragraph "+nums[1]+" of Article "+nums[0])
		case 3:
			return g.pick("Article "+nums[0]+"("+nums[1]+"), point ("+nums[2]+")", "point ("+nums[2]+") of Article "+nums[0]+"("+nums[1]+")")
		}
	}
	if len(nums) == 4 {
		return fmt.Sprintf("Article %s(%s)(%s)(%s)", nums[0], nums[1], nums[2], nums[3])
	}
	return map[bool]string{true: "Article ", false: "section "}[g.style == "eu" || g.style == "un"] + nums[0]
}

// level is the word for a unit at a depth.
func (g *generator) level(depth int) string {
	return map[string][]string{
		"eu": {"Article", "paragraph", "point"}, "un": {"Article", "paragraph", "subparagraph"},
		"commonwealth": {"section", "subsection", "paragraph"}, "us": {"section", "subsection", "paragraph"},
	}[g.style][depth]
}

func (g *generator) quote(s string) string {
	switch g.style {
	case "eu":
		return g.pick("‘"+s+"’", "'"+s+"'")
	case "us":
		return `"` + s + `"`
	}
	return "“" + s + "”"
}

func (g *generator) block(s string) string { return g.quote(strings.TrimSuffix(s, "\n")) }

// places lists the units of a depth: 1 articles, 2 paragraphs, 3 points.
func (g *generator) places(depth int) []place {
	var out []place
	var walk func(path []*unit)
	walk = func(path []*unit) {
		if len(path) == depth {
			out = append(out, place{slices.Clone(path)})
			return
		}
		for _, k := range path[len(path)-1].kids {
			walk(append(path, k))
		}
	}
	for _, a := range g.base.kids {
		if !strings.HasPrefix(a.label, "Annex") {
			walk([]*unit{a})
		}
	}
	return out
}

func (g *generator) place(depths ...int) (place, bool) {
	list := g.places(depths[g.IntN(len(depths))])
	if len(list) == 0 {
		return place{}, false
	}
	return list[g.IntN(len(list))], true
}

// once finds a word that stands n times in a unit, and not in a label.
func (g *generator) once(u *unit, n int) (string, bool) {
	for _, w := range g.some(len(vocabulary)) {
		if u.count(w) == n {
			return w, true
		}
	}
	return "", false
}

type family struct {
	name string
	make func(*generator, bool) (string, bool) // edits the base unless flawed; false: not this time
}

func (g *generator) passive() string {
	if g.style == "un" {
		return "shall be"
	}
	return "is"
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// words is an instruction on words: where, old, new in the manner of the style.
func (g *generator) replacing(where, old, now, count string) string {
	o, n := g.quote(old), g.quote(now)
	if count != "" {
		count = " " + count
	}
	switch g.style {
	case "us":
		return capital(where) + " is amended by striking " + g.pick("", "the phrase ", "the word ") + o + count + " and inserting " + g.pick("", "the phrase ") + n + g.pick("", " in its place") + "."
	case "commonwealth":
		return "In " + where + ", " + g.pick("by the substitution of "+n+" for "+o+count, "by the substitution for "+o+count+" of "+n, "for "+o+count+" substitute "+n, "by substituting "+n+" for "+o+count) + "."
	case "un":
		return "In " + where + ", " + g.pick("replace "+o+count+" by "+n, "the words "+o+" shall be replaced by the words "+n+count, "replace the word "+o+" with the word "+n+count) + "."
	}
	if count != "" {
		count = "," + count + ","
	}
	return "In " + where + ", the words " + o + count + " are replaced by the words " + n + "."
}

var twice = map[string][]string{"us": {"both times it appears"}, "eu": {"in both places where they occur", "in both places"}, "un": {"in both places", "twice"}, "commonwealth": {"in both places where it occurs", "in both places"}}

var every = map[string][]string{"us": {"wherever it appears", "each place it appears", "each time it appears"}, "eu": {"wherever they occur"}, "un": {"wherever it appears", "in each place where it occurs"}, "commonwealth": {"wherever it occurs", "in each place where it occurs"}}

func TestGeneratedInstructions(t *testing.T) {
	var total, exact, refused, flawed, caught int
	byFamily := make(map[string]int)
	missed := make(map[string]int)
	seed := uint64(1)
	for total < 3000 {
		seed++
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 7)), style: []string{"eu", "un", "commonwealth", "us"}[seed%4]}
		g.build()
		base := g.base.clone()
		bad := seed%8 == seed/8%8
		f := families[g.IntN(len(families))]
		text, ok := f.make(g, bad)
		if !ok {
			continue
		}
		total++
		byFamily[f.name]++
		if g.IntN(2) == 0 {
			text = "Decision amending the Regulation on Harbours\nThe Council,\nHaving regard to the Treaty,\nHAS DECIDED AS FOLLOWS:\n1. " + text + "\n2. This Decision shall enter into force on 1 May 2027."
			if i := strings.Index(text, "\nAnnex to the Decision\n"); i >= 0 {
				j := strings.LastIndex(text, "\n2. This")
				text = text[:i] + text[j:] + text[i:j]
			}
		}
		before, err := act.ParsePlain(base.String(), act.English)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		res := Parse(text, Options{})
		why := fmt.Sprint(res.Unparsed)
		if len(res.Unparsed) == 0 {
			after, err := amend.Apply(before, amend.Amender{ID: "a", Operations: res.Operations})
			why = fmt.Sprint(err)
			if err == nil {
				got = after.Plain()
			}
		}
		if bad {
			flawed++
			if got != "" {
				t.Errorf("seed %d, %s, %s: flawed and applied: %s", seed, g.style, f.name, text)
				continue
			}
			caught++
			continue
		}
		switch want := g.base.String(); {
		case got == "":
			refused++
			if missed[f.name]++; missed[f.name] < 4 {
				t.Logf("seed %d, %s, %s: refused: %s\n%s", seed, g.style, f.name, text, why)
			}
		case got != want:
			t.Errorf("seed %d, %s, %s: wrong and unflagged: %s\n%s", seed, g.style, f.name, text, difference(got, want))
		default:
			exact++
		}
	}
	t.Logf("wrong and unflagged: 0 unless said above; %d instructions: %d lawful, %d exact, %d refused; %d flawed, %d caught; %d families %v", total, total-flawed, exact, refused, flawed, caught, len(byFamily), byFamily)
	if refused*100 > total {
		t.Errorf("%d lawful instructions were refused: %v", refused, missed)
	}
}

func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("got  %s\nwant %s", strings.Join(a[i:min(i+3, len(a))], " ⏎ "), strings.Join(b[i:min(i+3, len(b))], " ⏎ "))
		}
	}
	return "one is longer"
}
