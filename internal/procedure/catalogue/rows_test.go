package catalogue

import (
	"strings"
	"testing"
)

// rowsOf judges the rows of a file and returns what each came to.
func rowsOf(t *testing.T, c *Catalogue, typed string) map[string]string {
	t.Helper()
	votes, err := ReadVotes([]byte(typed))
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, v := range votes {
		j := c.Judge(v)
		got[v.ID] = string(j.Finding.Outcome) + " by " + j.Rule.ID
		if j.Agrees {
			got[v.ID] += ", agrees"
		}
		if len(j.Lacks) > 0 {
			got[v.ID] += ": " + strings.Join(j.Lacks, "; ")
		}
	}
	return got
}

// The outcomes are derived by hand from the texts of the rules: what is asked stands
// beside each row.
func TestRowsAtTheEdgesOfRules(t *testing.T) {
	c := load(t)
	for _, tt := range []struct{ name, row, want string }{
		{"9 of 15, a permanent member away", "adopted,a,1980-05-05,unsc_substantive,9,0,5,Soviet Union", "adopted by unsc_substantive, agrees"},
		{"8 of 15 with nobody against", "not_adopted,a,2000,unsc_substantive,8,0,7", "not-adopted by unsc_substantive, agrees"},
		{"all but one for, and that one permanent", "vetoed,a,2011-02-18,unsc_substantive,14,United States of America", "vetoed by unsc_substantive, agrees"},
		{"the last day of eleven members", "adopted,a,1965-12-31,unsc_substantive,7,1,3", "adopted by unsc_substantive_1946_1965, agrees"},
		{"the first day of fifteen members", "not_adopted,a,1966-01-01,unsc_substantive_1946_1965,8,1,6", "not-adopted by unsc_substantive, agrees"},
		{"six of eleven", "not_adopted,a,1950,unsc_substantive_1946_1965,6,0,5", "not-adopted by unsc_substantive_1946_1965, agrees"},
		{"a veto of 1946 by the code of now", "vetoed,a,1946-02-16,unsc_substantive_1946_1965,7,2,2,,RU", "vetoed by unsc_substantive_1946_1965, agrees"},
		{"a veto of 1979 by the code of then", "vetoed,a,1979-01-15,unsc_substantive,13,2,0,,SU", "vetoed by unsc_substantive, agrees"},
		{"the seat of China in 1955", "vetoed,a,1955-12-13,unsc_substantive_1946_1965,8,Republic of China,2,,CN", "vetoed by unsc_substantive_1946_1965, agrees"},
		{"two vetoes in one cell with a comma", "vetoed,a,2012-02-04,unsc_substantive,13,2,0,,\"RU, CN\"", "vetoed by unsc_substantive, agrees"},
		{"a veto where nothing else is said of those against", "vetoed,a,2024-11-20,unsc_substantive,14,,,,US", "vetoed by unsc_substantive, agrees"},
		{"a veto that stopped eight votes", "not_adopted,a,2023-10-16,unsc_substantive,8,5,2,,US FR", "not-adopted by unsc_substantive, agrees"},
		{"no veto in procedure", "adopted,a,2022-02-27,unsc_procedural,11,1,3,,RU", "adopted by unsc_procedural, agrees"},
		{"a veto makes it a matter of substance", "vetoed,a,1948-05-24,unsc_double_veto_1946_1965,8,2,1,,SU", "vetoed by unsc_double_veto_1946_1965, agrees"},
		{"exactly two thirds of yes and no", "adopted,a,2022-04-07,unga_two_thirds,60,30,90", "adopted by unga_two_thirds, agrees"},
		{"one short of two thirds", "not_adopted,a,2022-04-07,unga_two_thirds,59,30,90", "not-adopted by unga_two_thirds, agrees"},
		{"a majority of one", "adopted,a,1971,unga_simple,51,50,30", "adopted by unga_simple, agrees"},
		{"a tie in the Assembly", "rejected,a,1971,unga_simple,50,50,30", "rejected by unga_simple, agrees"},
		{"nothing against nothing is no majority", "not_adopted,a,1971,unga_simple,0,0,100", "not-adopted by unga_simple, agrees"},
		{"fewer than a majority of 193 voted", "no_quorum,a,2020,unga_simple,90,6,0,97", "no-quorum by unga_simple, agrees"},
		{"18 of 34", "adopted,a,2022,oas_absolute_majority,18,9,7,0", "adopted by oas_absolute_majority, agrees"},
		{"17 of 34", "not_adopted,a,2022,oas_absolute_majority,17,0,17,0", "not-adopted by oas_absolute_majority, agrees"},
		{"22 there to vote of 34 are too few", "no_quorum,a,2022,oas_absolute_majority,20,2,0,12", "no-quorum by oas_absolute_majority, agrees"},
		{"23 of 34 are two thirds, 22 are not", "not_adopted,a,2017-06-19,oas_two_thirds,22,4,8,0", "not-adopted by oas_two_thirds, agrees"},
		{"three quarters exactly", "adopted,a,2016,iwc_schedule,30,10,20", "adopted by iwc_schedule, agrees"},
		{"one less than three quarters", "not_adopted,a,2018-09-14,iwc_schedule,29,10,2", "not-adopted by iwc_schedule, agrees"},
		{"one objection in Vienna", "not_adopted,a,2022-12-01,osce_consensus,55,Russian Federation,,Malta", "not-adopted by osce_consensus, agrees"},
		{"which some call a veto", "vetoed,a,2022-12-01,osce_consensus,56,Russian Federation", "not-adopted by osce_consensus, agrees"},
		{"but not where somebody was missing too", "vetoed,a,2022-12-01,nato_consensus,29,Hungary,,Malta", "not-adopted by nato_consensus, agrees"},
		{"nor where the rest was too few", "vetoed,a,2022,coe_cm_art20a,20,1,20,6", "not-adopted by coe_cm_art20a"},
		{"one against stops Article 20.a", "not_adopted,a,2022,coe_cm_art20a,45,1,0,1", "not-adopted by coe_cm_art20a, agrees"},
		{"abstentions do not, if a majority of all is for", "adopted,a,2022,coe_cm_art20a,24,0,22,1", "adopted by coe_cm_art20a, agrees"},
		{"two thirds of the cast and not half of all", "not_adopted,a,2022,coe_cm_art20d,23,0,24,0", "not-adopted by coe_cm_art20d, agrees"},
		{"expelled by the others", "adopted,a,2022,sco_expulsion,7,0,0,Uzbekistan", "adopted by sco_expulsion, agrees"},
		{"and not while one of the others is away, too", "not_adopted,a,2022,sco_expulsion,6,0,0,Uzbekistan; Tajikistan", "not-adopted by sco_expulsion, agrees"},
		{"a part of the members, the rest away", "adopted,a,2023-11-23,csto_limited_format,5,0,0,Armenia", "adopted-in-limited-format by csto_limited_format, agrees"},
		{"one away without a word", "not_adopted,a,2023-11-23,csto_consensus,5,0,0,Armenia", "returned by csto_consensus, agrees"},
		{"consensus fails, the vote carries", "adopted,a,2024,au_psc_substantive,10,5,0", "adopted by au_psc_substantive, agrees"},
		{"consensus fails, and the vote by one", "not_adopted,a,2024,au_psc_substantive,9,5,1", "not-adopted by au_psc_substantive, agrees"},
		{"three quarters of 164 for a waiver", "adopted,a,2020,wto_vote_waiver,123,41,0,0", "adopted by wto_vote_waiver, agrees"},
		{"the vote of a fund without its table", "adopted,a,2010-12-15,imf_special_85,150,1,0,0", "not-adopted by imf_special_85: names of members (150 yes, 1 no): their votes are weighted; the votes of the members: no table imf-votes of that day is known; give one with -rules FILE.yaml, see doc/rules.md"},
		{"a vote in two groups that nobody named", "adopted,a,2018,montreal_adjustment,100,1,0", "not-adopted by montreal_adjustment: group article-5: a row of votes cannot say who is in it; try the vote with chancery rules eval; group not-article-5: a row of votes cannot say who is in it; try the vote with chancery rules eval"},
		{"without a day, where none is needed", "adopted,a,,csto_procedural,4,1,1", "adopted by csto_procedural, agrees"},
		{"without a day, where the rule is of a day", "adopted,a,,unsc_procedural,9,1,5", "adopted by unsc_procedural: no date: the rule, or the weights it counts by, are those of the day"},
		{"a rule with a slip in its name", "adopted,a,2000,unsc_substantiv,9,1,5", ` by : rule "unsc_substantiv" is not in the catalogue, "unsc_substantive" is near; see chancery rules list`},
		{"an outcome in other words", "Not adopted,a,2000,unsc_substantive,8,1,6", "not-adopted by unsc_substantive, agrees"},
		{"an outcome that is none", "carried,a,2000,unsc_substantive,9,1,5", `adopted by unsc_substantive: outcome "carried" is none of adopted, not_adopted, vetoed, rejected, no_opinion, returned, no_quorum`},
		{"a number as some programs write it", "adopted,a,2000,unsc_substantive,9.0,1.0,5.0", "adopted by unsc_substantive, agrees"},
		{"a stroke for nothing", "adopted,a,2000,unsc_substantive,15,-,–,—", "adopted by unsc_substantive, agrees"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for id, got := range rowsOf(t, c, "outcome,id,date,rule,yes,no,abstain,absent,veto_by\n"+tt.row+"\n") {
				if got != tt.want {
					t.Errorf("%s: %s\nwant %s", id, got, tt.want)
				}
			}
		})
	}
}

// Of 28 members, with the figures of 2016 in hundredths of the population.
func TestWeightsAreThoseOfTheDay(t *testing.T) {
	c := load(t)
	const head = "date,rule,id,no,abstain,outcome,yes,voters_n\n"
	for _, tt := range []struct{ name, row, want string }{
		// France, Germany and Poland have 36.44 of 100: three, so the others carry it whatever their people.
		{"three are no blocking minority", "2016-06-01,eu_qmv_lisbon,a,Germany; France; Poland,,adopted,25,28", "adopted by eu_qmv_lisbon, agrees"},
		// With Luxembourg they are four, and 63.45 of 100 are for.
		{"four are, with over 35 in a hundred", "2016-06-01,eu_qmv_lisbon,a,Germany; France; Poland; Luxembourg,,no_opinion,24,28", "no-opinion by eu_qmv_lisbon, agrees"},
		// Thirteen small ones are against: 15 of 28 is below 55 in a hundred, which is 16.
		{"fifteen of 28 are not 55 in a hundred", "2016-06-01,eu_qmv_lisbon,a,Austria; Bulgaria; Croatia; Cyprus; Denmark; Estonia; Finland; Ireland; Latvia; Lithuania; Luxembourg; Malta; Slovenia,,not_adopted,15,28", "no-opinion by eu_qmv_lisbon, agrees"},
		// Without the United Kingdom 15 of 27 are enough.
		{"fifteen of 27 are", "2020-02-01,eu_qmv_lisbon,a,Austria; Bulgaria; Croatia; Cyprus; Denmark; Estonia; Finland; Ireland; Latvia; Lithuania; Luxembourg; Malta,,adopted,15,27", "adopted by eu_qmv_lisbon, agrees"},
		{"a member that has left", "2020-02-01,eu_qmv_lisbon,a,United Kingdom,,adopted,26,27", "not-adopted by eu_qmv_lisbon: names of members (26 yes): their votes are weighted; weight gb: the table of the day has no member of that name"},
		{"on the last day it was there", "2020-01-31,eu_qmv_lisbon,a,United Kingdom,,adopted,27,28", "adopted by eu_qmv_lisbon, agrees"},
		// Votes of Nice: Germany, France, Italy and the United Kingdom have 29 each, 352 less 93 is 259.
		{"260 votes of 352", "2014-01-01,eu_qmv_nice_2013_2014,a,Germany; France; Italy; Latvia,,no_opinion,24,28", "adopted by eu_qmv_nice_2013_2014"},
		{"259 are too few", "2014-01-01,eu_qmv_nice_2013_2014,a,Germany; France; Italy; Slovenia; Malta,,not_adopted,23,28", "no-opinion by eu_qmv_nice_2013_2014, agrees"},
		{"the last day of Nice, by the name of Lisbon", "2014-10-31,eu_qmv_lisbon,a,Germany; France; Italy; Slovenia; Malta,,no_opinion,23,28", "no-opinion by eu_qmv_nice_2013_2014, agrees"},
		{"the first day of Lisbon, by the name of Nice", "2014-11-01,eu_qmv_nice_2013_2014,a,Germany; France; Italy,,adopted,25,28", "adopted by eu_qmv_lisbon, agrees"},
		{"a year of which the rule has the last months", "2014,eu_qmv_lisbon,a,,Malta,adopted,27,28", "adopted by eu_qmv_lisbon, agrees"},
		{"a year of which the rule has the second half", "2013,eu_qmv_nice_2013_2014,a,,Malta,adopted,27,28", "adopted by eu_qmv_nice_2013_2014, agrees"},
		{"a day before any rule that is known", "2013-06-30,eu_qmv_nice_2013_2014,a,,Malta,adopted,26,27", "not-adopted by eu_qmv_nice_2013_2014"},
		{"20 of 27 without a proposal", "2024-06-27,eu_qmv_reinforced,a,Malta; Cyprus; Luxembourg; Estonia; Latvia; Slovenia; Lithuania,,adopted,20,27", "adopted by eu_qmv_reinforced, agrees"},
		{"19 are not 72 in a hundred", "2024-06-27,eu_qmv_reinforced,a,Malta; Cyprus; Luxembourg; Estonia; Latvia; Slovenia; Lithuania; Croatia,,not_adopted,19,27", "not-adopted by eu_qmv_reinforced, agrees"},
		{"unanimity with one out of the room", "2023-12-14,eu_unanimity,a,,,adopted,26,27", "adopted by eu_unanimity, agrees"},
		{"one against unanimity", "2023-12-15,eu_unanimity,a,Hungary,,not_adopted,26,27", "not-adopted by eu_unanimity, agrees"},
		{"14 of 27", "2024-01-01,eu_simple_majority,a,13,0,adopted,14,27", "adopted by eu_simple_majority, agrees"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for id, got := range rowsOf(t, c, head+tt.row+"\n") {
				if !strings.HasPrefix(got, tt.want) || strings.Contains(got, "agrees") != strings.Contains(tt.want, "agrees") {
					t.Errorf("%s: %s\nwant %s", id, got, tt.want)
				}
			}
		})
	}
}

func TestTheFormOfAFileOfVotesMayVary(t *testing.T) {
	c := load(t)
	const nine = "adopted by unsc_substantive, agrees"
	for name, tt := range map[string]struct{ file, want string }{
		"lines of another system and a mark at the beginning": {"\ufeffid,rule,date,outcome,yes,no,abstain\r\na,unsc_substantive,2000,adopted,9,1,5\r\n", nine},
		"columns in another order, and others":                {"abstain,note,no,yes,Outcome, Date ,rule,ID\n5,\"x, \"\"y\"\"; z\",1,9,adopted,2000,unsc_substantive,a\n", nine},
		"names in quotation marks, with a comma in one":       {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,2000,adopted,\"Congo, Democratic Republic of the; Chad;Mali ;  Togo; Peru; Iran (Islamic Republic of); Chile; Cuba; China\",1,5\n", nine},
		"a name of two lines":                                 {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,2000,adopted,\"Chad;\nMali; Togo; Peru; Iran; Chile; Cuba; China; Oman\",1,5\n", nine},
		"a quotation mark in a cell without":                  {"id,note,rule,date,outcome,yes,no,abstain\na,the \"first\" text,unsc_substantive,2000,adopted,9,1,5\n", nine},
		"rows of nothing at the end":                          {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,2000,adopted,9,1,5\n,,,,,,\n\n", nine},
		"a row that breaks off":                               {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,2000,adopted,15\n", nine},
		"only the columns with numbers":                       {"abstain_n,no_n,yes_n,rule,date,outcome,id\n5,1,9,unsc_substantive,2000,adopted,a\n", nine},
		"a name twice, once by another name":                  {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,2000,adopted,Russia; Russian Federation; Chad; Mali; Togo; Peru; Iran; Chile; Cuba,1,5\n", "not-adopted by unsc_substantive: ru stands in the row twice"},
		"a number that is none":                               {"id,rule,date,outcome,yes_n,no,abstain\na,unsc_substantive,2000,adopted,many,1,5\n", `not-adopted by unsc_substantive: line 2: yes: "many": want a number of members`},
		"a body of an odd size":                               {"id,rule,date,outcome,yes_n,voters_n\na,unsc_substantive,2000,adopted,9,-1\n", `adopted by unsc_substantive: line 2: voters_n: "-1": want a number of members`},
		"an instant":                                          {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,2022-02-25T15:00:00-05:00,adopted,9,1,5\n", nine},
		"a month":                                             {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,2022-02,adopted,9,1,5\n", nine},
		"a day in the order of another country":               {"id,rule,date,outcome,yes,no,abstain\na,unsc_substantive,25.02.2022,adopted,9,1,5\n", `adopted by unsc_substantive: date "25.02.2022" is none: want a day like 2022-02-25, or a year`},
	} {
		t.Run(name, func(t *testing.T) {
			got := rowsOf(t, c, tt.file)
			if len(got) != 1 || got["a"] != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
