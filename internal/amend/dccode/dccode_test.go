package dccode

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const before = `<section xmlns="https://code.dccouncil.us/schemas/dc-library"><num>4-12</num><heading>Fees.</heading>
<para><num>(a)</num><text>A fee is due; provided, that:</text><para><num>(1)</num><text>It is paid.</text><annotation type="x">left out</annotation></para></para>
<para><num>(b)</num><text>The fee is low [sic].</text></para><para><num>(c)</num><text>C.</text></para><para><num>(d)</num><text>D.</text></para>
<para><num>(e)</num><text>E.</text></para><para><num>(f)</num><text>F.</text></para><para><num>(g)</num><text>G.</text></para><para><num>(h)</num><text>H.</text></para>
<para><num>(i)</num><para><num>(1)</num><text>I:</text><para><num>(A)</num><text>One:</text><para><num>(i)</num><text>x;</text></para><para><num>(ii)</num><text>y.</text></para></para></para></para>
<text>*NOTE: left out*</text><annotations><annotation>left out</annotation></annotations></section>`

func row(t *testing.T, fields map[string]any) Row {
	t.Helper()
	if fields["before_xml"] == nil {
		fields["before_xml"] = before
	}
	b, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseRow(b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestProseIsAppliedToTheSection(t *testing.T) {
	const markup = `<para xmlns:codify="c" codify:path="§4-12"><num>(9)</num><para><codify:insert path="(a)" after="(1)"/><num>(2)</num><text>It is "new".</text></para></para>`
	for _, c := range []struct {
		name, prose, markup string
		was, now            string
		verdict             Verdict
	}{
		{name: "words by the number in the code", prose: `(a) Section 9(b) of the Fees Act of 1999, effective May 1, 1999 (D.C. Law 9-9; D.C. Official Code § 4-12(b)), is amended by striking the word "low" and inserting the word "high" in its place.`,
			was: "is low", now: "is high", verdict: Exact},
		{name: "the items stand beside one of the two numbers", prose: `(a) Section 9(b) (D.C. Official Code § 4-12) is amended by striking "low" and inserting "high".`, was: "is low", now: "is high", verdict: Exact},
		{name: "two numbers that disagree are flagged", prose: `(a) Section 9(a) (D.C. Official Code § 4-12(b)) is amended by striking "low" and inserting "high".`, was: "is low", now: "is high", verdict: Flagged},
		{name: "the number without its title", prose: `(a) Section 12(b) is amended by striking "low" and inserting "high".`, was: "is low", now: "is high", verdict: Exact},
		{name: "the context is the section", prose: `(1) Subsection (b) is amended by striking "low" and inserting "high".`, was: "is low", now: "is high", verdict: Exact},
		{name: "a letter past (h)", prose: `Section 4-12 is amended by adding a new subsection (j) to read as follows: (j) (1) A "new" rule; and (2) another. .`,
			was: "<text>*NOTE", now: `<para><num>(j)</num><para><num>(1)</num><text>A “new” rule; and</text></para><para><num>(2)</num><text>another.</text></para></para><text>*NOTE`, verdict: Exact},
		{name: "the letter (i) in a new wording", prose: `Section 4-12(i) is amended to read as follows: (i) Nothing. .`,
			was: before[strings.Index(before, "<num>(i)</num><para>") : strings.Index(before, "</para></para></para></para>")+7*3], now: "<num>(i)</num><text>Nothing.</text>", verdict: Exact},
		{name: "a roman numeral in a list of them", prose: `Section 4-12(i)(1)(A)(ii) is repealed.`, was: "<text>y.", now: "<text>[Repealed].", verdict: Exact},
		{name: "the whole section, by its number in the law", prose: `(c) Section 9 (D.C. Official Code § 4-12) is amended to read as follows: 9 Dues. No dues. .`, was: before, now: `<section><num>4-12</num><heading>Dues.</heading><text>No dues.</text></section>`, verdict: Exact},
		{name: "the repeal of another law leaves the text", prose: `Section 10 of the Other Act of 2024, enacted on May 29, 2024 (D.C. Act 25-478), is repealed.`, was: "x;", now: "x;", verdict: Exact},
		{name: "other changes of another law are flagged", prose: `Section 10 of the Other Act of 2024 (D.C. Act 25-478), is amended by striking "low" and inserting "high".`, was: "is low", now: "is high", verdict: Flagged},
		{name: "new text without a verb goes where the markup says", prose: `(2) It is "new".`, markup: markup, was: "</annotation></para>", now: `</annotation></para><para><num>(2)</num><text>It is “new”.</text></para>`, verdict: Exact},
		{name: "without markup it is flagged", prose: `(2) It is "new".`, was: "x;", now: "x;", verdict: Flagged},
		{name: "markup without a place is flagged", prose: `(2) It is "new".`, markup: `<para/>`, was: "x;", now: "x;", verdict: Flagged},
		{name: "markup of another section is flagged", prose: `(2) It is "new".`, markup: `<para><insert path="§9-9"/></para>`, was: "x;", now: "x;", verdict: Flagged},
		{name: "markup that is no markup is flagged", prose: `(2) It is "new".`, markup: `<para>`, was: "x;", now: "x;", verdict: Flagged},
		{name: "words that are not there are flagged", prose: `Section 4-12(b) is amended by striking "lower" and inserting "high".`, was: "x;", now: "x;", verdict: Flagged},
		{name: "another result is wrong", prose: `Section 4-12(b) is amended by striking "low" and inserting "high".`, was: "is low", now: "is higher", verdict: Wrong},
		{name: "a shorter result is wrong", prose: `Section 4-12(b) is amended by striking "low" and inserting "high".`, was: "y.", now: "y. More.", verdict: Wrong},
		{name: "a section that cannot be read is flagged", prose: `Section 4-12(b) is repealed.`, was: before, now: "<para/>", verdict: Flagged},
	} {
		t.Run(c.name, func(t *testing.T) {
			fields := map[string]any{"instruction_text": []string{c.prose}, "after_xml": strings.Replace(before, c.was, c.now, 1)}
			if c.markup != "" {
				fields["instruction_xml"] = c.markup
			}
			if o := row(t, fields).Check(); o.Verdict != c.verdict || (o.Reason == "") != (c.verdict == Exact) || o.Lead != (c.markup == markup) {
				t.Errorf("%+v, want %s", o, c.verdict)
			}
		})
	}
}

func TestWhetherTheProseYieldsTheGoldIsToldByTheRow(t *testing.T) {
	for name, c := range map[string]struct {
		fields map[string]any
		why    string
	}{
		"the row says so":          {map[string]any{"literal": false}, "the row says"},
		"the row says it does":     {map[string]any{"literal": true}, ""},
		"words that are not said":  {map[string]any{"instruction_xml": `<x><codify:find>[<b>low</b>]</codify:find></x>`}, `"[low]"`},
		"words that are":           {map[string]any{"instruction_xml": []string{`<x><find>low</find></x>`}}, ""},
		"the editors say so":       {map[string]any{"instruction_xml": `<x>Section 1 purported to change x</x>`}, "purported"},
		"nothing is said about it": {map[string]any{"literal": nil}, ""},
	} {
		c.fields["instruction_text"], c.fields["after_xml"] = `strike "low"`, before
		got := row(t, c.fields).Check().Differs
		if (got == "") != (c.why == "") || !strings.Contains(got, c.why) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestRowsThatAreNone(t *testing.T) {
	for name, line := range map[string]string{"no JSON": "x", "no sections": `{"instruction_text":"a"}`, "no instruction": `{"before_xml":"<section/>","after_xml":"<section/>"}`} {
		if r, err := ParseRow([]byte(line)); err == nil {
			t.Errorf("%s: %+v", name, r)
		}
	}
	r := row(t, map[string]any{"after_xml": before, "instruction_xml": `<para><num>(a)</num> <text>Section 4-12(b) is repealed.</text><find-replace><find>x</find></find-replace></para>`})
	if len(r.Prose) != 1 || r.Prose[0] != "(a) Section 4-12(b) is repealed." {
		t.Errorf("prose from markup: %q", r.Prose)
	}
	for name, doc := range map[string]string{"empty": "", "broken": "<section>", "deep": strings.Repeat("<a>", 300), "no section": "<para/>"} {
		if _, err := Text(doc); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func TestTablesAndLooseTextAreRead(t *testing.T) {
	text, err := Text(`<section><num>[1]</num><heading>H</heading><text>L<table><th>A</th><tr><td>1</td><td>2</td></tr></table></text>
<para><num>(a)</num><heading>Head</heading><text>text</text><text>more</text></para><para><text>loose</text><para><num>(I)</num><text>i</text></para></para></section>`)
	if err != nil {
		t.Fatal(err)
	}
	want := "Code\nSection 1. H\nL\n| A |\n| 1 | 2 |\n(a) Head text\nmore\nloose\n(I) i\n"
	if got := text.Plain(); got != want {
		t.Errorf("got\n%s", got)
	}
}

// rows are real amendments, where they lie beside the checkout.
const rows = "../shared/data/amend/dc-dev.jsonl"

func TestRealAmendments(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", rows))
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("no %s: no real amendment is applied", rows)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	yields, exact, lead := 0, 0, 0
	for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		r, err := ParseRow([]byte(line))
		if err != nil {
			t.Fatal(n+1, err)
		}
		o := r.Check()
		switch {
		case o.Differs != "":
		case o.Verdict == Wrong:
			t.Errorf("row %d, %s: %s", n+1, r.Section, o.Reason)
			yields++
		default:
			yields++
			if o.Verdict == Exact {
				exact++
			}
			if o.Lead {
				lead++
			}
		}
	}
	t.Logf("%d rows whose prose yields the gold, %d exact, %d with the lead-in of the markup", yields, exact, lead)
	if exact*100 < yields*98 {
		t.Errorf("%d of %d exact", exact, yields)
	}
}
