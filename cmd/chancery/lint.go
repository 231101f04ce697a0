package main

import (
	"fmt"
	"os"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/advice"
)

// actLint prints remarks about a text, and about its translation if there is one.
func (e *env) actLint(files []string, lang act.Lang, actsFile string) error {
	acts, err := standing(actsFile)
	if err != nil {
		return err
	}
	text, err := readText(files[0], lang)
	if err != nil {
		return err
	}
	notes := advice.Text(text, acts)
	if len(files) == 2 {
		other, err := readText(files[1], "")
		if err != nil {
			return err
		}
		notes = append(notes, advice.Languages(text, other)...)
	}
	for _, n := range notes {
		line := []rune(n.Line)
		if len(line) > 80 {
			line = append(line[:77], []rune("...")...)
		}
		e.say("%s: %s: %s", n.Code, strings.TrimSpace(about(n.Code)+" "+n.Detail), string(line))
	}
	return nil
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
