package procedure

import (
	"fmt"
	"maps"
	"slices"
)

// The limits of a rule's form.
const (
	maxDepth = 6  // rules and needs inside one another
	maxNeeds = 16 // conditions beside one another
	maxSteps = 8
)

// Check says what is wrong with the form of a rule, or nil. A rule that passes
// may still be one that is never met. [Evaluate] takes a rule that does not pass,
// too, and then it is not met.
func (r Rule) Check() error {
	if r.ID == "" {
		return fmt.Errorf("rule without id")
	}
	if err := r.check(0); err != nil {
		return fmt.Errorf("rule %s: %w", r.ID, err)
	}
	return r.Force.Check()
}

func (r *Rule) check(depth int) error {
	switch {
	case depth >= maxDepth:
		return fmt.Errorf("steps: more than %d rules inside one another", maxDepth)
	case !slices.Contains(Methods(), r.Method):
		return fmt.Errorf("method %q: want one of %v", r.Method, Methods())
	case r.Quorum != (Share{}) && (!r.Quorum.fits() || r.Quorum.Num == 0):
		return fmt.Errorf("quorum %d/%d: want a part of the whole, like 2/3", r.Quorum.Num, r.Quorum.Den)
	case r.Quorum != (Share{}) && len(r.Quorums) > 0:
		return fmt.Errorf("quorum: want quorum or quorums, not both")
	case r.Seats < 0:
		return fmt.Errorf("seats %d: want a number of members", r.Seats)
	}
	for _, part := range []func(int) error{r.checkElectorate, r.checkQuorums, r.checkCounts, r.checkVote, r.checkSteps} {
		if err := part(depth); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rule) checkElectorate(int) error {
	all := slices.Clone(r.Electorate.Less)
	for _, motion := range slices.Sorted(maps.Keys(r.Electorate.Motions)) {
		all = append(all, r.Electorate.Motions[motion].Less...)
	}
	for _, b := range all {
		if !slices.Contains(Bars(), b) {
			return fmt.Errorf("electorate: %q: want one of %v", b, Bars())
		}
	}
	return nil
}

func (r *Rule) checkQuorums(int) error {
	for i := range r.Quorums {
		if !r.Quorums[i].makesSense() {
			return fmt.Errorf("quorums: number %d: want compare ge or gt, a count or a share, and a base of all-members or entitled", i+1)
		}
	}
	return nil
}

func (r *Rule) checkCounts(int) error {
	effects := r.Method.Effects()
	if effects == nil && len(r.Counts) > 0 {
		return fmt.Errorf("counts: want them in the steps")
	}
	for _, s := range slices.Sorted(maps.Keys(r.Counts)) {
		if !slices.Contains(Stances(), s) {
			return fmt.Errorf("counts: stance %q is not known", s)
		}
		if !slices.Contains(effects, r.Counts[s]) {
			return fmt.Errorf("counts: %s: %q: want one of %v", s, r.Counts[s], effects)
		}
	}
	return nil
}

func (r *Rule) checkVote(int) error {
	vote := len(r.Needs)+len(r.Rejects)+len(r.Veto.Holders) > 0 || r.Veto.Group != "" || r.Veto.Always || r.Tie != ""
	switch {
	case vote && r.Method != Vote:
		return fmt.Errorf("needs, rejects, veto, tie: want them with method vote")
	case r.Method == Vote && len(r.Needs) == 0:
		return fmt.Errorf("needs: want one")
	case r.Tie != "" && r.Tie != TieRejects && r.Tie != TieVoteAgain:
		return fmt.Errorf("tie %q: want rejected or second-vote", r.Tie)
	case r.Second != (Window{}) && r.Tie != TieVoteAgain:
		return fmt.Errorf("second: want it with tie second-vote")
	case r.Second.Wait.negative() || r.Second.Within.negative():
		return fmt.Errorf("second: want no negative number")
	case r.Terms != (Terms{}) && r.Method != Silent:
		return fmt.Errorf("terms: want them with method silence")
	case r.Terms.Hours < 0 || r.Terms.Extensions < 0:
		return fmt.Errorf("terms: want no negative number")
	case !slices.Contains([]Breach{BreachEnds, BreachReturns, BreachVotes}, r.Terms.OnBreak):
		return fmt.Errorf("terms: on_break %q: want returned or vote", r.Terms.OnBreak)
	case !slices.Contains([]Outcome{Open, NotAdopted, Returned, Postponed, NoOpinion, Rejected}, r.OnFail):
		return fmt.Errorf("on_fail %q: want returned, postponed, rejected or no-opinion", r.OnFail)
	}
	if err := checkNeeds(r.Needs, 0); err != nil {
		return fmt.Errorf("needs: %w", err)
	}
	if err := checkNeeds(r.Rejects, 0); err != nil {
		return fmt.Errorf("rejects: %w", err)
	}
	return nil
}

func checkNeeds(needs []Need, depth int) error {
	if len(needs) > maxNeeds || depth >= maxDepth {
		return fmt.Errorf("want at most %d beside and %d inside one another", maxNeeds, maxDepth)
	}
	for i := range needs {
		if err := needs[i].check(depth); err != nil {
			return fmt.Errorf("number %d: %w", i+1, err)
		}
	}
	return nil
}

func (n *Need) check(depth int) error {
	if len(n.All)+len(n.Any) > 0 {
		rest := *n
		rest.All, rest.Any, rest.OnRequest = nil, nil, ""
		if len(n.All) > 0 && len(n.Any) > 0 || rest.given() {
			return fmt.Errorf("want all, any or a tally")
		}
		return checkNeeds(slices.Concat(n.All, n.Any), depth+1)
	}
	var v voters
	_, tally := v.counted(n.Tally)
	_, base := v.whole(n.Base)
	share, fewest := n.Share != (Share{}), n.Fewest != (Share{})
	switch {
	case !tally:
		return fmt.Errorf("tally %q is not known", n.Tally)
	case !n.makesSense():
		return fmt.Errorf("want compare ge, gt, le, lt or eq, and numbers from 0 to %d, shares of at most %d parts", maxTotal, maxDen)
	case share && !base:
		return fmt.Errorf("base %q: want what the share is of", n.Base)
	case !share && n.Base != "":
		return fmt.Errorf("base: want a share of it")
	case share && (n.Count != 0 || fewest):
		return fmt.Errorf("want a share or a count")
	case fewest && (n.Count != 0 || n.Weights != "" || !n.Fewest.fits() || n.FewestOf == ""):
		return fmt.Errorf("fewest: want a part of the whole, of a table, and nothing else to count")
	case n.FewestOf != "" && !fewest:
		return fmt.Errorf("fewest_of: want fewest")
	case n.MinCount > 0 && (!share || n.Compare != AtLeast && n.Compare != MoreThan):
		return fmt.Errorf("min_count: want it beside a share of at least or more than")
	}
	return nil
}

// given reports whether a need says what to count.
func (n *Need) given() bool {
	return n.Tally != "" || n.Weights != "" || n.Group != "" || n.Compare != "" || n.Count != 0 || n.Share != (Share{}) ||
		n.Base != "" || n.MinCount != 0 || n.Fewest != (Share{}) || n.FewestOf != ""
}

func (r *Rule) checkSteps(depth int) error {
	least, most := 0, 0
	switch r.Method {
	case Chain, AnyOf, AllOf:
		least, most = 1, maxSteps
	case TwoStage:
		least, most = 2, 2
	}
	if len(r.Steps) < least || len(r.Steps) > most {
		return fmt.Errorf("steps: %d, want %d to %d", len(r.Steps), least, most)
	}
	for i := range r.Steps {
		s := &r.Steps[i]
		switch {
		case s.Name == "":
			return fmt.Errorf("steps: number %d: want a name", i+1)
		case (s.Clock != (Clock{}) || s.Waits) && (r.Method != TwoStage || i == 0):
			return fmt.Errorf("steps: %s: clock, waits: want them in a second stage", s.Name)
		case s.Clock.negative():
			return fmt.Errorf("steps: %s: clock: want no negative number", s.Name)
		}
		if err := s.Rule.check(depth + 1); err != nil {
			return fmt.Errorf("steps: %s: %w", s.Name, err)
		}
	}
	return nil
}

// Check says what is wrong with the form of a table, or nil.
func (t Table) Check() error {
	switch {
	case t.Name == "" || t.Version == "":
		return fmt.Errorf("table without name or version")
	case len(t.Weights) == 0:
		return fmt.Errorf("table %s %s: want weights", t.Name, t.Version)
	case !t.sums():
		return fmt.Errorf("table %s %s: want weights from 0, which together are at most %d and the total", t.Name, t.Version, maxTotal)
	}
	return t.Force.Check()
}
