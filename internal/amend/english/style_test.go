package english

import (
	"testing"

	"chancery.example/chancery/internal/amend"
)

const feesAct = `Fees Act
An Act about fees.
Section 1. Purpose
This Act sets fees.
Section 5. Fees
(1) A fee is due on entry.
(2) A fee shall be:
(a) paid within 28 days of the notice;
(b) paid in coin:
(i) of gold; or
(ii) of silver; and
(c) receipted.
(3) The Board may waive a fee. The Board gives reasons.
Section 6. Appeals
(1) An appeal lies to the court
`

const formsOrder = `Forms Order
Rule 7. Forms
(1) A form has:
(a) a name; and
(b) a date.
`

func TestCommonwealthInstructions(t *testing.T) {
	check(t, feesAct, []ruling{
		{name: "substitution of words", text: "In section 5(2)(a), by the substitution of “14 days” for “28 days”.", gone: "28 days", come: "14 days"},
		{name: "substitution the other way round", text: "Section 5(2)(a) is amended by the substitution for “28 days” of “14 days”.", gone: "28 days", come: "14 days"},
		{name: "substituting", text: "Section 5(2)(a) is amended by substituting “14 days” for “28 days”.", gone: "28 days", come: "14 days"},
		{name: "for words substitute words", text: "In section 5(2)(a), for “28 days” substitute “14 days”.", gone: "28 days", come: "14 days"},
		{name: "insertion of words after words", text: "Section 5(2)(a) is amended by the insertion after “paid” of “in full”.", gone: "(a) paid within", come: "(a) paid in full within"},
		{name: "insertion in the other order", text: "In section 5, in subsection (2)(a), by the insertion of “in full” after “paid”.", gone: "(a) paid within", come: "(a) paid in full within"},
		{name: "deletion of words", text: "In section 5(2)(a), by the deletion of “of the notice”.", gone: "28 days of the notice;", come: "28 days;"},
		{name: "deletion of a paragraph", text: "Section 5(2) is amended by the deletion of paragraph (c).", gone: "(c) receipted."},
		{name: "substitution of a paragraph", text: "Section 5(2) is amended by the substitution of the following paragraph for paragraph (c):\n“(c) recorded.”", gone: "(c) receipted.", come: "(c) recorded."},
		{name: "for a paragraph substitute", text: "In section 5(2), for paragraph (c) substitute—\n“(c) recorded.”", gone: "(c) receipted.", come: "(c) recorded."},
		{name: "a subsection after a subsection", text: "Section 5 is amended by the insertion of the following subsection after subsection (2):\n“(2A) No fee is due on Sundays.”", gone: "(c) receipted.", come: "(c) receipted.\n(2A) No fee is due on Sundays."},
		{name: "insert after", text: "After section 5(2), insert—\n“(2A) No fee is due on Sundays.”", gone: "(c) receipted.", come: "(c) receipted.\n(2A) No fee is due on Sundays."},
		{name: "omit", text: "In section 5(3), omit “The Board gives reasons.”", gone: "waive a fee. The Board gives reasons.", come: "waive a fee."},
		{name: "a subparagraph", text: "In section 5(2)(b)(ii), for “silver” substitute “copper”.", gone: "of silver", come: "of copper"},
		{name: "a list", text: "The Fees Act is amended as follows:\n(a) in section 1, by the substitution of “levies” for “sets”, and\n(b) in section 5—\n(i) in subsection (1), by the deletion of “on entry”, and\n(ii) by the deletion of subsection (3).",
			gone: "This Act sets fees.\nSection 5. Fees\n(1) A fee is due on entry.\n(2) A fee shall be:\n(a) paid within 28 days of the notice;\n(b) paid in coin:\n(i) of gold; or\n(ii) of silver; and\n(c) receipted.\n(3) The Board may waive a fee. The Board gives reasons.",
			come: "This Act levies fees.\nSection 5. Fees\n(1) A fee is due.\n(2) A fee shall be:\n(a) paid within 28 days of the notice;\n(b) paid in coin:\n(i) of gold; or\n(ii) of silver; and\n(c) receipted."},
		{name: "at the end, before the mark", text: "In section 5(1), at the end insert “to the port”.", gone: "on entry.", come: "on entry to the port."},
		{name: "before the full stop at the end", text: "In section 5(1), before the full stop at the end insert “to the port”.", gone: "on entry.", come: "on entry to the port."},
		{name: "before a full stop that is not there", text: "In section 5(2)(a), before the full stop at the end insert “at once”.", why: amend.NoMatch},
		{name: "at the end of a paragraph with and", text: "In section 5(2)(b)(ii), at the end insert “or gold”.", gone: "of silver; and", come: "of silver or gold; and"},
		{name: "at the end of what has no mark", text: "In section 6(1), at the end insert “of appeal.”", un: true},
		{name: "wherever it occurs", text: "In section 5(3), for “Board”, wherever it occurs, substitute “Panel”.", gone: "The Board may waive a fee. The Board gives reasons.", come: "The Panel may waive a fee. The Panel gives reasons."},
		{name: "in both places", text: "In section 5(3), for “Board” in both places where it occurs substitute “Panel”.", gone: "The Board may waive a fee. The Board gives reasons.", come: "The Panel may waive a fee. The Panel gives reasons."},
		{name: "repealed keeps the place", text: "Section 5(2)(a) is repealed.", gone: "(a) paid within 28 days of the notice;", come: "(a) repealed;"},
	})
	check(t, formsOrder, []ruling{
		{name: "a rule", text: "In rule 7(1)(b), for “date” substitute “seal”.", gone: "a date.", come: "a seal."},
		{name: "a paragraph of a rule is (1)", text: "In rule 7, in subparagraph (a) of paragraph (1), for “name” substitute “title”.", gone: "a name; and", come: "a title; and"},
	})
}

const portCode = `Port Code
Section 1. Short title
(a) This is the Port Code.
Section 5. Fees
(a) A fee is due on entry.
(b) A fee shall be paid:
(1) in coin, which means:
(A) gold; or
(B) silver; and
(2) within 28 days. A late fee is doubled. A late fee is public.
(c) The Port Office may waive a fee.
Section 7. Repeal
(a) Nothing is repealed.
(b) This lapses.
`

func TestAmericanInstructions(t *testing.T) {
	check(t, portCode, []ruling{
		{name: "striking and inserting", text: "Section 5(b)(2) is amended by striking \"28 days\" and inserting \"14 days\".", gone: "28 days", come: "14 days"},
		{name: "the phrase, in its place", text: "Section 5(b)(2) is amended by striking the phrase \"28 days\" and inserting the phrase \"14 days\" in its place.", gone: "28 days", come: "14 days"},
		{name: "both times it appears", text: "Section 5(b)(2) is amended by striking \"late fee\" both times it appears and inserting \"late charge\".", gone: "A late fee is doubled. A late fee is public.", come: "A late charge is doubled. A late charge is public."},
		{name: "each place it appears", text: "Section 5(b)(2) is amended by striking \"late fee\" each place it appears and inserting \"late charge\".", gone: "A late fee is doubled. A late fee is public.", come: "A late charge is doubled. A late charge is public."},
		{name: "once where it stands twice", text: "Section 5(b)(2) is amended by striking \"late fee\" and inserting \"late charge\".", why: amend.MoreMatches},
		{name: "a list with targets of their own", text: "Section 5(b) is amended as follows:\n(1) Subsection (b)(2) is amended by striking \"28 days\" and inserting \"14 days\".\n(2) Paragraph (1)(B) is amended by striking the word \"silver\" and inserting the word \"copper\" in its place.",
			gone: "(B) silver; and\n(2) within 28 days.", come: "(B) copper; and\n(2) within 14 days."},
		{name: "a new subsection", text: "A new subsection (d) is added to section 5 to read as follows:\n\"(d) Fees are public.\".", gone: "(c) The Port Office may waive a fee.", come: "(c) The Port Office may waive a fee.\n(d) Fees are public."},
		{name: "by adding a new subsection", text: "Section 5 is amended by adding a new subsection (b-1) to read as follows:\n\"(b-1) Fees are public.\".", gone: "(c) The Port", come: "(b-1) Fees are public.\n(c) The Port"},
		{name: "to read as follows", text: "Section 5(c) is amended to read as follows:\n\"(c) No fee is waived.\".", gone: "(c) The Port Office may waive a fee.", come: "(c) No fee is waived."},
		{name: "nested quotation marks", text: "Section 5(c) is amended by striking the phrase \"Port Office\" and inserting the phrase \"Port Office (\"Office\")\" in its place.", gone: "Port Office may", come: "Port Office (\"Office\") may"},
		{name: "redesignation", text: "Section 5 is amended by redesignating subsection (c) as subsection (d).", gone: "(c) The Port Office may waive a fee.", come: "(d) The Port Office may waive a fee."},
		{name: "redesignation and a new one", text: "Section 5 is amended by redesignating subsection (c) as subsection (d) and by inserting after subsection (b) the following new subsection:\n\"(c) Fees are public.\".", gone: "(c) The Port Office may waive a fee.", come: "(c) Fees are public.\n(d) The Port Office may waive a fee."},
		{name: "the lead-in language", text: "The lead-in language of section 5(b)(1) is amended by striking \"means\" and inserting \"is\".", gone: "which means:", come: "which is:"},
		{name: "the final mark", text: "Section 5(c) is amended by striking the period at the end and inserting \"; and\".", gone: "waive a fee.", come: "waive a fee; and"},
		{name: "a final mark that is not there", text: "Section 5(b)(1)(A) is amended by striking the period at the end and inserting \"; and\".", why: amend.NoMatch},
		{name: "and at the end", text: "Section 5(b)(1)(B) is amended by striking \"and\" at the end.", gone: "(B) silver; and", come: "(B) silver;"},
		{name: "the word is struck", text: "In section 5(c), the word \"Port\" is struck.", gone: "The Port Office", come: "The Office"},
		{name: "repealed", text: "Section 7(b) is repealed.", gone: "(b) This lapses.", come: "(b) Repealed."},
		{name: "by adding at the end", text: "Section 5(b)(1) is amended by adding at the end the following new subparagraph:\n\"(C) copper;\".", gone: "(B) silver; and", come: "(B) silver; and\n(C) copper;"},
		{name: "a dash and items", text: "Section 5 is amended—\n(1) in subsection (a), by striking \"entry\" and inserting \"arrival\"; and\n(2) by striking subsection (c).",
			gone: "(a) A fee is due on entry.\n(b) A fee shall be paid:\n(1) in coin, which means:\n(A) gold; or\n(B) silver; and\n(2) within 28 days. A late fee is doubled. A late fee is public.\n(c) The Port Office may waive a fee.",
			come: "(a) A fee is due on arrival.\n(b) A fee shall be paid:\n(1) in coin, which means:\n(A) gold; or\n(B) silver; and\n(2) within 28 days. A late fee is doubled. A late fee is public."},
		{name: "items in one line", text: "Section 5 is amended: (1) in subsection (a), by striking \"entry\" and inserting \"arrival\"; and (2) in subsection (c), by striking \"may\" and inserting \"shall\".",
			gone: "(a) A fee is due on entry.\n(b) A fee shall be paid:\n(1) in coin, which means:\n(A) gold; or\n(B) silver; and\n(2) within 28 days. A late fee is doubled. A late fee is public.\n(c) The Port Office may waive a fee.",
			come: "(a) A fee is due on arrival.\n(b) A fee shall be paid:\n(1) in coin, which means:\n(A) gold; or\n(B) silver; and\n(2) within 28 days. A late fee is doubled. A late fee is public.\n(c) The Port Office shall waive a fee."},
	})
}
