package russian

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// unitNumber is a noun with the number of a unit; the first group is the noun.
var unitNumber = regexp.MustCompile(`((?:под)?пункт(?:а|е|ом|у)?|строк(?:и|у|е|ой)|позици(?:и|ю|ей)|приложени(?:и|я|е|ю)) (?:[0-9]+|«[а-я]»|"[а-я]"|[а-я]\))`)

// others are forms of words of instructions, each with a form that cannot stand there.
var others = [][2]string{
	{"в пункте ", "в пунктом "}, {"в пункте ", "в пункту "}, {"в подпункте ", "в подпункт "}, {"в абзаце ", "в абзацем "}, {"в строке ", "в строкой "},
	{"пункт ", "пунктом "}, {"пункт ", "пункту "}, {"подпункт ", "подпунктом "}, {"абзац ", "абзацем "}, {"приложение ", "приложению "}, {"строку ", "строкой "},
	{" словом «", " слово «"}, {" словами «", " слов «"}, {" словами «", " словах «"}, {"слово «", "слову «"}, {"слова «", "словах «"}, {"цифры «", "цифрам «"},
	{"после слов ", "после словами "}, {"после слова ", "после словом "}, {"перед словом ", "перед слова "}, {"перед словами ", "перед слов "},
	{"дополнить пунктом ", "дополнить пункт "}, {"дополнить пунктом ", "дополнить пункта "}, {"дополнить подпунктом ", "дополнить подпункте "}, {"дополнить абзацем ", "дополнить абзаца "}, {"дополнить предложением ", "дополнить предложение "}, {"дополнить строкой", "дополнить строку"},
	{"считать пунктом ", "считать пункта "}, {"считать пунктами ", "считать пункты "}, {"пунктами ", "пунктах "},
	{"признать утратившим ", "признать утратившей "}, {"признать утратившим ", "признать утративший "}, {"признать утратившим ", "признать утратившими "},
	{"в следующей редакции", "в следующую редакцию"}, {"в новой редакции", "в новую редакцию"}, {"следующего содержания", "следующим содержанием"},
	{"действие пункта", "действие пункту"}, {"приложению к настоящему", "приложения к настоящему"},
	{"заменить", "не заменить"}, {"исключить", "не исключать"}, {"дополнить", "не дополнять"}, {"изложить", "не излагать"},
	{" исключить", ""}, {" заменить", ""}, {"дополнить ", ""}, {"изложить ", ""}, {" считать", ""}, {" признать", ""}, {"приостановить ", ""},
}

// TestWhatIsFlawedIsRefused spoils instructions of every family in every way there is:
// a target that is missing, words that stand nowhere or twice, a number that is taken,
// forms that do not agree, verbs that are denied or gone.
func TestWhatIsFlawedIsRefused(t *testing.T) {
	g := New(nil)
	counts := make(map[string]int)
	for seed := range uint64(pairsOf(t, 4000)) {
		r := rand.New(rand.NewPCG(seed, 17))
		w := &writer{r: r, m: generate(r)}
		base := w.m.String()
		list := w.families()
		k := int(seed) % len(list)
		said := list[k]()
		if said == "" {
			continue
		}
		refused := func(kind, base, said string) {
			t.Helper()
			text := "О внесении изменений\n1. Внести в Положение о Совете следующие изменения:\n1) " + said + ".\n" + w.annex
			got, why := consolidate(t, g, base, text)
			if why == "" {
				counts["wrong and unflagged"]++
				t.Errorf("family %d, %s, seed %d: %s\ngives\n%s", k, kind, seed, said, differing1(base, got))
				return
			}
			counts[kind]++
		}
		spoil(said, func(kind, s string) { refused(kind, base, s) })
		twice(t, g, base, said, w.annex, func(b string) { refused("words twice", b, said) })
		if t.Failed() && counts["wrong and unflagged"] > 12 {
			break
		}
	}
	t.Logf("wrong and unflagged: %d", counts["wrong and unflagged"])
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%s: %d", k, counts[k])
	}
}

// spoil hands on every way to spoil an instruction.
func spoil(said string, try func(kind, said string)) {
	prose, _, _ := strings.Cut(said, ":")
	if at := unitNumber.FindStringSubmatchIndex(prose); at != nil {
		num := " 47"
		if strings.ContainsAny(prose[at[3]:at[1]], "абвгдежзиклмнопрст") {
			num = " «т»"
		}
		try("a target that is missing", said[:at[3]]+num+said[at[1]:])
	}
	if i := strings.Index(said, "«"); i >= 0 {
		before := said[:i]
		for _, noun := range []string{"слово ", "слова ", "слов ", "словом ", "словами ", "цифры "} {
			if strings.HasSuffix(before, noun) && !strings.Contains(before, "дополнить") && !strings.Contains(before, "заменить") {
				try("words that stand nowhere", before+"«небывалое слово»"+said[i+len("«")+strings.Index(said[i+len("«"):], "»")+len("»"):])
			}
		}
	}
	for _, o := range others {
		if !strings.Contains(prose, o[0]) {
			continue
		}
		s := strings.Replace(said, o[0], o[1], 1)
		if s != said && (!verbGone(o) || strings.Count(prose, "исключить")+strings.Count(prose, "заменить")+strings.Count(prose, "дополнить") == 1) {
			try("a form or a verb that is wrong", s)
		}
	}
	if strings.Contains(prose, "дополнить пунктом ") && !strings.Contains(said, "считать") {
		try("a number that is taken", regexp.MustCompile(`[0-9]+\.1`).ReplaceAllString(said, "1"))
	}
	if strings.Contains(prose, "дополнить новым пунктом ") {
		s, _, _ := strings.Cut(said, ", пункт")
		try("a number that is taken", s)
	}
	if strings.Contains(prose, "дополнить подпунктом ") {
		try("a number that is taken", regexp.MustCompile(`([0-9а-т])(\.1|1)([»)])`).ReplaceAllString(said, "$1$3"))
	}
	if strings.Contains(prose, " считать") && !strings.Contains(prose, "дополнить") && !strings.Contains(said, "абзац") {
		try("a number that is taken", regexp.MustCompile(`(пунктами )[0-9]+`).ReplaceAllString(said, "${1}1"))
	}
}

// verbGone says whether a verb goes without a trace: of several in a line the others
// can then be read as said of all words, and nobody could tell.
func verbGone(o [2]string) bool { return strings.TrimSpace(o[1]) == "" }

// twice doubles the words in the base that the instruction looks for once.
func twice(t *testing.T, g *Grammar, base, said, annex string, try func(base string)) {
	t.Helper()
	b, err := act.ParsePlain(base, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	res := g.Parse("О внесении изменений\n1) "+said+".\n"+annex, b)
	for _, o := range res.Operations {
		if o.Old == "" || o.All || o.Count > 0 || o.At == amend.End || len(o.Targets) != 1 {
			continue
		}
		lines := strings.Split(base, "\n")
		for i, l := range lines {
			if at := places(l, o.Old); len(at) == 1 && applies(g, b, lines, i, o, said, annex) {
				r := []rune(l)
				k := at[0]
				lines[i] = string(r[:k]) + string(r[k:k+len([]rune(o.Old))]) + " " + string(r[k:])
				try(strings.Join(lines, "\n"))
				return
			}
		}
	}
}

// applies says whether an operation is about a line: it changes it.
func applies(g *Grammar, b *act.Text, lines []string, i int, o amend.Operation, said, annex string) bool {
	got, err := amend.Apply(b, amend.Amender{ID: "a", Operations: []amend.Operation{o}})
	return err == nil && !slices.Contains(strings.Split(got.Plain(), "\n"), lines[i])
}

// pairsOf is how many instructions are spoilt: a tenth, or all where ROUNDS is set.
func pairsOf(t *testing.T, all int) int {
	t.Helper()
	if os.Getenv("ROUNDS") != "" {
		return all
	}
	return all / 10
}

func differing1(a, b string) string {
	var s strings.Builder
	for l := range strings.SplitSeq(b, "\n") {
		if !strings.Contains(a, l) {
			fmt.Fprintln(&s, "+", l)
		}
	}
	return s.String()
}
