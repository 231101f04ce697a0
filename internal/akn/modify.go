package akn

import (
	"errors"
	"fmt"

	"chancery.example/chancery/internal/akn/markup"
)

// valid says what is wrong with a modification.
func (m Modification) valid() error {
	if tag, _ := kindType(m.Kind); tag == "" {
		return fmt.Errorf("kind %q: not known", m.Kind)
	}
	if len(m.Destinations) == 0 {
		return errors.New("no destination")
	}
	for _, p := range append([]Place{m.Source}, m.Destinations...) {
		if p.Act != "" && !isURI(p.Act) || !markup.Writable(string(p.ID)) {
			return fmt.Errorf("place %q of %q", p.ID, p.Act)
		}
	}
	words := append([]string{m.Old}, m.New...)
	if m.Until != "" && !isDay(m.Until) {
		return fmt.Errorf("until %q: not a day", m.Until)
	}
	if f := m.Force; f != nil {
		if f.From != "" && !isDay(f.From) {
			return fmt.Errorf("in force from %q: not a day", f.From)
		}
		words = append(append(words, f.Condition), f.Members...)
	}
	for _, s := range words {
		if !markup.Writable(s) {
			return fmt.Errorf("words %q cannot be written in XML", s)
		}
	}
	return nil
}
