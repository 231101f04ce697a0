package reading

import (
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/register"
)

// A PlanLine is a plan in a list.
type PlanLine struct {
	Head
	Facts    council.Plan  `json:"facts"`
	Decision *Ref          `json:"decision,omitempty"`
	Act      *Ref          `json:"act,omitempty"`
	Measures []MeasureLine `json:"measures,omitempty"`
}

// A MeasureLine is a measure with its reports.
type MeasureLine struct {
	Head
	Facts   council.Measure `json:"facts"`
	Members []MemberRef     `json:"members,omitempty"`
	Status  string          `json:"status"` // of the last report; empty: none
	Reports []Report        `json:"reports,omitempty"`
}

// A Report is somebody's word on a measure.
type Report struct {
	Head
	Facts  council.Report `json:"facts"`
	Member *MemberRef     `json:"member,omitempty"`
}

// A Budget is a budget or a report on its execution.
type Budget struct {
	Head
	Facts    council.Budget `json:"facts"`
	Decision *Ref           `json:"decision,omitempty"`
	Act      *Ref           `json:"act,omitempty"`
}

// An Award is the decoration of persons.
type Award struct {
	Head
	Facts    council.Award `json:"facts"`
	Decision *Ref          `json:"decision,omitempty"`
}

// A Base is the designation of a base organisation.
type Base struct {
	Head
	Facts    council.Base `json:"facts"`
	Decision *Ref         `json:"decision,omitempty"`
}

// A ProgrammeLine is a programme in a list.
type ProgrammeLine struct {
	Ref
	Facts   council.Programme `json:"facts"`
	Owner   *MemberRef        `json:"owner,omitempty"`
	Figures []council.Figure  `json:"figures,omitempty"` // of the last report that has any
	Entry   register.Place    `json:"entry"`             // the last about it
}

// A Programme is a standing operation and the reports on it.
type Programme struct {
	Head
	Facts    council.Programme `json:"facts"`
	Member   *MemberRef        `json:"member,omitempty"`
	Act      *Ref              `json:"act,omitempty"`
	Progress []Progress        `json:"progress,omitempty"`
}

// Progress is one report on a programme.
type Progress struct {
	Head
	Facts     council.Progress `json:"facts"`
	Programme *Ref             `json:"programme,omitempty"`
	Statement *Ref             `json:"statement,omitempty"`
}

// Plans returns the plans with their measures, in the order of recording.
func (r *Room) Plans() []PlanLine {
	var ps []PlanLine
	for _, t := range r.see.All(council.NounPlan) {
		ps = append(ps, r.planLine(t))
	}
	return ps
}

func (r *Room) planLine(t *council.Thing) PlanLine {
	f := *t.Facts.(*council.Plan)
	v := PlanLine{Head: r.see.Head(t), Facts: f, Decision: r.see.Ref(f.Decision), Act: r.see.Ref(f.Act)}
	for _, k := range r.see.Kids(t.ID, council.NounMeasure) {
		m := *k.Facts.(*council.Measure)
		line := MeasureLine{Head: r.see.Head(k), Facts: m, Members: r.see.Members(m.Members, calendar.Day{})}
		for _, rep := range r.see.Kids(k.ID, council.NounReport) {
			rf := *rep.Facts.(*council.Report)
			line.Reports = append(line.Reports, Report{r.see.Head(rep), rf, r.see.Member(rf.Member, calendar.Day{})})
			line.Status = rf.Status
		}
		v.Measures = append(v.Measures, line)
	}
	return v
}

// Budgets returns budgets and execution reports by year, the latest first.
func (r *Room) Budgets() []Budget {
	var bs []Budget
	for _, t := range r.see.All(council.NounBudget) {
		bs = append(bs, r.budget(t))
	}
	slices.SortStableFunc(bs, func(a, b Budget) int { return b.Facts.Year - a.Facts.Year })
	return bs
}

func (r *Room) budget(t *council.Thing) Budget {
	f := *t.Facts.(*council.Budget)
	return Budget{r.see.Head(t), f, r.see.Ref(f.Decision), r.see.Ref(f.Act)}
}

// Awards returns the awards in the order of recording.
func (r *Room) Awards() []Award {
	var as []Award
	for _, t := range r.see.All(council.NounAward) {
		as = append(as, r.award(t))
	}
	return as
}

func (r *Room) award(t *council.Thing) Award {
	f := *t.Facts.(*council.Award)
	return Award{r.see.Head(t), f, r.see.Ref(f.Decision)}
}

// Bases returns the base organisations in the order of recording.
func (r *Room) Bases() []Base {
	var bs []Base
	for _, t := range r.see.All(council.NounBase) {
		bs = append(bs, r.base(t))
	}
	return bs
}

func (r *Room) base(t *council.Thing) Base {
	f := *t.Facts.(*council.Base)
	return Base{r.see.Head(t), f, r.see.Ref(f.Decision)}
}

// Programmes returns the programmes in the order of recording.
func (r *Room) Programmes() []ProgrammeLine {
	var ps []ProgrammeLine
	for _, t := range r.see.All(council.NounProgramme) {
		ps = append(ps, r.programmeLine(t))
	}
	return ps
}

func (r *Room) programmeLine(t *council.Thing) ProgrammeLine {
	f := *t.Facts.(*council.Programme)
	line := ProgrammeLine{Ref: Ref{t.ID, t.Noun, f.Name}, Facts: f, Owner: r.see.Member(f.Member, calendar.Day{}), Entry: t.Last()}
	for _, k := range r.see.Kids(t.ID, council.NounProgress) {
		if p := k.Facts.(*council.Progress); len(p.Figures) > 0 {
			line.Figures = p.Figures
		}
	}
	return line
}

// Programme returns one programme.
func (r *Room) Programme(id council.ID) (Programme, error) {
	t, err := r.see.Thing(id, council.NounProgramme)
	if err != nil {
		return Programme{}, err
	}
	f := *t.Facts.(*council.Programme)
	v := Programme{Head: r.see.Head(t), Facts: f, Member: r.see.Member(f.Member, calendar.Day{}), Act: r.see.Ref(f.Act)}
	for _, k := range r.see.Kids(id, council.NounProgress) {
		v.Progress = append(v.Progress, r.progress(k))
	}
	return v, nil
}

func (r *Room) progress(t *council.Thing) Progress {
	f := *t.Facts.(*council.Progress)
	return Progress{r.see.Head(t), f, r.see.Ref(f.Programme), r.see.Ref(f.Statement)}
}

// dayOf returns the first day that a session may have been held on.
func (r *Room) dayOf(session council.ID) calendar.Day {
	r.see.Note(string(session))
	if t, ok := r.see.State().Thing(session); ok && r.see.May(t) {
		if f, ok := t.Facts.(*council.Session); ok {
			return f.At.Earliest()
		}
	}
	return calendar.Day{}
}
