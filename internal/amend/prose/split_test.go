package prose

import (
	"fmt"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

// shown is the blocks and annexes of a text, one a line.
func shown(text string, lang act.Lang) string {
	var s strings.Builder
	blocks, annexes := Split(text, lang)
	for _, b := range blocks {
		fmt.Fprintf(&s, "%s %s|%s", b.Kind, b.Num, strings.ReplaceAll(strings.ReplaceAll(b.Text, string(Mark), "@"), "\n", "/"))
		for _, q := range b.Quotes {
			fmt.Fprintf(&s, "|%s", strings.Join(q.Lines, "/"))
			if q.Open {
				s.WriteString("!")
			}
		}
		s.WriteString("\n")
	}
	for _, x := range annexes {
		fmt.Fprintf(&s, "annex %s|%s\n", x.Num, strings.Join(x.Lines, "/"))
	}
	return strings.TrimSuffix(s.String(), "\n")
}

func TestTextsAreCutIntoBlocks(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a line is a block with its label", "Решение\n1. Внести изменения:\nа) да;", "line |Решение\nnumber 1|Внести изменения:\nletter а|да;"},
		{"blank lines and spaces do not count", "\ufeff  Решение \r\n\n\t1.  Внести \n", "line |Решение\nnumber 1|Внести"},
		{"words in quotation marks are taken out", "слова «А» заменить словами «Б»;", "line |слова @ заменить словами @;|А|Б"},
		{"marks nest", "слова «план «Б» дела» исключить", "line |слова @ исключить|план «Б» дела"},
		{"straight marks have a direction by what stands before them", `слова "ОАО "Луч"" и "А" исключить`, `line |слова @ и @ исключить|ОАО "Луч"|А`},
		{"two closing marks may have fallen together", "слова «ОАО «Луч» заменить словами «АО «Свет»;", "line |слова @ заменить словами @;|ОАО «Луч|АО «Свет"},
		{"marks of another family inside", "слова «план “Б” дела» исключить", "line |слова @ исключить|план “Б” дела"},
		{"a mark of another family that has no partner", "слова «план “Б дела» исключить", "line |слова @ исключить|план “Б дела"},
		{"a quotation under a line belongs to it", "дополнить пунктом:\n«5. А:\n1) б;\n\n2) в.»;\nв пункте 6:", "line |дополнить пунктом:/@;|5. А:/1) б;/2) в.\nline |в пункте 6:"},
		{"a quotation after a colon goes over lines", "изложить: «5. А:\n1) б.».\nДалее.", "line |изложить: @.|5. А:/1) б.\nline |Далее."},
		{"one amid a line does not", "слова «А исключить\nслова «Б» исключить", "line |слова @|А исключить!\nline |слова @ исключить|Б"},
		{"one that nothing closes ends with its line", "изложить:\n«5. А\nДалее.", "line |изложить:/@|5. А!\nline |Далее."},
		{"nor does a mark inside a line close it", "изложить:\n«5. «А» и\nДалее.", "line |изложить:/@|5. «А» и!\nline |Далее."},
		{"marks that fell together at the end of a line", "изложить:\n«5. План «А»;\nДалее.", "line |изложить:/@;|5. План «А\nline |Далее."},
		{"several quoted lines under one", "дополнить абзацами:\n«А»\n«Б».", "line |дополнить абзацами:/@/@.|А|Б"},
		{"annexes are no blocks", "1. Внести.\nПриложение 2 к Решению\n1. А\n2. Б\nПриложение к Решению\nВ", "number 1|Внести.\nannex 2|1. А/2. Б\nannex |В"},
		{"nor is a line about one, though it begins alike", "Приложение 2 к Положению исключить", "line |Приложение 2 к Положению исключить"},
		{"an annex of the act that is amended is no annex of the amender", "Приложение 2 изложить:", "line |Приложение 2 изложить:"},
	} {
		if got := shown(c.text, act.Russian); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	for _, c := range []struct{ name, text, want string }{
		{"single marks quote, an apostrophe does not", "the words ‘the Members’ own’ are deleted", "line |the words @ own’ are deleted|the Members"},
		{"an apostrophe in a word does not close", "the words ‘the Member’s own’ are deleted", "line |the words @ are deleted|the Member’s own"},
		{"curly marks", "the words “a” are replaced by “b”.", "line |the words @ are replaced by @.|a|b"},
		{"a straight mark that follows another", `the words ""a" b" are deleted`, `line |the words @ are deleted|"a" b`},
		{"annexes", "(a) x\nAnnex I to the Decision\n1. A", "letter a|x\nannex I|1. A"},
	} {
		if got := shown(c.text, act.English); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestPlacesInABlockAreFoundInItsSource(t *testing.T) {
	text := "Решение\n1) слова «А «Б» В» заменить словами «Г»;\n2) изложить:\n  «А»."
	blocks, _ := Split(text, act.Russian)
	b := blocks[1]
	for _, word := range []string{"слова", "заменить", "словами", ";"} {
		i := strings.Index(b.Text, word)
		if got := b.At(i); !strings.HasPrefix(text[got:], word) {
			t.Errorf("%s is found at %d: %q", word, got, text[got:])
		}
	}
	if got := b.Source(text); got != "1) слова «А «Б» В» заменить словами «Г»;" {
		t.Errorf("source %q", got)
	}
	if got := text[blocks[1].At(len(b.Text)):]; !strings.HasPrefix(got, "\n2)") {
		t.Errorf("the end is found at %q", got)
	}
	if got := blocks[2].Source(text); got != "2) изложить:\n  «А»." {
		t.Errorf("source %q", got)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Решение\n1. Внести: «а «б»\n2) в».\nПриложение к Решению\nА")
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []act.Lang{act.Russian, act.English} {
			end := 0
			blocks, _ := Split(text, lang)
			for _, b := range blocks {
				if b.Range.From < end || b.Range.To < b.Range.From || b.Range.To > len(text) {
					t.Fatalf("block %v after %d", b.Range, end)
				}
				end = b.Range.To
				if n := strings.Count(b.Text, string(Mark)); n < len(b.Quotes) {
					t.Fatalf("%d marks for %d quotations", n, len(b.Quotes))
				}
				for _, q := range b.Quotes {
					if q.Range.From < b.Range.From || q.Range.To > b.Range.To {
						t.Fatalf("quotation %v outside %v", q.Range, b.Range)
					}
				}
			}
		}
	})
}

func TestQuotationMarksHavePartners(t *testing.T) {
	for s, want := range map[string]bool{
		"слово": true, "«план»": true, "«план": false, "план»": false, "»план«": false, "„plan”": true, "the ‘plan’": true, "it’s": true,
		`"plan"`: true, `"plan`: false, "«„a” b»": true, "‘plan": false,
	} {
		if Paired(s) != want {
			t.Errorf("%s: %v, want %v", s, !want, want)
		}
	}
}
