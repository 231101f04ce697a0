// Package advice says what a secretary would remark about a text before it is
// put to a council: tasks without an actor or a day, money without a sum, terms
// defined and not used, final marks and references that do not fit, languages
// that differ in their figures. It is advice: it finds by words, misses some and
// may be wrong, refuses nothing and changes nothing.
package advice

import (
	"regexp"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
)

// A Code says what a remark is about.
type Code string

// The codes.
const (
	NoActor    Code = "no-actor"    // a task, and nobody who is to do it
	NoDeadline Code = "no-deadline" // a task, and no day
	NoSum      Code = "no-sum"      // money, and no figure
	Unused     Code = "unused-term" // a term is defined and not used again
	Repealed   Code = "repealed"    // an act that is repealed is named
	NotInForce Code = "not-in-force"
	FinalMark  Code = "final-mark" // of an item among items
	Reference  Code = "reference"  // to a unit of this text that is not there, or is repealed
	Figures    Code = "figures"    // a number or date differs between two languages
)

// A Note is one remark.
type Note struct {
	Code   Code
	Block  act.ID
	Line   string // the line that it is about
	Detail string // the term, act, unit or figures concerned
}

// Standing is what is known about other acts, by the name by which texts call
// them.
type Standing struct {
	Repealed   []string
	NotInForce []string
}

// words are what advice goes by in one language. All are small letters.
type words struct {
	tasks    *regexp.Regexp // a line that gives a task
	actors   *regexp.Regexp
	days     *regexp.Regexp
	money    *regexp.Regexp
	defined  *regexp.Regexp // the first group is the term
	refers   *regexp.Regexp // kind and number of a unit of this text
	units    map[string]act.Name
	repealed *regexp.Regexp
}

func russian() words {
	return words{
		tasks:    regexp.MustCompile(`(?:^|[\s:;])(?:поручить|обеспечить|представить|подготовить|разработать|провести|организовать|направить|принять меры|рассмотреть)(?:$|[\s,.:;])`),
		actors:   regexp.MustCompile(`секретар|совет|комит|комисси|штаб|министерств|правительств|государств|сторон|постоянн|рабоч|координатор|председател|органам`),
		days:     regexp.MustCompile(`\d{4}|(?:^|\s)до\s+(?:\d|конца)|срок|не позднее|в течение|ежегодн|ежекварт|квартал|полугоди|месяц|постоянно`),
		money:    regexp.MustCompile(`финансир|расход|(?:денежн|бюджетн)\S*\s+средств|ассигнован|взнос`),
		defined:  regexp.MustCompile(`\((?i:далее)\s*[–—-]\s*(?:соответственно\s+)?[«"]?([^)»";,]+)`),
		refers:   regexp.MustCompile(`(стать|пункт|глав|раздел)[а-яё]*\s+(\d+(?:\.\d+)*)\s+настоящ`),
		units:    map[string]act.Name{"стать": act.NameArticle, "пункт": act.NamePoint, "глав": act.NameChapter, "раздел": act.NameSection},
		repealed: regexp.MustCompile(`^[Уу]тратил[аои]? силу`),
	}
}

func english() words {
	return words{
		tasks:    regexp.MustCompile(`^(?:to\s+)?(?:instruct|entrust|request|ensure|prepare|submit|develop|conduct|organise|organize|consider|draw up)(?:s|ed)?\b|\bshall be (?:prepared|submitted|developed|ensured|organised|drawn up)\b`),
		actors:   regexp.MustCompile(`secretar|council|committee|commission|ministr|government|member|states?\b|part(?:y|ies)\b|working group|chair|coordinator|staff`),
		days:     regexp.MustCompile(`\d{4}|\bby (?:the end|\d)|not later|no later|within|annual|quarter|month|deadline|permanent`),
		money:    regexp.MustCompile(`financ|expens|expenditure|funding|\bfunds\b|appropriation|contribution|budget`),
		defined:  regexp.MustCompile(`\((?i:hereinafter)(?:\s+referred to as)?[\s:,–—-]*(?:the\s+)?[“"‘']?([^)”"’';,]+)`),
		refers:   regexp.MustCompile(`(article|paragraph|section|rule|chapter)\s+(\d+[a-z]?)\s+(?:of this|hereof)`),
		units:    map[string]act.Name{"article": act.NameArticle, "paragraph": act.NameParagraph, "section": act.NameSection, "rule": act.NameRule, "chapter": act.NameChapter},
		repealed: regexp.MustCompile(`(?i)^repealed`),
	}
}

// of are the words of a language; of another than Russian or English the English.
func of(lang act.Lang) words {
	if lang == act.Russian {
		return russian()
	}
	return english()
}

// Text remarks on one text, in the order of the page, the lines' own remarks
// first, then terms.
func Text(t *act.Text, s Standing) []Note {
	w := of(t.Lang)
	var out []Note
	t.Root.Walk(func(b *act.Block) bool {
		line := b.Line()
		if line == "" {
			return true
		}
		note := func(c Code, detail string) { out = append(out, Note{c, b.ID, line, detail}) }
		low := strings.ToLower(b.Words.Text)
		below := strings.ToLower(b.Plain())
		if b.Kind != act.KindAct && w.tasks.MatchString(low) {
			above := low
			if p, _ := t.Parent(b.ID); p != nil && p.Kind != act.KindAct { // "to the Secretariat:" over a list
				above += " " + strings.ToLower(p.Words.Text)
			}
			if !w.actors.MatchString(above) {
				note(NoActor, "")
			}
			if !w.days.MatchString(above + " " + below) {
				note(NoDeadline, "")
			}
		}
		if b.Kind != act.KindAct && !b.Kind.Headed() && w.money.MatchString(low) && !strings.ContainsAny(below[min(len(b.Label), len(below)):], "0123456789") {
			note(NoSum, "")
		}
		named := func(code Code, names []string) {
			for _, n := range names {
				if n != "" && len(act.Find(line, n, true)) > 0 {
					note(code, n)
				}
			}
		}
		named(Repealed, s.Repealed)
		named(NotInForce, s.NotInForce)
		out = append(out, w.references(t, b)...)
		return true
	})
	return append(append(out, marks(t)...), w.terms(t)...)
}

// references remarks on references to units of the text itself.
func (w words) references(t *act.Text, b *act.Block) []Note {
	var out []Note
	for _, m := range w.refers.FindAllStringSubmatch(strings.ToLower(b.Words.Text), -1) {
		spot, err := t.Find(act.Address{Steps: []act.Step{{Name: w.units[m[1]], Num: m[2]}}})
		if err == nil && spot.Block.State != act.StateRepealed && !w.repealed.MatchString(spot.Block.Words.Text) {
			continue
		}
		out = append(out, Note{Reference, b.ID, b.Line(), m[0]})
	}
	return out
}

// terms remarks on terms that are defined and not used.
func (w words) terms(t *act.Text) []Note {
	all := strings.ToLower(act.Fold(t.Plain()))
	var out []Note
	t.Root.Walk(func(b *act.Block) bool {
		for _, m := range w.defined.FindAllStringSubmatch(b.Words.Text, -1) {
			term := strings.TrimSpace(m[1])
			if strings.Count(all, stem(term)) < 2 {
				out = append(out, Note{Unused, b.ID, b.Line(), term})
			}
		}
		return true
	})
	return out
}

// stem is the start of a term that its cases share: of its first word.
func stem(term string) string {
	first, _, _ := strings.Cut(strings.ToLower(act.Fold(term)), " ")
	r := []rune(first)
	if len(r) > 5 {
		r = r[:len(r)-2]
	}
	return string(r)
}

// marks remarks on items of a list whose final mark is not that of their place.
func marks(t *act.Text) []Note {
	var out []Note
	t.Root.Walk(func(b *act.Block) bool {
		var items []*act.Block
		for _, c := range b.Children {
			if c.Kind.Labelled() && !c.Kind.Headed() && len(c.Children) == 0 && c.State == "" {
				items = append(items, c)
			}
		}
		listed := slices.ContainsFunc(items, func(c *act.Block) bool { return semicolon(c) })
		for i, c := range items {
			last := i == len(items)-1
			if listed && (last && semicolon(c) && c == b.Children[len(b.Children)-1] || !last && strings.HasSuffix(c.Words.Text, ".")) {
				out = append(out, Note{FinalMark, c.ID, c.Line(), ""})
			}
		}
		return true
	})
	return out
}

func semicolon(b *act.Block) bool {
	s := strings.TrimSuffix(strings.TrimSuffix(b.Words.Text, " and"), " or")
	return strings.HasSuffix(s, ";")
}
