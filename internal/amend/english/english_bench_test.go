package english

import (
	"strings"
	"testing"
)

// A megabyte of prose is read in a second: the goal of issue 4.
func BenchmarkParse(b *testing.B) {
	text := strings.Repeat(`(1) in Article 5(2), point (c) is replaced by the following:
‘(c) the harbour of the northern ports, with its quays;’;
(2) in the second subparagraph of paragraph 3 of Article 7, the words ‘one month’ are replaced by the words ‘two months’ and the words ‘at once’ are deleted;
(3) Section 5(b)(2) is amended by striking the phrase “late fee” both times it appears and inserting the phrase “late charge” in its place.
(4) Section 6 is amended by the insertion after “paid” of “in full”.
(5) After paragraph 2 of Article 5, insert the following paragraph:
“3. The Council meets in the harbour.”
Renumber the subsequent paragraphs accordingly.
This Decision shall enter into force on the day of its signature.
`, 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if r := Parse(text, Options{}); len(r.Operations) != 200*7 || len(r.Unparsed) > 0 {
			b.Fatal(len(r.Operations), r.Unparsed)
		}
	}
}
