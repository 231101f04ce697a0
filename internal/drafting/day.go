package drafting

import (
	"errors"
	"fmt"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/consolidation"
	"chancery.example/chancery/internal/redline"
)

// Asked is what is asked of a text and its amenders.
type Asked struct {
	consolidation.Question
	Events map[string]calendar.Day // outside events that have happened
}

// always is the first day there is: of what has effect and does not say from when.
func always() calendar.Day {
	d, _ := calendar.ParseDay("0001-01-01")
	return d
}

// At says what the text of a file is on a day. An amender is FILE=DAY, or FILE for one
// that always has effect; those go in the order given. The desk notes of each when and
// why it was applied, or what it waits for. The error is ErrRefused where one cannot
// be applied, or where two of one day make a difference by their order.
func (d Desk) At(base string, amenders []string, q Asked) (*Made, error) {
	text, err := d.Text(base)
	if err != nil {
		return nil, err
	}
	line := consolidation.New(text, always(), consolidation.Force{})
	sources := make(map[string]source)
	var undated []string
	for i, arg := range amenders {
		s := source{file: arg}
		in := consolidation.Instrument{Adopted: always()}
		if at := strings.LastIndexByte(arg, '='); at > 0 {
			if in.Adopted, err = calendar.ParseDay(arg[at+1:]); err != nil {
				return nil, fmt.Errorf("%w: %s: not a day", ErrAsked, arg)
			}
			s.file = arg[:at]
		} else {
			in.After = undated
		}
		a, err := d.amender(text, base, s.file, fmt.Sprint("amender-", i+1), q.Day.String())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.file, err)
		}
		in.Amend, s.text = a.Amender, a.text
		if s.file == arg {
			undated = append(undated, in.Amend.ID)
		}
		if line, err = line.With(in); err != nil {
			return nil, fmt.Errorf("%s: %w", s.file, err)
		}
		sources[in.Amend.ID] = s
	}
	for name, day := range q.Events {
		if line, err = line.Known(consolidation.Event{Kind: consolidation.Outside, Name: name, Day: day}); err != nil {
			return nil, err
		}
	}
	a, err := line.At(q.Question, nil)
	if err != nil {
		return nil, d.refused(err, sources)
	}
	for _, x := range a.Applied {
		d.note("%s: applied: %s", sources[x.Instrument].file, said(x.Cause))
	}
	for _, x := range a.Open {
		d.note("%s: %d of its operations not applied: %s", sources[x.Instrument].file, len(x.Operations), x.Cause)
	}
	return &Made{Text: a.Text, desk: d, base: base, day: q.Day.String()}, nil
}

// source is an amender as it was read.
type source struct{ file, text string }

// said is a cause without the day that stands for always.
func said(c consolidation.Cause) string {
	if c.Day == always() {
		return "no day was given"
	}
	return c.String()
}

// refused says why there is no text.
func (d Desk) refused(err error, sources map[string]source) error {
	if f, ok := errors.AsType[*consolidation.Refusal](err); ok {
		s := sources[f.Instrument]
		return fmt.Errorf("%w: %s: %s: %w", ErrRefused, s.file, placed(s.text, f.Amend.Source), f.Amend)
	}
	c, ok := errors.AsType[*consolidation.Conflict](err)
	if !ok {
		return err
	}
	var names []string
	for _, r := range c.Results {
		var order []string
		for _, id := range r.Order {
			order = append(order, sources[id].file)
		}
		names = append(names, strings.Join(order, ", then "))
	}
	for i, r := range c.Results {
		if r.Why != nil {
			d.note("%s: refused: %v", names[i], r.Why)
		}
	}
	if a, b := c.Results[0].Text, c.Results[1].Text; a != nil && b != nil {
		d.note("- %s\n+ %s", names[0], names[1])
		for _, l := range redline.Marked(redline.Compare(a, b)) {
			d.note("%s", l)
		}
	}
	return fmt.Errorf("%w: conflict: in force %s, and the order makes a difference", ErrRefused, c.Day)
}

// Compare returns the lines of the texts of two files that are not the same, as people
// mark them: [-what was-], {+what becomes+}, + new, - gone, ~ changed, > moved.
func (d Desk) Compare(fileA, fileB string) ([]string, error) {
	a, err := d.Text(fileA)
	if err != nil {
		return nil, err
	}
	b, err := d.Text(fileB)
	if err != nil {
		return nil, err
	}
	return redline.Marked(redline.Compare(a, b)), nil
}
