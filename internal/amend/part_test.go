package amend

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

// words is an operation on words of a target.
func words(kind Kind, target, old string) Operation {
	return Operation{Kind: kind, Targets: to(target), Old: old}
}

func TestRepealOfWhatIsNoUnit(t *testing.T) {
	check(t, statute, act.Russian, []sentence{
		{name: "repealed words go", ops: one(words(Repeal, "point 5", "подписывает")), gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь протокол."},
		{name: "words that are not there are not repealed", ops: one(words(Repeal, "point 5", "хранит")), why: NoMatch},
		{name: "words found twice are not repealed", ops: one(words(Repeal, "", "Секретариат")), why: MoreMatches},
		{name: "part of a label is not repealed", ops: one(words(Repeal, "chapter 2", "Глава")), why: Labelled},
		{name: "no words remain", ops: one(words(Repeal, "point 5", "Секретарь подписывает протокол.")), why: Empty},
		{name: "words are not repealed and replaced", ops: one(words(Repeal, "point 5", "протокол"), swap("point 5", "протокол", "акт")), why: Contradiction},
		{name: "words are not replaced and repealed", ops: one(swap("point 5", "протокол", "акт"), words(Repeal, "point 5", "протокол")), why: Contradiction},
		{name: "other words of the line are replaced beside it", ops: one(words(Repeal, "point 5", "подписывает"), swap("point 5", "протокол", "акт")),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь акт."},
		{name: "a repealed sentence keeps its place", ops: one(plain(Repeal, "point 1 > sentence #1"), swap("point 1 > sentence #2", "обязательны", "исполняются")),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Утратило силу. Решения Совета исполняются."},
		{name: "both sentences", ops: one(plain(Repeal, "point 1 > sentence #1", "point 1 > sentence #2")),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Утратило силу. Утратило силу."},
		{name: "one twice", ops: one(plain(Repeal, "point 1 > sentence #1"), plain(Repeal, "point 1 > sentence #1")), why: Contradiction},
		{name: "a sentence without a full stop", ops: one(plain(Repeal, "point 4 > sentence #1")), why: FinalMark},
		{name: "a repealed cell keeps its place", ops: one(plain(Repeal, "annex 1 > row 3 > column #2")), gone: "| 3 | май | Секретариат |", come: "| 3 | утратила силу | Секретариат |"},
		{name: "a cell without words has nothing to repeal", ops: one(plain(Repeal, "annex 1 > row 4 > column #2")), why: Empty},
		{name: "the whole act keeps its title", ops: one(plain(Repeal, "")), gone: strings.TrimSuffix(statute[strings.Index(statute, "Совет министров"):], "\n"), come: "Утратило силу."},
		{name: "nothing is changed in a repealed act", ops: one(plain(Repeal, ""), swap("point 5", "протокол", "акт")), why: Absent},
		{name: "an act that was changed is not repealed", ops: one(swap("point 5", "протокол", "акт"), plain(Repeal, "")), why: Contradiction},
		{name: "it is repealed once", ops: one(plain(Repeal, ""), plain(Repeal, "")), why: Contradiction},
		{name: "a removal names no words", ops: one(words(Removal, "point 5", "протокол")), why: Invalid},
	})
	for title, want := range map[string]string{"Устав Совета": "Утратил силу.", "Инструкция": "Утратила силу.", "Правила процедуры": "Утратили силу.", "О порядке": ""} {
		base := parsed(t, title+"\n1. А.\n", act.Russian)
		got, err := Apply(base, Amender{"d1", one(plain(Repeal, ""))})
		switch {
		case want == "" && err == nil:
			t.Errorf("%s: repealed as %q", title, got.Plain())
		case want != "" && (err != nil || got.Plain() != title+"\n"+want+"\n" || got.Root.State != act.StateRepealed):
			t.Errorf("%s: %v", title, err)
		case want != "":
			if _, err := Apply(got, Amender{"d2", one(plain(Repeal, ""))}); err == nil {
				t.Errorf("%s: repealed twice", title)
			}
		}
	}
	check(t, regulation, act.English, []sentence{
		{name: "the whole act", ops: one(plain(Repeal, "")), gone: strings.TrimSuffix(regulation[strings.Index(regulation, "Having"):], "\n"), come: "Repealed."},
		{name: "a cell", ops: one(plain(Repeal, "annex I > row 1 > column #2")), gone: "| 1 | Chair |", come: "| 1 | Repealed |"},
		{name: "a sentence", ops: one(plain(Repeal, "article 2 > paragraph 1 > subparagraph #1 > sentence #2")),
			gone: "1. The Council has members. Each pays its share.", come: "1. The Council has members. Repealed."},
	})
	code := parsed(t, "Act\nSection 5. Fees\n(a) Due. Paid.\n", act.English)
	code.Style = act.StyleCode
	if got, err := Apply(code, Amender{"d1", one(plain(Repeal, "section 5 > subsection a > sentence #2"))}); err == nil {
		t.Errorf("a sentence of a code: %s", got.Plain())
	}
}

func TestSuspensionOfParts(t *testing.T) {
	base := parsed(t, statute, act.Russian)
	until := func(o Operation, day string) Operation { o.Until = day; return o }
	apply := func(b *act.Text, ops ...Operation) (*act.Text, Reason) {
		t.Helper()
		got, err := Apply(b, Amender{"d1", ops})
		var f *Refusal
		if errors.As(err, &f) {
			return nil, f.Reason
		}
		if got.Plain() != b.Plain() && len(ops) == 1 && ops[0].Kind == Suspension {
			t.Errorf("a suspension changed words:\n%s", got.Plain())
		}
		again, err := act.ParseJSON(got.JSON())
		if err != nil || !reflect.DeepEqual(again.JSON(), got.JSON()) {
			t.Errorf("read back: %v", err)
		}
		return got, ""
	}
	held := func(text *act.Text, path string) []act.Held {
		spot, err := text.Find(at(path))
		if err != nil {
			t.Fatal(err)
		}
		return spot.Block.Held
	}
	for _, x := range []struct {
		name string
		op   Operation
		at   string
		want act.Held
	}{
		{"words", words(Suspension, "point 5", "подписывает"), "point 5", act.Held{Words: "подписывает"}},
		{"a sentence", plain(Suspension, "point 1 > sentence #2"), "point 1", act.Held{Words: "Решения Совета обязательны."}},
		{"the words beside a label", plain(Suspension, "point 3 > line #1"), "point 3", act.Held{Words: "Заседания проводятся в Минске, если Совет не решит иначе."}},
		{"a cell", until(plain(Suspension, "annex 1 > row 3 > column #2"), "2027-01-01"), "annex 1 > row 3", act.Held{Cell: 2, Until: "2027-01-01"}},
		{"words in a cell", words(Suspension, "annex 1", "март"), "annex 1 > row 1", act.Held{Cell: 2, Words: "март"}},
		{"words of a heading", words(Suspension, "article 6", "Расходы несут"), "article 6 > line #1", act.Held{Words: "Расходы несут"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, why := apply(base, x.op)
			if why != "" || !reflect.DeepEqual(held(got, x.at), []act.Held{x.want}) {
				t.Fatalf("%s %v", why, got)
			}
			if got.Hash() == base.Hash() {
				t.Error("the text with a suspended part has the hash of the one without")
			}
			longer := until(x.op, "2028-02-03")
			longer.Kind = Extension
			more, why := apply(got, longer)
			if why != "" || held(more, x.at)[0].Until != "2028-02-03" || len(held(more, x.at)) != 1 {
				t.Errorf("longer: %s", why)
			}
			free := x.op
			free.Kind, free.Until = Restoration, ""
			if after, why := apply(more, free); why != "" || len(held(after, x.at)) != 0 {
				t.Errorf("restored: %s", why)
			}
			if _, why := apply(base, free); why != Unclear {
				t.Errorf("what is not suspended is restored: %q", why)
			}
		})
	}
	got, _ := apply(base, words(Suspension, "point 5", "подписывает"), plain(Suspension, "annex 1 > row 3 > column #3"))
	for _, x := range []struct {
		name string
		op   Operation
		why  Reason
	}{
		{"other words beside suspended ones change", swap("point 5", "протокол", "акт"), ""},
		{"suspended words do not change unsaid", swap("point 5", "подписывает", "ведёт"), Unclear},
		{"nor part of them", swap("", "Секретарь подписывает", "ведёт"), Unclear},
		{"nor do they come twice", swap("point 5", "протокол", "и подписывает"), Unclear},
		{"a new wording of the unit is in force", lines(Substitution, "point 5", "5. Новое."), ""},
		{"a repealed unit has no suspended part", plain(Repeal, "point 5"), ""},
		{"words twice", words(Suspension, "", "Секретариат"), MoreMatches},
		{"words that are not there", words(Suspension, "point 5", "хранит"), NoMatch},
		{"a label", words(Suspension, "chapter 2", "Глава"), Labelled},
		{"a part of a number", words(Suspension, "point 3 > line #2", "10 дней"), ""},
	} {
		if _, why := apply(got, x.op); why != x.why {
			t.Errorf("%s: %q, want %q", x.name, why, x.why)
		}
	}
	twin := parsed(t, "Устав\n1. Да. Да.\n2. а-б в.\n", act.Russian)
	for _, o := range []Operation{plain(Suspension, "point 1 > sentence #1"), words(Suspension, "point 2", "а")} {
		if _, why := apply(twin, o); why != MoreMatches && why != Joined {
			t.Errorf("%v: %q", o.Targets, why)
		}
	}
	whole, why := apply(base, until(plain(Suspension, ""), "2027-01-01"))
	if why != "" || whole.Root.State != act.StateSuspended || whole.Root.Until != "2027-01-01" {
		t.Errorf("the whole act: %q", why)
	}
}

func TestASuspendedCellMovesWithItsColumn(t *testing.T) {
	apply := func(b *act.Text, o Operation) *act.Text {
		got, err := Apply(b, Amender{"d1", one(o)})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	cells := func(text *act.Text) []act.Held {
		spot, err := text.Find(at("annex 1 > row 3"))
		if err != nil {
			t.Fatal(err)
		}
		return spot.Block.Held
	}
	got := apply(parsed(t, statute, act.Russian), plain(Suspension, "annex 1 > row 3 > column #3"))
	if h := cells(apply(got, plain(Removal, "annex 1 > column #2"))); len(h) != 1 || h[0].Cell != 2 {
		t.Errorf("after a column went: %v", h)
	}
	if h := cells(apply(got, plain(Removal, "annex 1 > column #3"))); len(h) != 0 {
		t.Errorf("a cell that went is suspended: %v", h)
	}
	if h := cells(apply(got, insert("annex 1", "column #1", "| X |"))); len(h) != 1 || h[0].Cell != 4 {
		t.Errorf("after a column came: %v", h)
	}
}

func TestAColumnIsAdded(t *testing.T) {
	table := between("| № | Срок", "1. Перечень ведёт")
	with := func(rows ...string) string { return strings.Join(rows, "\n") }
	col := func(named string, cells ...string) Operation { return insert("annex 1", named, cells...) }
	beside := func(o Operation, where Where, anchor string) Operation { o.At, o.Anchor = where, ref(anchor); return o }
	four := []string{"| Место |", "| Минск |", "| Бишкек |", "|  |"}
	check(t, statute, act.Russian, []sentence{
		{name: "last", ops: one(col("column", four...)), gone: table,
			come: with("| № | Срок | Орган | Место |", "| 1 | март | Совет | Минск |", "| 3 | май | Секретариат | Бишкек |", "| 4 |  | Комиссия |  |")},
		{name: "a head over empty cells", ops: one(col("column Место", "| Место |")), gone: table,
			come: with("| № | Срок | Орган | Место |", "| 1 | март | Совет |  |", "| 3 | май | Секретариат |  |", "| 4 |  | Комиссия |  |")},
		{name: "by its ordinal", ops: one(col("column #2", four...)), gone: table,
			come: with("| № | Место | Срок | Орган |", "| 1 | Минск | март | Совет |", "| 3 | Бишкек | май | Секретариат |", "| 4 |  |  | Комиссия |")},
		{name: "after another", ops: one(beside(col("column", four...), After, "annex 1 > column Срок")), gone: table,
			come: with("| № | Срок | Место | Орган |", "| 1 | март | Минск | Совет |", "| 3 | май | Бишкек | Секретариат |", "| 4 |  |  | Комиссия |")},
		{name: "before another, in the table", ops: one(beside(insert("annex 1 > table", "column", four...), Before, "annex 1 > column #1")), gone: table,
			come: with("| Место | № | Срок | Орган |", "| Минск | 1 | март | Совет |", "| Бишкек | 3 | май | Секретариат |", "|  | 4 |  | Комиссия |")},
		{name: "under the head announced", ops: one(col("column Город", four...)), why: Mismatch},
		{name: "not under a head that exists", ops: one(col("column", "| Срок |")), why: Taken},
		{name: "a cell for each row", ops: one(col("column", "| Место |", "| Минск |")), why: Payload},
		{name: "one cell for each", ops: one(col("column", "| Место | Город |")), why: Payload},
		{name: "cells and not lines", ops: one(col("column", "Место")), why: Payload},
		{name: "one column at a time", ops: one(col("column & column", "| Место |")), why: Unclear},
		{name: "not past the end", ops: one(col("column #6", "| Место |")), why: Absent},
		{name: "beside a column that is there", ops: one(beside(col("column", "| Место |"), After, "annex 1 > column #7")), why: Absent},
		{name: "beside what is a column", ops: one(beside(col("column", "| Место |"), After, "annex 1 > row 1")), why: Unclear},
		{name: "to a table", ops: one(insert("point 5", "column", "| Место |")), why: Absent},
		{name: "a row after it has its cell", ops: one(col("column", "| Место |"), insert("annex 1", "row", "| 2 | апрель | Совет | Минск |")), gone: with("| № | Срок | Орган |", "| 1 | март | Совет |", "| 3 | май | Секретариат |", "| 4 |  | Комиссия |"),
			come: with("| № | Срок | Орган | Место |", "| 1 | март | Совет |  |", "| 2 | апрель | Совет | Минск |", "| 3 | май | Секретариат |  |", "| 4 |  | Комиссия |  |")},
	})
	check(t, "Устав\n1. А.\n| а | б |\n| в |\n", act.Russian, []sentence{
		{name: "not to rows of different lengths", ops: one(insert("point 1", "column", "| в |")), why: Payload},
		{name: "nor with cells for them", ops: one(insert("point 1", "column", "| в |", "| г |")), why: Payload},
	})
	base := parsed(t, statute, act.Russian)
	o := col("column", four...)
	wrong := base.Root.Hash()
	o.Expect = &wrong
	var f *Refusal
	if _, err := Apply(base, Amender{"d1", one(o)}); !errors.As(err, &f) || f.Reason != Changed {
		t.Errorf("a hash of something else: %v", err)
	}
	spot, _ := base.Find(at("annex 1"))
	right := spot.Block.Hash()
	o.Expect = &right
	got, err := Apply(base, Amender{"d1", one(o)})
	if err != nil {
		t.Fatal(err)
	}
	cell, _ := got.Find(at("annex 1 > row 3 > column Место"))
	if w := cell.Block.Cells[cell.Cell]; w.By(0) != (act.Source{Amender: "d1", Operation: 1}) {
		t.Errorf("the added cell is by %v", w.By(0))
	}
}

const meeting = `Rules
Article 1
1. The chair opens the sitting. The chair calls the chair of the board.
2. The clerk, who keeps the roll, reads the roll; and
(a) the text of 5.1 roll;
3. The clerk speaks
4. The co-chair and the chair sit.
`

func TestWordsByTheirPlaceAndByTheirEnds(t *testing.T) {
	nth := func(target, old, now string, n int) Operation { o := swap(target, old, now); o.Nth = n; return o }
	through := func(target, old, last, now string) Operation {
		o := swap(target, old, now)
		if o.Through = last; now == "" {
			o.Kind = TextDeletion
		}
		return o
	}
	rest := func(target, old, now string) Operation {
		o := swap(target, old, now)
		if o.Rest = true; now == "" {
			o.Kind = TextDeletion
		}
		return o
	}
	count := func(o Operation, n int) Operation { o.Count = n; return o }
	first := "1. The chair opens the sitting. The chair calls the chair of the board."
	check(t, meeting, act.English, []sentence{
		{name: "the first time", ops: one(nth("article 1 > paragraph 1", "chair", "head", 1)), gone: first, come: "1. The head opens the sitting. The chair calls the chair of the board."},
		{name: "the second time", ops: one(nth("article 1 > paragraph 1", "chair", "head", 2)), gone: first, come: "1. The chair opens the sitting. The head calls the chair of the board."},
		{name: "the last time", ops: one(nth("article 1 > paragraph 1", "chair", "head", -1)), gone: first, come: "1. The chair opens the sitting. The chair calls the head of the board."},
		{name: "the third of three", ops: one(count(nth("article 1 > paragraph 1", "chair", "head", 3), 3)), gone: first, come: "1. The chair opens the sitting. The chair calls the head of the board."},
		{name: "the second of two that are three", ops: one(count(nth("article 1 > paragraph 1", "chair", "head", 2), 2)), why: MoreMatches},
		{name: "a fourth time that is not there", ops: one(nth("article 1 > paragraph 1", "chair", "head", 4)), why: FewerMatches},
		{name: "the last of none", ops: one(nth("article 1 > paragraph 1", "head", "chair", -1)), why: NoMatch},
		{name: "a place that some count and others do not", ops: one(nth("article 1 > paragraph 4", "chair", "head", 1)), why: Joined},
		{name: "a place among labels", ops: one(nth("article 1", "Article", "Rule", 1)), why: Labelled},
		{name: "words go from one place", ops: one(Operation{Kind: TextDeletion, Targets: to("article 1 > paragraph 1"), Old: "The chair", Nth: 2}), gone: first,
			come: "1. The chair opens the sitting. calls the chair of the board."},
		{name: "words come after one place", ops: one(Operation{Kind: TextInsertion, Targets: to("article 1 > paragraph 1"), Old: "chair", Nth: 3, At: After, New: "and clerk"}), gone: first,
			come: "1. The chair opens the sitting. The chair calls the chair and clerk of the board."},
		{name: "one place is not replaced twice", ops: one(nth("article 1 > paragraph 1", "chair", "head", 1), nth("article 1 > paragraph 1", "chair", "head", 1)), why: Contradiction},
		{name: "what an operation wrote is not replaced", ops: one(swap("article 1 > paragraph 3", "clerk", "clerk of the clerk"), nth("article 1", "clerk", "x", -1)), why: Contradiction},
		{name: "words through others", ops: one(through("article 1 > paragraph 2", "who", "roll,", "and the usher,")), gone: "2. The clerk, who keeps the roll, reads the roll; and",
			come: "2. The clerk, and the usher, reads the roll; and"},
		{name: "words through others go", ops: one(through("article 1 > paragraph 2", "who keeps", "reads", "")), gone: "2. The clerk, who keeps the roll, reads the roll; and",
			come: "2. The clerk, the roll; and"},
		{name: "an end that stands twice behind", ops: one(through("article 1 > paragraph 2", "who", "roll", "x")), why: MoreMatches},
		{name: "an end that does not stand behind", ops: one(through("article 1 > paragraph 2", "reads", "who", "x")), why: NoMatch},
		{name: "an end that is part of a number", ops: one(through("article 1 > paragraph 2 > point a", "text", "5", "x")), why: Joined},
		{name: "a start that stands twice", ops: one(through("article 1 > paragraph 1", "chair", "board", "x")), why: MoreMatches},
		{name: "a start by its place", ops: one(Operation{Kind: TextSubstitution, Targets: to("article 1 > paragraph 1"), Old: "chair", Nth: -1, Through: "board", New: "board"}), gone: first,
			come: "1. The chair opens the sitting. The chair calls the board."},
		{name: "an end in another sentence", ops: one(through("article 1 > paragraph 1 > sentence #1", "opens", "board", "x")), why: NoMatch},
		{name: "all that follows, with its mark", ops: one(rest("article 1 > paragraph 1", "sitting", "meeting.")), gone: first, come: "1. The chair opens the meeting."},
		{name: "all that follows in a sentence", ops: one(rest("article 1 > paragraph 1 > sentence #1", "opens", "closes.")), gone: first, come: "1. The chair closes. The chair calls the chair of the board."},
		{name: "the mark that nobody names", ops: one(rest("article 1 > paragraph 1", "sitting", "meeting")), why: FinalMark},
		{name: "nor when they go", ops: one(rest("article 1 > paragraph 1", "sitting", "")), why: FinalMark},
		{name: "where there is none", ops: one(rest("article 1 > paragraph 3", "speaks", "sits")), gone: "3. The clerk speaks", come: "3. The clerk sits"},
		{name: "the end of a unit with items is that of the last", ops: one(rest("article 1 > paragraph 2", "who", "x; and")), why: Unclear},
		{name: "and can be named", ops: one(rest("article 1 > paragraph 2", "5.1", "it;")), gone: "(a) the text of 5.1 roll;", come: "(a) the text of it;"},
		{name: "a place and all", ops: one(Operation{Kind: TextDeletion, Targets: to(""), Old: "x", Nth: 1, All: true}), why: Invalid},
		{name: "an end and all that follows", ops: one(Operation{Kind: TextDeletion, Targets: to(""), Old: "x", Through: "y", Rest: true}), why: Invalid},
		{name: "an end for an insertion", ops: one(Operation{Kind: TextInsertion, Targets: to(""), Old: "x", New: "z", At: After, Through: "y"}), why: Invalid},
		{name: "a place in units", ops: one(Operation{Kind: Removal, Targets: to("article 1"), Nth: 1}), why: Invalid},
		{name: "a place of a suspension", ops: one(Operation{Kind: Suspension, Targets: to("article 1"), Old: "x", Nth: 1}), why: Invalid},
		{name: "a suspension of all places", ops: one(Operation{Kind: Suspension, Targets: to("article 1"), Old: "x", All: true}), why: Invalid},
		{name: "repealed by their place", ops: one(Operation{Kind: Repeal, Targets: to("article 1 > paragraph 1"), Old: "The chair", Nth: 1}), gone: first,
			come: "1. opens the sitting. The chair calls the chair of the board."},
	})
	check(t, statute, act.Russian, []sentence{
		{name: "от и до", ops: one(through("point 3", "в Минске", "Совет", "там, где Совет")), gone: "3. Заседания проводятся в Минске, если Совет не решит иначе.", come: "3. Заседания проводятся там, где Совет не решит иначе."},
		{name: "a cell to its end", ops: one(rest("annex 1 > row 3 > column #3", "Секретариат", "Аппарат")), gone: "| 3 | май | Секретариат |", come: "| 3 | май | Аппарат |"},
		{name: "a column has no end", ops: one(rest("annex 1 > column #3", "Секретариат", "Аппарат")), why: Unclear},
	})
}
