// Package draft writes Russian prose for operations, in the sayings of the table
// that reads it.
package draft

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/russian"
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"chancery.example/chancery/internal/amend/terms"
)

// Draft writes operations as instructions, one a line and numbered, as an
// amending text that the grammar with these terms reads back as the same
// operations. base is the text that is amended. Errors: an operation for which
// the language has no pattern, which needs a person, or words that cannot be quoted.
func Draft(known terms.Base, base *act.Text, ops []amend.Operation) (string, error) {
	var s strings.Builder
	s.WriteString("О внесении изменений\n")
	d, number := drafter{terms: known, base: base}, 0
	for i, o := range ops {
		line, err := d.sentence(o)
		if err != nil {
			return "", fmt.Errorf("operation %d: %w", i+1, err)
		}
		switch {
		case strings.HasPrefix(line, ","): // goes on with the one before
			number--
		case i > 0:
			s.WriteString(";\n")
		}
		if number++; !strings.HasPrefix(line, ",") {
			fmt.Fprintf(&s, "%d) ", number)
		}
		s.WriteString(line)
		d.last = &ops[i]
	}
	if len(ops) > 0 {
		s.WriteString(".\n")
	}
	got := russian.New(known).Parse(s.String(), base)
	for i := range got.Operations {
		got.Operations[i].Source = nil
	}
	if len(got.Unparsed) > 0 {
		return "", fmt.Errorf("the line %q: not read back", got.Unparsed[0].Text)
	}
	for i, o := range ops {
		o.Source = nil
		if i >= len(got.Operations) || !reflect.DeepEqual(o, got.Operations[i]) {
			return "", fmt.Errorf("operation %d: read back as another", i+1)
		}
	}
	return s.String(), nil
}

type drafter struct {
	terms terms.Base
	base  *act.Text
	last  *amend.Operation // written before
}

// place in the list of forms
const (
	nomOne = 0
	genOne = 1
	accOne = 3
	insOne = 4
	preOne = 5
	plural = 6
)

var ordinalEndings = map[byte][6]string{
	'm': {"ый", "ого", "ому", "ый", "ым", "ом"}, 'f': {"ая", "ой", "ой", "ую", "ой", "ой"}, 'n': {"ое", "ого", "ому", "ое", "ым", "ом"},
}

// ordinalForm writes an ordinal number; false for those that are written in
// digits.
func ordinalForm(n int, gender byte, form int) (string, bool) {
	if n == -1 {
		e := map[byte][6]string{'m': {"ий", "его", "ему", "ий", "им", "ем"}, 'f': {"яя", "ей", "ей", "юю", "ей", "ей"}, 'n': {"ее", "его", "ему", "ее", "им", "ем"}}
		return "последн" + e[gender][form], true
	}
	if n < 1 || n > 20 {
		return "", false
	}
	stem, e := lexicon.Stem(n), ordinalEndings[gender][form]
	switch {
	case n == 3:
		e = map[byte][6]string{'m': {"ий", "ьего", "ьему", "ий", "ьим", "ьем"}, 'f': {"ья", "ьей", "ьей", "ью", "ьей", "ьей"}, 'n': {"ье", "ьего", "ьему", "ье", "ьим", "ьем"}}[gender][form]
	case e == "ый" && (n == 2 || n >= 6 && n <= 8):
		e = "ой"
	}
	return stem + e, true
}

// step writes one step in a form: «пунктом 5.1», «абзацем вторым».
func (d *drafter) step(s act.Step, form int) (string, error) {
	n, ok := lexicon.NounOf(s.Name)
	if !ok {
		return "", fmt.Errorf("%s: no noun", s.Name)
	}
	word := strings.Fields(n.Forms)[form]
	switch {
	case s.Ordinal != 0:
		if o, ok := ordinalForm(s.Ordinal, n.Gender, form%plural); ok && form < plural && s.Name != act.NameColumn {
			return word + " " + o, nil
		}
		return word + " " + strconv.Itoa(s.Ordinal), nil
	case s.Num == "":
		return word, nil
	case s.Name != act.NameColumn && strings.Trim(s.Num, "0123456789.-¹²³⁴⁵⁶⁷⁸⁹⁰") == "" || (s.Name == act.NameSection || s.Name == act.NameChapter || s.Name == act.NameAnnex):
		return word + " " + s.Num, nil
	}
	return word + " «" + s.Num + "»", nil
}

// address writes an address from the inside out: «абзац второй пункта 3».
func (d *drafter) address(a act.Address, form int) (string, error) {
	if a.ID != "" {
		return "", fmt.Errorf("%s: an address by id", a)
	}
	var out []string
	for i, s := range slices.Backward(a.Steps) {
		f := genOne
		if i == len(a.Steps)-1 {
			f = form
		}
		words, err := d.step(s, f)
		if err != nil {
			return "", err
		}
		out = append(out, words)
	}
	if out == nil {
		return d.act(form)
	}
	return strings.Join(out, " "), nil
}

// act names the whole act where its title begins with a noun that is the same in
// the accusative.
func (d *drafter) act(form int) (string, error) {
	first, _, _ := strings.Cut(d.base.Root.Words.Text, " ")
	low := strings.ToLower(first)
	if form != accOne && form != nomOne || strings.HasSuffix(low, "а") || strings.HasSuffix(low, "я") ||
		!lexicon.Act(low) {
		return "", fmt.Errorf("the act as a whole: no name in its title")
	}
	return capitalised(low), nil
}

func capitalised(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// list writes several addresses that differ in the number of their last step.
func (d *drafter) list(list []act.Address, form int) (string, error) {
	if len(list) == 1 {
		return d.address(list[0], form)
	}
	var nums []string
	first := list[0]
	n := len(first.Steps) - 1
	for _, a := range list {
		if n < 0 || len(a.Steps) != n+1 || !slices.Equal(a.Steps[:n], first.Steps[:n]) || a.Steps[n].Name != first.Steps[n].Name || a.Steps[n].Num == "" || a.Steps[n].Ordinal != 0 {
			return "", fmt.Errorf("several targets that share no place")
		}
		words, err := d.step(a.Steps[n], nomOne)
		if err != nil {
			return "", err
		}
		_, num, _ := strings.Cut(words, " ")
		nums = append(nums, num)
	}
	x, ok := lexicon.NounOf(first.Steps[n].Name)
	if !ok {
		return "", fmt.Errorf("%s: no noun", first.Steps[n].Name)
	}
	words := strings.Fields(x.Forms)[plural+form] + " " + strings.Join(nums[:len(nums)-1], ", ") + " и " + nums[len(nums)-1]
	if n == 0 {
		return words, nil
	}
	above, err := d.address(act.Address{Steps: first.Steps[:n]}, genOne)
	return words + " " + above, err
}
