package drafting

import (
	"fmt"
	"os"
	"strings"

	"chancery.example/chancery/internal/advice"
)

// Remarks are what a secretary would remark about the text of a file, and about its
// translation if there is a second file, a line each. What is known about other acts
// is in the file acts, or its name is empty.
func (d Desk) Remarks(files []string, acts string) ([]string, error) {
	known, err := standing(acts)
	if err != nil {
		return nil, err
	}
	text, err := d.Text(files[0])
	if err != nil {
		return nil, err
	}
	notes := advice.Text(text, known)
	if len(files) == 2 {
		d.Lang = ""
		other, err := d.Text(files[1])
		if err != nil {
			return nil, err
		}
		notes = append(notes, advice.Languages(text, other)...)
	}
	var lines []string
	for _, n := range notes {
		line := []rune(n.Line)
		if len(line) > 80 {
			line = append(line[:77], []rune("...")...)
		}
		lines = append(lines, fmt.Sprintf("%s: %s: %s", n.Code, strings.TrimSpace(about(n.Code)+" "+n.Detail), string(line)))
	}
	return lines, nil
}

// about is a code in words.
func about(c advice.Code) string {
	return map[advice.Code]string{
		advice.NoActor: "nobody is named who is to do it", advice.NoDeadline: "no day is named", advice.NoSum: "money and no sum",
		advice.Unused: "the term is defined and not used:", advice.Repealed: "an act that is repealed:", advice.NotInForce: "an act that is not in force:",
		advice.FinalMark: "its final mark is not that of its place", advice.Reference: "there is no such unit in force:", advice.Figures: "the figures differ:",
	}[c]
}

// standing reads what is known about other acts.
func standing(file string) (advice.Standing, error) {
	var s advice.Standing
	if file == "" {
		return s, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		code, name, _ := strings.Cut(strings.TrimSpace(line), "\t")
		switch {
		case code == string(advice.Repealed) && name != "":
			s.Repealed = append(s.Repealed, name)
		case code == string(advice.NotInForce) && name != "":
			s.NotInForce = append(s.NotInForce, name)
		case code != "":
			return s, fmt.Errorf("%s: line %d: neither repealed nor not-in-force, a tab and a name", file, n)
		}
	}
	return s, nil
}
