package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// A Fault is one place where a page is not valid HTML.
type Fault struct {
	Page   string // as named by the caller
	Line   int
	Column int
	Rule   string
	What   string
}

// String is the fault on one line.
func (f Fault) String() string {
	return fmt.Sprintf("%s:%d:%d: %s (%s)", f.Page, f.Line, f.Column, f.What, f.Rule)
}

// Validate asks html-validate about pages, which are named by their addresses.
// One call with many pages is quicker than many calls. The rules are those of
// tools/web/htmlvalidate.json.
func Validate(ctx context.Context, pages map[string][]byte) ([]Fault, error) {
	node, err := find("node", "nodejs")
	if err != nil {
		return nil, err
	}
	program, err := checker("html-validate", "bin", "html-validate.mjs")
	if err != nil {
		return nil, err
	}
	web, err := checkers()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pages")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	names := make(map[string]string) // pages by file
	for i, page := range slices.Sorted(maps.Keys(pages)) {
		file := filepath.Join(dir, fmt.Sprintf("%04d.html", i))
		if err := os.WriteFile(file, pages[page], 0o600); err != nil {
			return nil, err
		}
		names[file] = page
	}
	cmd := exec.CommandContext(ctx, node, program, "--config", filepath.Join(web, "htmlvalidate.json"), "--formatter", "json", dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	// Status 1 says that there are faults; the list says which.
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1 || len(out) == 0) {
		return nil, fmt.Errorf("browser: html-validate: %w: %s", err, stderr.Bytes())
	}
	return faults(out, names)
}

// faults reads the report of html-validate.
func faults(report []byte, names map[string]string) ([]Fault, error) {
	var files []struct {
		FilePath string `json:"filePath"`
		Messages []struct {
			Rule   string `json:"ruleId"`
			What   string `json:"message"`
			Line   int    `json:"line"`
			Column int    `json:"column"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(report, &files); err != nil {
		return nil, fmt.Errorf("browser: html-validate: report: %w", err)
	}
	var found []Fault
	for _, f := range files {
		page, ok := names[f.FilePath]
		if !ok {
			return nil, fmt.Errorf("browser: html-validate: report of a file that was not asked about: %s", f.FilePath)
		}
		for _, m := range f.Messages {
			found = append(found, Fault{Page: page, Line: m.Line, Column: m.Column, Rule: m.Rule, What: m.What})
		}
	}
	return found, nil
}
