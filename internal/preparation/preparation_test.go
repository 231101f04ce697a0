package preparation

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/words"
)

func en(s string) words.Text { return words.Text{"en": s} }

func day(s string) calendar.Day {
	d, err := calendar.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// lakes is a charter with two rules of notice and a template.
func lakes() (*charter.Charter, *charter.Template) {
	c := &charter.Charter{Preparation: charter.Preparation{
		Notices: []charter.Notice{
			{ID: "papers", Name: en("papers"), Of: "paper", Days: 20},
			{ID: "agenda", Name: en("agenda"), Of: "agenda", Days: 30},
			{ID: "budget", Name: en("budget"), Of: "paper", Body: "other", Days: 60},
		},
		Templates: []charter.Template{{
			ID: "ordinary", Name: en("ordinary"),
			Items: []charter.TemplateItem{
				{ID: "opening", Title: en("opening"), Format: "narrow"},
				{ID: "consent", Title: en("consent"), Consent: true, Audience: "public"},
				{ID: "part", Title: en("part"), Under: "consent"},
			},
			Papers: []charter.TemplatePaper{
				{ID: "report", Title: en("report"), Item: "opening", By: "secretariat", Days: 10},
				{ID: "plan", Title: en("plan"), Item: "consent", Nature: "approve-plan", Matter: "plan", By: "presidency"},
				{ID: "appeal", Title: en("appeal"), Nature: "statement", By: "host", To: "public", Notice: "budget"},
				{ID: "speech", Title: en("speech"), By: "member:kz", Spoken: true, Days: 1},
			},
		}},
	}}
	return c, &c.Preparation.Templates[0]
}

// said is a plan in a few words.
func said(p Plan) string {
	var b strings.Builder
	for _, r := range p.Rows {
		fmt.Fprintf(&b, "%s %s %s %s %d\n", r.Title["en"], r.State, r.Due, r.Timing, r.Days)
	}
	for _, x := range p.Tasks {
		fmt.Fprintf(&b, "%s %v %s %d/%d %s %s\n", x.Key, x.Done, x.Waits, x.Have, x.Want, x.Due, x.Timing)
	}
	fmt.Fprintf(&b, "next %s row %d, %d sent, %d late, %d extra\n", p.Next, p.Row, p.Sent, p.Late, p.Extra)
	return b.String()
}

func TestAPlanSaysWhatIsMissingWhatIsLateAndWhatComesNext(t *testing.T) {
	c, tpl := lakes()
	for _, tt := range []struct {
		name string
		t    *charter.Template
		s    Session
		want string
	}{
		{"nothing is known", tpl, Session{Today: day("2026-11-24"), Members: 2}, `report absent   0
plan absent   0
appeal absent   0
speech absent   0
date false  0/0  
items false date 0/7  
agenda false items 0/0  
papers false items 0/4  
delegations false  0/2  
credentials false delegations 0/0  
adoption false agenda 0/0  
next date row -1, 0 sent, 0 late, 0 extra
`},
		{"the day is set", tpl, Session{Day: day("2026-12-20"), Today: day("2026-11-24"), Members: 2}, `report absent 2026-12-10 open 16
plan absent 2026-11-30 soon 6
appeal absent 2026-10-21 overdue -34
speech absent 2026-12-19 open 25
date true  0/0  
items false  0/7  
agenda false items 0/0 2026-11-20 overdue
papers false items 0/4  
delegations false  0/2  
credentials false delegations 0/0  
adoption false agenda 0/0 2026-12-20 open
next items row -1, 0 sent, 2 late, 0 extra
`},
		{"papers are there", tpl, Session{
			Day: day("2026-12-20"), Today: day("2026-11-24"), Members: 2, Delegations: 1, Items: []Item{{ID: "a", Kind: "opening"}, {ID: "b", Kind: "consent"}, {ID: "c", Kind: "part"}},
			Papers: []Paper{
				{ID: "r", Kind: "report", Title: en("the report"), Written: day("2026-11-20")},
				{ID: "p", Kind: "plan", Title: en("plan"), Due: day("2026-12-01"), Written: day("2026-11-20"), Sent: day("2026-11-21")},
				{ID: "x", Title: en("note"), Due: day("2026-11-26")},
				{ID: "a", Kind: "appeal", Title: en("appeal"), Written: day("2026-11-20"), Sent: day("2026-11-21")},
				{ID: "s", Kind: "speech", Title: en("speech")},
			},
			Versions: []Version{{ID: "v", Number: 1, Sent: day("2026-11-19")}},
		}, `the report written 2026-12-10 open 16
plan sent 2026-12-01 in-time 7
appeal sent 2026-10-21 late -34
speech awaited 2026-12-19 open 25
note awaited 2026-11-26 soon 2
date true  0/0  
items true  8/8  
agenda true  0/0 2026-11-20 in-time
papers false  2/5 2026-11-26 soon
delegations false  1/2  
credentials false  0/1  
adoption false  0/0 2026-12-20 open
next papers row 4, 2 sent, 0 late, 1 extra
`},
		{"all is done", nil, Session{
			Day: day("2026-12-20"), Today: day("2026-12-20"), Members: 1, Delegations: 1, InOrder: 1, Items: []Item{{ID: "a"}},
			Papers:   []Paper{{ID: "x", Title: en("note"), Written: day("2027-01-01"), Sent: day("2027-01-02")}},
			Versions: []Version{{ID: "v", Number: 1, Sent: day("2026-12-01"), Adopted: true}, {ID: "w", Number: 2, Sent: day("2026-12-02")}},
		}, `note sent 2026-11-30 after -20
date true  0/0  
items true  2/2  
agenda true  0/0 2026-11-20 late
papers true  1/1  
delegations true  1/1  
credentials true  1/1  
adoption true  0/0 2026-12-20 in-time
next  row -1, 1 sent, 0 late, 1 extra
`},
		{"papers wait and nothing has a day", nil, Session{
			Today: day("2026-11-24"), Members: 1, Delegations: 1, InOrder: 1, Items: []Item{{ID: "a"}}, Papers: []Paper{{ID: "x", Title: en("note")}, {ID: "y", Title: en("more")}},
			Versions: []Version{{ID: "v", Number: 1, Sent: day("2026-11-20"), Adopted: true}}, Day: calendar.Day{},
		}, `note awaited   0
more awaited   0
date false  0/0  
items true  3/3  
agenda true  0/0  
papers false  0/2  
delegations true  1/1  
credentials true  1/1  
adoption true  0/0  
next date row -1, 0 sent, 0 late, 2 extra
`},
	} {
		if got := said(Make(c, tt.t, tt.s)); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

func TestADayComesBeforeNone(t *testing.T) {
	p := Plan{Tasks: []Task{{Key: "a"}, {Key: "b", Due: day("2026-12-02")}, {Key: "c", Due: day("2026-12-01")}, {Key: "d", Waits: "x"}}}
	if p.first(); p.Next != "c" {
		t.Error(p.Next)
	}
}

func TestRulesOfNoticeStandWithTheirDays(t *testing.T) {
	c, _ := lakes()
	var got []string
	for _, n := range Notices(c, Session{Body: "heads", Day: day("2026-12-20"), Today: day("2026-11-24")}) {
		got = append(got, fmt.Sprint(n.Notice.ID, " ", n.Due, " ", n.Timing, " ", n.Days))
	}
	if want := []string{"agenda 2026-11-20 overdue -4", "papers 2026-11-30 soon 6"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestATemplateBecomesCommandsEachAfterWhatItNames(t *testing.T) {
	_, tpl := lakes()
	start := func(to string) string {
		if to == "public" {
			return "public"
		}
		return "secretariat"
	}
	show := func(s Session) string {
		var b strings.Builder
		for _, o := range FromTemplate(tpl, s, start) {
			fmt.Fprintln(&b, o.Command, o.As, o.Fields)
		}
		return b.String()
	}
	s := Session{ID: "s", Day: day("2026-12-20"), Presides: "kg", Last: 4, Items: []Item{{ID: "x", Kind: "opening"}}, Papers: []Paper{{ID: "r", Kind: "report"}}}
	want := `place-item item-consent map[audience:public consent:true kind:consent order:5 session:s title:map[en:consent]]
place-item item-part map[audience:secretariat kind:part order:1 part_of:$item-consent session:s title:map[en:part]]
submit-draft draft-plan map[at:2026-12-20 audience:secretariat form:decision item:$item-consent matter:plan nature:approve-plan session:s title:map[en:plan]]
announce-paper paper-plan map[audience:secretariat by:member:kg decision:$draft-plan item:$item-consent kind:plan session:s title:map[en:plan]]
submit-draft draft-appeal map[at:2026-12-20 audience:public form:statement nature:statement session:s title:map[en:appeal]]
announce-paper paper-appeal map[audience:public decision:$draft-appeal kind:appeal session:s title:map[en:appeal] to:public]
announce-paper paper-speech map[audience:secretariat by:member:kz kind:speech session:s spoken:true title:map[en:speech]]
`
	if got := show(s); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	want = `place-item item-opening map[audience:secretariat format:narrow kind:opening order:1 session:s title:map[en:opening]]
place-item item-consent map[audience:public consent:true kind:consent order:2 session:s title:map[en:consent]]
place-item item-part map[audience:secretariat kind:part order:1 part_of:$item-consent session:s title:map[en:part]]
announce-paper paper-report map[audience:secretariat by:secretariat item:$item-opening kind:report session:s title:map[en:report]]
announce-paper paper-speech map[audience:secretariat by:member:kz kind:speech session:s spoken:true title:map[en:speech]]
`
	if got := show(Session{ID: "s"}); got != want {
		t.Errorf("without a day:\n%s\nwant\n%s", got, want)
	}
}

func TestTwoVersionsOfAnAgendaAreComparedItemByItem(t *testing.T) {
	lines := func(s string) (ls []Line) {
		for i, f := range strings.Fields(s) {
			l := Line{Item: strings.Trim(f, "!*"), Number: fmt.Sprint(i + 1), Title: en(f), Consent: strings.HasSuffix(f, "*")}
			l.Title = en(strings.TrimSuffix(f, "*"))
			ls = append(ls, l)
		}
		return ls
	}
	for _, tt := range []struct{ was, is, want string }{
		{"a b c", "a b c", "a b c"},
		{"a b c", "b c", "-a b c"},
		{"a b c", "a x b c", "a +x b c"},
		{"a b c d", "a c b d", "a c >b d"},
		{"a b c d", "d a b c", ">d a b c"},
		{"a b c", "a b! c*", "a ~b ~c"},
		{"a b", "b! a", "~b >a"},
		{"a b", "b a!", "b a>~"},
		{"a b c", "c", "-a -b c"},
		{"a b c", "a c", "a -b c"},
		{"", "a", "+a"},
	} {
		var got []string
		for _, d := range Compare(lines(tt.was), lines(tt.is)) {
			switch d.Change {
			case Added:
				got = append(got, "+"+d.Is.Item)
			case Removed:
				got = append(got, "-"+d.Was.Item)
			case Moved:
				if d.Also {
					got = append(got, d.Is.Item+">~")
				} else {
					got = append(got, ">"+d.Is.Item)
				}
			case Altered:
				got = append(got, "~"+d.Is.Item)
			default:
				got = append(got, d.Is.Item)
			}
		}
		t.Log(tt.was, "|", tt.is, "|", strings.Join(got, " "))
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s to %s: %s, want %s", tt.was, tt.is, s, tt.want)
		}
	}
	if same(en("a"), words.Text{"ru": "a"}) || same(en("a"), words.Text{}) {
		t.Error("wordings of other languages are the same")
	}
}
