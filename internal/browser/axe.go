package browser

import (
	"context"
	"fmt"
	"os"
	"strings"
)

// A Violation is one thing on a page that keeps someone from using it.
type Violation struct {
	Rule   string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Nodes  []Node `json:"nodes"`
}

// A Node is an element that a violation is about.
type Node struct {
	Selector string `json:"selector"`
	Markup   string `json:"html"`
	Summary  string `json:"failureSummary"`
}

// String is the violation in a few lines.
func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.Rule, v.Impact, v.Help)
	for i, n := range v.Nodes {
		if i == 5 {
			fmt.Fprintf(&b, "\n\tand %d more", len(v.Nodes)-i)
			break
		}
		fmt.Fprintf(&b, "\n\t%s: %s", n.Selector, strings.ReplaceAll(n.Summary, "\n", " "))
	}
	return b.String()
}

// axe asks for everything of WCAG 2.2 at levels A and AA, and for good practice.
const axe = `axe.run(document, {
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	resultTypes: ['violations'],
}).then(r => JSON.stringify(r.violations.map(v => ({
	id: v.id, impact: v.impact, help: v.help,
	nodes: v.nodes.map(n => ({selector: n.target.flat().join(' '), html: n.html, failureSummary: n.failureSummary})),
}))))`

// Violations asks axe-core what is wrong with a page. It works whatever content
// policy the page has, and leaves its script in the page.
func Violations(page context.Context) ([]Violation, error) {
	file, err := checker("axe-core", "axe.min.js")
	if err != nil {
		return nil, err
	}
	there, err := evaluate[bool](page, `typeof axe === 'object'`)
	if err != nil {
		return nil, err
	}
	if !there {
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if _, err := evaluate[bool](page, string(source)+"\n;true"); err != nil {
			return nil, err
		}
	}
	return evaluateJSON[[]Violation](page, axe)
}
