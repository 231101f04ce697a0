package catalogue

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery.example/chancery/internal/procedure"
)

// shared finds a file of the collection that lies beside the repository. Where it
// is not there the test says so and is over; the facts are not ours to copy.
func shared(t *testing.T, name string) ([]byte, bool) {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "data", "rules", name)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("NOT TESTED: %s is not there", path)
		return nil, false
	}
	if err != nil {
		t.Fatal(err)
	}
	return b, true
}

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryRecordedVoteHasTheOutcomeOfItsRule(t *testing.T) {
	b, ok := shared(t, "votes-sample.csv")
	if !ok {
		return
	}
	votes, err := ReadVotes(b)
	if err != nil {
		t.Fatal(err)
	}
	c := load(t)
	for _, v := range votes {
		if j := c.Judge(v); !j.Agrees {
			t.Errorf("%s %s: %s in the file, %s by %s: %s\n%+v", v.ID, v.Date, v.Outcome, j.Finding.Outcome, j.Rule.ID, strings.Join(j.Lacks, "; "), j.Finding.Reasons)
		}
	}
	t.Logf("%d rows", len(votes))
}

// head is the headings of the rows below.
const head = "outcome,id,date,rule,yes,no,abstain,absent,veto_by,yes_n,no_n,abstain_n,absent_n,voters_n,note\n"

func TestRowsOfVotes(t *testing.T) {
	c := load(t)
	for _, tt := range []struct{ name, row, says string }{
		{"counts", "adopted,a,1990-11-29,unsc_substantive,12,2,1,,,,,,,15,", "agrees"},
		{"counts in their own columns", "adopted,a,1990-11-29,unsc_substantive,,,,,,12,2,1,,,", "agrees"},
		{"one short", "adopted,a,1990-11-29,unsc_substantive,8,6,1,,,,,,,15,", "not-adopted"},
		{"a veto by code", "vetoed,a,1990-11-29,unsc_substantive,12,2,1,,RU,,,,,15,", "agrees"},
		{"two vetoes and one against", "vetoed,a,1990-11-29,unsc_substantive,13,1,1,,RU US,,,,,15,", "not among those against"},
		{"a veto of a member that is named and not against", "vetoed,a,2022-02-25,unsc_substantive,12,China,2,,RU,,,,,15,", "not among those against"},
		{"a veto that stopped nothing", "vetoed,a,2023-10-16,unsc_substantive,5,France; Japan; United Kingdom; United States,6,,,,,,,15,", "not-adopted"},
		{"it is not adopted", "not_adopted,a,2023-10-16,unsc_substantive,5,France; Japan; United Kingdom; United States,6,,,,,,,15,", "agrees"},
		{"a veto is not called not adopted", "not_adopted,a,1990-11-29,unsc_substantive,12,2,1,,RU,,,,,15,", "vetoed"},
		{"the rule of the day by the name of today", "adopted,a,1950-07-07,unsc_substantive,7,0,3,1,,,,,,11,", "agrees"},
		{"the rule of today by the name of then", "adopted,a,1970,unsc_substantive_1946_1965,8,0,7,,,,,,,15,", "unsc_substantive:"},
		{"procedure of 1956", "adopted,a,1956-10-31,unsc_procedural,7,2,2,,FR GB,,,,,11,", "agrees"},
		{"the double veto of 1948", "vetoed,a,1948-05-24,unsc_double_veto,8,2,1,,SU,,,,,11,", "agrees"},
		{"a seat that changed its name", "vetoed,a,1955,unsc_substantive_1946_1965,8,Soviet Union,Taiwan,1,RU,,,,,11,", "agrees"},
		{"too many members", "adopted,a,1990-11-29,unsc_substantive,14,1,1,,,,,,,15,", "16 members, and the body 15"},
		{"a member twice", "adopted,a,1990-11-29,unsc_substantive,China,China,13,,,,,,,,", "cn stands in the row twice"},
		{"a rule that is not there", "adopted,a,1990,acclamation,1,,,,,,,,,,", "not in the catalogue"},
		{"a date that is none", "adopted,a,yesterday,unsc_substantive,9,,,,,,,,,15,", "date"},
		{"a day before the rule", "adopted,a,2009-05-05,csto_limited_format,6,,,,,,,,,6,", "not in force"},
		{"a year that the rule has a part of", "no_opinion,a,2014,eu_qmv_nice_2013_2014,Malta,27,,,,,,,,28,", "rejected"},
		{"an outcome that is none", "acclaimed,a,1990-11-29,unsc_substantive,12,2,1,,,,,,,15,", "acclaimed in the file"},
		{"weights without names", "adopted,a,2024-06-17,eu_qmv_lisbon,20,6,1,,,,,,,27,", "names of members (20 yes, 6 no, 1 abstain): their votes are weighted"},
		{"the column without names is the rest", "adopted,a,2025-12-12,eu_written_procedure,25,Hungary; Slovakia,,,,,,,,27,", "agrees"},
		{"members that are not given are away", "no_quorum,a,2024-06-17,eu_qmv_lisbon,Malta; Cyprus,,,,,,,,,,", "agrees"},
		{"a stranger among weighted members", "adopted,a,2024-06-17,eu_qmv_lisbon,Atlantis,,,,,,,,,,", "weight atlantis"},
		{"a share of all of how many?", "adopted,a,2020,coe_cm_art20b,30,1,,,,,,,,,", "number of members"},
		{"of those, if the absent are given", "adopted,a,2020,coe_cm_art20b,30,1,,15,,,,,,,", "agrees"},
		{"no quorum", "no_quorum,a,2022-10-20,iwc_schedule,30,2,,,,,,,,88,", "agrees"},
		{"nobody voted", "no_quorum,a,2022-10-20,iwc_schedule,,,,45,,,,,,88,", "agrees"},
		{"nobody came", "no_quorum,a,2022-10-20,iwc_schedule,,,,,,,,,,88,", "agrees"},
		{"returned", "returned,a,2022-11-23,csto_consensus,Belarus; Kazakhstan,Armenia,,,,,,,,,", "agrees"},
		{"a tie", "rejected,a,2020-01-01,unga_simple,40,40,20,,,,,,,,", "agrees"},
		{"rejected where there is no such word", "rejected,a,2020-01-01,unga_two_thirds,40,40,20,,,,,,,,", "agrees"},
		{"rejected where neither has it", "rejected,a,2024-10-04,eu_comitology_appeal,Malta,Cyprus,25,,,,,,,27,", "no-opinion"},
		{"a silence that was kept", "adopted,a,2020-05-01,unga_silence_72h,,0,,,,,,,,193,", "agrees"},
		{"a silence that was broken", "not_adopted,a,2003-02-10,nato_silence,,3,,,,,,,,19,", "agrees"},
		{"nine members call a session", "adopted,a,2022-02-27,unga_emergency_special_session,11,1,3,,RU,,,,,15,", "agrees"},
		{"eight do not, and of the rest nothing is known", "not_adopted,a,2022-02-27,unga_emergency_special_session,8,4,3,,,,,,,15,", "chamber members"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			votes, err := ReadVotes([]byte(head + tt.row + "\n"))
			if err != nil || len(votes) != 1 {
				t.Fatalf("%d rows: %v", len(votes), err)
			}
			j := c.Judge(votes[0])
			says := "agrees"
			if !j.Agrees {
				says = strings.Join(j.Lacks, "; ") + " " + string(j.Finding.Outcome) + " by " + j.Rule.ID + ": " + j.Vote.Outcome + " in the file"
			}
			if !strings.Contains(says, tt.says) {
				t.Errorf("%s, want %q\n%+v", says, tt.says, j.Finding.Reasons)
			}
		})
	}
}

func TestFilesThatAreNoVotes(t *testing.T) {
	for file, want := range map[string]string{
		"":                                   "headings",
		"id,rule\n":                          `no column "outcome"`,
		"id,rule,outcome\n\"a":               "quote",
		"id,rule,outcome\n\"a\" b,c,d\n":     "quote",
		"id,rule,outcome,yes,YES\na,b,c,1,2": `"yes" a second time`,
	} {
		if _, err := ReadVotes([]byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
	votes, err := ReadVotes([]byte("\ufeffRule, outcome ,id,yes,yes_n\nr,adopted,a,x; y,5\nr,adopted\n"))
	if err != nil || len(votes) != 2 || votes[0].Yes.Count != 5 || len(votes[0].Yes.Names) != 2 || votes[1].ID != "" || votes[1].Voters != -1 {
		t.Errorf("%+v: %v", votes, err)
	}
}

func TestFaultsOfAFileNameItsLine(t *testing.T) {
	rule := "rules:\n- id: a\n  name: {en: A}\n  method: consensus\n  counts: {for: passes}\n"
	for typed, want := range map[string]string{
		rule:                                  "",
		"rules: [\n":                          "x.yaml:",
		"rules: 3\n":                          "x.yaml:1: want a list",
		"votes:\n- 3\n":                       `x.yaml:2: "votes": want rules`,
		rule + "  colour: red\n":              "x.yaml:6: unknown field",
		rule + "- id: b\n  method: x\n":       "x.yaml:6: rule b: method",
		rule + rule[7:]:                       `rule "a" a second time`,
		"tables:\n- name: t\n":                "x.yaml:2: table without name",
		"tables:\n- {name: [t]}\n":            "x.yaml:2:",
		"states:\n- {id: a, name: b}\n":       "x.yaml:2: unknown field",
		"rules:\n- 3\n":                       "x.yaml:2:",
		"# nothing\n":                         "",
		strings.Repeat("#", maxSize+1):        "x.yaml: 1048577 bytes",
		"rules:\n- id: a\n  quorum: 0.6667\n": "x.yaml:3:",
	} {
		err := new(Catalogue).Add("x.yaml", []byte(typed))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%.40q: %v, want %q", typed, err, want)
		}
	}
}

func TestQuestionsAsLinesAndAsYAML(t *testing.T) {
	for typed, want := range map[string]string{
		"kz for\nkg\n\nru objects # in writing": "[kz kg ru] map[kg: kz:for ru:objects]",
		"stances: {kz: for, kg: against}":       "[kg kz] map[kg:against kz:for]",
		"members: [kz]\nstances: {kz: for}":     "[kz] map[kz:for]",
		"kz for\nkz for":                        "q:2: \"kz for\": want each member once",
		"kz applauds":                           "q:1:",
		"kz for it":                             "q:1:",
		"stances: {kz: for}\ncolour: red":       "q:2: unknown field",
		strings.Repeat("#", maxSize+1):          "q: 1048577 bytes",
	} {
		q, err := ReadQuestion("q", []byte(typed))
		got := fmt.Sprint(q.Members, q.Stances)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) {
			t.Errorf("%.40q: %s, want %s", typed, got, want)
		}
	}
}

func TestTheCatalogueIsWhole(t *testing.T) {
	c := load(t)
	for _, r := range c.Rules {
		if r.Name["ru"] == "" || r.Name["en"] == "" || r.Clause["ru"] == "" || r.Clause["en"] == "" {
			t.Errorf("%s lacks words in a language", r.ID)
		}
		if r.Source == "" && !r.Recalled {
			t.Errorf("%s has no source and is not said to be recalled", r.ID)
		}
		for _, other := range []string{r.Replaces, r.Which} {
			if _, known := c.Rule(other); other != "" && !known {
				t.Errorf("%s names %s, which is not there", r.ID, other)
			}
		}
	}
	if b, ok := shared(t, "rules.yaml"); ok {
		for line := range strings.Lines(string(b)) {
			id, found := strings.CutPrefix(strings.TrimSpace(line), "- id: ")
			if _, known := c.Rule(id); found && !known && id != "csto_presidency" { // a rotation decides nothing
				t.Errorf("no rule %s", id)
			}
		}
	}
}

// FuzzReadVotes checks that no file of votes stops the reader or the judge.
func FuzzReadVotes(f *testing.F) {
	f.Add(head + "adopted,a,1990-11-29,unsc_substantive,China; France,2,1,,RU,12,2,1,,15,")
	f.Add(head + "adopted,a,2024,eu_qmv_lisbon,25,Malta,,,,,,,,27,")
	c, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		votes, err := ReadVotes([]byte(typed))
		if err != nil {
			return
		}
		for _, v := range votes[:min(len(votes), 3)] {
			c.Judge(v)
		}
	})
}

// FuzzAdd checks that no file of rules stops the reader, and that a rule it
// accepts can be judged.
func FuzzAdd(f *testing.F) {
	f.Add("rules:\n- id: a\n  name: {en: A}\n  method: consensus\n  counts: {for: passes}\n")
	f.Add("tables:\n- {name: t, version: x, weights: {kz: 3}}\n")
	f.Fuzz(func(t *testing.T, typed string) {
		c := new(Catalogue)
		if err := c.Add("x", []byte(typed)); err != nil {
			return
		}
		for _, r := range c.Rules {
			procedure.Explain(r, procedure.Question{Members: []procedure.Member{"kz", "kg"}, Stances: map[procedure.Member]procedure.Stance{"kz": procedure.For}})
		}
	})
}
