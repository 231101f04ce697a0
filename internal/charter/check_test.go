package charter

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"chancery.example/chancery/internal/calendar"
)

func TestTheWholeOfASmallCharterIsRead(t *testing.T) {
	c := parse(t, small)
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	east, _ := c.Member("east")
	if east.Names[0].Full["en"] != "the Republic of Hawkland" || east.Aliases[0] != "Восточный берег" || east.ISO != "EA" {
		t.Errorf("east is %+v", east)
	}
	if b, ok := c.Body("office"); !ok || b.Under != "council" || b.Decides {
		t.Errorf("the office is %+v", b)
	}
	if o, ok := c.Office("head-west"); !ok || o.Member != "west" {
		t.Errorf("the head of west is %+v", o)
	}
	if got := c.Scales[0].Shares[0].Percent.String(); got != "66.6667" {
		t.Errorf("west pays %s", got)
	}
	if term := c.Rotation.Terms[1]; term.From.Precision() != calendar.Bounds {
		t.Errorf("the term of east is %+v", term)
	}
	if c.Members[2].Statuses[1].Evidence.Basis != Recalled {
		t.Error("what is recalled is not marked")
	}
}

func TestJSONIsTheSameCharter(t *testing.T) {
	c := parse(t, small)
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back Charter
	if err := json.Unmarshal(b, &back); err != nil || back.Check() != nil {
		t.Fatal(err, back.Check())
	}
	again, _ := json.Marshal(&back)
	if string(again) != string(b) {
		t.Errorf("%s\nand\n%s", b, again)
	}
}

// A fault is a change of the small charter and what Parse says of it.
type fault struct{ name, old, new, want string }

func TestFaultsOfTheWhole(t *testing.T) {
	testFaults(t, []fault{
		{"an id in capitals", "id: lake", "id: Lake", `1: id: "Lake": want an id of`},
		{"an id that is a number", "id: lake", "id: 7", `1: id: 7: want text; quote it`},
		{"an id that is true", "id: lake", "id: true", `1: id: true: want text; quote it`},
		{"a misspelt key", "accent:", "acent:", `7: acent: unknown key: want a key that is known; "accent" is near`},
		{"a key that is like none", "accent:", "typography:", `7: typography: unknown key: want a key that is known`},
		{"a key twice", "council: council", "council: council\nalphabet: en", `9: alphabet: the key a second time: want it once; it stands in line 5`},
		{"a key that is a number", "labels:", "labels:\n  7: {ru: x, en: x}", `a key that is 7: want a plain word`},
		{"a list for a text", "id: lake", "id: [lake]", `1: id: a list: want text`},
		{"a list for keys", "short: {ru: ОС, en: LU}", "short: [ОС, LU]", `3: short: a list: want keys with values`},
		{"keys for a list", "languages: [ru, en]", "languages: {ru: en}", `4: languages: keys with values: want a list`},
		{"a text for a list", "languages: [ru, en]", "languages: ru", `4: languages: "ru": want a list`},
		{"nothing for a list", "languages: [ru, en]", "languages:", `4: languages: nothing: want a list`},
		{"nothing for a text", "id: lake", "id:", `1: id: nothing: want text`},
		{"a text for a yes", "decides: true", "decides: yes", `bodies[0].decides: "yes": want true or false`},
		{"a text for a number", "den: 3", "den: three", `rules[0].quorum.den: "three": want a whole number`},
		{"a number that is too large", "den: 3", "den: 3000000000", `rules[0].quorum.den: 3000000000: want a whole number`},
		{"a number below nothing", "den: 3", "den: -3", `rules[0].quorum.den: -3: want a whole number`},
		{"a part of a number", "den: 3", "den: 3.5", `rules[0].quorum.den: 3.5: want a whole number`},
		{"a day that is none", "to: 2004-12-31", "to: 2004-12-32", `statuses[0].force.to: day "2004-12-32": want a date like 2019-11-28`},
		{"a list for a day", "to: 2004-12-31", "to: [2004]", `statuses[0].force.to: a list: want text`},
		{"a share that is too exact", "66.6667", "66.66667", `shares[0].percent: per cent "66.66667": want a number from 0 to 100`},
		{"no share", "percent: 40.0", "percent: ", `shares[1].percent: per cent "": want a number`},

		{"a language that is none", "languages: [ru, en]", "languages: [ru, EN]", `4: languages[1]: "EN": want a code like ru`},
		{"a language twice", "languages: [ru, en]", "languages: [ru, ru]", `4: languages[1]: ru a second time`},
		{"no language", "languages: [ru, en]", "languages: []", `4: languages: none: want at least one`},
		{"a name without one of the languages", "short: {ru: ОС, en: LU}", "short: {ru: ОС}", `3: short: no en: want a wording in each of [ru en]`},
		{"a name in an odd language", "short: {ru: ОС, en: LU}", "short: {ru: ОС, en: LU, e: x}", `3: short.e: language "e": want a code like ru`},
		{"a name with nothing in it", "short: {ru: ОС, en: LU}", `short: {ru: ОС, en: ""}`, `3: short.en: empty`},
		{"a letter in two code points", "short: {ru: ОС, en: LU}", "short: {ru: и\u0306, en: LU}", `3: short.ru: not in Unicode normal form C`},
		{"an alias with a mark that turns the line", "aliases: [Восточный берег]", `aliases: ["a\u202eb"]`, `aliases[0]: byte 1: the character U+202E is not allowed`},
		{"an alphabet of another language", "alphabet: ru", "alphabet: kk", `5: alphabet: "kk": want one of the languages`},
		{"a zone that is a number", "Europe/Moscow", "UTC+3", `6: zone: "UTC+3": want a time zone`},
		{"a zone with a part missing", "Europe/Moscow", "Europe/", `6: zone: "Europe/": want a time zone`},
		{"a zone in small letters", "Europe/Moscow", "europe/moscow", `6: zone: "europe/moscow"`},
		{"a zone with a space", "Europe/Moscow", "Europe/Mos cow", `6: zone: "Europe/Mos cow"`},
		{"a colour by name", `"#1f4e79"`, "blue", `7: accent: "blue": want a colour`},
		{"a colour in capitals", `"#1f4e79"`, `"#1F4E79"`, `7: accent: "#1F4E79": want a colour`},
		{"a colour that is too light", `"#1f4e79"`, `"#777777"`, `7: accent: #777777, which is too light to read on white`},
		{"a council that is no body", "council: council", "council: concil", `8: council: "concil": want a body; "council" is near`},
		{"a council that is like no body", "council: council", "council: parliament", `8: council: "parliament": want a body: council, office`},
	})
}

func TestFaultsOfItsParts(t *testing.T) {
	testFaults(t, []fault{
		{"a member twice", "id: west", "id: east", `members[1].id: "east" a second time: want an id that members[0] does not have`},
		{"a member without a name", "names: [{name: {ru: Запад, en: West}}]", "names: []", `members[1].names: none: want at least one`},
		{"a member without a status", "statuses: [{standing: observer}]", "statuses: []", `members[3].statuses: none: want at least one`},
		{"a standing that is not known", "standing: suspended", "standing: supended", `members[2].statuses[1].standing: "supended": want a standing; "suspended" is near`},
		{"statuses that overlap", "from: 2005-01-01", "from: 2004-12-31", `members[0].statuses[1].force: 2004-12-31/.. after 2000-01-01/2004-12-31: want spans in the order of time`},
		{"a status after one without end", ", to: 2012-12-18", "", `members[2].statuses[1].force: 2012-12-19/.. after 2000-01-01/..`},
		{"a status that ends before it begins", "from: 2000-01-01, to: 2004-12-31", "from: 2000-01-01, to: 1999-12-31", `members[0].statuses[0].force: from 2000-01-01 to 1999-12-31: ends before it begins`},
		{"names that overlap", "force: {to: 2010-12-31}", "force: {to: 2011-01-01}", `members[0].names[1].force`},
		{"a code of a state in small letters", "iso: EA", "iso: ea", `members[0].iso: "ea": want two capital letters like KZ`},
		{"a code of a state twice", "id: west", "id: west\n    iso: EA", `members[1].iso: "EA": want a code that east does not have`},
		{"a basis that is not known", "basis: recalled", "basis: recaled", `evidence.basis: "recaled": want nothing, for what a source reports, or a basis; "recalled" is near`},

		{"a body twice", "{id: office,", "{id: council,", `bodies[1].id: "council" a second time`},
		{"a body under none", "under: council", "under: cuoncil", `bodies[1].under: "cuoncil": want a body; "council" is near`},
		{"a body under itself", "under: council", "under: office", `bodies[1].under: "office", which is itself under office`},
		{"bodies in a ring", "decides: true", "under: office", `bodies[0].under: "office", which is itself under council`},
		{"an office twice", "id: head-west", "id: secretary", `offices[1].id: "secretary" a second time`},
		{"an office of no body", "body: office", "body: offices", `offices[0].body: "offices": want a body; "office" is near`},
		{"an office of no member", "member: west, holders", "member: wset, holders", `offices[1].member: "wset": want a member; "west" is near`},
		{"a holder from nowhere", "of: west", "of: south", `offices[0].holders[1].of: "south": want a member: east, west, isle, birds`},
		{"two holders on one day", "from: 2011-09-01", "from: 2011-06-30", `offices[0].holders[1].force`},
		{"a holder without a name", "en: A. First", "fr: A. First", `offices[0].holders[0].person: no en`},

		{"a term of nobody", "{member: west, from: 2010,", "{member: wes, from: 2010,", `rotation.terms[0].member: "wes": want a member; "west" is near`},
		{"a term without a beginning", "from: 2014-05-01", `from: ""`, `rotation.terms[2].from: "": want a time that is known`},
		{"a term that ends before it begins", "to: 2013-02-28", "to: 2012-02-28", `rotation.terms[1].to: "2012-02-28": want an end after the beginning`},
		{"terms out of order", "from: 2014-05-01", "from: 2011-05-01", `rotation.terms[2].from: "2011-05-01": want terms in the order of time`},
		{"a turn of nobody", "  terms:", "  order: [west, south]\n  terms:", `rotation.order[1]: "south": want a member`},
		{"a turn twice", "  terms:", "  order: [west, west]\n  terms:", `rotation.order[1]: "west" a second time`},

		{"a rule with an odd id", "- id: money", "- id: Money", `rules[2].id: "Money": want an id`},
		{"a method that is not known", "method: consensus\n    quorum", "method: concensus\n    quorum", `rules[0].method: "concensus": want a method; "consensus" is near`},
		{"more than all", "num: 2", "num: 4", `rules[0]: rule consensus: quorum 4/3`},
		{"a stance that is not known", "objects: blocks", "object: blocks", `rules[0].counts.object: "object": want a stance; "objects" is near`},
		{"an effect that is not known", "objects: blocks", "objects: bloks", `rules[0].counts.objects: "bloks": want an effect; "blocks" is near`},
		{"two rules on one day", "to: 2009-12-31}\n    counts", "to: 2010-01-01}\n    counts", `rules[1]: rule "consensus" applies to matters and days that rules[0] "consensus" has`},
		{"a matter twice", "matters: [budget, scale]", "matters: [budget, budget]", `rules[2].matters[1]: "budget" a second time`},
		{"a matter with an odd name", "matters: [budget, scale]", "matters: [Budget]", `rules[2].matters[0]: "Budget": want an id`},

		{"a scale that is short", "percent: 60", "percent: 59.9999", `scales[1].shares: sum 99.9999 per cent: want exactly 100`},
		{"a scale with a stranger in it", "party: isle", "party: ilse", `scales[0].shares[1].party: "ilse": want a member; "isle" is near`},
		{"two scales on one day", "to: 2009-12-31}\n    shares", "to: 2010-01-01}\n    shares", `scales[1].force`},
		{"a label with an odd key", "money.report", "money..report", `labels.money..report: the kind "money..report": want ids with full stops between`},
	})
}

// testFaults puts one fault at a time into the small charter and checks where it
// is found, what was found and what was expected.
func testFaults(t *testing.T, faults []fault) {
	t.Helper()
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(small, tt.old) {
				t.Fatalf("no %q to replace", tt.old)
			}
			_, err := Parse("c.yaml", []byte(strings.Replace(small, tt.old, tt.new, 1)))
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("Parse:\n%v\nwant\n%s", err, tt.want)
			}
			if err == nil {
				return
			}
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !strings.HasPrefix(line, "c.yaml:") || strings.HasPrefix(line, "c.yaml: ") {
					t.Errorf("%q has no line", line)
				}
			}
		})
	}
}

func TestTwoRulesForOneMatter(t *testing.T) {
	c := parse(t, small)
	again := c.Rules[2]
	again.ID, again.Matters = "money-2", []string{"awards", "scale"}
	c.Rules = append(c.Rules, again)
	if err := c.Check(); err == nil || !strings.Contains(err.Error(), `rules[3]: rule "money-2"`) {
		t.Errorf("Check = %v", err)
	}
	c.Rules[3].Matters = []string{"awards"}
	if err := c.Check(); err != nil {
		t.Error(err)
	}
}

func TestAllFaultsComeAtOnceInTheOrderOfLines(t *testing.T) {
	typed := strings.NewReplacer("id: lake", "id: Lake", "zone: Europe/Moscow", "zone: x", "id: west", "id: West", "percent: 60", "percent: 61").Replace(small)
	_, err := Parse("c.yaml", []byte(typed))
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) < 4 {
		t.Fatalf("Parse = %v", err)
	}
	last := 0
	for _, e := range joined.Unwrap() {
		f, ok := errors.AsType[*FormError](e)
		if !ok || f.Line < last || f.File != "c.yaml" || f.Path == "" {
			t.Errorf("%#v after line %d", e, last)
		}
		last = f.Line
	}
}

func TestWhatIsMisreadHidesNothingElseAndMakesNothingUp(t *testing.T) {
	typed := strings.NewReplacer("accent:", "acent:", "zone: Europe/Moscow", "zone: x", "to: 2004-12-31", "to: 2004", "percent: 60", "percent: 61").Replace(small)
	_, err := Parse("c.yaml", []byte(typed))
	const want = `c.yaml:6: zone: "x": want a time zone like Europe/Moscow, or UTC
c.yaml:7: acent: unknown key: want a key that is known; "accent" is near
c.yaml:20: members[0].statuses[0].force.to: day "2004": want a date like 2019-11-28
c.yaml:75: scales[1].shares: sum 101.0000 per cent: want exactly 100`
	if err == nil || err.Error() != want {
		t.Errorf("Parse = %v", err)
	}
}

func TestALongLineIsNotADeepOne(t *testing.T) {
	labels := "labels: {"
	for i := range 60 {
		labels += fmt.Sprintf("kind-%d: {ru: вид, en: kind}, ", i)
	}
	c := parse(t, small[:strings.Index(small, "labels:")]+labels+"}\n")
	if len(c.Labels) != 60 {
		t.Errorf("%d labels", len(c.Labels))
	}
}

func TestTheZeroCharterIsNotOne(t *testing.T) {
	err := new(Charter).Check()
	for _, want := range []string{"id: ", "languages: none", "alphabet: ", "zone: ", "accent: ", "council: ", "members: none"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Check = %v, want %q", err, want)
		}
	}
	if err != nil && strings.Contains(err.Error(), ".yaml") {
		t.Error("a charter that was not typed has a file")
	}
}

func TestCheckRefusesWhatYAMLCannotSay(t *testing.T) {
	c := parse(t, small)
	c.Scales[0].Shares[0].Percent = -1
	if err := c.Check(); err == nil || !strings.Contains(err.Error(), "scales[0].shares: share 1: west: -1/10000 per cent") {
		t.Errorf("Check = %v", err)
	}
}

func TestContrast(t *testing.T) {
	for colour, want := range map[string]bool{
		"#000000": true, "#1f4e79": true, "#767676": true, "#777777": false, "#ffffff": false, "#ff0000": false, "#0000ff": true, "#007a00": true, "#0a0a0a": true,
	} {
		rgb, ok := parseColour(colour)
		if !ok || readableOnWhite(rgb) != want {
			t.Errorf("%s is readable: %v", colour, !want)
		}
	}
	for c := range 256 {
		x := float64(c) / 255
		want := x / 12.92
		if x > 0.04045 {
			want = math.Pow((x+0.055)/1.055, 2.4)
		}
		if got := float64(linear(uint8(c))) / luminanceUnit; math.Abs(got-want) > 2e-6 {
			t.Errorf("channel %d: %f, want %f", c, got, want)
		}
	}
	for _, bad := range []string{"", "#fff", "1f4e790", "#1f4e7g", "#1F4E79", "#1f4e791"} {
		if _, ok := parseColour(bad); ok {
			t.Errorf("%q is a colour", bad)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"council", "cfm", "cdm", "permanent-council", strings.Repeat("x", 90)}
	for found, want := range map[string]string{
		"concil": "council", "cuoncil": "council", "COUNCIL": "council", "councils": "council", "cfn": "cfm", "xx": "",
		"": "", "parliament": "", strings.Repeat("x", 91): "",
	} {
		if got := nearest(found, known); got != want {
			t.Errorf("%q is near %q, want %q", found, got, want)
		}
	}
	many := strings.Split(strings.Repeat("member-x,", 20), ",")
	if got := oneOf("a member", "nobody-like-this", many); got != "a member" {
		t.Errorf("of many: %q", got)
	}
	if got := oneOf("a member", "kz", nil); got != "a member; there are none" {
		t.Errorf("of none: %q", got)
	}
}

func TestWhatIsNotACharterAtAll(t *testing.T) {
	deep := strings.Repeat("[", 30)
	for _, tt := range []struct{ name, typed, want string }{
		{"nothing", "", "c.yaml:1: nothing: want a charter"},
		{"a comment", "# soon\n", "c.yaml:1: nothing: want a charter"},
		{"a list", "- a\n- b\n", "c.yaml:1: a list: want keys with values"},
		{"two charters", "id: a\n---\nid: b\n", "c.yaml:3: a second document: want one charter in a file"},
		{"no YAML", "id: lake\nmembers: [1\nname: }\n", "c.yaml:3: "},
		{"bytes that are not UTF-8", "id: lake\nname: \xff\n", "c.yaml:2: bytes that are not UTF-8: want UTF-8"},
		{"too much", "id: lake\n" + strings.Repeat("#", MaxSize), "bytes: want at most 1048576"},
		{"too many lists", "id: " + strings.Repeat("[]", maxTokens), "words and signs: want at most 40000"},
		{"an alias", "id: &a lake\ncouncil: *a\n", `c.yaml:1: "&": want plain YAML`},
		{"an alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", `c.yaml:1: "&": want plain YAML`},
		{"a merge", "id: lake\n<<: {a: b}\n", `c.yaml:2: "<<": want plain YAML`},
		{"a tag", "id: !!str lake\n", `c.yaml:1: "!!str": want plain YAML`},
		{"a directive", "%YAML 1.2\n---\nid: lake\n", `c.yaml:1: "%": want plain YAML`},
		{"lists in lists", "id: " + deep, "lists and mappings too deep in one another: want at most 24 levels"},
		{"lists in lists in one line", strings.Repeat("- ", 30) + "a", "too deep"},
		{"keys under keys", steps(30), "too deep"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Parse("c.yaml", []byte(tt.typed))
			if c != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse = %v, %v, want %q", c, err, tt.want)
			}
		})
	}
}

func steps(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%*sa:\n", i, "")
	}
	return b.String()
}

func TestManyFaultsAreCountedAndNotListed(t *testing.T) {
	var b strings.Builder
	for i := range 500 {
		fmt.Fprintf(&b, "odd%d: x\n", i)
	}
	_, err := Parse("c.yaml", []byte(b.String()))
	if err == nil || strings.Count(err.Error(), "\n") != maxErrors || !strings.HasSuffix(err.Error(), "c.yaml: 400 more faults") {
		t.Errorf("Parse = %v", err)
	}
}

// FuzzParse checks that Parse never panics, that what it accepts passes Check and
// has a JSON form that means the same, and that what it refuses it refuses with
// faults in the file.
func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add("id: a\n---\nid: b")
	f.Add("? [a]\n: b")
	f.Add("a: |\n  b\nc: >-\n  d")
	f.Add("labels: {a: {ru: x}}\nrules: [{counts: {for: passes}}]")
	if example, err := os.ReadFile("../../examples/bishkek2019/charter.yaml"); err == nil {
		f.Add(string(example))
	}
	f.Fuzz(func(t *testing.T, typed string) {
		c, err := Parse("c.yaml", []byte(typed))
		if err != nil {
			joined, ok := err.(interface{ Unwrap() []error })
			if !ok || c != nil {
				t.Fatalf("Parse = %v, %v", c, err)
			}
			for _, e := range joined.Unwrap() {
				if f, ok := errors.AsType[*FormError](e); !ok || f.File != "c.yaml" || f.Found == "" {
					t.Errorf("%#v", e)
				}
			}
			return
		}
		if err := c.Check(); err != nil {
			t.Fatalf("accepted and yet: %v", err)
		}
		b, err := json.Marshal(c)
		var back Charter
		if err := errors.Join(err, json.Unmarshal(b, &back), back.Check()); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(&back); string(again) != string(b) {
			t.Errorf("%s\nand\n%s", b, again)
		}
		if d := day(t, "2019-11-28"); !reflect.DeepEqual(c.Electorate(d), back.Electorate(d)) {
			t.Error("another electorate")
		}
	})
}
