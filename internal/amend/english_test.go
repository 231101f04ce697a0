package amend

import (
	"testing"

	"chancery.example/chancery/internal/act"
)

const regulation = `Regulation on the Council
Having regard to the Charter,
Chapter 1. General
Article 1. Subject
This Regulation governs the Council.
It binds a member.
Article 2. Members
1. The Council has members. Each pays its share.
This subparagraph is the second.
2. A member may:
(a) speak;
(b) vote; and
(c) be heard:
(i) in person;
(ii) in writing.
Article 3
1. The Board’s seat is open. An Board member attends.
Annex I. List
| No | Office |
| 1 | Chair |
1. The Chair presides.
`

func TestEnglish(t *testing.T) {
	end := func(kind Kind, target, old, now string) Operation {
		return Operation{Kind: kind, Targets: to(target), At: End, Old: old, New: now}
	}
	check(t, regulation, act.English, []sentence{
		{name: "point (c) is replaced by the following", ops: one(lines(Substitution, "article 2 > paragraph 2 > point c", "(c) be present.")),
			gone: "(c) be heard:\n(i) in person;\n(ii) in writing.", come: "(c) be present."},
		{name: "a UN subparagraph is a letter", ops: one(lines(Substitution, "article 2 > paragraph 2 > subparagraph c", "(c) be present.")),
			gone: "(c) be heard:\n(i) in person;\n(ii) in writing.", come: "(c) be present."},
		{name: "the second subparagraph is a line", ops: one(swap("article 2 > paragraph 1 > subparagraph #2", "the second", "gone")),
			gone: "This subparagraph is the second.", come: "This subparagraph is gone."},
		{name: "the second paragraph of an article is a line", ops: one(swap("article 1 > paragraph #2", "a member", "all members")),
			gone: "It binds a member.", come: "It binds all members."},
		{name: "the introductory wording", ops: one(swap("article 2 > paragraph 2 > intro", "may", "shall")),
			gone: "2. A member may:", come: "2. A member shall:"},
		{name: "a list that is not there has no introduction", ops: one(swap("article 1 > intro", "may", "shall")), why: Absent},
		{name: "numbers in brackets by their shape", ops: one(swap("article 2 > paragraph 2 > item c > item ii", "writing", "print")),
			gone: "(ii) in writing.", come: "(ii) in print."},
		{name: "an inserted label follows the one that it begins with", ops: one(lines(Insertion, "article 2 > paragraph 2", "(ba) abstain;")), come: "(ba) abstain;"},
		{name: "inserted after what is said", ops: one(Operation{Kind: Insertion, Targets: to("article 2"), At: After, Anchor: ref("article 2 > paragraph 1"), Lines: []string{"1a. New.", "1b. Newer."}}),
			come: "1a. New.\n1b. Newer."},
		{name: "an anchor elsewhere is refused", ops: one(Operation{Kind: Insertion, Targets: to("article 2"), At: After, Anchor: ref("article 1"), Lines: []string{"1a. New."}}), why: Unclear},
		{name: "before the first", ops: one(Operation{Kind: Insertion, Targets: to("article 2"), At: Before, Anchor: ref("article 2 > paragraph 1"), Lines: []string{"0. New."}}), come: "0. New."},
		{name: "repealed keeps letter and mark", ops: one(plain(Repeal, "article 2 > paragraph 2 > point a")), gone: "(a) speak;", come: "(a) repealed;"},
		{name: "a repealed article", ops: one(plain(Repeal, "article 1")), gone: "Article 1. Subject\nThis Regulation governs the Council.\nIt binds a member.", come: "Article 1. Repealed."},
		{name: "a mark with and is not guessed", ops: one(plain(Repeal, "article 2 > paragraph 2 > point b")), why: FinalMark},
		{name: "words at the end go before ; and", ops: one(end(TextInsertion, "article 2 > paragraph 2 > point b", "", "twice")),
			gone: "(b) vote; and", come: "(b) vote twice; and"},
		{name: "a mark is struck and another inserted", ops: one(end(TextSubstitution, "article 2 > paragraph 2 > point c > item ii", ".", "; or")),
			gone: "(ii) in writing.", come: "(ii) in writing; or"},
		{name: "and is struck at the end", ops: one(end(TextDeletion, "article 2 > paragraph 2 > point b", "and", "")),
			gone: "(b) vote; and", come: "(b) vote;"},
		{name: "grammar is adjusted by data", ops: one(Operation{Kind: TextSubstitution, Targets: to("article 3"), Forms: []Form{{"Board", "Panel", "a"}}}),
			gone: "1. The Board’s seat is open. An Board member attends.", come: "1. The Panel’s seat is open. A Panel member attends."},
		{name: "an article that is not known is refused", ops: one(Operation{Kind: TextSubstitution, Targets: to("article 3"), Forms: []Form{{Old: "Board", New: "Panel"}}}), why: TwoForms},
		{name: "twice as said", ops: one(Operation{Kind: TextSubstitution, Targets: to("article 3"), Old: "Board", New: "Panel", Count: 2}),
			gone: "1. The Board’s seat is open. An Board member attends.", come: "1. The Panel’s seat is open. An Panel member attends."},
		{name: "wherever it appears", ops: one(Operation{Kind: TextSubstitution, Targets: to("annex I"), Old: "Chair", New: "President", All: true}),
			gone: "| 1 | Chair |\n1. The Chair presides.", come: "| 1 | President |\n1. The President presides."},
		{name: "the first line of an article", ops: one(Operation{Kind: Insertion, Targets: to("article 1"), Named: steps("line #1"), Lines: []string{"New."}}), come: "New."},
		{name: "a sentence after a sentence", ops: one(Operation{Kind: Insertion, Targets: to("article 2 > paragraph 1 > line #1"), Named: steps("sentence"), At: After,
			Anchor: ref("article 2 > paragraph 1 > line #1 > sentence #1"), Lines: []string{"They are equal."}}),
			gone: "1. The Council has members. Each pays its share.", come: "1. The Council has members. They are equal. Each pays its share."},
		{name: "an appended sentence", ops: one(Operation{Kind: Insertion, Targets: to("article 2 > paragraph 1 > line #1"), Named: steps("sentence"), Lines: []string{"They are equal."}}),
			gone: "1. The Council has members. Each pays its share.", come: "1. The Council has members. Each pays its share. They are equal."},
		{name: "a roman item moves by one", ops: one(Operation{Kind: Renumbering, Targets: to("article 2 > paragraph 2 > point c > item i"), Shift: 2}),
			gone: "(i) in person;\n(ii) in writing.", come: "(iii) in person;\n(iv) in writing."},
		{name: "letters stop at (h)", ops: one(Operation{Kind: Renumbering, Targets: to("article 2 > paragraph 2 > point a"), Shift: 7}), why: Unclear},
		{name: "a line after a line", ops: one(Operation{Kind: Insertion, Targets: to("article 1"), At: After, Anchor: ref("article 1 > line #1"), Lines: []string{"New."}}), come: "New."},
		{name: "a line before a line", ops: one(Operation{Kind: Insertion, Targets: to("article 1"), At: Before, Anchor: ref("article 1 > line #1"), Lines: []string{"New."}}), come: "New."},
		{name: "rows after a row", ops: one(Operation{Kind: Insertion, Targets: to("annex I"), At: After, Anchor: ref("annex I > row 1"), Lines: []string{"| a | x |", "| b | y |"}}), come: "| a | x |\n| b | y |"},
		{name: "a part of a hyphenated word is refused", ops: one(lines(Substitution, "article 1 > line #1", "A Council-wide rule."), swap("", "wide", "broad")), why: Joined},
	})
}

func TestLevelsOfOtherStyles(t *testing.T) {
	check(t, "Act\nSection 5. Fees\n(1) Fees are due:\n(a) yearly;\n(b) monthly:\n(i) in coin;\n(ii) in kind.\n(2) No fee is due.\n", act.English, []sentence{
		{name: "a Commonwealth subparagraph", ops: one(swap("section 5 > subsection 1 > paragraph b > subparagraph i", "coin", "cash")), gone: "(i) in coin;", come: "(i) in cash;"},
	})
	check(t, "Rules\nRule 6\n(1) Rules:\n(a) one.\n", act.English, []sentence{
		{name: "in a rule a paragraph is (1)", ops: one(swap("rule 6 > paragraph 1 > subparagraph a", "one", "two")), gone: "(a) one.", come: "(a) two."},
	})
	check(t, "Act\nSection 5. Fees\n(a) Fees are due:\n(1) yearly:\n(A) in coin;\n(B) in kind.\n(b) No fee is due.\n", act.English, []sentence{
		{name: "a US subparagraph", ops: one(swap("section 5 > subsection a > paragraph 1 > subparagraph B", "kind", "cash")), gone: "(B) in kind.", come: "(B) in cash."},
		{name: "an added subsection", ops: one(Operation{Kind: Insertion, Targets: to("section 5"), Named: steps("subsection c"), Lines: []string{"(c) New."}}), come: "(c) New."},
	})
}
