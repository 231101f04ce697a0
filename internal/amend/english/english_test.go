package english

import (
	"errors"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// A ruling is an instruction with what it does to the base, or why it does
// nothing.
type ruling struct {
	name string
	text string
	gone string // lines of the base
	come string // lines in their place; without gone, lines that come to the text
	why  amend.Reason
	un   bool // the grammar does not understand it
}

func check(t *testing.T, base string, list []ruling) {
	t.Helper()
	before, err := act.ParsePlain(base, act.English)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		t.Run(c.name, func(t *testing.T) {
			got := Parse(c.text, Options{Base: before})
			if c.un {
				if len(got.Unparsed) == 0 {
					t.Fatalf("understood as %+v", got.Operations)
				}
				return
			}
			if len(got.Unparsed) > 0 {
				t.Fatalf("not understood: %+v", got.Unparsed)
			}
			after, err := amend.Apply(before, amend.Amender{ID: "a", Operations: got.Operations})
			var f *amend.Refusal
			if c.why != "" {
				if !errors.As(err, &f) || f.Reason != c.why {
					t.Fatalf("got %v, want %s", err, c.why)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := base
			switch {
			case c.gone != "" && c.come == "":
				want = strings.Replace(base, c.gone+"\n", "", 1)
			case c.gone != "":
				want = strings.Replace(base, c.gone, c.come, 1)
			}
			if c.gone != "" && (want == base || strings.Count(base, c.gone) != 1) {
				t.Fatalf("the case itself: %q", c.gone)
			}
			if after.Plain() != want {
				t.Errorf("got\n%s\nwant\n%s", after.Plain(), want)
			}
		})
	}
}

const regulation = `Regulation on the Council of Ports
Having regard to the Charter,
Whereas ports matter,
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
3. The Board meets twice. The Board reports twice.
4. The Chair signs.
Chapter 2. Money
Article 3
1. The Board’s seat is open. An officer of the Board attends.
2. Fees are due in May.
Article 4. Audit
The auditor reports in June.
Annex I. List
| No | Office |
| 1 | Chair |
| 2 | Auditor |
1. The Chair presides.
Annex II. Scale
1. Shares are equal.
`

func TestEuropeanInstructions(t *testing.T) {
	check(t, regulation, []ruling{
		{name: "a point is replaced", text: "In Article 2(2), point (c) is replaced by the following:\n‘(c) be present.’",
			gone: "(c) be heard:\n(i) in person;\n(ii) in writing.", come: "(c) be present."},
		{name: "a point is replaced in one line", text: "Point (b) of Article 2(2) is replaced by the following: ‘(b) vote twice; and’.", gone: "(b) vote; and", come: "(b) vote twice; and"},
		{name: "straight single quotation marks", text: "In Article 2(2), point (b) is replaced by the following:\n'(b) vote on the Council's plan; and'", gone: "(b) vote; and", come: "(b) vote on the Council's plan; and"},
		{name: "words are replaced by words", text: "In Article 3(2), the words 'in May' are replaced by the words 'in June'.", gone: "due in May", come: "due in June"},
		{name: "words in a point that stands last", text: "In Article 2(2), point (c)(ii), the word ‘writing’ is replaced by ‘print’.", gone: "in writing.", come: "in print."},
		{name: "words that stand twice are refused", text: "In Article 2(3), the word ‘Board’ is replaced by ‘Panel’.", why: amend.MoreMatches},
		{name: "in both places", text: "In Article 2(3), the word ‘Board’, in both places where it occurs, is replaced by ‘Panel’.", gone: "The Board meets twice. The Board reports twice.", come: "The Panel meets twice. The Panel reports twice."},
		{name: "in both places where it stands once", text: "In Article 3(2), the word ‘May’ is replaced by ‘June’ in both places.", why: amend.FewerMatches},
		{name: "each occurrence", text: "In Article 2(3), each occurrence of ‘Board’ is replaced by ‘Panel’.", gone: "The Board meets twice. The Board reports twice.", come: "The Panel meets twice. The Panel reports twice."},
		{name: "a word of which it is a part stays", text: "In Article 3(2), the word ‘ees’ is replaced by ‘x’.", why: amend.NoMatch},
		{name: "case counts", text: "In Article 3(2), the word ‘fees’ is replaced by ‘dues’.", why: amend.NoMatch},
		{name: "several in one line", text: "In Article 3, paragraph 2, the words ‘Fees are’ are replaced by the words ‘A fee is’, and the words ‘in May’ are deleted.", gone: "2. Fees are due in May.", come: "2. A fee is due."},
		{name: "a list of changes", text: "Article 2 is amended as follows:\n(1) in paragraph 2:\n(a) in point (a), the word ‘speak’ is replaced by ‘talk’;\n(b) point (b) is deleted;\n(2) paragraph 4 is deleted.",
			gone: "(a) speak;\n(b) vote; and\n(c) be heard:\n(i) in person;\n(ii) in writing.\n3. The Board meets twice. The Board reports twice.\n4. The Chair signs.", come: "(a) talk;\n(c) be heard:\n(i) in person;\n(ii) in writing.\n3. The Board meets twice. The Board reports twice."},
		{name: "a point is inserted by its label", text: "In Article 2(2), the following point is inserted:\n‘(ba) abstain;’", gone: "(b) vote; and", come: "(b) vote; and\n(ba) abstain;"},
		{name: "a point is added after the last", text: "In Article 2(2), the following point (d) is added:\n‘(d) leave.’", gone: "(ii) in writing.", come: "(ii) in writing.\n(d) leave."},
		{name: "a number that is taken", text: "In Article 2(2), the following point is added:\n‘(b) leave.’", why: amend.Taken},
		{name: "a label that is not the one named", text: "In Article 2(2), point (b) is replaced by the following:\n‘(d) leave.’", why: amend.Mismatch},
		{name: "a quoted number that is not the one named", text: "In Article 2(2), the following point (d) is added:\n‘(e) leave.’", un: true},
		{name: "an article after an article", text: "The following Article is inserted after Article 3:\n‘Article 3a. Interest\nInterest is due.’", gone: "2. Fees are due in May.", come: "2. Fees are due in May.\nArticle 3a. Interest\nInterest is due."},
		{name: "an article by its number", text: "The following Article 2a is inserted:\n‘Article 2a\nPorts vote.’", gone: "4. The Chair signs.", come: "4. The Chair signs.\nArticle 2a\nPorts vote."},
		{name: "a subparagraph is added", text: "In Article 3(2), the following subparagraph is added:\n‘Interest is due.’", gone: "2. Fees are due in May.", come: "2. Fees are due in May.\nInterest is due."},
		{name: "the second subparagraph", text: "In Article 2(1), the second subparagraph is deleted.", gone: "This subparagraph is the second."},
		{name: "the first paragraph of an article without numbers", text: "In Article 1, the second paragraph is replaced by the following:\n‘It binds all.’", gone: "It binds a member.", come: "It binds all."},
		{name: "the second sentence is deleted", text: "In the first subparagraph of Article 2(1), the second sentence is deleted.", gone: "1. The Council has members. Each pays its share.", come: "1. The Council has members."},
		{name: "a sentence is added", text: "In Article 3(2), the following sentence is added:\n‘Interest is due.’", gone: "2. Fees are due in May.", come: "2. Fees are due in May. Interest is due."},
		{name: "the introductory wording", text: "In the introductory wording of Article 2(2), the word ‘may’ is replaced by ‘shall’.", gone: "2. A member may:", come: "2. A member shall:"},
		{name: "a heading", text: "The title of Article 2 is replaced by the following:\n‘Membership’", gone: "Article 2. Members", come: "Article 2. Membership"},
		{name: "a heading that is not there", text: "In the heading of Article 3, the word ‘a’ is replaced by ‘b’.", why: amend.Absent},
		{name: "an article that is not there", text: "Article 9 is deleted.", why: amend.Absent},
		{name: "points fan out", text: "Points (a) and (b) of Article 2(2) are deleted.", gone: "(a) speak;\n(b) vote; and\n(c) be heard:", come: "(c) be heard:"},
		{name: "paragraphs share one quotation", text: "Paragraphs 3 and 4 of Article 2 are replaced by the following:\n‘3. The Board meets.\n4. The Chair writes.’", gone: "3. The Board meets twice. The Board reports twice.\n4. The Chair signs.", come: "3. The Board meets.\n4. The Chair writes."},
		{name: "a repealed paragraph keeps its place", text: "Article 2(4) is repealed.", gone: "4. The Chair signs.", come: "4. Repealed."},
		{name: "a repealed article", text: "Article 4 is repealed.", gone: "Article 4. Audit\nThe auditor reports in June.", come: "Article 4. Repealed."},
		{name: "an annex by an annex", text: "Annex II is replaced by the text set out in the Annex to this Decision.\nThis Decision shall enter into force on the day of its signature.\nAnnex to the Decision\nAnnex II. Shares\n1. Shares are paid in May.", gone: "Annex II. Scale\n1. Shares are equal.", come: "Annex II. Shares\n1. Shares are paid in May."},
		{name: "an annex that is not in the text", text: "Annex II is replaced by the text set out in the Annex to this Decision.", un: true},
		{name: "a row is replaced", text: "In Annex I, row 2 is replaced by the following:\n‘| 2 | Accountant |’", gone: "| 2 | Auditor |", come: "| 2 | Accountant |"},
		{name: "a row is added", text: "In the table in Annex I, the following row is added:\n‘| 3 | Clerk |’", gone: "| 2 | Auditor |", come: "| 2 | Auditor |\n| 3 | Clerk |"},
		{name: "renumbering as said", text: "In Article 2, paragraph 4 is renumbered paragraph 5.", gone: "4. The Chair signs.", come: "5. The Chair signs."},
		{name: "a number taken by renumbering", text: "In Article 2, paragraph 4 is renumbered as paragraph 3.", why: amend.Taken},
		{name: "a closing provision changes nothing", text: "Article 2(4) is deleted.\nThis Regulation shall be binding in its entirety.\nDone at Lomé, 3 May 2026.", gone: "4. The Chair signs."},
		{name: "a whole amending act", text: "Decision 3/2026 amending the Regulation on the Council of Ports\nThe Council,\nHaving regard to the Charter, as amended,\nHAS ADOPTED THIS DECISION:\nArticle 1\nThe Regulation on the Council of Ports is amended as follows:\n(1) in Article 3(2), the words ‘in May’ are replaced by the words ‘in June’;\n(2) Article 2(4) is deleted.\nArticle 2\nThis Decision shall enter into force on 1 May 2027.",
			gone: "4. The Chair signs.\nChapter 2. Money\nArticle 3\n1. The Board’s seat is open. An officer of the Board attends.\n2. Fees are due in May.", come: "Chapter 2. Money\nArticle 3\n1. The Board’s seat is open. An officer of the Board attends.\n2. Fees are due in June."},
		{name: "an instruction nobody understands", text: "In Article 2(4), the words ‘signs’ are to be read softly.", un: true},
		{name: "one that stands alone and is not understood", text: "Article 2(4) is hereby nullified and deleted at the Chair's pleasure.", un: true},
		{name: "the second occurrence only", text: "In Article 2(3), the word ‘Board’ is replaced by ‘Panel’ the second time it appears.", gone: "The Board meets twice. The Board reports twice.", come: "The Board meets twice. The Panel reports twice."},
		{name: "words to others", text: "In Article 2(3), the words from ‘meets’ to ‘reports’ are replaced by ‘reports’.", gone: "The Board meets twice. The Board reports twice.", come: "The Board reports twice."},
		{name: "words to the end, with the mark", text: "In Article 2(3), for the words from ‘twice. The’ to the end substitute ‘once.’", gone: "The Board meets twice. The Board reports twice.", come: "The Board meets once."},
		{name: "words to the end, without it", text: "In Article 2(3), for the words from ‘twice. The’ to the end substitute ‘once’.", why: amend.FinalMark},
		{name: "words of an act of another kind", text: "In Article 2(3) of the Charter, the words ‘meets twice’ are replaced by ‘meets once’.", un: true},
		{name: "words of the act by its kind", text: "In Article 2(3) of the Regulation, the words ‘meets twice’ are replaced by ‘meets once’.", gone: "The Board meets twice.", come: "The Board meets once."},
		{name: "the third occurrence of two", text: "In Article 2(3), the word ‘Board’ is replaced by ‘Panel’ the third time it appears.", why: amend.FewerMatches},
		{name: "throughout", text: "Throughout the Regulation, the word ‘Chair’ is replaced by ‘President’.", gone: "4. The Chair signs.\nChapter 2. Money\nArticle 3\n1. The Board’s seat is open. An officer of the Board attends.\n2. Fees are due in May.\nArticle 4. Audit\nThe auditor reports in June.\nAnnex I. List\n| No | Office |\n| 1 | Chair |\n| 2 | Auditor |\n1. The Chair presides.",
			come: "4. The President signs.\nChapter 2. Money\nArticle 3\n1. The Board’s seat is open. An officer of the Board attends.\n2. Fees are due in May.\nArticle 4. Audit\nThe auditor reports in June.\nAnnex I. List\n| No | Office |\n| 1 | President |\n| 2 | Auditor |\n1. The President presides."},
		{name: "throughout with grammar", text: "‘Officer’ is replaced by ‘Clerk’ throughout the Regulation, and any grammatical adjustments needed as a consequence shall be made.", gone: "An officer of", come: "A clerk of"},
		{name: "throughout where it never stands", text: "‘Harbour’ is replaced by ‘Port’ throughout the Regulation.", why: amend.NoMatch},
		{name: "in the title and throughout", text: "In the title and throughout the Regulation, ‘Council’ is replaced by ‘Board’.", gone: "Regulation on the Council of Ports\nHaving regard to the Charter,\nWhereas ports matter,\nChapter 1. General\nArticle 1. Subject\nThis Regulation governs the Council.\nIt binds a member.\nArticle 2. Members\n1. The Council has",
			come: "Regulation on the Board of Ports\nHaving regard to the Charter,\nWhereas ports matter,\nChapter 1. General\nArticle 1. Subject\nThis Regulation governs the Board.\nIt binds a member.\nArticle 2. Members\n1. The Board has"},
		{name: "two wordings contradict", text: "Article 2(4) is replaced by the following:\n‘4. A.’\nArticle 2(4) is replaced by the following:\n‘4. B.’", why: amend.Contradiction},
	})
}

func TestTreatyInstructions(t *testing.T) {
	check(t, regulation, []ruling{
		{name: "an article shall be deleted", text: "Article 4 shall be deleted.", gone: "Article 4. Audit\nThe auditor reports in June."},
		{name: "a paragraph after a paragraph, and the rest moves on", text: "After paragraph 3 of Article 2, insert the following new paragraph:\n“4. The Clerk counts.”\nRenumber the subsequent paragraphs accordingly.",
			gone: "4. The Chair signs.", come: "4. The Clerk counts.\n5. The Chair signs."},
		{name: "insert after, in the other order", text: "In Article 2, insert after paragraph 2 a new paragraph 3 as follows:\n“3. The Clerk counts.”\nThe subsequent paragraphs shall be renumbered accordingly.",
			gone: "3. The Board meets twice. The Board reports twice.\n4. The Chair signs.", come: "3. The Clerk counts.\n4. The Board meets twice. The Board reports twice.\n5. The Chair signs."},
		{name: "nothing is renumbered unless said", text: "In Article 2, insert after paragraph 2 the following paragraph:\n“3. The Clerk counts.”", why: amend.Taken},
		{name: "a deletion, and the rest moves up", text: "Article 2, paragraph 3, shall be deleted and the subsequent paragraphs shall be renumbered accordingly.", gone: "3. The Board meets twice. The Board reports twice.\n4. The Chair signs.", come: "3. The Chair signs."},
		{name: "a subparagraph is a letter", text: "In Article 2, paragraph 2 (b), the word “vote” shall be replaced by the words “cast a vote”.", gone: "(b) vote; and", come: "(b) cast a vote; and"},
		{name: "subparagraph in words", text: "Subparagraph (a) of paragraph 2 of Article 2 shall read as follows:\n“(a) talk;”", gone: "(a) speak;", come: "(a) talk;"},
		{name: "words are inserted after words", text: "In Article 3, paragraph 2, after the word “due” insert the words “every year”.", gone: "due in May", come: "due every year in May"},
		{name: "words before words", text: "In Article 3, paragraph 2, before the word “Fees” insert “All”.", gone: "2. Fees", come: "2. All Fees"},
		{name: "the active voice", text: "In Article 3, paragraph 2, replace “May” by “June”.", gone: "in May", come: "in June"},
		{name: "delete", text: "In Article 3, paragraph 2, delete the words “in May”.", gone: "due in May", come: "due"},
		{name: "the chapeau", text: "In the chapeau of paragraph 2 of Article 2, replace “may” with “shall”.", gone: "2. A member may:", come: "2. A member shall:"},
		{name: "letters move on", text: "In Article 2, paragraph 2, insert after subparagraph (a) the following new subparagraph:\n“(b) sing;”\nRenumber the subsequent subparagraphs accordingly.",
			gone: "(b) vote; and\n(c) be heard:", come: "(b) sing;\n(c) vote; and\n(d) be heard:"},
	})
}

func TestRangesAndNamesOfActsAreReadByTheBase(t *testing.T) {
	const base = "Fees Act 2010\nArticle 1. A\nA.\nArticle 2. B\nB.\nArticle 2a. C\nC.\nArticle 3. D\nD.\nArticle 4. E\nE.\n"
	const rest = "Article 4. E\nE."
	check(t, base, []ruling{
		{name: "a range holds what stands between", text: "Articles 2 to 3 are deleted.", gone: "Article 2. B\nB.\nArticle 2a. C\nC.\nArticle 3. D\nD."},
		{name: "a list does not", text: "Articles 2 and 3 are repealed.", gone: "Article 2. B\nB.\nArticle 2a. C\nC.\nArticle 3. D\nD.", come: "Article 2. Repealed.\nArticle 2a. C\nC.\nArticle 3. Repealed."},
		{name: "a list with a range in it is left to people", text: "Articles 1, 2 and 3 to 4 are deleted.", un: true},
		{name: "of several acts the base is told by its title", text: "The Fees Act is amended as follows:\n(a) Article 4 is deleted;\n(b) Article 2a is deleted.\nThe Ports Act 2001 is amended as follows:\n(a) Article 1 is deleted.", gone: "Article 2a. C\nC.\nArticle 3. D\nD.\n" + rest, come: "Article 3. D\nD."},
		{name: "two names of the base are its names", text: "The Fees Act is amended as follows:\n(a) Article 4 is deleted.\nThe Fees Act 2010 is amended as follows:\n(a) Article 3 is deleted.", gone: "Article 3. D\nD.\n" + rest},
		{name: "acts are told by their numbers", text: "Regulation (EU) No 7/2010 is amended as follows:\n(a) Article 4 is deleted.\nRegulation (EU) 8/2010 is amended as follows:\n(a) Article 3 is deleted.", un: true},
		{name: "if its title does not tell, nothing is understood", text: "The Harbour Act is amended as follows:\n(a) Article 4 is deleted.\nThe Ports Act is amended as follows:\n(a) Article 1 is deleted.", un: true},
		{name: "recitals and wishes order nothing", text: "Decision 7\nWhereas Article 1 should be deleted,\nHaving regard to the Act as amended,\nArticle 4 is deleted.\nThe secretariat keeps the text as amended.", gone: rest},
	})
}
