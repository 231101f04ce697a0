package english

import (
	"testing"

	"chancery.example/chancery/internal/amend"
)

// A told instruction has a name and what it is read as.
type told struct{ name, text, want string }

func tell(t *testing.T, list []told) {
	t.Helper()
	for _, c := range list {
		t.Run(c.name, func(t *testing.T) {
			if got := summary(c.text); got != c.want {
				t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

func TestTargetsThatTheWordsLeaveOpen(t *testing.T) {
	tell(t, []told{
		{"an article without a number", "Delete Article.", `unparsed grammar`},
		{"a paragraph without a number", "The paragraph is deleted.", `unparsed grammar`},
		{"a bracket that is not closed", "Paragraph 2 (fees due on entry is deleted.", `unparsed grammar`},
		{"an ordinal beside another word", "The first and other sentences are deleted.", `unparsed grammar`},
		{"an ordinal of what is no unit", "The first words are deleted.", `unparsed grammar`},
		{"one ordinal and a plural", "The first sentences of Article 5 are deleted.", `unparsed grammar`},
		{"an ordinal of what has numbers", "The first article is deleted.", `unparsed grammar`},
		{"a row by a quotation without an end", "In Annex I, the row ‘x is deleted.", `unparsed quotation`},
		{"a row by a word without quotation marks", "In Annex I, the row for fees is deleted.", `unparsed grammar`},
		{"a column that has no such number", "In Annex I, column 2a is deleted.", `unparsed grammar`},
		{"a range that runs backwards", "Articles 7 to 5 are deleted.", `unparsed grammar`},
		{"a range between two depths", "Articles 5(1) to 7 are deleted.", `unparsed grammar`},
		{"a paragraph in another paragraph", "In paragraph 2, paragraph 3 is deleted.", `unparsed context`},
		{"a paragraph in another paragraph, suspended", "In paragraph 2, paragraph 3 is suspended.", `unparsed context`},
		{"a lead in another paragraph", "In paragraph 2, in paragraph 3, ‘x’ is deleted.", `unparsed grammar`},
		{"a lead in several other paragraphs", "In paragraph 2, in paragraphs 3 and 4, ‘x’ is deleted.", `unparsed grammar`},
		{"a lead for several units over a list", "In Articles 5 and 6:\n(a) ‘x’ is deleted.", `unparsed grammar; unparsed grammar`},
		{"a lead with nothing behind it", "In Article 5, ‘x’ is deleted, in Article 6.", `unparsed grammar`},
		{"an article without a number in a lead", "In an article, delete ‘x’.", `unparsed grammar`},
		{"an act without a name", "Amend an Act to provide for fees as follows:\n(a) section 5 is repealed.", `unparsed grammar; unparsed context`},
		{"a citation without an end", "Section 5 of the Fees Act (D.C. Law 1; 2 Stat. 3 is repealed.", `unparsed grammar`},
		{"a citation with a quotation", "Section 5 of the Fees Act (so called in ‘x’) is repealed.", `unparsed grammar`},
		{"the whole act suspended", "The Regulation is suspended.", `unparsed grammar`},
		{"the whole act replaced", "The Regulation is replaced by the following:\n‘x’", `unparsed grammar`},
		{"a suspension until a month", "The application of Article 5 is suspended until May.", `unparsed grammar`},
		{"a suspension until the end of a month", "The application of Article 5 is suspended until the end of May.", `unparsed grammar`},
	})
	check(t, regulation, []ruling{
		{name: "a range of articles that are not there", text: "Articles 50 to 52 are deleted.", why: amend.Absent},
	})
}

func TestWordsThatTheWordsLeaveOpen(t *testing.T) {
	tell(t, []told{
		{"a replacement in nothing", "‘x’ is replaced by ‘y’.", `unparsed grammar`},
		{"a deletion in nothing", "‘x’ is deleted.", `unparsed grammar`},
		{"two deletions in nothing", "‘x’ and ‘y’ are deleted.", `unparsed grammar`},
		{"a replacement at the end of nothing", "The word ‘x’ at the end is replaced by ‘y’.", `unparsed grammar`},
		{"a deletion at the end of nothing", "The word ‘x’ at the end is deleted.", `unparsed grammar`},
		{"each of several at the end", "In Article 5(2), each reference to ‘x’ at the end is deleted.", `unparsed grammar`},
		{"a mark by its name wherever it occurs is not the final one", "In Article 5(2), the comma is deleted wherever it occurs.", `unparsed grammar`},
		{"a mark for a mark wherever it occurs", "In Article 5(2), the comma is replaced by a semicolon wherever it occurs.", `unparsed grammar`},
		{"a mark to which something refers", "In Article 5(2), all references to the comma are deleted.", `unparsed grammar`},
		{"words and a mark in one list", "In Article 5(2), ‘x’ and the full stop are deleted.", `unparsed grammar`},
		{"words and references in one list", "In Article 5(2), ‘x’, and each reference to ‘y’, are deleted.", `unparsed grammar`},
		{"a reference in and not to", "In Article 5(2), each reference in ‘x’ is deleted.", `unparsed grammar`},
		{"each of what is not quoted", "In Article 5(2), each paragraph is deleted.", `unparsed grammar`},
		{"a further replacement after none", "In Article 5, ‘x’ by ‘y’.", `unparsed grammar`},
		{"grammar where words stand once", "In Article 5, ‘x’ is replaced by ‘y’, with any necessary grammatical adjustments.", `unparsed grammar`},
		{"whenever it does something else", "In Article 5(2), ‘x’ whenever it is good is replaced by ‘y’.", `unparsed grammar`},
		{"both of what are no places", "In Article 5(2), ‘x’ in both cities is replaced by ‘y’.", `unparsed grammar`},
		{"each of what are no places", "In Article 5(2), ‘x’ in each city is replaced by ‘y’.", `unparsed grammar`},
		{"each time of what is not said", "In Article 5(2), ‘x’ each time is replaced by ‘y’.", `unparsed grammar`},
		{"throughout, with a title in its own words", "‘x’ is replaced by ‘y’ throughout the Regulation, including its title.", `unparsed grammar`},
		{"words that are a bare line", "A text about fees", `unparsed grammar`},
		{"a title that repeals", "Repeal of section 5", `unparsed grammar`},
	})
}

func TestAdditionsThatTheWordsLeaveOpen(t *testing.T) {
	tell(t, []told{
		{"a payload without an end", "Article 5 is replaced by the following:\n‘Article 5. x", `unparsed quotation`},
		{"an insertion without an end", "After paragraph 2 of Article 5, the following paragraph is inserted:\n‘2a. x.", `unparsed quotation`},
		{"an annex that is not in the text", "The text in the Annex to this Decision is added as Annex IV.", `unparsed annex`},
		{"an annex of nothing", "Annex II is replaced by the text set out in the Annex hereto.", `unparsed grammar`},
		{"an annex of another decision", "Annex II is replaced by the text set out in the Annex II of this Decision.", `unparsed grammar`},
		{"an annex to no act", "Annex II is replaced by the text set out in the Annex to nothing.", `unparsed grammar`},
		{"one paragraph called several", "Article 5(2) is replaced by the following paragraphs:\n‘2. x.’", `unparsed grammar`},
		{"a paragraph inserted in nothing", "The following paragraph is inserted:\n‘3. x.’", `unparsed grammar`},
		{"a paragraph inserted in two articles", "In Articles 5 and 6, the following paragraph is inserted:\n‘3. x.’", `unparsed grammar`},
		{"a paragraph added to two articles", "In Articles 5 and 6, the following paragraph is added:\n‘3. x.’", `unparsed grammar`},
		{"a paragraph added to two articles after a paragraph", "The following paragraph is added to Articles 5 and 6 after paragraph 2:\n‘2a. x.’", `unparsed grammar`},
		{"a supplement to the whole act", "The Regulation is supplemented by the following Article:\n‘Article 9. x’", `unparsed grammar`},
		{"an article after the whole act", "After the Regulation, the following Article is inserted:\n‘Article 9. x’", `unparsed grammar`},
		{"a paragraph after two paragraphs", "After paragraphs 2 and 3, the following paragraph is inserted:\n‘3a. x’", `unparsed grammar`},
		{"a paragraph after one that another holds", "In paragraph 2, after paragraph 3, the following paragraph is inserted:\n‘3a. x.’", `unparsed context`},
		{"a sentence with a place of its own", "In Article 5, the following second sentence is added:\n‘x.’", `unparsed grammar`},
		{"several sentences", "In Article 5, the following sentences are added:\n‘x.\ny.’", `unparsed grammar`},
		{"one row that is two", "In Annex I, the following row is added:\n‘| 1 | x |\n| 2 | y |’", `unparsed grammar`},
		{"a column that is a row", "In Annex I, the following column is added:\n‘| 1 | x |’", `unparsed grammar`},
		{"a second subparagraph after the first, said twice", "In Article 5(2), after the first subparagraph, the following second subparagraph is inserted:\n‘x.’", `unparsed grammar`},
		{"a last subparagraph", "In Article 5(2), the following last subparagraph is inserted:\n‘x.’", `unparsed grammar`},
		{"a line that is not called anything", "In Article 5, after paragraph 2, insert:\n‘x.’", `unparsed grammar`},
		{"more units than numbers", "In Article 5, paragraphs 3 and 4 are renumbered as paragraph 5.", `unparsed grammar`},
		{"one unit and two numbers", "Section 5(b) is redesignated as subsections (c) and (d).", `unparsed grammar`},
		{"the rest of units that did not move", "Article 5 is deleted. The subsequent paragraphs are renumbered accordingly.", `unparsed grammar`},
	})
}

func TestRarerWaysToSayIt(t *testing.T) {
	tell(t, []told{
		{"an ordinal in figures", "The 2nd subparagraph of Article 5(2) is deleted.", `removal [article 5 > paragraph 2 > subparagraph #2]`},
		{"a citation behind an article", "Paragraph 2 of Article 5 (fees due on entry) is deleted.", `removal [article 5 > paragraph 2]`},
		{"a citation behind a paragraph", "In Article 5, paragraph 2 (fees due on entry) is deleted.", `removal [article 5 > paragraph 2]`},
		{"the only annex", "The Annex is deleted.", `removal [annex]`},
		{"through", "Sections 5 through 7 are repealed.", `repeal [section 5 section 6 section 7]`},
		{"an act with its date and its place in a gazette", "Section 5 of the Fees Act, approved 3 May 2010 (D.C. Law 1; 2 Stat. 3), is repealed.", `repeal [section 5]`},
		{"leads that take turns", "In Article 5, paragraph 2, ‘x’ is deleted, in paragraph 3, ‘y’ is deleted and in Article 6, ‘z’ is deleted.",
			`text-deletion [article 5 > paragraph 2] "x">""; text-deletion [article 5 > paragraph 3] "y">""; text-deletion [article 6] "z">""`},
		{"a lead for several units under another", "In Article 5, in paragraphs 2 and 3, ‘x’ is deleted.", `text-deletion [article 5 > paragraph 2 article 5 > paragraph 3] "x">""`},
		{"every reference to the word", "In Article 5(2), every reference to the word ‘x’ is replaced by ‘y’.", `text-substitution [article 5 > paragraph 2] "x">"y" 0 true`},
		{"words behind a colon", "In Article 5(2), the words: ‘x’ are deleted.", `text-deletion [article 5 > paragraph 2] "x">""`},
		{"before the final full stop", "Add ‘x’ before the final full stop of Article 5(2).", `text-insertion [article 5 > paragraph 2] ".">"x" end`},
		{"before the full stop, the words last", "In Article 5(2), add before the full stop at the end ‘x’.", `text-insertion [article 5 > paragraph 2] ".">"x" end`},
		{"both times", "In Article 5(2), ‘x’, both times, is replaced by ‘y’.", `text-substitution [article 5 > paragraph 2] "x">"y" 2 false`},
		{"both places", "In Article 5(2), ‘x’, both places where it appears, is replaced by ‘y’.", `text-substitution [article 5 > paragraph 2] "x">"y" 2 false`},
		{"each place in which it appears", "In Article 5(2), ‘x’ in each place in which it appears is replaced by ‘y’.", `text-substitution [article 5 > paragraph 2] "x">"y" 0 true`},
		{"throughout in its entirety", "‘x’ is replaced by ‘y’ throughout the Regulation in its entirety.", `text-substitution [the act] "x">"y" 0 true`},
		{"a second new subparagraph", "In Article 5(2), the following second new subparagraph is inserted:\n‘x.’", `insertion [article 5 > paragraph 2] ["x."] [{line  2}]`},
		{"numbers respectively", "Sections 5 and 6 are redesignated as sections 6 and 7 respectively.", `renumbering [section 5 section 6] [6 7] 0`},
		{"a subsection beside the one that is amended", "Section 5(2) is amended as follows:\n(a) the following subsection is inserted:\n‘(3) x.’", `insertion [section 5] ["(3) x."] [{subsection  0}]`},
		{"to an article, after a paragraph", "The following paragraph is added to Article 5 after paragraph 2:\n‘2a. x.’", `insertion [article 5] ["2a. x."] [{paragraph  0}] after article 5 > paragraph 2`},
		{"in a paragraph, before a point", "The following point is inserted in Article 5(1) before point (b):\n‘(aa) x;’", `insertion [article 5 > paragraph 1] ["(aa) x;"] [{point  0}] before article 5 > paragraph 1 > point b`},
		{"at the end, without a name", "At the end of Article 5, insert the following:\n‘(a) x.’", `insertion [article 5] ["(a) x."] [] end`},
	})
}

func TestTwoPlacesInOneSentenceAreNotUnderstood(t *testing.T) {
	for _, text := range []string{
		"The word ‘x’ in Article 5 is replaced by the word ‘y’ in Article 6.",
		"In Article 5, the word ‘x’ is deleted in Article 6.",
		"In Article 5, the word ‘x’ is replaced by the word ‘y’ throughout the Regulation.",
	} {
		if got := Parse(text, Options{}); len(got.Operations) > 0 && len(got.Unparsed) == 0 {
			t.Errorf("%s: read as %+v", text, got.Operations)
		}
	}
}
