package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

// body makes a body of n members, permanent members of the Security Council
// first, of whom the first yes are for and the others as said.
func body(c *Catalogue, n, yes int, others procedure.Stance) procedure.Question {
	q := procedure.Question{Stances: make(map[procedure.Member]procedure.Stance), Tables: c.TablesOn(day("2024-06-17")), Second: true, Lapsed: true}
	q.Members = []procedure.Member{"cn", "fr", "gb", "ru", "us"}
	for i := len(q.Members); i < n; i++ {
		q.Members = append(q.Members, procedure.Member(fmt.Sprint("m", i)))
	}
	q.Members = q.Members[:n]
	for i, m := range q.Members {
		if q.Stances[m] = others; i < yes {
			q.Stances[m] = procedure.For
		}
	}
	q.Opening = q.Members
	return q
}

func day(s string) calendar.Day {
	d, err := calendar.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// thresholds are the least members for that carry, of n, if the others are as
// said. They are figured by hand.
var thresholds = []struct {
	rule   string
	n      int
	others procedure.Stance
	least  int
}{
	{"csto_procedural", 6, procedure.Against, 4},
	{"csto_procedural", 6, procedure.Abstains, 1},
	{"cis_early_dismissal_executive_secretary", 9, procedure.Against, 5},
	{"sco_reservation_override", 8, procedure.Against, 6},
	{"eaeu_collegium", 10, procedure.Abstains, 7},
	{"unsc_substantive", 15, procedure.Against, 9},
	{"unsc_substantive", 15, procedure.Absent, 9},
	{"unsc_substantive_1946_1965", 11, procedure.Against, 7},
	{"unsc_procedural", 15, procedure.Against, 9},
	{"unsc_procedural_1946_1965", 11, procedure.Abstains, 7},
	{"unsc_chapter_vi_party_abstains", 15, procedure.Against, 9},
	{"unsc_chapter_vi_party_abstains_1946_1965", 11, procedure.Against, 7},
	{"unsc_double_veto", 15, procedure.Against, 9},
	{"unsc_double_veto_1946_1965", 11, procedure.Against, 7},
	{"unga_simple", 193, procedure.Against, 97},
	{"unga_simple", 193, procedure.Absent, 97}, // the quorum
	{"unga_simple", 193, procedure.Abstains, 1},
	{"unga_two_thirds", 193, procedure.Against, 129},
	{"eu_simple_majority", 27, procedure.Against, 14},
	{"eu_unanimity", 27, procedure.Against, 27},
	{"eu_unanimity", 27, procedure.Absent, 14}, // the quorum
	{"au_psc_substantive", 15, procedure.Against, 10},
	{"au_psc_procedural", 15, procedure.Against, 8},
	{"au_psc_procedural", 15, procedure.Absent, 10}, // the quorum
	{"au_assembly", 55, procedure.Against, 37},
	{"coe_cm_art20a", 46, procedure.Abstains, 24},
	{"coe_cm_art20a", 46, procedure.Against, 46},
	{"coe_cm_art20b", 46, procedure.Against, 24},
	{"coe_cm_art20c", 46, procedure.Against, 31},
	{"coe_cm_art20d", 46, procedure.Against, 31},
	{"coe_cm_art20d", 46, procedure.Absent, 24},
	{"oas_absolute_majority", 34, procedure.Against, 18},
	{"oas_absolute_majority", 34, procedure.Absent, 23}, // the quorum
	{"oas_two_thirds", 34, procedure.Abstains, 23},
	{"oas_dispute", 34, procedure.Abstains, 23},
	{"oas_late_proposal", 34, procedure.Against, 23},
	{"opec_conference", 13, procedure.Against, 13},
	{"opec_conference", 13, procedure.Absent, 10}, // the quorum
	{"imo_simple_present_voting", 100, procedure.Against, 51},
	{"imo_marpol_tacit", 100, procedure.Against, 67},
	{"icao_annex", 36, procedure.Absent, 24},
	{"iwc_schedule", 54, procedure.Against, 41},
	{"iwc_schedule", 88, procedure.Absent, 45}, // the quorum
	{"wto_vote", 164, procedure.Against, 83},
	{"wto_vote_waiver", 164, procedure.Against, 123},
	{"wto_vote_interpretation", 164, procedure.Absent, 123},
	{"wto_vote_accession", 164, procedure.Against, 110},
	{"wto_negative_consensus", 30, procedure.Against, 1},
	{"atcm_measure", 29, procedure.Absent, 20}, // the quorum
	{"atcm_measure", 29, procedure.Against, 29},
	{"atcm_decision", 29, procedure.Objects, 29},
	{"atcm_resolution", 29, procedure.Objects, 29},
	{"consensus", 6, procedure.Objects, 6},
	{"csto_consensus", 6, procedure.Absent, 6},
	{"csto_consensus", 6, procedure.Abstains, 0},
	{"csto_limited_format", 6, procedure.NotParticipating, 1},
	{"csto_limited_format", 6, procedure.Objects, 6},
	{"csto_secretary_general", 6, procedure.Against, 6},
	{"csto_membership_suspension", 6, procedure.Objects, 6},
	{"cis_consensus_with_lack_of_interest", 9, procedure.DeclaresNoInterest, 1},
	{"cis_consensus_with_lack_of_interest", 9, procedure.Objects, 9},
	{"sco_agreement_without_vote", 8, procedure.Objects, 8},
	{"sco_expulsion", 8, procedure.Objects, 8},
	{"eaeu_supreme_council", 5, procedure.Against, 5},
	{"nato_consensus", 32, procedure.Objects, 32},
	{"nato_silence", 32, procedure.Objects, 32},
	{"nato_silence", 32, procedure.None, 0},
	{"osce_consensus", 57, procedure.Absent, 1},
	{"osce_consensus", 57, procedure.Objects, 57},
	{"osce_silence", 57, procedure.Objects, 57},
	{"osce_consensus_minus_one", 57, procedure.Objects, 57},
	{"asean_consensus", 10, procedure.Objects, 10},
	{"asean_minus_x", 10, procedure.NotParticipating, 1},
	{"asean_minus_x", 10, procedure.Objects, 10},
	{"arctic_council", 8, procedure.DoesNotObject, 0},
	{"arctic_council", 8, procedure.Absent, 8},
	{"wto_consensus", 164, procedure.Absent, 1},
	{"wto_consensus", 164, procedure.Objects, 164},
	{"unga_silence_72h", 193, procedure.Objects, 193},
}

func TestJustBelowAtAndJustAbove(t *testing.T) {
	c := load(t)
	tried := make(map[string]bool)
	for _, tt := range thresholds {
		r, ok := c.Rule(tt.rule)
		if !ok {
			t.Fatalf("no rule %s", tt.rule)
		}
		tried[r.ID] = true
		for yes := max(tt.least-1, 0); yes <= min(tt.least+1, tt.n); yes++ {
			f := procedure.Explain(r, body(c, tt.n, yes, tt.others))
			if f.Outcome.Carried() != (yes >= tt.least) {
				t.Errorf("%s: %d of %d for, the others %q: %s, want %d\n%+v", r.ID, yes, tt.n, tt.others, f.Outcome, tt.least, f.Reasons)
			}
			if near := yes == tt.least-1; near && f.Flip.Turns && f.Flip.Least != 1 && !f.Flip.Bound {
				t.Errorf("%s: one short, and %d must change", r.ID, f.Flip.Least)
			}
		}
	}
	for _, r := range c.Rules {
		if special := strings.HasPrefix(r.ID, "eu_") || strings.HasPrefix(r.ID, "imf_") ||
			slices.Contains([]string{"unsc_icj_election", "unga_emergency_special_session", "montreal_adjustment", "commodity_distributed_majority"}, r.ID); !tried[r.ID] && !special {
			t.Errorf("%s is not tried at its threshold", r.ID)
		}
	}
}

func TestNobodyDecidesNothing(t *testing.T) {
	c := load(t)
	for _, r := range c.Rules {
		for _, n := range []int{0, 27} {
			for _, s := range []procedure.Stance{procedure.Absent, procedure.None} {
				f := procedure.Evaluate(r, body(c, n, 0, s))
				if kept := r.Method == procedure.Silent && n > 0; f.Outcome.Carried() && !kept {
					t.Errorf("%s: %d members, all %q: %s", r.ID, n, s, f.Outcome)
				}
			}
		}
		if f := procedure.Evaluate(r, body(c, 27, 0, procedure.Against)); f.Outcome.Carried() {
			t.Errorf("%s: all against: %s", r.ID, f.Outcome)
		}
	}
}

func TestNoYesAndNoNoIsNoMajority(t *testing.T) {
	c := load(t)
	for _, id := range []string{"csto_procedural", "unga_simple", "unga_two_thirds", "iwc_schedule", "imo_simple_present_voting", "wto_vote", "coe_cm_art20d", "oas_absolute_majority", "unsc_substantive"} {
		r, _ := c.Rule(id)
		if f := procedure.Evaluate(r, body(c, 15, 0, procedure.Abstains)); f.Outcome != procedure.NotAdopted {
			t.Errorf("%s: 0:0 is %s", id, f.Outcome)
		}
	}
}

func TestTies(t *testing.T) {
	c := load(t)
	for id, want := range map[string]procedure.Outcome{
		"csto_procedural": procedure.Rejected, "unga_simple": procedure.Postponed, "unga_two_thirds": procedure.NotAdopted, "eu_simple_majority": procedure.NotAdopted,
	} {
		r, _ := c.Rule(id)
		q := body(c, 14, 7, procedure.Against)
		q.Second = false
		if f := procedure.Evaluate(r, q); f.Outcome != want {
			t.Errorf("%s: 7:7 is %s, want %s", id, f.Outcome, want)
		}
		q.Second = true
		if f := procedure.Evaluate(r, q); want == procedure.Postponed && f.Outcome != procedure.Rejected {
			t.Errorf("%s: 7:7 a second time is %s", id, f.Outcome)
		}
	}
}

// europe is a vote in which those named are against and all others for.
func europe(t *testing.T, c *Catalogue, id, on, against string) procedure.Finding {
	t.Helper()
	r, ok := c.RuleOn(id, day(on), day(on))
	q := procedure.Question{Stances: make(map[procedure.Member]procedure.Stance), Tables: c.TablesOn(day(on))}
	for m := range q.Tables["eu-population"].Weights {
		q.Members = append(q.Members, m)
		q.Stances[m] = procedure.For
	}
	slices.Sort(q.Members)
	for m := range strings.FieldsSeq(against) {
		if q.Stances[procedure.Member(m)] == procedure.None {
			t.Fatalf("%s is not a member on %s", m, on)
		}
		q.Stances[procedure.Member(m)] = procedure.Against
	}
	if !ok {
		t.Fatalf("no rule %s on %s", id, on)
	}
	return procedure.Explain(r, q)
}

func TestVotesByWeight(t *testing.T) {
	c := load(t)
	small := "mt lu cy ee lv si lt hr ie sk fi dk" // twelve
	for _, tt := range []struct {
		rule, on, against string
		want              procedure.Outcome
		flip              int
	}{
		{"eu_qmv_lisbon", "2024-06-17", small, procedure.Adopted, 1},
		{"eu_qmv_lisbon", "2024-06-17", small + " bg", procedure.NoOpinion, 1},
		{"eu_qmv_lisbon", "2024-06-17", "de fr it", procedure.Adopted, 1}, // 53 per cent, but only three against
		{"eu_qmv_lisbon", "2024-06-17", "de fr it mt", procedure.NoOpinion, 1},
		{"eu_qmv_lisbon", "2024-06-17", "de fr it es pl ro nl be se cz gr pt hu at bg", procedure.Rejected, 0},
		{"eu_qmv_lisbon", "2014-10-31", "de fr gb ee", procedure.Adopted, 1}, // by the rule of that day: 261 votes
		{"eu_qmv_nice_2013_2014", "2014-02-11", "de fr gb", procedure.Adopted, 1},
		{"eu_qmv_nice_2013_2014", "2014-02-11", "de fr gb ee mt", procedure.NoOpinion, 1}, // 258
		{"eu_qmv_reinforced", "2024-06-17", "mt lu cy ee lv si lt", procedure.Adopted, 1},
		{"eu_qmv_reinforced", "2024-06-17", "mt lu cy ee lv si lt hr", procedure.NotAdopted, 1},
		{"eu_comitology_appeal", "2024-06-17", small + " bg", procedure.NoOpinion, 1},
		{"eu_written_procedure", "2025-12-12", "hu sk", procedure.Adopted, 0},
		{"eu_unanimity", "2024-06-17", "", procedure.Adopted, 1},
		{"eu_unanimity", "2024-06-17", "hu", procedure.NotAdopted, 1},
	} {
		f := europe(t, c, tt.rule, tt.on, tt.against)
		if f.Outcome != tt.want || tt.flip > 0 && f.Flip.Least != tt.flip {
			t.Errorf("%s on %s, against %s: %s, want %s; %d turn it, want %d", tt.rule, tt.on, tt.against, f.Outcome, tt.want, f.Flip.Least, tt.flip)
		}
	}
	if f := europe(t, c, "eu_qmv_lisbon", "2016-06-01", ""); !slices.Equal(f.Tables, []string{"eu-population 2016"}) {
		t.Errorf("tables %v", f.Tables)
	}
}

func TestVotesOfGroupsAndByTheIMF(t *testing.T) {
	c := load(t)
	q := body(c, 10, 0, procedure.Against)
	north, south := q.Members[:4], q.Members[4:]
	q.Groups = map[string][]procedure.Member{"article-5": north, "not-article-5": south, "producers": north, "consumers": south}
	votes := procedure.Table{Name: "commodity-votes", Version: "x", Weights: make(map[procedure.Member]int)}
	imf := procedure.Table{Name: "imf-votes", Version: "x", Total: 100, Weights: make(map[procedure.Member]int)}
	for i, m := range q.Members {
		votes.Weights[m], imf.Weights[m] = 100+i, 8
	}
	imf.Weights["us"] = 16
	q.Tables["commodity-votes"], q.Tables["imf-votes"] = votes, imf
	for id, tries := range map[string]map[string]bool{
		"montreal_adjustment":            {"cn fr gb m5 m6 m7 m8": true, "cn fr m5 m6 m7 m8 m9": false, "cn fr gb ru m5 m6 m7": false},
		"commodity_distributed_majority": {"gb ru us m8 m9 m7": true, "cn fr us m7 m8 m9": false, "gb ru us m5 m6": false},
		"imf_ordinary":                   {"us m5 m6 m7": false, "us m5 m6 m7 m8": true},
		"imf_special_85":                 {"cn fr gb ru us m5 m6 m7 m8": false, "cn fr gb ru us m5 m6 m7 m8 m9": true},
	} {
		r, _ := c.Rule(id)
		for yes, want := range tries {
			p := q
			p.Stances = make(map[procedure.Member]procedure.Stance)
			for _, m := range p.Members {
				p.Stances[m] = procedure.Against
			}
			for m := range strings.FieldsSeq(yes) {
				p.Stances[procedure.Member(m)] = procedure.For
			}
			if f := procedure.Evaluate(r, p); f.Outcome.Carried() != want {
				t.Errorf("%s: %s for: %s\n%+v", id, yes, f.Outcome, f.Reasons)
			}
		}
	}
}

func TestTheSameVotesUnderAnotherRule(t *testing.T) {
	c := load(t)
	q := body(c, 15, 14, procedure.Against)
	q.Stances["us"], q.Stances["m5"], q.Stances["m6"] = procedure.For, procedure.Abstains, procedure.Abstains
	q.Stances["ru"], q.Stances["m14"] = procedure.Against, procedure.Abstains // 11-1-3
	substance, _ := c.Rule("unsc_substantive")
	procedural, _ := c.Rule("unsc_procedural")
	if f := procedure.Explain(substance, q); f.Outcome != procedure.Vetoed || f.Flip.Least != 1 || f.Flip.Sets[0][0].Member != "ru" || len(f.Flip.Sets) != 1 {
		t.Errorf("%s %+v", f.Outcome, f.Flip)
	}
	if f := procedure.Evaluate(procedural, q); f.Outcome != procedure.Adopted {
		t.Errorf("%s", f.Outcome)
	}
}
