package prose

import (
	"regexp"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

const number = `(?:[ \x{a0}]+(?:(?:№|No\.?)[ \x{a0}]?)?([0-9]+(?:[.\-][0-9]+)?|[IVXLC]+))?`

var (
	annexRussian = regexp.MustCompile(`^(?:Приложение|ПРИЛОЖЕНИЕ)` + number + `[ \x{a0}]+к[ \x{a0}]`)
	// A line about an annex of the act that is amended begins like one that names
	// the amender's own.
	operative    = regexp.MustCompile(`изложить|редакции|дополнить|исключить|заменить|признать|считать|приостановить|слов[оа] |[ \x{a0}]к[ \x{a0}](?:приложению|пункту|статье)|(?:is|are) (?:replaced|amended|deleted|repealed|added|omitted)|shall be|:$`)
	annexEnglish = regexp.MustCompile(`^(?:Annex|ANNEX)` + number + `[ \x{a0}]+to[ \x{a0}](?:the|this)[ \x{a0}]`)
)

// line is one line of the text without the spaces around it.
type line struct{ from, to int }

// lines lists the lines that are not blank.
func lines(text string) []line {
	var out []line
	for from := 0; from < len(text); {
		to := len(text)
		if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
			to = from + i
		}
		s := text[from:to]
		cut := strings.TrimLeft(s, " \t\r\u00a0\ufeff")
		if trimmed := strings.TrimRight(cut, " \t\r\u00a0"); trimmed != "" {
			start := from + len(s) - len(cut)
			out = append(out, line{start, start + len(trimmed)})
		}
		from = to + 1
	}
	return out
}

// Split cuts an amending text into its blocks, in order, and its annexes. Lines
// of annexes are in no block. doc/plaintext.md, rules 12 and 13.
func Split(text string, lang act.Lang) ([]Block, []Extract) {
	s := &splitter{text: text, lang: lang, lines: lines(text)}
	for s.next < len(s.lines) {
		at := s.lines[s.next]
		if num, ok := annex(text[at.from:at.to], lang); ok {
			s.next++
			s.extract(num)
			continue
		}
		s.block()
	}
	return s.blocks, s.annexes
}

func annex(s string, lang act.Lang) (num string, ok bool) {
	re := annexEnglish
	if lang == act.Russian {
		re = annexRussian
	}
	m := re.FindStringSubmatch(s)
	if m == nil || operative.MatchString(s) {
		return "", false
	}
	return m[1], true
}

type splitter struct {
	text    string
	lang    act.Lang
	lines   []line
	next    int // the line that is not read yet
	blocks  []Block
	annexes []Extract
}

// extract reads the lines of an annex, up to the next one.
func (s *splitter) extract(num string) {
	x := Extract{Num: num}
	for ; s.next < len(s.lines); s.next++ {
		at := s.lines[s.next]
		if _, ok := annex(s.text[at.from:at.to], s.lang); ok {
			break
		}
		if x.Lines == nil {
			x.Range.From = at.from
		}
		x.Range.To = at.to
		x.Lines = append(x.Lines, s.text[at.from:at.to])
	}
	s.annexes = append(s.annexes, x)
}

// block reads one line, and the quotations that begin in or right under it.
func (s *splitter) block() {
	at := s.lines[s.next]
	b := Block{Range: amend.Range{From: at.from, To: at.to}, Kind: act.KindLine, start: at.from}
	if tops, err := act.ParseBlocks([]string{s.text[at.from:at.to]}, s.lang); err == nil && len(tops) == 1 && tops[0].Kind.Labelled() {
		b.Kind, b.Num = tops[0].Kind, tops[0].Num
		b.start = at.to - len(tops[0].Words.Text)
	}
	var words strings.Builder
	for from := b.start; ; {
		s.quotes(&b, &words, from)
		s.next++
		if s.next >= len(s.lines) {
			break
		}
		under := s.lines[s.next]
		if m, _ := markAt(s.text, under.from); m == 0 || !opens(s.text, under.from) {
			break
		}
		words.WriteByte('\n')
		from = under.from
	}
	b.Text = words.String()
	s.blocks = append(s.blocks, b)
}

// quotes takes the quotations out of the text from a place to the end of the
// line in which the last of them ends; s.next becomes this line.
func (s *splitter) quotes(b *Block, words *strings.Builder, from int) int {
	for i := from; i < s.lines[s.next].to; {
		m, n := markAt(s.text, i)
		if m == 0 || !opens(s.text, i) {
			i += max(n, 1)
			continue
		}
		words.WriteString(s.text[from:i])
		words.WriteRune(Mark)
		q := s.quote(i)
		b.Quotes = append(b.Quotes, q)
		for s.lines[s.next].to < q.Range.To {
			s.next++
		}
		i, from = q.Range.To, q.Range.To
	}
	to := s.lines[s.next].to
	words.WriteString(s.text[from:to])
	b.Range.To = to
	return to
}

// quote reads the quotation that begins at i.
func (s *splitter) quote(i int) Quote {
	stop := s.lines[s.next].to
	to := s.closing(i)
	open := to < 0
	if open {
		to = stop
	}
	_, first := markAt(s.text, i)
	last := 0
	if !open {
		_, last = lastMark(s.text, to)
	}
	inside := s.text[i+first : to-last]
	q := Quote{Range: amend.Range{From: i, To: to}, Open: open}
	for _, l := range lines(inside) {
		q.Lines = append(q.Lines, inside[l.from:l.to])
	}
	return q
}
