package amend

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/act"
	"pgregory.net/rapid"
)

func TestEveryWordKnowsItsSource(t *testing.T) {
	base := parsed(t, statute, act.Russian)
	one, err := Apply(base, Amender{"d1", []Operation{swap("point 5", "протокол", "протокол и акт")}})
	if err != nil {
		t.Fatal(err)
	}
	two, err := Apply(one, Amender{"d2", []Operation{swap("point 3", "Минске", "Бишкеке"), {Kind: TextInsertion, Targets: to("point 5"), At: After, Old: "протокол и", New: "каждый"}}})
	if err != nil {
		t.Fatal(err)
	}
	spot, err := two.Find(at("point 5"))
	if err != nil {
		t.Fatal(err)
	}
	w := spot.Block.Words
	if w.Text != "Секретарь подписывает протокол и каждый акт." {
		t.Fatal(w.Text)
	}
	for word, want := range map[string]act.Source{
		"Секретарь": {}, "протокол": {Amender: "d1", Operation: 1}, "каждый": {Amender: "d2", Operation: 2}, "акт": {Amender: "d1", Operation: 1}, ".": {},
	} {
		if got := w.By(strings.Index(w.Text, word)); got != want {
			t.Errorf("%s is by %v, want %v", word, got, want)
		}
	}
	if b := base.Block("chapter_1__number_2"); b != two.Block("chapter_1__number_2") {
		t.Error("what nobody named is not shared")
	}
	added, err := Apply(two, Amender{"d3", []Operation{lines(Insertion, "", "5.1. Архив."), lines(Substitution, "point 2 > subpoint 2", "2) назначает:", "б) на срок;")}})
	if err != nil {
		t.Fatal(err)
	}
	if b := added.Block("d3:1:1"); b == nil || b.By != (act.Source{Amender: "d3", Operation: 1}) {
		t.Errorf("added unit: %v", b)
	}
	if b := added.Block("chapter_1__number_2__bracket_2__letter_2"); b == nil || b.Words.Text != "на срок;" {
		t.Error("a unit that stays under its number lost its id")
	}
}

func TestTheHashOfTheTargetIsExpected(t *testing.T) {
	base := parsed(t, statute, act.Russian)
	o := swap("point 5", "протокол", "акт")
	h := base.Block("chapter_2__number_5").Hash()
	o.Expect = &h
	a := Amender{"d1", []Operation{o}}
	got, err := Apply(base, a)
	if err != nil {
		t.Fatal(err)
	}
	var f *Refusal
	if _, err := Apply(got, a); !errors.As(err, &f) || f.Reason != Changed {
		t.Errorf("got %v", err)
	}
}

func TestWhatMakesNoSenseIsInvalid(t *testing.T) {
	for name, o := range map[string]Operation{
		"a kind that is not known":    {Kind: "paint", Targets: to("point 1")},
		"no target":                   {Kind: Removal},
		"no lines":                    {Kind: Substitution, Targets: to("point 1")},
		"an insertion in two":         {Kind: Insertion, Targets: to("point 1", "point 2"), Lines: []string{"а"}},
		"after nothing":               {Kind: Insertion, Targets: to("point 1"), Lines: []string{"а"}, At: After},
		"a place that is none":        {Kind: Insertion, Targets: to("point 1"), Lines: []string{"а"}, At: "near"},
		"a line feed":                 swap("point 1", "а\nб", "в"),
		"no old words":                swap("point 1", "", "в"),
		"no new words":                swap("point 1", "в", ""),
		"a space at an end":           swap("point 1", "а ", "в"),
		"a negative count":            {Kind: TextDeletion, Targets: to("point 1"), Old: "а", Count: -1},
		"words added nowhere":         {Kind: TextInsertion, Targets: to("point 1"), New: "а"},
		"forms and words":             {Kind: TextSubstitution, Targets: to(""), Old: "а", Forms: []Form{{Old: "а", New: "б"}}},
		"an empty form":               {Kind: TextSubstitution, Targets: to(""), Forms: []Form{{Old: "а"}}},
		"numbers for no unit":         {Kind: Renumbering, Targets: to("point 1"), Numbers: []string{"1", "2"}},
		"a split without words":       {Kind: Split, Targets: to("point 1"), Numbers: []string{"2"}},
		"a join of one":               {Kind: Join, Targets: to("point 1")},
		"an extension without a day":  {Kind: Extension, Targets: to("point 1")},
		"a suspension till no day":    {Kind: Suspension, Targets: to("point 1"), Until: "soon"},
		"one hash for several things": {Kind: Removal, Targets: to("point 1", "point 2"), Expect: new(act.Hash)},
	} {
		var f *Refusal
		if _, err := Apply(parsed(t, statute, act.Russian), Amender{"d1", []Operation{o}}); !errors.As(err, &f) || f.Reason != Invalid || f.Operation != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Amender{"решение", nil}).Valid(); err == nil {
		t.Error("an id in other letters is taken")
	}
}

func TestAnAmenderIsReadBackAsItIs(t *testing.T) {
	h := act.Hash{1}
	a := Amender{"2019-11-28/2", []Operation{
		{Kind: TextSubstitution, Targets: to("article 5 > line #2"), Old: "«А» & <Б>", New: "В", Force: &Force{From: "2027-01-01", Members: []string{"arm"}}, Expect: &h, Source: &Range{3, 9}},
		{Kind: Insertion, Targets: to("point 1"), Lines: []string{"1) а;"}, Named: steps("subpoint 1"), At: After, Anchor: ref("point 1 > subpoint 0")},
	}}
	b := a.JSON()
	got, err := ParseJSON(b)
	if err != nil {
		t.Fatal(err)
	}
	if string(got.JSON()) != string(b) {
		t.Errorf("%s\n%s", got.JSON(), b)
	}
	for name, bad := range map[string]string{
		"a space":              " " + string(b),
		"an unknown field":     strings.Replace(string(b), `"kind"`, `"colour":"red","kind"`, 1),
		"a doubled field":      strings.Replace(string(b), `"kind"`, `"kind":"removal","kind"`, 1),
		"something behind":     string(b) + "{}",
		"a hash that is short": strings.Replace(string(b), h.String(), "01", 1),
		"nonsense":             `{"id":"d1","operations":[{"kind":"paint","targets":[]}]}`,
		"too much":             strings.Repeat(" ", act.MaxBytes+1),
	} {
		if _, err := ParseJSON([]byte(bad)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	f.Add(Amender{"d1", []Operation{swap("point 5", "а", "б")}}.JSON())
	f.Fuzz(func(t *testing.T, b []byte) {
		if a, err := ParseJSON(b); err == nil && string(a.JSON()) != string(b) {
			t.Errorf("%q is written back as %q", b, a.JSON())
		}
	})
}

func drawOperation(t *rapid.T, i int) Operation {
	targets := []string{"", "title", "preamble", "chapter 1", "point 1", "point 2", "point 2 > subpoint 2", "point 2 > subpoint 2 > subpoint а", "point 3 > line #2", "point 3",
		"point 5", "article 6", "article 6 > heading", "article 7 > part 1", "annex 1", "annex 1 > row 3", "annex 1 > column #2", "point 1 > sentence #2"}
	words := []string{"Совет", "Совета", "секретаря", "план", "протокол", "и", "А", "."}
	payload := []string{"5. А.", "5.1. Б;", "2) в:", "а) г.", "Строка.", "| 5 | 6 | 7 |", "Статья 6. Х", "3. Я."}
	target := rapid.SampledFrom(targets).Draw(t, fmt.Sprint("target", i))
	o := Operation{Kind: rapid.SampledFrom([]Kind{Substitution, Replacement, Insertion, Removal, Repeal, Renumbering, Split, Join,
		TextSubstitution, TextInsertion, TextDeletion, Suspension}).Draw(t, fmt.Sprint("kind", i)), Targets: to(target)}
	word := func() string { return rapid.SampledFrom(words).Draw(t, fmt.Sprint("word", i)) }
	switch o.Kind {
	case Substitution, Replacement, Insertion:
		o.Lines = rapid.SliceOfN(rapid.SampledFrom(payload), 1, 3).Draw(t, fmt.Sprint("lines", i))
	case Renumbering:
		o.Numbers = []string{rapid.SampledFrom([]string{"3", "5.2", "9", "в"}).Draw(t, fmt.Sprint("number", i))}
	case Split:
		o.Old, o.Numbers = word(), []string{"7"}
	case Join:
		o.Targets = to(target, rapid.SampledFrom(targets).Draw(t, fmt.Sprint("second", i)))
	case TextSubstitution:
		o.Old, o.New, o.All = word(), word(), rapid.Bool().Draw(t, fmt.Sprint("all", i))
	case TextInsertion:
		o.At, o.New = End, word()
		if rapid.Bool().Draw(t, fmt.Sprint("after", i)) {
			o.At, o.Old = After, word()
		}
	case TextDeletion:
		o.Old = word()
	}
	return o
}

func TestWhatIsNotNamedStays(t *testing.T) {
	base := parsed(t, statute, act.Russian)
	applied := 0
	rapid.Check(t, func(t *rapid.T) {
		o := drawOperation(t, 0)
		got, err := Apply(base, Amender{"d1", []Operation{o}})
		var f *Refusal
		if err != nil {
			if !errors.As(err, &f) || f.Operation != 0 {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		applied++
		if err := got.Valid(); err != nil {
			t.Fatal(err)
		}
		again, err := act.ParsePlain(got.Plain(), act.Russian)
		if err != nil || shape(again.Root) != shape(got.Root) {
			t.Fatalf("read back it is another tree:\n%s", got.Plain())
		}
		named := make(map[act.ID]bool)
		for _, a := range o.Targets {
			spot, err := base.Find(a)
			if err != nil {
				t.Fatal(err)
			}
			spot.Block.Walk(func(b *act.Block) bool { named[b.ID] = true; return true })
			for _, b := range base.Path(spot.Block.ID) {
				named[b.ID] = true // its words are compared below
			}
		}
		base.Root.Walk(func(b *act.Block) bool {
			now := got.Block(b.ID)
			if !named[b.ID] && now != b && (now == nil || now.Line() != b.Line() || len(now.Children) < len(b.Children)) {
				t.Fatalf("%s was not named and is now %v", b.ID, now)
			}
			return true
		})
	})
	if applied == 0 {
		t.Error("every drawn operation was refused")
	}
}

// big is an act of about 200 KB.
func big() string {
	var s strings.Builder
	s.WriteString("Большой акт\n")
	for i := range 1000 {
		fmt.Fprintf(&s, "%d. Совет рассматривает вопрос номер %d и принимает решение.\n1) первое дело;\n2) второе дело.\n", i+1, i+1)
	}
	return s.String()
}

func TestTenThousandAmendmentsOfABigAct(t *testing.T) {
	text := parsed(t, big(), act.Russian)
	var took []time.Duration
	for i := range 10_000 {
		n := fmt.Sprint(i%1000 + 1)
		ops := []Operation{
			{Kind: TextInsertion, Targets: to("point " + n), At: After, Old: "вопрос номер", New: "раз"},
			lines(Substitution, "point "+n+" > subpoint 2", "2) второе дело и ещё одно."),
		}
		if i%2 == 1 {
			ops = []Operation{{Kind: TextDeletion, Targets: to("point " + n), Old: "раз"}, {Kind: TextSubstitution, Targets: to("point " + n), Old: "решение", New: "решение"}}
		}
		if i >= 1000 {
			ops = ops[1:]
		}
		if i%2 == 1 && i < 1000 {
			ops = ops[1:]
		}
		start := time.Now()
		next, err := Apply(text, Amender{fmt.Sprint("d", i), ops})
		took = append(took, time.Since(start))
		if err != nil {
			t.Fatal(i, err)
		}
		text = next
	}
	slices.Sort(took)
	t.Logf("%d bytes; amendment median %v, p99 %v, max %v", len(text.Plain()), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
	if p99 := took[len(took)*99/100]; p99 > 50*time.Millisecond {
		t.Errorf("p99 %v: ten times what is promised", p99)
	}
}
