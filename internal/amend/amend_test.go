package amend

import (
	"errors"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

const statute = `Положение о Совете
Совет министров,
руководствуясь Уставом,
Глава 1. Общие положения
1. Совет является органом Организации. Решения Совета обязательны.
2. Совет:
1) утверждает план;
2) назначает секретаря:
а) на три года;
б) на новый срок;
3) принимает отчёт.
3. Заседания проводятся в Минске, если Совет не решит иначе.
Срок созыва – 10 дней.
Повестка дня рассылается заранее.
Глава 2. Секретариат
4. Секретариат готовит заседания Совета;
5. Секретарь подписывает протокол.
Глава 3. Средства
Статья 6. Расходы
Расходы несут стороны.
Счета проверяет ревизор.
Статья 7
1. Доли определяет шкала.
2. Шкалу утверждает совет.
Приложение 1. Перечень
| № | Срок | Орган |
| 1 | март | Совет |
| 3 | май | Секретариат |
| 4 |  | Комиссия |
1. Перечень ведёт Секретариат.
`

// at is a way from the act: "point 3", "line #2", "{id}".
func at(path string) act.Address {
	var a act.Address
	if path == "" {
		return a
	}
	for step := range strings.SplitSeq(path, " > ") {
		name, num, _ := strings.Cut(step, " ")
		s := act.Step{Name: act.Name(name), Num: num}
		if n, ok := strings.CutPrefix(num, "#"); ok {
			s.Num = ""
			s.Ordinal = int(n[0] - '0')
			if n == "-1" {
				s.Ordinal = -1
			}
		}
		a.Steps = append(a.Steps, s)
	}
	return a
}

func to(paths ...string) []act.Address {
	var out []act.Address
	for _, p := range paths {
		out = append(out, at(p))
	}
	return out
}

func ref(path string) *act.Address { a := at(path); return &a }

func steps(path string) []act.Step { return at(path).Steps }

func parsed(t *testing.T, text string, lang act.Lang) *act.Text {
	t.Helper()
	base, err := act.ParsePlain(text, lang)
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// A sentence is one test: operations and what comes of them, as pairs of lines
// that go and come, or a reason.
type sentence struct {
	name string
	ops  []Operation
	gone string // lines of the base that the result lacks, in order
	come string // lines of the result that the base lacks, in order
	why  Reason
}

func check(t *testing.T, text string, lang act.Lang, list []sentence) {
	for _, x := range list {
		t.Run(x.name, func(t *testing.T) {
			base := parsed(t, text, lang)
			before := string(base.JSON())
			got, err := Apply(base, Amender{"d1", x.ops})
			if string(base.JSON()) != before {
				t.Fatal("the base was changed")
			}
			var f *Refusal
			if x.why != "" {
				if !errors.As(err, &f) || f.Reason != x.why {
					t.Fatalf("got %v, want a refusal %s", err, x.why)
				}
				if !strings.Contains(f.Error(), string(x.why)) {
					t.Errorf("message %q does not say why", f.Error())
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := got.Valid(); err != nil {
				t.Fatal(err)
			}
			gone, come := differ(base.Plain(), got.Plain())
			if gone != x.gone || come != x.come {
				t.Errorf("gone\n%s\nwant\n%s\ncome\n%s\nwant\n%s", gone, x.gone, come, x.come)
			}
			again := parsed(t, got.Plain(), lang)
			if again.Plain() != got.Plain() || shape(again.Root) != shape(got.Root) {
				t.Errorf("read back it is another tree:\n%s\nand\n%s", shape(got.Root), shape(again.Root))
			}
		})
	}
}

func shape(b *act.Block) string {
	s := string(b.Kind) + " " + b.Num + " " + b.Line()
	for _, c := range b.Children {
		s += "\n" + strings.ReplaceAll(shape(c), "\n", "\n ")
	}
	return s
}

// differ cuts what two texts share at their starts and ends.
func differ(a, b string) (string, string) {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return strings.Join(x, "\n"), strings.Join(y, "\n")
}

// between is the statute from one place up to another.
func between(from, to string) string {
	s := statute[strings.Index(statute, from):]
	if to != "" {
		s = s[:strings.Index(s, to)]
	}
	return strings.TrimSuffix(s, "\n")
}

func swap(target, old, now string) Operation {
	return Operation{Kind: TextSubstitution, Targets: to(target), Old: old, New: now}
}

func lines(kind Kind, target string, text ...string) Operation {
	return Operation{Kind: kind, Targets: to(target), Lines: text}
}

func plain(kind Kind, targets ...string) Operation {
	return Operation{Kind: kind, Targets: to(targets...)}
}

func one(ops ...Operation) []Operation { return ops }

func TestWords(t *testing.T) {
	forms := []Form{{Old: "Секретариат", New: "аппарат"}, {Old: "секретарь", New: "управляющий"}, {Old: "секретаря", New: "управляющего"}}
	check(t, statute, act.Russian, []sentence{
		{name: "words found once are replaced", ops: one(swap("point 3", "в Минске", "в Бишкеке")),
			gone: "3. Заседания проводятся в Минске, если Совет не решит иначе.", come: "3. Заседания проводятся в Бишкеке, если Совет не решит иначе."},
		{name: "ё is е when looking, and what is written is copied", ops: one(swap("point 2", "отчет", "отчёты")),
			gone: "3) принимает отчёт.", come: "3) принимает отчёты."},
		{name: "words that are not there are refused", ops: one(swap("point 3", "в Москве", "в Бишкеке")), why: NoMatch},
		{name: "words found twice are refused", ops: one(swap("point 1", "Совета", "Комитета"), swap("", "Секретариат", "Аппарат")), why: MoreMatches},
		{name: "twice as said is exact", ops: one(Operation{Kind: TextSubstitution, Targets: to("chapter 2"), Old: "Секретар", New: "x", Count: 2}), why: NoMatch},
		{name: "fewer than said is refused", ops: one(Operation{Kind: TextSubstitution, Targets: to("point 5"), Old: "протокол", New: "акт", Count: 2}), why: FewerMatches},
		{name: "part of a word is no word", ops: one(swap("point 3", "Совет не решит", "Совет не постановит"), swap("point 4", "Совет", "Комитет")), why: NoMatch},
		{name: "a word in a label is refused", ops: one(swap("chapter 2", "Глава", "Часть")), why: Labelled},
		{name: "a target that is not there is refused", ops: one(swap("point 9", "а", "б")), why: Absent},
		{name: "a line among several has to be named", ops: one(swap("point 3 > sentence #1", "а", "б")), why: Ambiguous},
		{name: "a point of an annex is not a point of the act", ops: one(swap("annex 1 > point 1", "Перечень", "Список")),
			gone: "1. Перечень ведёт Секретариат.", come: "1. Список ведёт Секретариат."},
		{name: "throughout reaches annexes and headings, and keeps first letters", ops: one(Operation{Kind: TextSubstitution, Targets: to(""), Forms: forms}),
			gone: between("2) назначает", ""),
			come: strings.NewReplacer("Секретариат", "Аппарат", "секретаря", "управляющего", "Секретарь", "Управляющий").Replace(between("2) назначает", ""))},
		{name: "forms that are nowhere are refused", ops: one(Operation{Kind: TextSubstitution, Targets: to(""), Forms: []Form{{Old: "Президиум", New: "Бюро"}}}), why: NoMatch},
		{name: "one form with two meanings is refused", ops: one(Operation{Kind: TextSubstitution, Targets: to(""), Forms: []Form{{Old: "план", New: "расчёт"}, {Old: "план", New: "расчёта"}}}), why: TwoForms},
		{name: "words are added after others", ops: one(Operation{Kind: TextInsertion, Targets: to("point 5"), At: After, Old: "подписывает", New: "и хранит"}),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь подписывает и хранит протокол."},
		{name: "a comma follows without a space", ops: one(Operation{Kind: TextInsertion, Targets: to("point 5"), At: After, Old: "Секретарь", New: ", избранный Советом,"}),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь, избранный Советом, подписывает протокол."},
		{name: "words are added before others", ops: one(Operation{Kind: TextInsertion, Targets: to("point 5"), At: Before, Old: "протокол", New: "каждый"}),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь подписывает каждый протокол."},
		{name: "words at the end go before the final mark", ops: one(Operation{Kind: TextInsertion, Targets: to("point 4"), At: End, New: "и протоколы"}),
			gone: "4. Секретариат готовит заседания Совета;", come: "4. Секретариат готовит заседания Совета и протоколы;"},
		{name: "the end of a point is that of its last item", ops: one(Operation{Kind: TextInsertion, Targets: to("point 2"), At: End, New: "за год"}),
			gone: "3) принимает отчёт.", come: "3) принимает отчёт за год."},
		{name: "words are not added after a colon", ops: one(Operation{Kind: TextInsertion, Targets: to("point 2 > line #1"), At: End, New: "также"}), why: FinalMark},
		{name: "a heading has no final mark", ops: one(Operation{Kind: TextInsertion, Targets: to("article 6 > heading"), At: End, New: "и счета"}),
			gone: "Статья 6. Расходы", come: "Статья 6. Расходы и счета"},
		{name: "a final mark is replaced to the letter", ops: one(Operation{Kind: TextSubstitution, Targets: to("point 4"), At: End, Old: ";", New: "."}),
			gone: "4. Секретариат готовит заседания Совета;", come: "4. Секретариат готовит заседания Совета."},
		{name: "a final mark that is another is refused", ops: one(Operation{Kind: TextSubstitution, Targets: to("point 4"), At: End, Old: ".", New: ";"}), why: NoMatch},
		{name: "an exclusion leaves no space before a mark", ops: one(Operation{Kind: TextDeletion, Targets: to("point 4"), Old: "Совета"}),
			gone: "4. Секретариат готовит заседания Совета;", come: "4. Секретариат готовит заседания;"},
		{name: "an exclusion leaves one space", ops: one(Operation{Kind: TextDeletion, Targets: to("point 5"), Old: "подписывает"}),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь протокол."},
		{name: "an exclusion at the start leaves none", ops: one(Operation{Kind: TextDeletion, Targets: to("point 5"), Old: "Секретарь"}),
			gone: "5. Секретарь подписывает протокол.", come: "5. подписывает протокол."},
		{name: "the last words are deleted", ops: one(Operation{Kind: TextDeletion, Targets: to("point 5"), Old: "протокол", At: End}),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь подписывает."},
		{name: "nothing may not remain", ops: one(Operation{Kind: TextDeletion, Targets: to("preamble > line #2"), Old: "руководствуясь Уставом,"}), why: Empty},
		{name: "the title is named apart", ops: one(swap("title", "Совете", "Комитете")), gone: "Положение о Совете", come: "Положение о Комитете"},
		{name: "the act as a whole is without its title", ops: one(swap("", "Положение", "Устав")), why: NoMatch},
		{name: "a cell goes by row and column", ops: one(swap("annex 1 > row 3 > column Срок", "май", "июнь")),
			gone: "| 3 | май | Секретариат |", come: "| 3 | июнь | Секретариат |"},
		{name: "a row goes by its first words", ops: one(swap("annex 1 > row Комиссия", "Комиссия", "Палата")), gone: "| 4 |  | Комиссия |", come: "| 4 |  | Палата |"},
		{name: "a column is one target", ops: one(swap("annex 1 > column #2", "март", "апрель")),
			gone: "| 1 | март | Совет |", come: "| 1 | апрель | Совет |"},
		{name: "a sentence is one target", ops: one(swap("point 1 > sentence #2", "Совета", "его")),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Совет является органом Организации. Решения его обязательны."},
		{name: "one quotation with two new wordings is a contradiction", ops: one(swap("point 5", "протокол", "протокол и акт"), swap("point 5", "протокол", "отчёт")), why: Contradiction},
		{name: "also when the second target is wider", ops: one(swap("point 5", "протокол", "протокол и акт"), swap("", "протокол", "отчёт")), why: Contradiction},
		{name: "words in a unit that has a new wording are a contradiction", ops: one(lines(Substitution, "point 5", "5. Новое."), swap("point 5", "Новое", "Иное")), why: Contradiction},
		{name: "a unit whose words have changed may not be reworded", ops: one(swap("point 2", "план", "планы"), lines(Substitution, "point 2", "2. Новое.")), why: Contradiction},
		{name: "a later operation sees what the one before left", ops: one(swap("point 5", "протокол", "акт"), Operation{Kind: TextInsertion, Targets: to("point 5"), At: After, Old: "акт", New: "и счёт"}),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь подписывает акт и счёт."},
	})
}

func TestASuspensionEnds(t *testing.T) {
	base, err := act.ParsePlain("Положение\n1. А.\n2. Б.\n", act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	at := []act.Address{{Steps: []act.Step{{Name: act.NamePoint, Num: "2"}}}}
	held, err := Apply(base, Amender{ID: "a", Operations: []Operation{{Kind: Suspension, Targets: at, Until: "2027-12-31"}}})
	if err != nil {
		t.Fatal(err)
	}
	free, err := Apply(held, Amender{ID: "b", Operations: []Operation{{Kind: Restoration, Targets: at}}})
	if err != nil {
		t.Fatal(err)
	}
	spot, err := free.Find(at[0])
	if err != nil || spot.Block.State != "" || spot.Block.Until != "" {
		t.Errorf("state %q until %q, %v", spot.Block.State, spot.Block.Until, err)
	}
	if _, err := Apply(free, Amender{ID: "c", Operations: []Operation{{Kind: Restoration, Targets: at}}}); err == nil {
		t.Error("what is not suspended is restored")
	}
}
