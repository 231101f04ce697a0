package english

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
)

// asks says whether a piece that was not understood asks for a change.
func (p *parser) asks() bool {
	if p.run.first && p.titled() || p.closing() || p.recital() {
		return false
	}
	if p.word(0) == "in" && len(p.targets(1)) > 0 {
		return true
	}
	for i, t := range p.toks {
		if t.quote >= 0 {
			return true
		}
		if strings.HasPrefix(t.word, "amend") && (i == 0 || p.ordered(i)) {
			return true
		}
		for _, stem := range []string{"replac", "substitut", "insert", "delet", "omit", "strik", "struck", "repeal", "renumber", "redesignat", "relett", "suspend", "cease", "remov", "supplement", "revok", "withdraw", "prolong"} {
			if strings.HasPrefix(t.word, stem) {
				return true
			}
		}
		switch t.word {
		case "add", "added", "adding", "addition", "becomes", "become", "read", "reads", "abolished", "deemed", "extended":
			return true
		case "words", "word", "phrase":
			if i < 6 {
				return true
			}
		}
	}
	return p.colon && slices.ContainsFunc(p.toks, func(t token) bool { // a line that opens something, and says of what
		_, _, ok := name(t.word)
		return ok || slices.Contains([]string{"title", "heading", "preamble", "recital", "table"}, t.word)
	})
}

// ordered says whether a form of a verb stands after "is" or "shall be".
func (p *parser) ordered(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if w := p.word(k); w == "is" || w == "are" || w == "be" {
			return true
		}
	}
	return false
}

// recital says whether a piece gives reasons, before anything is ordered.
func (p *parser) recital() bool {
	return len(p.run.result.Operations) == 0 && p.block.Kind == act.KindLine && slices.Contains([]string{"whereas", "having", "recalling", "considering", "noting", "recognizing",
		"recognising", "mindful", "desiring", "acting", "convinced", "bearing", "taking", "pursuant", "aware", "wishing", "guided", "reaffirming"}, p.word(0))
}

// titled says whether the first line of a text can be its title: no sentence,
// no order, nothing quoted.
func (p *parser) titled() bool {
	if p.block.Kind != act.KindLine || p.colon || len(p.block.Quotes) > 0 {
		return false
	}
	switch p.word(0) {
	case "delete", "replace", "insert", "omit", "substitute", "strike", "add", "renumber", "redesignate", "in", "after", "before", "for":
		return false
	case "repeal":
		return p.word(1) == "of"
	}
	return !slices.ContainsFunc(p.toks, func(t token) bool { return t.word == "is" || t.word == "are" || t.word == "shall" })
}

// closing says whether a piece is a closing provision. doc/plaintext.md, rule 15.
func (p *parser) closing() bool {
	own := false
	for i, t := range p.toks {
		if t.quote >= 0 {
			return false
		}
		for _, stem := range []string{"replac", "substitut", "insert", "delet", "omit", "strik", "struck", "renumber", "redesignat", "suspend", "cease", "repeal", "revok", "withdraw"} {
			if strings.HasPrefix(t.word, stem) {
				return false
			}
		}
		switch t.word {
		case "force", "effect", "operation", "apply", "applies", "binding", "ratification", "signature", "deposited", "monitor", "control", "responsible", "entrusted", "notify", "notified", "publish", "published", "journal", "integral", "cited", "addressed", "publication", "commencement":
			own = own || i > 0
		}
	}
	return own
}

// titled says whether the act as such gets a new wording: it is named, and not its
// text, and what stands for it begins with a title.
func (b *building) titled(lines []string) bool {
	if strings.Contains(strings.ToLower(b.reading.target.act), "text") || len(lines) < 2 || strings.HasSuffix(lines[0], ".") || strings.HasSuffix(lines[0], ",") {
		return false
	}
	tops, err := act.ParseBlocks(lines[:1], act.English)
	return err == nil && tops[0].Kind == act.KindLine
}
