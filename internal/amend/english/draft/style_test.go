package draft

import (
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english"
)

// read is the operations of an instruction, which must be understood.
func read(t *testing.T, text string) []amend.Operation {
	t.Helper()
	r := english.Parse(text, english.Options{})
	if len(r.Unparsed) > 0 || len(r.Operations) == 0 {
		t.Fatalf("the case itself: %+v", r)
	}
	return r.Operations
}

func TestInstructionsOfEveryStyleAreWrittenInOne(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a subparagraph of a treaty", "Subparagraph (a) of paragraph 2 of Article 2 shall read as follows:\n“(a) talk;”", "Subparagraph (a) of paragraph 2 of Article 2 is replaced by the following:\n“(a) talk;”\n"},
		{"the title of the act", "The title of the Regulation is replaced by the following:\n‘Regulation on Ports’", "The title is replaced by the following:\n“Regulation on Ports”\n"},
		{"a chapter goes", "Chapter 2 is deleted.", "Chapter 2 is deleted.\n"},
		{"a paragraph is repealed", "Article 5(4) is repealed.", "Paragraph 4 of Article 5 is repealed.\n"},
		{"a rule is repealed", "Rule 7 is repealed.", "Rule 7 is repealed.\n"},
		{"a suspension without an end", "Article 5 shall be suspended.", "The application of Article 5 is suspended.\n"},
		{"a suspension until an American day", "The application of Article 5 is suspended until May 3, 2027.", "The application of Article 5 is suspended until 3 May 2027.\n"},
		{"words for words, as the Commonwealth says it", "In Article 5(2), by the substitution of “14 days” for “28 days”.", "The words “28 days” in paragraph 2 of Article 5 are replaced by the words “14 days”.\n"},
		{"a mark by its name", "In Article 5(2), the comma is replaced by a semicolon.", "The words “,” in paragraph 2 of Article 5 are replaced by the words “;”.\n"},
		{"in both places", "In section 5(2), for “Board” in both places where it occurs substitute “Panel”.", "The words “Board” in both places where they occur in item (2) of section 5 are replaced by the words “Panel”.\n"},
		{"in all four places", "In Article 5(2), delete ‘x’ in all four places.", "In all four places where they occur in paragraph 2 of Article 5 the words “x” are deleted.\n"},
		{"each place, as Americans say it", "Section 5(b)(2) is amended by striking \"late fee\" each place it appears and inserting \"late charge\".", "The words “late fee” wherever they occur in item (2) of item (b) of section 5 are replaced by the words “late charge”.\n"},
		{"throughout the act", "Throughout the Act, for “Board” substitute “Agency”.", "The words “Board” are replaced by the words “Agency” throughout the text.\n"},
		{"throughout the act and in its title", "In the title and throughout the Regulation, ‘Council’ is replaced by ‘Board’.", "The words “Council” are replaced by the words “Board” in the title and throughout the text.\n"},
		{"throughout with grammar", "‘Officer’ is replaced by ‘Clerk’ throughout the Regulation, with any necessary grammatical adjustments.", "“Officer” is replaced by “Clerk” throughout the text with any necessary grammatical adjustments.\n"},
		{"the final mark", "Section 5(c) is amended by striking the period at the end and inserting \"; and\".", "The words “.” at the end of item (c) of section 5 are replaced by the words “; and”.\n"},
		{"words at the end go", "Section 5(b)(1)(B) is amended by striking \"and\" at the end.", "The words “and” at the end of item (B) of item (1) of item (b) of section 5 are deleted.\n"},
		{"words at the end come", "In section 5(1), at the end insert “to the port”.", "The words “to the port” are added at the end of item (1) of section 5.\n"},
		{"words before the full stop", "In section 5(1), before the full stop at the end insert “to the port”.", "The words “to the port” are added before the full stop at the end of item (1) of section 5.\n"},
		{"words before the semicolon", "Add ‘x’ before the semicolon at the end of Article 5(2).", "The words “x” are added before the semicolon at the end of paragraph 2 of Article 5.\n"},
		{"words after words", "In Article 3, paragraph 2, after the word “due” insert the words “every year”.", "The words “every year” are inserted in paragraph 2 of Article 3 after the words “due”.\n"},
		{"words before words", "In Article 3, paragraph 2, before the word “Fees” insert “All”.", "The words “All” are inserted in paragraph 2 of Article 3 before the words “Fees”.\n"},
		{"words in a heading", "In the heading of Article 3, the word ‘a’ is replaced by ‘b’.", "The words “a” in the heading of Article 3 are replaced by the words “b”.\n"},
		{"words in the chapeau", "In the chapeau of Article 2(2), the word ‘may’ is replaced by ‘shall’.", "The words “may” in the introductory wording of paragraph 2 of Article 2 are replaced by the words “shall”.\n"},
		{"words in the preamble", "In the preamble, ‘x’ is deleted.", "The words “x” in the preamble are deleted.\n"},
		{"words with marks in them", "In section 5(c), strike \"Port “Office”\" and insert \"Port\".", "The words ‘Port “Office”’ in item (c) of section 5 are replaced by the words “Port”.\n"},
		{"words with all marks in them", "In section 5(c), strike \"“x” ‘y’ «z»\" and insert \"w\".", "The words ““x” ‘y’ «z»” in item (c) of section 5 are replaced by the words “w”.\n"},
		{"three points", "In Article 2(2), the following points (d), (e) and (f) are added:\n‘(d) x;\n(e) y;\n(f) z.’", "The following points (d), (e) and (f) are added to paragraph 2 of Article 2:\n“(d) x;\n(e) y;\n(f) z.”\n"},
		{"an addition without a name", "At the end of Article 5, insert the following:\n‘4. x.’", "The following is added to Article 5:\n“4. x.”\n"},
		{"a sentence", "In Article 5(2), the following sentence is added:\n‘Interest is due.’", "The following sentence is added to paragraph 2 of Article 5:\n“Interest is due.”\n"},
		{"a subparagraph", "In Article 5(2), the following subparagraph is added:\n‘Interest is due.’", "The following subparagraph is added to paragraph 2 of Article 5:\n“Interest is due.”\n"},
		{"an article by its number", "The following Article 2a is inserted:\n‘Article 2a\nPorts vote.’", "The following Article 2a is inserted:\n“Article 2a\nPorts vote.”\n"},
		{"an annex", "The text in the Annex to this Decision is added as Annex IV.\nAnnex to the Decision\nAnnex IV. y", "The following Annex IV is inserted:\n“Annex IV. y”\n"},
		{"a row", "In Annex I, the following row is added:\n‘| 3 | Clerk |’", "The following row is added to Annex I:\n“| 3 | Clerk |”\n"},
		{"a row before a row", "In Annex I, before row 2, the following row is inserted:\n‘| 1a | a |’", "The following row is inserted before row 2 of Annex I:\n“| 1a | a |”\n"},
		{"a paragraph before a paragraph", "In Article 5, before paragraph 2, the following paragraph is inserted:\n‘1a. x.’", "The following paragraph is inserted before paragraph 2 of Article 5:\n“1a. x.”\n"},
		{"a redesignation", "Section 5(b) is redesignated as section 5(c).", "Item (b) of section 5 is renumbered as item (c).\n"},
		{"annexes get other numbers", "Annexes I and II are renumbered as Annexes II and III.", "Annex I and Annex II are renumbered as Annexes II and III.\n"},
		{"the rest moves up", "Article 2, paragraph 3, shall be deleted and the subsequent paragraphs shall be renumbered accordingly.", "Paragraph 3 of Article 2 is deleted.\nThe subsequent paragraphs are renumbered accordingly.\n"},
		{"a row by its words", "In Annex I, the row ‘x’ is deleted.", "The row “x” of Annex I is deleted.\n"},
		{"a row by its number", "In Annex I, row 3 is deleted.", "Row 3 of Annex I is deleted.\n"},
		{"a column by its place", "In Annex I, column 2 is deleted.", "Column 2 of Annex I is deleted.\n"},
		{"a column by its head", "In Annex I, the column headed ‘Fee’ is deleted.", "The column headed “Fee” of Annex I is deleted.\n"},
		{"a table", "The table in Annex I is deleted.", "The table of Annex I is deleted.\n"},
		{"the last sentence", "In Article 5(2), the last sentence is deleted.", "The last sentence of paragraph 2 of Article 5 is deleted.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := Draft(read(t, c.text)); err != nil || got != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestSeveralUnitsAreReadBackAsTheyWere(t *testing.T) {
	for name, text := range map[string]string{
		"paragraphs in the place of one":    "In Article 5, paragraph 2 is replaced by the following paragraphs:\n‘2. x.\n3. y.’",
		"subparagraphs at the end":          "In Article 5(2), the following subparagraphs are added:\n‘x.\ny.’",
		"a subparagraph by its place":       "In Article 5(2), the following second subparagraph is inserted:\n‘x.’",
		"rows after a row":                  "In Annex I, after row 2, the following rows are inserted:\n‘| 3 | a |\n| 4 | b |’",
		"a point by its label":              "In Article 2(2), the following point is inserted:\n‘(ba) abstain;’",
		"subsections with new numbers":      "Subsections (d) and (e) of section 5 are redesignated as subsections (c) and (d), respectively.",
		"points with the rest behind them":  "Points (a) and (b) of Article 5(1) are deleted. The subsequent points are renumbered accordingly.",
		"words throughout one article":      "Throughout Article 5, ‘x’ is replaced by ‘y’.",
		"words that stand three times over": "In Article 5(2), ‘x’ is replaced by ‘y’ in all three places where they occur.",
	} {
		ops := read(t, text)
		prose, err := Draft(ops)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again := read(t, prose)
		if len(again) != len(ops) {
			t.Errorf("%s: %s", name, prose)
			continue
		}
		for i := range ops {
			if !Same(&again[i], &ops[i]) {
				t.Errorf("%s: %s\nread as %+v", name, prose, again[i])
			}
		}
	}
}

func TestWhyItCannotBeSaid(t *testing.T) {
	const none, other = "operation 1: no instruction says it", "prose that reads as something else"
	at := func(steps ...act.Step) []act.Address { return []act.Address{{Steps: steps}} }
	article := act.Step{Name: act.NameArticle, Num: "5"}
	entries := []act.Step{{Name: act.NameRow, Num: "2"}, {Name: act.NameRow, Num: "3"}}
	for _, c := range []struct {
		name, want string
		op         amend.Operation
	}{
		{"units are joined", none, amend.Operation{Kind: amend.Join, Targets: at(article)}},
		{"a unit is split", none, amend.Operation{Kind: amend.Split, Targets: at(article), Old: "x", Numbers: []string{"6"}}},
		{"the act gets a number", none, amend.Operation{Kind: amend.Renumbering, Targets: at(), Numbers: []string{"6"}}},
		{"a part of a статья", none, amend.Operation{Kind: amend.Removal, Targets: at(article, act.Step{Name: act.NamePart, Num: "2"})}},
		{"a line of the act itself", none, amend.Operation{Kind: amend.Removal, Targets: at(act.Step{Name: act.NameLine, Ordinal: 2})}},
		{"a thirtieth sentence", none, amend.Operation{Kind: amend.Removal, Targets: at(article, act.Step{Name: act.NameSentence, Ordinal: 30})}},
		{"a target known by its id", "operation 1: a target known by its id alone", amend.Operation{Kind: amend.Repeal, Targets: []act.Address{{ID: "x"}}}},
		{"an anchor known by its id", "operation 1: a target known by its id alone", amend.Operation{Kind: amend.Insertion, Targets: at(article), Lines: []string{"3. x."}, At: amend.After, Anchor: &act.Address{ID: "x"}}},
		{"a day that is none", other, amend.Operation{Kind: amend.Suspension, Targets: at(article), Until: "soon"}},
		{"words that go throughout the act", other, amend.Operation{Kind: amend.TextDeletion, Targets: at(), Old: "x", All: true}},
		{"words of the whole act once", other, amend.Operation{Kind: amend.TextSubstitution, Targets: at(), Old: "x", New: "y"}},
		{"words that stand nine times", "operation 1: " + other, amend.Operation{Kind: amend.TextSubstitution, Targets: at(article), Old: "x", New: "y", Count: 9}},
		{"entries with new numbers in nothing", other, amend.Operation{Kind: amend.Renumbering, Targets: at(entries[0]), Shift: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if prose, err := Draft([]amend.Operation{c.op}); err == nil || err.Error() != c.want || prose != "" {
				t.Errorf("got %q, %v, want %s", prose, err, c.want)
			}
		})
	}
	t.Run("new text that is no text", func(t *testing.T) {
		o := amend.Operation{Kind: amend.Insertion, Targets: at(article), Lines: []string{"3. \xff"}, Named: []act.Step{{Name: act.NameParagraph}}}
		if prose, err := Draft([]amend.Operation{o}); err == nil {
			t.Errorf("written as %q", prose)
		}
	})
}
